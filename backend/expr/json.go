package expr

import (
	"bytes"
	"encoding/json"
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// dumper writes JSON as Python's json.dumps does: ", " and ": " between items, only ASCII.
type dumper struct {
	b        strings.Builder
	f        *frame
	sortKeys bool
	indent   int // -1 for one line
}

func dumpJSON(f *frame, v any, sortKeys bool, indent int) (string, error) {
	d := dumper{f: f, sortKeys: sortKeys, indent: indent}
	if err := d.value(v, 0); err != nil {
		return "", err
	}
	return d.b.String(), f.alloc(float64(d.b.Len()))
}

func (d *dumper) value(v any, depth int) error {
	if depth > maxValueDepth || d.b.Len() > maxOutput {
		return limitErr("depth")
	}
	if err := d.f.tick(1); err != nil {
		return err
	}
	v = inward(v)
	switch x := v.(type) {
	case nil:
		d.b.WriteString("null")
		return nil
	case bool:
		d.b.WriteString(strconv.FormatBool(x))
		return nil
	case string:
		d.text(x)
		return nil
	case float64:
		d.b.WriteString(jsonFloat(x))
		return nil
	}
	if isNumber(v) {
		d.b.WriteString(Str(v))
		return nil
	}
	if m, ok := asMapping(v); ok {
		return d.object(m, depth)
	}
	if items, ok := sequenceOf(v); ok && isListOrTuple(v) {
		return d.array(items, depth)
	}
	return typeErr("object of type %s is not JSON serializable", typeName(v))
}

func jsonFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	return floatRepr(f)
}

func (d *dumper) object(m mapping, depth int) error {
	if m.size() == 0 {
		d.b.WriteString("{}")
		return nil
	}
	keys := m.keys()
	if d.sortKeys {
		keys = append([]any(nil), keys...)
		sort.SliceStable(keys, func(i, j int) bool { return jsonKey(keys[i]) < jsonKey(keys[j]) })
	}
	d.b.WriteByte('{')
	for i, k := range keys {
		d.separate(i, depth+1)
		switch k.(type) {
		case *list, datetime, date, Duration, undefined:
			return typeErr("keys must be str, int, float, bool or None, not %s", typeName(k))
		}
		d.text(jsonKey(k))
		d.b.WriteString(": ")
		v, _ := m.get(k)
		if err := d.value(v, depth+1); err != nil {
			return err
		}
	}
	d.newline(depth)
	d.b.WriteByte('}')
	return nil
}

func (d *dumper) array(items []any, depth int) error {
	if len(items) == 0 {
		d.b.WriteString("[]")
		return nil
	}
	d.b.WriteByte('[')
	for i, it := range items {
		d.separate(i, depth+1)
		if err := d.value(it, depth+1); err != nil {
			return err
		}
	}
	d.newline(depth)
	d.b.WriteByte(']')
	return nil
}

func (d *dumper) separate(i, depth int) {
	switch {
	case i > 0 && d.indent < 0:
		d.b.WriteString(", ")
	case i > 0:
		d.b.WriteByte(',')
	}
	d.newline(depth)
}

func (d *dumper) newline(depth int) {
	if d.indent >= 0 {
		d.b.WriteByte('\n')
		d.b.WriteString(strings.Repeat(" ", d.indent*depth))
	}
}

func (d *dumper) text(s string) {
	d.b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			d.b.WriteByte('\\')
			d.b.WriteRune(r)
		case r >= ' ' && r <= '~':
			d.b.WriteRune(r)
		default:
			if at := strings.IndexRune("\b\f\n\r\t", r); at >= 0 && r < ' ' {
				d.b.WriteByte('\\')
				d.b.WriteByte("bfnrt"[at])
				continue
			}
			d.escape(r)
		}
	}
	d.b.WriteByte('"')
}

func (d *dumper) escape(r rune) {
	if r > 0xffff {
		r -= 0x10000
		d.escape(0xd800 + r>>10)
		r = 0xdc00 + r&0x3ff
	}
	hex := strconv.FormatInt(int64(r), 16)
	d.b.WriteString(`\u` + strings.Repeat("0", 4-len(hex)) + hex)
}

// jsonLoads reads JSON text. The reference has no such function; manifests that call one bring their own.
func jsonLoads(f *frame, args call) (any, error) {
	p, err := args.take(1, "s")
	if err != nil {
		return nil, err
	}
	s, err := p[0].text("")
	if err != nil {
		return nil, err
	}
	if err := f.tick(len(s)); err != nil || !utf8.ValidString(s) {
		return nil, valueErr("text is not JSON")
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(s)))
	dec.UseNumber()
	var out any
	if err := dec.Decode(&out); err != nil || dec.More() {
		return nil, valueErr("text is not JSON")
	}
	return inward(out), nil
}
