package project

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"

	"tributary/backend/domain"
)

// csvWriter writes RFC 4180: commas, quotes where needed, CRLF.
type csvWriter struct {
	opts   domain.ExportOptions
	out    *bufio.Writer
	csv    *csv.Writer
	fields []domain.Field
	marked bool // a last column tells which rows are deleted
	cells  []string
}

func newCSVWriter(w io.Writer, opts domain.ExportOptions) *csvWriter {
	out := bufio.NewWriterSize(w, 64<<10)
	c := &csvWriter{opts: opts, out: out, csv: csv.NewWriter(out)}
	c.csv.UseCRLF = true
	return c
}

func (c *csvWriter) begin(fields []domain.Field, withDeleted bool) error {
	if c.opts.ByteOrderMark {
		if _, err := c.out.WriteString("\uFEFF"); err != nil {
			return err
		}
	}
	c.fields, c.marked = fields, withDeleted
	for _, f := range fields {
		c.cells = append(c.cells, c.guard(f.Name))
	}
	if withDeleted {
		c.cells = append(c.cells, deletedKey)
	}
	return c.csv.Write(c.cells)
}

func (c *csvWriter) row(r domain.StoredRow) error {
	c.cells = c.cells[:0]
	for i, v := range r.Values {
		text := domain.TextOf(v)
		if textual(c.fields[i].Type) || c.fields[i].Type == domain.JSON {
			text = c.guard(text)
		}
		c.cells = append(c.cells, text)
	}
	if c.marked {
		c.cells = append(c.cells, domain.TextOf(!r.DeletedAt.IsZero()))
	}
	return c.csv.Write(c.cells)
}

// guard keeps a spreadsheet program from running text as a formula
// (owasp.org/www-community/attacks/CSV_Injection).
func (c *csvWriter) guard(text string) string {
	if c.opts.GuardFormulas && text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(text)[0]) {
		return "'" + text
	}
	return text
}

func (c *csvWriter) close() error {
	c.csv.Flush()
	if err := c.csv.Error(); err != nil {
		return err
	}
	return c.out.Flush()
}
