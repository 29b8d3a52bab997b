package spreadsheet

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// bookTable is one sheet of a workbook as a table.
type bookTable struct {
	book *book
	part *part

	inData  bool // between <sheetData> and its end
	ended   bool
	row     int
	cells   []cell
	column  int // of the next cell without a reference
	rowSize int

	errorCells, notComputed int
	firstError              string // "B12 #DIV/0!"
	firstNotComputed        string
	lastMerge               int // the lowest row where merged cells begin
}

var _ table = (*bookTable)(nil)

// openTable opens a sheet. The table is closed before the book.
func (b *book) openTable(ctx context.Context, partName, tempDir string) (*bookTable, error) {
	if b.texts == nil {
		var err error
		if b.kinds, err = b.loadStyles(ctx); err != nil {
			return nil, err
		}
		if b.texts, err = b.loadStrings(ctx, tempDir); err != nil {
			return nil, err
		}
	}
	sheet, err := openPart(ctx, b.archive, partName, maxLargePart)
	if err != nil {
		return nil, damagedPart(err)
	}
	return &bookTable{book: b, part: sheet}, nil
}

func (t *bookTable) close() error { return t.part.closer.Close() }

// next reads on to the end of a row.
func (t *bookTable) next() (int, []cell, error) {
	for !t.ended {
		token, err := t.part.token()
		if errors.Is(err, io.EOF) {
			return t.row, nil, fmt.Errorf("%w: the end of the sheet is missing", errDamaged)
		}
		if err != nil {
			return t.row, nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if err := t.start(e); err != nil {
				return t.row, nil, err
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "sheetData":
				t.inData = false
			case "row":
				if t.inData {
					return t.row, t.cells, nil
				}
			case "worksheet":
				return t.row, nil, t.drain()
			}
		}
	}
	return t.row, nil, io.EOF
}

// drain reads to the real end, where the checksum is compared.
func (t *bookTable) drain() error {
	for {
		if _, err := t.part.token(); err != nil {
			t.ended = errors.Is(err, io.EOF)
			return err
		}
	}
}

func (t *bookTable) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "sheetData":
		t.inData = true
	case "row":
		t.row++
		if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
			t.row = n
		}
		t.cells, t.column, t.rowSize = t.cells[:0], 0, 0
	case "c":
		if t.inData {
			return t.cell(e)
		}
	case "mergeCell":
		first, _, _ := strings.Cut(attribute(e, "ref"), ":")
		if row, err := strconv.Atoi(strings.TrimLeft(first, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$")); err == nil {
			t.lastMerge = max(t.lastMerge, row)
		}
	}
	return nil
}

// cell reads one cell and puts it into its column.
func (t *bookTable) cell(e xml.StartElement) error {
	column := t.column
	var kind numberKind
	valueType := ""
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			if n := columnOf(a.Value); n >= 0 {
				column = n
			}
		case "t":
			valueType = a.Value
		case "s":
			if i, err := strconv.Atoi(a.Value); err == nil && i >= 0 && i < len(t.book.kinds) {
				kind = t.book.kinds[i]
			}
		}
	}
	value, err := t.value(valueType, kind, column)
	if err != nil {
		return err
	}
	if text, ok := value.(string); ok {
		t.rowSize += len(text)
	}
	if column >= maxColumns || t.rowSize > maxRowBytes {
		return errRowTooLarge
	}
	t.column = column + 1
	if value == nil {
		return nil
	}
	for len(t.cells) <= column {
		t.cells = append(t.cells, nil)
	}
	t.cells[column] = value
	return nil
}

// value reads up to the end of a cell.
func (t *bookTable) value(valueType string, kind numberKind, column int) (cell, error) {
	var raw strings.Builder
	var inline string
	inValue, formula := false, false
	for {
		token, err := t.part.token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = fmt.Errorf("%w: the end of the sheet is missing", errDamaged)
			}
			return nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "v":
				inValue = true
			case "f":
				formula = true
			case "is":
				if inline, err = t.part.richText("is"); err != nil {
					return nil, err
				}
			}
		case xml.CharData:
			if inValue {
				raw.Write(e)
			}
		case xml.EndElement:
			inValue = false
			if e.Name.Local == "c" {
				return t.convert(valueType, kind, raw.String(), inline, formula, column)
			}
		}
	}
}

func (t *bookTable) convert(valueType string, kind numberKind, raw, inline string, formula bool, column int) (cell, error) {
	if valueType == "inlineStr" {
		return inline, nil
	}
	if raw == "" {
		if formula && valueType != "str" {
			t.notComputed++
			if t.firstNotComputed == "" {
				t.firstNotComputed = t.reference(column)
			}
		}
		return nil, nil
	}
	switch valueType {
	case "s":
		return t.book.texts.get(raw)
	case "str":
		return unescape(raw), nil
	case "b":
		return isTrue(strings.TrimSpace(raw)), nil
	case "d":
		return isoValue(raw, kind), nil
	case "e":
		t.errorCells++
		if t.firstError == "" {
			t.firstError = t.reference(column) + " " + clip(raw)
		}
		return raw, nil
	default:
		return numberValue(raw, kind, t.book.date1904), nil
	}
}

func (t *bookTable) reference(column int) string {
	return strings.TrimPrefix(columnTitle(column), "Column ") + strconv.Itoa(t.row)
}

func (t *bookTable) warnings(header int) []string {
	var all []string
	if t.errorCells > 0 {
		all = append(all, fmt.Sprintf("%d cells hold an error of the spreadsheet (first: %s).", t.errorCells, t.firstError))
	}
	if t.notComputed > 0 {
		all = append(all, fmt.Sprintf("%d formulas were never computed (first: %s) and were read as empty. Open the file in your spreadsheet program and save it.", t.notComputed, t.firstNotComputed))
	}
	if t.lastMerge > header {
		all = append(all, "The sheet has merged cells among its rows. Only the first cell of each holds the value; the others were read as empty.")
	}
	return all
}

// columnOf reads the letters of "AB12"; -1 if there are none.
func columnOf(reference string) int {
	n := 0
	for i := range len(reference) {
		c := reference[i]
		if c < 'A' || c > 'Z' || n > maxColumns {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}
