package project

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// sheetRows is how many rows a sheet may have; what does not fit goes on in the next.
const sheetRows = 1 << 20

// maxCellRunes is how much text a cell may hold.
const maxCellRunes = 32767

// xlsxWriter streams sheets; excelize keeps large ones in a temporary file.
type xlsxWriter struct {
	out    io.Writer
	file   *excelize.File
	sheet  *excelize.StreamWriter
	sheets int
	next   int // row in the sheet, from 1
	fields []domain.Field
	marked bool
	day    int // styles
	moment int
}

func newXLSXWriter(w io.Writer) *xlsxWriter { return &xlsxWriter{out: w, file: excelize.NewFile()} }

func (x *xlsxWriter) begin(fields []domain.Field, withDeleted bool) (err error) {
	x.fields, x.marked = fields, withDeleted
	day, moment := "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
	if x.day, err = x.file.NewStyle(&excelize.Style{CustomNumFmt: &day}); err != nil {
		return err
	}
	if x.moment, err = x.file.NewStyle(&excelize.Style{CustomNumFmt: &moment}); err != nil {
		return err
	}
	return x.newSheet()
}

func (x *xlsxWriter) newSheet() error {
	x.sheets++
	name := "Rows"
	if x.sheets > 1 {
		name = "Rows " + strconv.Itoa(x.sheets)
		if err := x.sheet.Flush(); err != nil {
			return err
		}
		if _, err := x.file.NewSheet(name); err != nil {
			return err
		}
	} else if err := x.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	var err error
	if x.sheet, err = x.file.NewStreamWriter(name); err != nil {
		return err
	}
	x.next = 1
	head := make([]any, 0, len(x.fields)+1)
	for _, f := range x.fields {
		head = append(head, f.Name)
	}
	if x.marked {
		head = append(head, deletedKey)
	}
	return x.write(head)
}

func (x *xlsxWriter) write(cells []any) error {
	err := x.sheet.SetRow("A"+strconv.Itoa(x.next), cells)
	x.next++
	return err
}

func (x *xlsxWriter) row(r domain.StoredRow) error {
	if x.next > sheetRows {
		if err := x.newSheet(); err != nil {
			return err
		}
	}
	cells := make([]any, 0, len(r.Values)+1)
	for i, v := range r.Values {
		cells = append(cells, x.cell(x.fields[i].Type, v))
	}
	if x.marked {
		cells = append(cells, !r.DeletedAt.IsZero())
	}
	return x.write(cells)
}

// cell gives a value the cell type a person expects, unless that would change it.
func (x *xlsxWriter) cell(t domain.FieldType, v domain.Value) any {
	text, isText := v.(string)
	if !isText {
		if n, ok := v.(int64); ok && (n > 1e15 || n < -1e15) {
			return strconv.FormatInt(n, 10) // a cell holds 15 digits
		}
		return v
	}
	switch t {
	case domain.Decimal:
		if len(strings.Trim(text, "-.")) <= 15 {
			if n, err := strconv.ParseFloat(text, 64); err == nil {
				return n
			}
		}
	case domain.Date:
		if at, err := time.Parse(time.DateOnly, text); err == nil && at.Year() >= 1901 {
			return excelize.Cell{StyleID: x.day, Value: at}
		}
	case domain.DateTime:
		if at, err := sqldb.ParseTime(text); err == nil && at.Year() >= 1901 {
			return excelize.Cell{StyleID: x.moment, Value: at}
		}
	case domain.Text, domain.Integer, domain.Boolean, domain.Email, domain.Phone, domain.URL, domain.Choice, domain.JSON:
	}
	if len(text) > maxCellRunes {
		if runes := []rune(text); len(runes) > maxCellRunes {
			return string(runes[:maxCellRunes])
		}
	}
	return text
}

func (x *xlsxWriter) close() (err error) {
	defer func() { err = errors.Join(err, x.file.Close()) }()
	if err := x.sheet.Flush(); err != nil {
		return fmt.Errorf("last sheet: %w", err)
	}
	return x.file.Write(x.out)
}
