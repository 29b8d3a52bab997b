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
	comma   byte
	cells   []cell
	closer  io.Closer
}

var _ table = (*csvTable)(nil)

// openCSV finds out how content is written. It returns errEmpty, errNotText or
// what reading gives.
func openCSV(name string, content io.Reader, closer io.Closer) (*csvTable, error) {
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
	return &csvTable{reader: newCSVReader(decoded, d), lenient: lenient, comma: d.comma, closer: closer}, nil
}

func (t *csvTable) next() (int, []cell, error) {
	texts, err := t.reader.read()
	if err != nil {
		return t.reader.row, nil, err
	}
	t.cells = t.cells[:0]
	for _, text := range texts {
		t.cells = append(t.cells, text)
	}
	return t.reader.row, t.cells, nil
}

func (t *csvTable) warnings() []string {
	if t.lenient == nil || t.lenient.foreign == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d characters were not UTF-8 like the rest of the file. They were read as Windows-1252.", t.lenient.foreign)}
}

func (t *csvTable) close() error { return t.closer.Close() }
