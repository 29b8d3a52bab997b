package declarative

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"tributary/backend/manifest"
)

// onValue is called with each value of a body and how many bytes it took.
type onValue func(v any, size int) error

// collectLines reads all values of a body that has one a line.
func (s *session) collectLines(a *answer, d manifest.Decoding) ([]any, error) {
	var out []any
	err := s.eachOfLines(bytes.NewReader(a.body), d, func(v any, _ int) error {
		out = append(out, v)
		return nil
	})
	if errors.Is(err, errTooLarge) {
		return nil, s.classify(attempt{err: err}, verdict{})
	}
	if err != nil {
		return nil, s.notJSON(a, err)
	}
	return out, nil
}

// byLine tells whether a body is read line by line or row by row.
func byLine(d manifest.Decoder) bool {
	return d == manifest.JSONLDecoder || d == manifest.LinesDecoder || d == manifest.CSVDecoder
}

func (s *session) eachOfLines(r io.Reader, d manifest.Decoding, yield onValue) error {
	switch d.Decoder {
	case manifest.CSVDecoder:
		return eachRow(r, d, yield)
	case manifest.LinesDecoder:
		return eachLine(r, func(line []byte) error {
			return yield(map[string]any{"record": strings.TrimRight(string(line), "\r\n")}, len(line))
		})
	case manifest.JSONDecoder, manifest.JSONLDecoder, manifest.XMLDecoder, manifest.ItemsDecoder:
	}
	return eachLine(r, func(line []byte) error {
		if len(bytes.TrimSpace(line)) == 0 {
			return nil
		}
		v, err := decodeJSON(line)
		if err != nil && !s.opts.Strict {
			return nil // so does the reference runner
		}
		if err != nil {
			return err
		}
		return yield(v, len(line))
	})
}

// eachLine hands out the lines with their ends. A line is valid until the next one.
func eachLine(r io.Reader, yield func(line []byte) error) error {
	b := bufio.NewReaderSize(r, 64<<10)
	var long []byte
	for {
		part, err := b.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			if long = append(long, part...); len(long) > maxHeld {
				return &tooLargeError{maxHeld, tooLongRecord}
			}
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		line := part
		if len(long) > 0 {
			line = append(long, part...)
		}
		if len(line) > 0 {
			if err := yield(line); err != nil {
				return err
			}
		}
		if err != nil {
			return nil //nolint:nilerr // the end
		}
		if long = long[:0]; cap(long) > 1<<20 {
			long = nil // one long line does not keep its room
		}
	}
}

// inUTF8 reads a text that was written in another encoding, and drops the byte
// order mark.
func inUTF8(r io.Reader, encoding string) io.Reader {
	body := bufio.NewReaderSize(r, 64<<10)
	if head, err := body.Peek(3); err == nil && string(head) == "\ufeff" {
		_, _ = body.Discard(3) // it is there
	}
	// Python also writes "latin-1" with a hyphen, and "utf-8-sig".
	name := strings.TrimSuffix(strings.Replace(strings.ToLower(encoding), "latin-", "latin", 1), "-sig")
	if e, err := htmlindex.Get(name); err == nil {
		if name, err := htmlindex.Name(e); err == nil && name != "utf-8" {
			return e.NewDecoder().Reader(body)
		}
	}
	return body
}

// eachRow makes a record of every row of a table, by the names of the first.
func eachRow(body io.Reader, d manifest.Decoding, yield onValue) error {
	bounded := &ration{r: inUTF8(body, d.Encoding), left: maxHeld, most: maxHeld, what: tooLongRecord}
	r := csv.NewReader(bounded)
	r.Comma, _ = utf8.DecodeRuneInString(d.CSV.Delimiter)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	var names []string
	for at := int64(0); ; {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read the table: %w", err)
		case names == nil:
			names = row
		default:
			if err := yield(csvRecord(names, row, d.CSV.Empty), int(r.InputOffset()-at)); err != nil {
				return err
			}
		}
		at = r.InputOffset()
		bounded.renew()
	}
}

func csvRecord(names, row, nothing []string) map[string]any {
	record := make(map[string]any, len(names))
	for i, name := range names {
		switch {
		case i >= len(row), contains(nothing, row[i]):
			record[name] = nil
		default:
			record[name] = row[i]
		}
	}
	// The reference runner keeps what has no name under null.
	if len(row) > len(names) {
		more := make([]any, 0, len(row)-len(names))
		for _, v := range row[len(names):] {
			more = append(more, v)
		}
		record["null"] = more
	}
	return record
}
