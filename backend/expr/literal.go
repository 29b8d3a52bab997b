package expr

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// literal reads text as a Python literal, as ast.literal_eval does. ok is false when the text is anything else, or a kind of
// value callers have no use for (complex numbers, bytes, infinity), so that it stays text.
func literal(text string) (value any, ok bool) {
	s := strings.TrimLeft(text, " \t")
	if s == "" || !mayBeLiteral(s[0]) || strings.IndexByte(s, 0) >= 0 {
		return nil, false
	}
	p := literalParser{src: s}
	p.space(true)
	if p.pos > 0 && strings.IndexByte(" \t", s[p.pos-1]) >= 0 && strings.ContainsAny(s[:p.pos], "\r\n") {
		return nil, false // an indented line
	}
	value, ok = p.value()
	if !ok {
		return nil, false
	}
	p.space(false)
	if p.take(',') {
		if value, ok = p.items(value, 0); !ok {
			return nil, false
		}
	}
	p.space(true)
	return value, p.pos == len(p.src)
}

// mayBeLiteral rejects most ordinary text by its first byte: every record passes here.
func mayBeLiteral(c byte) bool {
	switch c {
	case '+', '-', '.', '(', '[', '{', '\'', '"', 'N', 'T', 'F', 'r', 'R', 'u', 'U', 's', '#', '\n', '\r', '\f', '\\':
		return true
	}
	return c >= '0' && c <= '9'
}

type literalParser struct {
	src   string
	pos   int
	depth int // open brackets: inside them line ends are spaces
}

func (p *literalParser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *literalParser) take(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.pos++
	return true
}

// space skips blanks and comments; line ends only inside brackets or where the grammar allows empty lines.
func (p *literalParser) space(lines bool) {
	for p.pos < len(p.src) {
		switch c := p.src[p.pos]; {
		case c == ' ' || c == '\t' || c == '\f':
		case (c == '\n' || c == '\r') && (lines || p.depth > 0):
		case c == '#':
			end := strings.IndexAny(p.src[p.pos:], "\r\n")
			if end < 0 {
				p.pos = len(p.src)
				return
			}
			p.pos += end
			continue
		case c == '\\' && strings.HasPrefix(p.src[p.pos+1:], "\n"):
			p.pos++
		default:
			return
		}
		p.pos++
	}
}

func (p *literalParser) value() (any, bool) {
	switch c := p.peek(); {
	case c == '(':
		return p.group()
	case c == '[':
		return p.bracketed(']', func() (any, bool) { return p.sequence(']', kindList) })
	case c == '{':
		return p.bracketed('}', p.braces)
	case c == '+' || c == '-':
		return p.signed()
	case c >= '0' && c <= '9' || c == '.':
		return p.number()
	case c == '\'' || c == '"':
		return p.strings()
	}
	return p.word()
}

func (p *literalParser) bracketed(shut byte, read func() (any, bool)) (any, bool) {
	if p.depth++; p.depth > maxLiteralNest {
		return nil, false
	}
	p.pos++
	p.space(true)
	v, ok := read()
	if !ok {
		return nil, false
	}
	p.space(true)
	p.depth--
	return v, p.take(shut)
}

func (p *literalParser) group() (any, bool) {
	return p.bracketed(')', func() (any, bool) {
		if p.peek() == ')' {
			return newTuple(), true
		}
		first, ok := p.value()
		if !ok {
			return nil, false
		}
		p.space(true)
		if !p.take(',') {
			return first, true
		}
		return p.items(first, ')')
	})
}

// items reads the rest of a tuple whose first item and comma have been read.
func (p *literalParser) items(first any, shut byte) (any, bool) {
	out := newTuple(first)
	for {
		p.space(shut != 0)
		if c := p.peek(); c == shut || shut == 0 && (c == '\n' || c == '\r') {
			return out, true
		}
		v, ok := p.value()
		if !ok {
			return nil, false
		}
		out.items = append(out.items, v)
		p.space(shut != 0)
		if !p.take(',') {
			return out, true
		}
	}
}

func (p *literalParser) sequence(shut byte, kind listKind) (any, bool) {
	out := &list{kind: kind, items: []any{}}
	for p.peek() != shut {
		v, ok := p.value()
		if !ok {
			return nil, false
		}
		out.items = append(out.items, v)
		p.space(true)
		if !p.take(',') {
			return out, true
		}
		p.space(true)
	}
	return out, true
}

// braces reads a dict or a set; a set becomes a list without its repeats.
func (p *literalParser) braces() (any, bool) {
	d := newDict(4)
	isSet := false
	for first := true; p.peek() != '}'; first = false {
		key, ok := p.value()
		if !ok {
			return nil, false
		}
		p.space(true)
		colon := p.take(':')
		if first {
			isSet = !colon
		}
		if colon == isSet {
			return nil, false
		}
		var value any
		if colon {
			p.space(true)
			if value, ok = p.value(); !ok {
				return nil, false
			}
		}
		if !d.set(key, value) {
			return nil, false
		}
		p.space(true)
		if !p.take(',') {
			break
		}
		p.space(true)
	}
	if isSet {
		return &list{items: d.keyList, kind: kindSet}, true
	}
	return d, true
}

func (p *literalParser) signed() (any, bool) {
	negative := p.src[p.pos] == '-'
	p.pos++
	p.space(false)
	if c := p.peek(); (c < '0' || c > '9') && c != '.' {
		return nil, false
	}
	v, ok := p.number()
	if ok && negative {
		v, ok = negate(v)
	}
	return v, ok
}

func (p *literalParser) number() (any, bool) {
	start := p.pos
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		exponentSign := (c == '+' || c == '-') && p.pos > start && p.src[p.pos-1]|0x20 == 'e' && !strings.HasPrefix(p.src[start:], "0x")
		if !isWordByte(c) && c != '.' && !exponentSign {
			break
		}
		p.pos++
	}
	text := p.src[start:p.pos]
	if v, ok := parsePythonNumber(text); ok {
		return v, true
	}
	return nil, false
}

// parsePythonNumber accepts what parseNumber does, and 1. and .5 as well.
func parsePythonNumber(text string) (any, bool) {
	if text == "." || text == "" {
		return nil, false
	}
	for i := range len(text) {
		if c := text[i] | 0x20; text[i] != '.' && text[i] != '_' && text[i] != '+' && text[i] != '-' && (c < '0' || c > '9') && c != 'e' {
			if !(i == 1 && text[0] == '0') && !(len(text) > 1 && text[0] == '0' && isRadix(text[1])) {
				return nil, false
			}
		}
	}
	return parseNumber(text)
}

func isRadix(c byte) bool { return c|0x20 == 'x' || c|0x20 == 'o' || c|0x20 == 'b' }

func (p *literalParser) word() (any, bool) {
	rest := p.src[p.pos:]
	for _, w := range []struct {
		text  string
		value any
	}{{"None", nil}, {"True", true}, {"False", false}} {
		if strings.HasPrefix(rest, w.text) && (len(rest) == len(w.text) || !isWordByte(rest[len(w.text)]) && rest[len(w.text)] < 0x80) {
			p.pos += len(w.text)
			return w.value, true
		}
	}
	if strings.HasPrefix(rest, "set()") {
		p.pos += len("set()")
		return &list{kind: kindSet}, true
	}
	if len(rest) > 1 && strings.IndexByte("rRuU", rest[0]) >= 0 && (rest[1] == '\'' || rest[1] == '"') {
		return p.strings()
	}
	return nil, false
}

// strings reads one or more adjacent quoted texts, which Python joins.
func (p *literalParser) strings() (any, bool) {
	var out strings.Builder
	for {
		raw := false
		if c := p.peek(); c|0x20 == 'r' || c|0x20 == 'u' {
			raw = c|0x20 == 'r'
			p.pos++
		}
		s, ok := p.quoted(raw)
		if !ok {
			return nil, false
		}
		out.WriteString(s)
		p.space(false)
		c := p.peek()
		prefixed := strings.IndexByte("rRuU", c) >= 0 && p.pos+1 < len(p.src) && strings.IndexByte(`'"`, p.src[p.pos+1]) >= 0
		if c != '\'' && c != '"' && !prefixed {
			return out.String(), true
		}
	}
}

func (p *literalParser) quoted(raw bool) (string, bool) {
	quote := p.src[p.pos]
	mark := p.src[p.pos : p.pos+1]
	if triple := strings.Repeat(mark, 3); strings.HasPrefix(p.src[p.pos:], triple) {
		mark = triple
	}
	p.pos += len(mark)
	start := p.pos
	for ; p.pos < len(p.src); p.pos++ {
		switch c := p.src[p.pos]; {
		case c == '\\':
			p.pos++
		case c == '\n' && len(mark) == 1:
			return "", false
		case c == quote && strings.HasPrefix(p.src[p.pos:], mark):
			body := p.src[start:p.pos]
			p.pos += len(mark)
			if raw {
				return body, true
			}
			return unescape(body)
		}
	}
	return "", false
}

// unescape resolves Python's backslash escapes; unknown ones stay as they are.
func unescape(s string) (string, bool) {
	if strings.IndexByte(s, '\\') < 0 {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case '\n':
		case '\\', '\'', '"':
			b.WriteByte(c)
		case 'x', 'u', 'U':
			r, size, ok := hexRune(s[i:])
			if !ok {
				return "", false
			}
			b.WriteRune(r)
			i += size - 1
		case 'N':
			return "", false
		case '0', '1', '2', '3', '4', '5', '6', '7':
			end := i + 1
			for end < len(s) && end < i+3 && s[end] >= '0' && s[end] <= '7' {
				end++
			}
			n, _ := strconv.ParseUint(s[i:end], 8, 16)
			b.WriteRune(rune(n))
			i = end - 1
		default:
			if at := strings.IndexByte("abfnrtv", c); at >= 0 {
				b.WriteByte("\a\b\f\n\r\t\v"[at])
				continue
			}
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// hexRune reads xhh, uhhhh or Uhhhhhhhh. The two halves of a UTF-16 pair become the one character that they mean.
func hexRune(s string) (r rune, size int, ok bool) {
	width := 2
	switch s[0] {
	case 'u':
		width = 4
	case 'U':
		width = 8
	}
	if len(s) < 1+width {
		return 0, 0, false
	}
	n, err := strconv.ParseUint(s[1:1+width], 16, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, 0, false
	}
	r, size = rune(n), 1+width
	if utf16.IsSurrogate(r) && len(s) >= size+6 && s[size] == '\\' && s[size+1] == 'u' {
		if low, err := strconv.ParseUint(s[size+2:size+6], 16, 32); err == nil {
			if pair := utf16.DecodeRune(r, rune(low)); pair != utf8.RuneError {
				return pair, size + 6, true
			}
		}
	}
	return r, size, true
}
