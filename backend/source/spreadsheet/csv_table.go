package spreadsheet

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// csvTable is a text file as a table.
type csvTable struct {
	reader  *csvReader
	lenient *lenientUTF8 // nil unless UTF-8
	cells   []cell
}

var _ table = (*csvTable)(nil)

// openCSV finds out how content is written. It returns errEmpty, errNotText or
// what reading gives.
func openCSV(name string, content io.Reader) (*csvTable, error) {
	raw := bufio.NewReaderSize(content, sampleBytes)
	text, lenient, err := decode(raw)
	if err != nil {
		return nil, err
	}
	decoded := bufio.NewReaderSize(text, sampleBytes)
	sample, err := decoded.Peek(sampleBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	d := dialectOf(name, sample)
	if _, err := decoded.Discard(d.skip); err != nil {
		return nil, err
	}
	return &csvTable{reader: newCSVReader(decoded, d), lenient: lenient}, nil
}

func (t *csvTable) next() (int, []cell, error) {
	texts, err := t.reader.read()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			err = &rowError{t.reader.row, err}
		}
		return t.reader.row, nil, err
	}
	t.cells = t.cells[:0]
	for _, text := range texts {
		t.cells = append(t.cells, text)
	}
	return t.reader.row, t.cells, nil
}

func (t *csvTable) warnings(int) []string {
	if t.lenient == nil || t.lenient.foreign == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d characters were not UTF-8 like the rest of the file. They were read as Windows-1252.", t.lenient.foreign)}
}

// rowError says at which row a text file cannot be read on.
type rowError struct {
	row int
	err error
}

func (e *rowError) Error() string { return fmt.Sprintf("row %d: %v", e.row, e.err) }
func (e *rowError) Unwrap() error { return e.err }
