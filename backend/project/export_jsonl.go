package project

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"tributary/backend/domain"
)

// deletedKey marks deleted rows in exports; no field may start with an underscore.
const deletedKey = "_deleted"

// jsonlWriter writes one object a line, keys in the order of the fields, values in
// their own types: decimals as exact numbers, JSON fields as JSON.
type jsonlWriter struct {
	out    *bufio.Writer
	fields []domain.Field
	keys   [][]byte // `"name":`
	line   []byte
}

func newJSONLWriter(w io.Writer) *jsonlWriter {
	return &jsonlWriter{out: bufio.NewWriterSize(w, 64<<10)}
}

func (j *jsonlWriter) begin(fields []domain.Field, _ bool) error {
	j.fields = fields
	for _, f := range fields {
		key, err := jsonText(f.Name)
		if err != nil {
			return err
		}
		j.keys = append(j.keys, append(key, ':'))
	}
	return nil
}

func (j *jsonlWriter) row(r domain.StoredRow) error {
	j.line = append(j.line[:0], '{')
	for i, v := range r.Values {
		if i > 0 {
			j.line = append(j.line, ',')
		}
		j.line = append(j.line, j.keys[i]...)
		if err := j.value(j.fields[i].Type, v); err != nil {
			return err
		}
	}
	if !r.DeletedAt.IsZero() {
		if len(r.Values) > 0 {
			j.line = append(j.line, ',')
		}
		j.line = append(j.line, `"`+deletedKey+`":true`...)
	}
	j.line = append(j.line, '}', '\n')
	_, err := j.out.Write(j.line)
	return err
}

func (j *jsonlWriter) value(t domain.FieldType, v domain.Value) error {
	switch v := v.(type) {
	case int64:
		j.line = strconv.AppendInt(j.line, v, 10)
	case bool:
		j.line = strconv.AppendBool(j.line, v)
	case string:
		if t == domain.Decimal && isDecimal(v) || t == domain.JSON && json.Valid([]byte(v)) {
			j.line = append(j.line, v...)
			return nil
		}
		if plainText(v) { // nearly all text, and four times as fast
			j.line = append(append(append(j.line, '"'), v...), '"')
			return nil
		}
		text, err := jsonText(v)
		if err != nil {
			return err
		}
		j.line = append(j.line, text...)
	default:
		j.line = append(j.line, "null"...)
	}
	return nil
}

// plainText tells whether text stands in JSON as it is.
func plainText(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// jsonText encodes text as it is, without the escapes meant for web pages.
func jsonText(text string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(text)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func (j *jsonlWriter) close() error { return j.out.Flush() }
