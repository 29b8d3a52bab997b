package expr

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

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
			if pair := utf16.DecodeRune(r, rune(low&0xffff)); pair != utf8.RuneError {
				return pair, size + 6, true
			}
		}
	}
	return r, size, true
}
