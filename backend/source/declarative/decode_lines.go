package declarative

import (
	"archive/zip"
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

// inUTF8 reads a text that was written in another encoding, and drops the byte
// order mark.
func inUTF8(raw []byte, encoding string) io.Reader {
	body := io.Reader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
	// Python also writes "latin-1" with a hyphen, and "utf-8-sig".
	name := strings.TrimSuffix(strings.Replace(strings.ToLower(encoding), "latin-", "latin", 1), "-sig")
	if e, err := htmlindex.Get(name); err == nil {
		if name, err := htmlindex.Name(e); err == nil && name != "utf-8" {
			return e.NewDecoder().Reader(body)
		}
	}
	return body
}

// unzip returns the files of an archive, within the limit.
func (s *session) unzip(a *answer) ([][]byte, error) {
	files, err := unzipAll(a.body, min(s.opts.MaxBody, maxHeld))
	if errors.Is(err, errTooLarge) {
		return nil, s.classify(attempt{err: err}, verdict{})
	}
	if err != nil {
		return nil, s.notJSON(a, fmt.Errorf("unpack the answer: %w", err))
	}
	return files, nil
}

func unzipAll(raw []byte, left int64) ([][]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for _, f := range archive.File {
		if f.FileInfo().IsDir() {
			continue
		}
		file, err := unzipFile(f, left)
		if err != nil {
			return nil, err
		}
		left -= int64(len(file))
		out = append(out, file)
	}
	return out, nil
}

func unzipFile(f *zip.File, most int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // it was only read
	raw, err := io.ReadAll(io.LimitReader(r, most+1))
	if int64(len(raw)) > most {
		return nil, errTooLarge
	}
	return raw, err
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
func (s *session) decodeCSV(a *answer, d manifest.Decoding) ([]any, error) {
	rows, err := tableRows(a.body, d)
	if err != nil {
		return nil, s.notJSON(a, fmt.Errorf("read the table: %w", err))
	}
	return rows, nil
}

func tableRows(raw []byte, d manifest.Decoding) ([]any, error) {
	r := csv.NewReader(inUTF8(raw, d.Encoding))
	r.Comma, _ = utf8.DecodeRuneInString(d.CSV.Delimiter)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	names, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []any
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, csvRecord(names, row, d.CSV.Empty))
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
