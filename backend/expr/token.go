package expr

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind int

const (
	tokEOF tokenKind = iota
	tokData
	tokName
	tokString
	tokNumber
	tokOp
	tokVarBegin
	tokVarEnd
	tokBlockBegin
	tokBlockEnd
)

type token struct {
	kind tokenKind
	text string // operator, name, data or decoded string
	num  any    // int64, *big.Int or float64
	pos  int
}

// lexer cuts a source into tokens: data outside, expression tokens inside {{ }} and {% %}.
type lexer struct {
	src      string
	pos      int
	inside   tokenKind // tokVarBegin, tokBlockBegin or tokEOF when outside
	brackets []byte    // open ( [ {, so that }} of a nested dict does not end the expression
	trimNext bool      // the last end tag was -}} or -%}
	afterDot bool
}

func (l *lexer) fail(pos int, msg string) error {
	pos = min(pos, len(l.src))
	before := l.src[:pos]
	line := strings.Count(before, "\n") + 1
	return &SyntaxError{Offset: pos, Line: line, Column: pos - strings.LastIndexByte(before, '\n'), Msg: msg}
}

func (l *lexer) next() (token, error) {
	if l.inside == tokEOF {
		return l.outside()
	}
	return l.expression()
}

// outside returns the data up to the next tag, or the tag itself.
func (l *lexer) outside() (token, error) {
	for {
		if l.trimNext {
			l.trimNext = false
			l.pos += len(l.src[l.pos:]) - len(strings.TrimLeftFunc(l.src[l.pos:], unicode.IsSpace))
		}
		start := l.pos
		at := nextTag(l.src, start)
		if at < 0 {
			l.pos = len(l.src)
			if start == len(l.src) {
				return token{kind: tokEOF, pos: start}, nil
			}
			return token{kind: tokData, text: l.src[start:], pos: start}, nil
		}
		data := l.src[start:at]
		if at+2 < len(l.src) && l.src[at+2] == '-' {
			data = strings.TrimRightFunc(data, unicode.IsSpace)
		}
		if data != "" {
			l.pos = at
			return token{kind: tokData, text: data, pos: start}, nil
		}
		tok, skip, err := l.tag(at)
		if err != nil || !skip {
			return tok, err
		}
		if tok.kind == tokData && tok.text != "" {
			return tok, nil
		}
	}
}

func nextTag(src string, from int) int {
	for i := from; i+1 < len(src); i++ {
		if src[i] == '{' && (src[i+1] == '{' || src[i+1] == '%' || src[i+1] == '#') {
			return i
		}
	}
	return -1
}

// tag enters an expression or statement; comments and raw blocks are consumed whole (skip is true).
func (l *lexer) tag(at int) (tok token, skip bool, err error) {
	l.pos = at + 2
	switch l.src[at+1] {
	case '#':
		end := strings.Index(l.src[l.pos:], "#}")
		if end < 0 {
			return tok, false, l.fail(at, "comment is not closed")
		}
		l.pos += end + 2
		l.trimNext = end > 0 && l.src[l.pos-3] == '-'
		return tok, true, nil
	case '%':
		if text, end, trim, ok := rawBlock(l.src, at); ok {
			l.pos, l.trimNext = end, trim
			return token{kind: tokData, text: text, pos: at}, true, nil
		}
		l.inside = tokBlockBegin
	default:
		l.inside = tokVarBegin
	}
	if l.pos < len(l.src) && (l.src[l.pos] == '-' || l.src[l.pos] == '+') {
		l.pos++
	}
	l.brackets = l.brackets[:0]
	return token{kind: l.inside, pos: at}, false, nil
}

// rawBlock recognises {% raw %}…{% endraw %} at the offset.
func rawBlock(src string, at int) (text string, end int, trim, ok bool) {
	bodyStart, trimBody, ok := blockWord(src, at, "raw")
	if !ok {
		return "", 0, false, false
	}
	for i := bodyStart; i < len(src); i++ {
		if src[i] != '{' {
			continue
		}
		if after, trimAfter, found := blockWord(src, i, "endraw"); found {
			text = src[bodyStart:i]
			if trimBody {
				text = strings.TrimLeftFunc(text, unicode.IsSpace)
			}
			if src[i+2] == '-' {
				text = strings.TrimRightFunc(text, unicode.IsSpace)
			}
			return text, after, trimAfter, true
		}
	}
	return "", 0, false, false
}

func blockWord(src string, at int, word string) (end int, trim, ok bool) {
	rest, found := strings.CutPrefix(src[at:], "{%")
	if !found {
		return 0, false, false
	}
	rest = strings.TrimLeft(rest, "-+")
	rest = strings.TrimLeft(rest, " \t\n")
	if rest, found = strings.CutPrefix(rest, word); !found {
		return 0, false, false
	}
	rest = strings.TrimLeft(rest, " \t\n")
	if strings.HasPrefix(rest, "-") {
		trim, rest = true, rest[1:]
	}
	if !strings.HasPrefix(rest, "%}") {
		return 0, false, false
	}
	return len(src) - len(rest) + 2, trim, true
}

// expression returns the next token inside a tag.
func (l *lexer) expression() (token, error) {
	for l.pos < len(l.src) && strings.IndexByte(" \t\n\r\f\v", l.src[l.pos]) >= 0 {
		l.pos++
	}
	start := l.pos
	if start >= len(l.src) {
		return token{}, l.fail(start, "expression is not closed")
	}
	if tok, ok := l.end(); ok {
		return tok, nil
	}
	afterDot := l.afterDot
	l.afterDot = false
	c := l.src[start]
	switch {
	case c == '\'' || c == '"':
		return l.quoted(c)
	case c >= '0' && c <= '9':
		return l.number(afterDot)
	}
	if r, _ := utf8.DecodeRuneInString(l.src[start:]); r == '_' || unicode.IsLetter(r) {
		return l.word(), nil
	}
	return l.operator()
}

func (l *lexer) end() (token, bool) {
	if len(l.brackets) > 0 {
		return token{}, false
	}
	mark, kind := "}}", tokVarEnd
	if l.inside == tokBlockBegin {
		mark, kind = "%}", tokBlockEnd
	}
	rest, start := l.src[l.pos:], l.pos
	switch {
	case strings.HasPrefix(rest, mark):
		l.pos += 2
	case strings.HasPrefix(rest, "-"+mark):
		l.pos += 3
		l.trimNext = true
	case kind == tokBlockEnd && strings.HasPrefix(rest, "+"+mark):
		l.pos += 3
	default:
		return token{}, false
	}
	l.inside = tokEOF
	return token{kind: kind, pos: start}, true
}

func (l *lexer) word() token {
	start := l.pos
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		l.pos += size
	}
	return token{kind: tokName, text: l.src[start:l.pos], pos: start}
}

func (l *lexer) quoted(quote byte) (token, error) {
	start := l.pos
	for i := start + 1; i < len(l.src); i++ {
		switch l.src[i] {
		case '\\':
			i++
		case quote:
			l.pos = i + 1
			text, ok := unescape(l.src[start+1 : i])
			if !ok {
				return token{}, l.fail(start, "text has a broken \\ escape")
			}
			return token{kind: tokString, text: text, pos: start}, nil
		}
	}
	return token{}, l.fail(start, "quoted text is not closed")
}

func (l *lexer) operator() (token, error) {
	start := l.pos
	rest := l.src[start:]
	size := 1
	if len(rest) > 1 {
		switch rest[:2] {
		case "//", "**", "==", "!=", ">=", "<=":
			size = 2
		}
	}
	op := rest[:size]
	if !strings.Contains("+ - / // * ** % ~ [ ] ( ) { } == != > >= < <= = . : | ,", op) {
		return token{}, l.fail(start, "unexpected character")
	}
	switch op {
	case "(", "[", "{":
		l.brackets = append(l.brackets, op[0])
	case ")", "]", "}":
		if n := len(l.brackets); n == 0 || !pairs(l.brackets[n-1], op[0]) {
			return token{}, l.fail(start, "unexpected "+op)
		}
		l.brackets = l.brackets[:len(l.brackets)-1]
	}
	l.afterDot = op == "."
	l.pos += size
	return token{kind: tokOp, text: op, pos: start}, nil
}

func pairs(open, shut byte) bool {
	return open == '(' && shut == ')' || open == '[' && shut == ']' || open == '{' && shut == '}'
}

func (l *lexer) number(afterDot bool) (token, error) {
	start := l.pos
	text := numberPrefix(l.src[start:], afterDot)
	num, ok := parseNumber(text)
	l.pos += len(text)
	if !ok || l.pos < len(l.src) && (isWordByte(l.src[l.pos])) {
		return token{}, l.fail(start, "number cannot be read")
	}
	return token{kind: tokNumber, num: num, text: text, pos: start}, nil
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// numberPrefix returns the characters that belong to one number; a point counts only when a digit follows it.
func numberPrefix(s string, integerOnly bool) string {
	i := 0
	hex := len(s) > 1 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0
	for i < len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9' || c == '_':
		case hex && isWordByte(c):
		case integerOnly:
			return s[:i]
		case c == '.' && !hex && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' && !strings.Contains(s[:i], "."):
		case (c == 'e' || c == 'E') && !hex:
		case (c == '+' || c == '-') && !hex && (s[i-1] == 'e' || s[i-1] == 'E'):
		default:
			return s[:i]
		}
		i++
	}
	return s
}

// parseNumber reads a number as Python's source does: underscores between digits, 0x 0o 0b, no leading zeros.
func parseNumber(text string) (any, bool) {
	if text == "" || len(text) > maxNumberLen || strings.HasSuffix(text, "_") || strings.Contains(text, "__") {
		return nil, false
	}
	if len(text) > 1 && text[0] == '0' && strings.IndexByte("xXoObB", text[1]) >= 0 {
		return parseInt(text[2:], map[byte]int{'x': 16, 'o': 8, 'b': 2}[text[1]|0x20])
	}
	if strings.ContainsAny(text, ".eE") {
		if text[0] == '_' || strings.Contains(text, "_.") || strings.Contains(text, "._") ||
			strings.Contains(text, "_e") || strings.Contains(text, "e_") {
			return nil, false
		}
		f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
		return f, err == nil
	}
	digits := strings.ReplaceAll(text, "_", "")
	if digits[0] == '0' && strings.Trim(digits, "0") != "" || text[0] == '_' {
		return nil, false
	}
	return parseInt(digits, 10)
}

func parseInt(digits string, base int) (any, bool) {
	digits = strings.ReplaceAll(digits, "_", "")
	if n, err := strconv.ParseInt(digits, base, 64); err == nil {
		return n, digits[0] != '+' && digits[0] != '-'
	}
	n, ok := new(big.Int).SetString(digits, base)
	if !ok || len(digits) > maxIntDigits {
		return nil, false
	}
	return n, true
}
