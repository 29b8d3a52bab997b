package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	goccy "github.com/goccy/go-json"

	"tributary/backend/domain"
)

// recordLines writes the RECORD messages of one data type, each on a line of its own,
// with the fields of every object in order.
//
// It stands here because writing is a third of what a read does, and a general encoder
// collects and sorts the fields of every record anew.
type recordLines struct {
	out    *bufio.Writer
	before []byte // of a record's data
	after  []byte
	line   []byte
	sorted [16][]string // of the last object at each depth: the next is alike
}

func newRecordLines(out *bufio.Writer, dataType string) *recordLines {
	w := &recordLines{out: out}
	w.before = append(appendText([]byte(`{"type":"RECORD","record":{"stream":`), dataType), `,"data":`...)
	return w
}

// page begins a page; its records are told to be from this moment, in milliseconds since 1970.
func (w *recordLines) page(emittedAt int64) {
	w.after = append(strconv.AppendInt(append(w.after[:0], `,"emitted_at":`...), emittedAt, 10), "}}\n"...)
}

func (w *recordLines) write(record domain.Record) error {
	line, err := w.object(append(w.line[:0], w.before...), record, 0)
	if err != nil {
		return err
	}
	w.line = append(line, w.after...)
	_, err = w.out.Write(w.line)
	return err
}

func (w *recordLines) value(b []byte, v any, depth int) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case string:
		return appendText(b, v), nil
	case json.Number:
		if v != "" {
			return append(b, v...), nil
		}
	case []any:
		return w.list(b, v, depth)
	case map[string]any:
		return w.object(b, v, depth)
	}
	raw, err := goccy.MarshalWithOption(v, goccy.DisableHTMLEscape()) // what an expression of the manifest made
	return append(b, raw...), err
}

func (w *recordLines) list(b []byte, list []any, depth int) ([]byte, error) {
	var err error
	b = append(b, '[')
	for i, item := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = w.value(b, item, depth+1); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

// object writes the fields in order. Most objects have those of the one before: then
// they need not be sorted.
func (w *recordLines) object(b []byte, object map[string]any, depth int) ([]byte, error) {
	if object == nil {
		return append(b, "null"...), nil
	}
	last := &w.sorted[min(depth, len(w.sorted)-1)]
	if len(*last) == len(object) {
		if out, alike, err := w.fields(b, object, *last, depth); alike || err != nil {
			return out, err
		}
	}
	*last = slices.Sorted(maps.Keys(object))
	out, _, err := w.fields(b, object, *last, depth)
	return out, err
}

// fields writes an object, unless it lacks one of the keys.
func (w *recordLines) fields(b []byte, object map[string]any, keys []string, depth int) (out []byte, all bool, err error) {
	b = append(b, '{')
	for i, key := range keys {
		v, has := object[key]
		if !has {
			return nil, false, nil
		}
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, key), ':')
		if b, err = w.value(b, v, depth+1); err != nil {
			return nil, false, err
		}
	}
	return append(b, '}'), true, nil
}

// asIs are the bytes of a text that are written as they are.
var asIs = func() (is [256]bool) { //nolint:gochecknoglobals // made once, never changed
	for c := ' '; c < utf8.RuneSelf; c++ {
		is[c] = c != '"' && c != '\\'
	}
	return is
}()

// appendText writes a JSON string as encoding/json does. Nearly all texts are written as
// they are.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		if asIs[s[i]] {
			i++
			continue
		}
		escaped, size := true, 1
		if s[i] >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			escaped = r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029'
		}
		if escaped {
			b = appendEscaped(append(b, s[from:i]...), s[i:])
			from = i + size
		}
		i += size
	}
	return append(append(b, s[from:]...), '"')
}

// appendEscaped writes the first character of a text as an escape; of a wrong byte, a mark.
func appendEscaped(b []byte, s string) []byte {
	switch r, _ := utf8.DecodeRuneInString(s); r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	default:
		return fmt.Appendf(b, `\u%04x`, r)
	}
}
