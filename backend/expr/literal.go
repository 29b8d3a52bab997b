package expr

import (
	"strings"
)

// literal reads text as a Python literal, as ast.literal_eval does. ok is false when the text is anything else, or a kind of
// value callers have no use for (complex numbers, bytes, infinity), so that it stays text.
func literal(text string) (value any, ok bool) {
	s := strings.TrimLeft(text, " \t")
	if s == "" || !mayBeLiteral(s) || strings.IndexByte(s, 0) >= 0 {
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
	end := p.pos
	p.space(true)
	if rest := s[end:]; strings.ContainsAny(rest, "\r\n") && strings.IndexByte(" \t", rest[len(rest)-1]) >= 0 {
		return nil, false // an indented line without content
	}
	return value, p.pos == len(p.src)
}

// mayBeLiteral rejects most ordinary text by how it begins: every record passes here.
func mayBeLiteral(s string) bool {
	switch s[0] {
	case '+', '-', '.', '(', '[', '{', '\'', '"', '#', '\n', '\r', '\f', '\\', ' ', '\t':
		return true
	case 'r', 'R', 'u', 'U':
		return len(s) > 1 && (s[1] == '\'' || s[1] == '"')
	case 'N':
		return strings.HasPrefix(s, "None")
	case 'T':
		return strings.HasPrefix(s, "True")
	case 'F':
		return strings.HasPrefix(s, "False")
	case 's':
		return strings.HasPrefix(s, "set()")
	}
	return s[0] >= '0' && s[0] <= '9'
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
			if text[0] != '0' || i != 1 && (len(text) <= 1 || !isRadix(text[1])) {
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
