package declarative

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"tributary/backend/manifest"
)

// unpack replaces a packed body by what is in it, within the limit.
func (s *session) unpack(a *answer) error {
	if len(a.body) < 2 || a.body[0] != 0x1f || a.body[1] != 0x8b {
		return nil
	}
	r, err := gzip.NewReader(bytes.NewReader(a.body))
	if err != nil {
		return s.notJSON(a, fmt.Errorf("unpack the answer: %w", err))
	}
	limit := min(s.opts.MaxBody, maxHeld)
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(raw)) > limit {
		return s.classify(attempt{err: errTooLarge}, verdict{})
	}
	if err != nil {
		return s.notJSON(a, fmt.Errorf("unpack the answer: %w", err))
	}
	a.body, a.decoded = raw, false
	return nil
}

// decodeTexts makes a record of every line.
func decodeTexts(body []byte) []any {
	var out []any
	for line := range bytes.Lines(body) {
		out = append(out, map[string]any{"record": strings.TrimRight(string(line), "\r\n")})
	}
	return out
}

// decodeCSV makes a record of every row, by the names of the first.
func (s *session) decodeCSV(a *answer, c manifest.CSV) ([]any, error) {
	body := io.Reader(bytes.NewReader(bytes.TrimPrefix(a.body, []byte("\ufeff"))))
	// Python also writes "latin-1" with a hyphen.
	encoding := strings.Replace(strings.ToLower(c.Encoding), "latin-", "latin", 1)
	if e, err := htmlindex.Get(encoding); err == nil {
		if name, err := htmlindex.Name(e); err == nil && name != "utf-8" {
			body = e.NewDecoder().Reader(body)
		}
	}
	r := csv.NewReader(body)
	r.Comma, _ = utf8.DecodeRuneInString(c.Delimiter)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	names, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, s.notJSON(a, fmt.Errorf("read the table: %w", err))
	}
	var out []any
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, s.notJSON(a, fmt.Errorf("read the table: %w", err))
		}
		out = append(out, csvRecord(names, row, c.Empty))
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
	return record
}
