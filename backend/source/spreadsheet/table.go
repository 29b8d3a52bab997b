package spreadsheet

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"tributary/backend/domain"
)

// The bounds of one row; a workbook has at most 16,384 columns.
const (
	maxColumns  = 16384
	maxRowBytes = 16 << 20
)

// cell is nil (empty), string, json.Number or bool.
type cell = any

// table is a grid of cells that is read once, from top to bottom.
type table interface {
	// next returns a row and its number as a spreadsheet program shows it. The
	// cells are valid until the next call. io.EOF ends the table.
	next() (row int, cells []cell, err error)
	// warnings are complete after io.EOF. header is the number of the header
	// row, 0 if there is none.
	warnings(header int) []string
}

// sheet is a table whose header row was found: its rows are records.
type sheet struct {
	table   table
	pending []peeked // rows read to find the header, not yet returned
	header  int      // number of the header row, 0: none
	columns []column

	longRows, firstLong int // rows with more cells than names
}

type peeked struct {
	row   int
	cells []cell
}

// column is one named column. made tells that its name is not from the file.
type column struct {
	name string
	made bool
}

// errEmpty tells that a table has no row at all.
var errEmpty = errors.New("no rows")

// The rows looked at to find the header row.
const (
	peekRows  = 50
	peekBytes = 1 << 20
)

// openSheet finds the header row. It returns errEmpty for a table without rows.
func openSheet(t table) (*sheet, error) {
	s := &sheet{table: t}
	for size := 0; len(s.pending) < peekRows && size < peekBytes; {
		row, cells, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if blank(cells) {
			continue
		}
		// The cells belong to the table only until its next row.
		s.pending = append(s.pending, peeked{row, append([]cell(nil), cells...)})
		size += sizeOf(cells)
	}
	if len(s.pending) == 0 {
		return nil, errEmpty
	}
	rows := make([][]cell, len(s.pending))
	for i, p := range s.pending {
		rows[i] = p.cells
	}
	header, found := headerRow(rows)
	if found {
		s.header = s.pending[header].row
		s.columns = nameColumns(rows[header])
		s.pending = s.pending[header+1:]
	} else {
		s.columns = nameColumns(make([]cell, len(rows[header])))
		s.pending = s.pending[header:]
	}
	return s, nil
}

// nextCells returns the next row that is not blank.
func (s *sheet) nextCells() (row int, cells []cell, err error) {
	if len(s.pending) > 0 {
		first := s.pending[0]
		s.pending = s.pending[1:]
		return first.row, first.cells, nil
	}
	for {
		row, cells, err = s.table.next()
		if err != nil || !blank(cells) {
			return row, cells, err
		}
	}
}

// next returns the next record, where it stands, and about its size in memory.
func (s *sheet) next() (row int, record domain.Record, size int, err error) {
	row, cells, err := s.nextCells()
	if err != nil {
		return 0, nil, 0, err
	}
	s.widen(row, cells)
	record = make(domain.Record, len(s.columns))
	for i, c := range s.columns {
		var value cell
		if i < len(cells) {
			value = cells[i]
		}
		if c.made && isBlank(value) {
			continue
		}
		record[c.name] = value
	}
	return row, record, sizeOf(cells) + 48*len(s.columns), nil
}

// widen makes columns for cells beyond the header row's last name, so that
// nothing in the file is left out silently.
func (s *sheet) widen(row int, cells []cell) {
	last := len(cells)
	for last > len(s.columns) && isBlank(cells[last-1]) {
		last--
	}
	wider := false
	for i := len(s.columns); i < last; i++ {
		s.columns = append(s.columns, column{freeName(s.columns, columnTitle(i)), true})
		wider = true
	}
	if wider {
		s.longRows++
		if s.firstLong == 0 {
			s.firstLong = row
		}
	}
}

// warnings are the sentences for the person, complete at the end.
func (s *sheet) warnings() []string {
	all := s.table.warnings(s.header)
	if s.longRows > 0 {
		all = append(all, fmt.Sprintf("Row %d has more cells than the header row has names. The cells without a name were read as %q.",
			s.firstLong, s.columns[len(s.columns)-1].name))
	}
	return all
}

func blank(cells []cell) bool {
	for _, c := range cells {
		if !isBlank(c) {
			return false
		}
	}
	return true
}

func isBlank(c cell) bool {
	switch c := c.(type) {
	case nil:
		return true
	case string:
		return c == "" || strings.TrimSpace(c) == ""
	default:
		return false
	}
}

func sizeOf(cells []cell) int {
	size := 0
	for _, c := range cells {
		size += 16
		if s, ok := c.(string); ok {
			size += len(s)
		}
	}
	return size
}
