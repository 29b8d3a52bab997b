package expr

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Str is Python's str() of a value: None, True, 1.0, {'a': [1, 2]}. Keys of Go maps are sorted. Text beyond the output limit
// is cut off.
func Str(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	p := printer{}
	p.print(inward(v), false, 0)
	return p.b.String()
}

// Repr is Python's repr() of a value: as Str, but text is quoted.
func Repr(v any) string {
	p := printer{}
	p.print(inward(v), true, 0)
	return p.b.String()
}

// printer writes Python's form of a value up to the output limit; over says that the limit was reached.
type printer struct {
	b     strings.Builder
	limit int // bytes; 0 is maxOutput
	over  bool
}

func (p *printer) write(s string) {
	limit := maxOutput
	if p.limit > 0 {
		limit = p.limit
	}
	if p.over || p.b.Len()+len(s) > limit {
		p.over = true
		return
	}
	p.b.WriteString(s)
}

func (p *printer) print(v any, repr bool, depth int) {
	if p.over {
		return
	}
	if depth > maxValueDepth {
		p.write("...")
		return
	}
	switch x := v.(type) {
	case string:
		if repr {
			x = quoteRepr(x)
		}
		p.write(x)
	case map[string]any, *dict, Slice:
		m, _ := asMapping(v)
		p.mapping(m, depth)
	case []any:
		p.sequence(x, "[", "]", depth)
	case *list:
		p.list(x, depth)
	default:
		p.write(scalar(v, repr))
	}
}

func (p *printer) mapping(m mapping, depth int) {
	p.write("{")
	for i, k := range m.keys() {
		if i > 0 {
			p.write(", ")
		}
		p.print(k, true, depth+1)
		p.write(": ")
		v, _ := m.get(k)
		p.print(v, true, depth+1)
	}
	p.write("}")
}

func (p *printer) sequence(items []any, open, shut string, depth int) {
	p.write(open)
	for i, it := range items {
		if i > 0 {
			p.write(", ")
		}
		p.print(inward(it), true, depth+1)
	}
	p.write(shut)
}

func (p *printer) list(l *list, depth int) {
	switch l.kind {
	case kindTuple:
		if len(l.items) == 1 {
			p.sequence(l.items, "(", ",)", depth)
			return
		}
		p.sequence(l.items, "(", ")", depth)
	case kindDictKeys, kindDictValues, kindDictItems:
		p.sequence(l.items, typeName(l)+"([", "])", depth)
	case kindGenerator:
		p.write("<generator object>")
	default:
		p.sequence(l.items, "[", "]", depth)
	}
}

func scalar(v any, repr bool) string {
	switch x := v.(type) {
	case nil:
		return "None"
	case bool:
		if x {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(x, 10)
	case *big.Int:
		return x.String()
	case float64:
		return floatRepr(x)
	case undefined:
		if repr {
			return "Undefined"
		}
		return ""
	case datetime:
		if repr {
			return reprDatetime(x)
		}
		return isoFormat(x, " ")
	case date:
		if repr {
			return reprDate(x)
		}
		return x.t.Format("2006-01-02")
	case Duration:
		if repr {
			return x.repr()
		}
		return x.String()
	case method:
		return "<built-in method " + x.name + " of " + typeName(x.of) + " object>"
	case function:
		return "<function " + x.name + ">"
	}
	return "<" + typeName(v) + ">"
}

// floatRepr is Python's shortest text that reads back as the same float.
func floatRepr(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case f == 0:
		if math.Signbit(f) {
			return "-0.0"
		}
		return "0.0"
	}
	if a := math.Abs(f); a >= 1e16 || a < 1e-4 {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// quoteRepr quotes text as Python does: single quotes unless only double quotes avoid escapes.
func quoteRepr(s string) string {
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = '"'
	}
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte(quote)
	for i, r := range s {
		switch {
		case r == rune(quote) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			b.WriteString(hexEscape(rune(s[i])))
		case r != ' ' && !unicode.IsPrint(r):
			b.WriteString(hexEscape(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte(quote)
	return b.String()
}

func hexEscape(r rune) string {
	prefix, width := `\x`, 2
	if r > 0xffff {
		prefix, width = `\U`, 8
	} else if r > 0xff {
		prefix, width = `\u`, 4
	}
	digits := strconv.FormatInt(int64(r), 16)
	return prefix + strings.Repeat("0", width-len(digits)) + digits
}
