package spreadsheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// The ways a text cannot be cut into rows.
var (
	errQuoteNotClosed = errors.New("quotation mark is not closed")
	errRowTooLarge    = errors.New("row is too large")
)

// csvReader cuts decoded text into rows of cells (RFC 4180, and what real
// programs make of it: a quotation mark inside a cell stands for itself). It is
// not encoding/csv because that one reads a whole file into memory when a
// quotation mark is not closed, and cannot count rows as spreadsheets do.
type csvReader struct {
	r     *bufio.Reader
	comma byte
	eol   byte
	row   int // of the last row read; a row with line breaks in a cell counts once

	line  []byte // of a line longer than the buffer
	text  []byte // of a row with quotation marks
	ends  []int
	cells []string
}

func newCSVReader(r *bufio.Reader, d dialect) *csvReader {
	return &csvReader{r: r, comma: d.comma, eol: d.eol}
}

// read returns the cells of the next row, valid until the next call; io.EOF at
// the end.
func (c *csvReader) read() ([]string, error) {
	line, err := c.readLine()
	if err != nil {
		return nil, err
	}
	c.row++
	c.cells = c.cells[:0]
	if bytes.IndexByte(line, '"') < 0 {
		return c.split(string(trimEnd(line)))
	}
	return c.readQuoted(line)
}

// split is the quick way for rows without quotation marks: one allocation.
func (c *csvReader) split(text string) ([]string, error) {
	for {
		i := strings.IndexByte(text, c.comma)
		if i < 0 {
			break
		}
		if len(c.cells) >= maxColumns {
			return nil, errRowTooLarge
		}
		c.cells = append(c.cells, text[:i])
		text = text[i+1:]
	}
	c.cells = append(c.cells, text)
	return c.cells, nil
}

// readQuoted reads a row that has quotation marks in its first line.
func (c *csvReader) readQuoted(line []byte) ([]string, error) {
	c.text, c.ends = c.text[:0], c.ends[:0]
	line = trimEnd(line)
	quoted, start := false, true // start: at the start of a cell
	for {
		for i := 0; i < len(line); i++ {
			b := line[i]
			switch {
			case quoted && b == '"' && i+1 < len(line) && line[i+1] == '"':
				c.text = append(c.text, '"')
				i++
			case quoted && b == '"':
				quoted = false
			case quoted:
				c.text = append(c.text, b)
			case b == '"' && start:
				quoted = true
			case b == c.comma:
				c.ends = append(c.ends, len(c.text))
				start = true
				continue
			default:
				c.text = append(c.text, b)
			}
			start = false
		}
		if !quoted {
			break
		}
		c.text = append(c.text, '\n')
		next, err := c.readLine()
		if errors.Is(err, io.EOF) {
			return nil, errQuoteNotClosed
		}
		if err != nil {
			return nil, err
		}
		line = trimEnd(next)
		if len(c.text)+len(line) > maxRowBytes || len(c.ends) >= maxColumns {
			return nil, errRowTooLarge
		}
	}
	if len(c.ends) >= maxColumns {
		return nil, errRowTooLarge
	}
	c.ends = append(c.ends, len(c.text))
	text, from := string(c.text), 0
	for _, end := range c.ends {
		c.cells = append(c.cells, text[from:end])
		from = end
	}
	return c.cells, nil
}

// readLine returns a line with its end, bounded by maxRowBytes.
func (c *csvReader) readLine() ([]byte, error) {
	line, err := c.r.ReadSlice(c.eol)
	if err == nil {
		return line, nil
	}
	c.line = c.line[:0]
	for errors.Is(err, bufio.ErrBufferFull) {
		if len(c.line)+len(line) > maxRowBytes {
			return nil, errRowTooLarge
		}
		c.line = append(c.line, line...)
		line, err = c.r.ReadSlice(c.eol)
	}
	c.line = append(c.line, line...)
	if err != nil && (!errors.Is(err, io.EOF) || len(c.line) == 0) {
		return nil, err
	}
	return c.line, nil
}

func trimEnd(line []byte) []byte {
	if n := len(line); n > 0 && (line[n-1] == '\n' || line[n-1] == '\r') {
		line = line[:n-1]
		if n := len(line); n > 0 && line[n-1] == '\r' {
			line = line[:n-1]
		}
	}
	return line
}
