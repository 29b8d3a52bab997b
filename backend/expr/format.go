package expr

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// spec is how one value is to be written: the part after : in {:>10.2f}, or between % and its letter.
type spec struct {
	fill      string
	align     byte // < > ^ = or 0
	sign      byte // + blank or 0
	alternate bool
	zero      bool
	width     int
	comma     string
	precision int // -1 when not given
	verb      byte
}

// percentArgs hands out the values of a percent format, in order or by name.
type percentArgs struct {
	items   []any
	used    int
	named   mapping // nil when the values are no mapping
	lenient bool    // values left over are no error
}

func newPercentArgs(values any) *percentArgs {
	a := &percentArgs{items: []any{values}}
	if l, ok := values.(*list); ok && l.kind == kindTuple {
		a.items = l.items
	}
	a.named, _ = asMapping(values)
	// A list or an undefined value counts as a mapping here, so that leftovers are no error.
	_, missing := values.(undefined)
	a.lenient = a.named != nil || missing || isListOrTuple(values) && kindOf(values) == kindList
	return a
}

func (a *percentArgs) next() (any, error) {
	if a.used >= len(a.items) {
		return nil, typeErr("not enough arguments for format string")
	}
	a.used++
	return a.items[a.used-1], nil
}

// byName reads (name) at the start of rest; found is false when there is none.
func (a *percentArgs) byName(rest string) (v any, tail string, found bool, err error) {
	if !strings.HasPrefix(rest, "(") {
		return nil, rest, false, nil
	}
	end := strings.IndexByte(rest, ')')
	if end < 0 || a.named == nil {
		return nil, "", false, typeErr("format requires a mapping")
	}
	v, ok := a.named.get(rest[1:end])
	if !ok {
		return nil, "", false, valueErr("format names a key that is not there")
	}
	a.used = len(a.items)
	return v, rest[end+1:], true, nil
}

// percentFormat is Python's "text" % values.
func percentFormat(f *frame, format string, values any) (any, error) {
	if err := f.weigh(format); err != nil {
		return nil, err
	}
	args := newPercentArgs(values)
	var b strings.Builder
	for format != "" {
		at := strings.IndexByte(format, '%')
		if at < 0 {
			b.WriteString(format)
			break
		}
		b.WriteString(format[:at])
		text, tail, err := percentField(f, format[at+1:], args)
		if err != nil {
			return nil, err
		}
		b.WriteString(text)
		format = tail
	}
	if args.used < len(args.items) && !args.lenient {
		return nil, typeErr("not all arguments converted during string formatting")
	}
	return b.String(), f.alloc(float64(b.Len()))
}

// percentField writes the field that starts after a percent sign and returns what follows it.
func percentField(f *frame, rest string, args *percentArgs) (text, tail string, err error) {
	value, rest, named, err := args.byName(rest)
	if err != nil {
		return "", "", err
	}
	s, tail, err := percentSpec(rest, args.next)
	if err != nil || s.verb == '%' {
		return "%", tail, err
	}
	if !named {
		if value, err = args.next(); err != nil {
			return "", "", err
		}
	}
	text, err = percentValue(f, s, inward(value))
	return text, tail, err
}

// percentSpec reads flags, width, precision and letter; * takes the number from the values.
func percentSpec(s string, next func() (any, error)) (out spec, tail string, err error) {
	out = spec{fill: " ", precision: -1, align: '>'}
	for s != "" && strings.IndexByte("-+ #0", s[0]) >= 0 {
		switch s[0] {
		case '-':
			out.align = '<'
		case '+':
			out.sign = '+'
		case ' ':
			if out.sign == 0 {
				out.sign = ' '
			}
		case '#':
			out.alternate = true
		case '0':
			out.zero = true
		}
		s = s[1:]
	}
	if out.width, s, err = formatNumber(s, next); err != nil {
		return out, "", err
	}
	if strings.HasPrefix(s, ".") {
		if out.precision, s, err = formatNumber(s[1:], next); err != nil {
			return out, "", err
		}
	}
	s = strings.TrimLeft(s, "hlL")
	if s == "" {
		return out, "", valueErr("incomplete format")
	}
	out.verb = s[0]
	if out.width < 0 {
		out.width, out.align = -out.width, '<'
	}
	return out, s[1:], nil
}

func formatNumber(s string, next func() (any, error)) (int, string, error) {
	if strings.HasPrefix(s, "*") && next != nil {
		v, err := next()
		if err != nil {
			return 0, "", err
		}
		n, ok := clampIndex(v)
		if !ok {
			return 0, "", typeErr("* wants int")
		}
		return n, s[1:], nil
	}
	n := 0
	for s != "" && s[0] >= '0' && s[0] <= '9' {
		if n = n*10 + int(s[0]-'0'); n > maxAllocation {
			return 0, "", limitErr("text size")
		}
		s = s[1:]
	}
	return n, s, nil
}

func percentValue(f *frame, s spec, v any) (string, error) {
	switch s.verb {
	case 's', 'r', 'a':
		write := f.repr
		if s.verb == 's' {
			write = f.str
		}
		text, err := write(v)
		if err != nil {
			return "", err
		}
		s.zero = false
		return s.text(f, text)
	case 'c':
		if n, ok := clampIndex(v); ok {
			return s.text(f, string(rune(n))) //nolint:gosec // G115: clampIndex keeps it a code point
		}
		text, err := f.str(v)
		if err != nil {
			return "", err
		}
		return s.text(f, text)
	case 'i', 'u':
		s.verb = 'd'
	case 'd', 'x', 'X', 'o', 'e', 'E', 'f', 'F', 'g', 'G':
	default:
		return "", valueErr("unsupported format character")
	}
	if !isNumber(v) {
		if u, ok := v.(undefined); ok {
			return "", undefinedErr(u)
		}
		return "", typeErr("a number is required, not %s", typeName(v))
	}
	if _, isFloat := v.(float64); isFloat && strings.IndexByte("dxXo", s.verb) >= 0 {
		if s.verb != 'd' {
			return "", typeErr("an integer is required, not float")
		}
		var err error
		if v, err = truncated(v); err != nil {
			return "", err
		}
	}
	return s.number(f, v)
}

// text writes a text with precision and width.
func (s spec) text(f *frame, text string) (string, error) {
	if s.precision >= 0 && utf8.RuneCountInString(text) > s.precision {
		text = string([]rune(text)[:s.precision])
	}
	align := s.align
	if align == 0 {
		align = '<'
	}
	out, err := pad(f, text, s.width, s.fill, align)
	return self(out), err
}

// number writes a number with sign, grouping and width.
func (s spec) number(f *frame, v any) (string, error) {
	if s.precision > 5000 {
		return "", limitErr("precision")
	}
	digits, negative := s.digits(v)
	sign := ""
	switch {
	case negative:
		sign = "-"
	case s.sign != 0:
		sign = string(s.sign)
	}
	if s.alternate {
		sign += map[byte]string{'x': "0x", 'X': "0X", 'o': "0o", 'b': "0b"}[s.verb]
	}
	if s.comma != "" {
		digits = grouped(digits, s.comma)
	}
	align, fill := s.align, s.fill
	if s.zero && align != '<' {
		align, fill = '=', "0"
	}
	if align == '=' {
		rest, err := pad(f, digits, s.width-len(sign), fill, '>')
		return sign + self(rest), err
	}
	if align == 0 {
		align = '>'
	}
	out, err := pad(f, sign+digits, s.width, fill, align)
	return self(out), err
}

// digits gives the absolute value in the wanted form.
func (s spec) digits(v any) (string, bool) {
	if n, ok := whole(v); ok && strings.IndexByte("eEfFgG%", s.verb) < 0 {
		base := map[byte]int{'x': 16, 'X': 16, 'o': 8, 'b': 2}[s.verb]
		if base == 0 {
			base = 10
		}
		text := new(big.Int).Abs(n).Text(base)
		if s.verb == 'X' {
			text = strings.ToUpper(text)
		}
		if s.precision > len(text) {
			text = strings.Repeat("0", s.precision-len(text)) + text
		}
		return text, n.Sign() < 0
	}
	x := toFloat(v)
	text, suffix := "", ""
	verb, precision := s.verb, s.precision
	if precision < 0 {
		precision = 6
	}
	switch verb {
	case '%':
		x, suffix = x*100, "%"
		text = strconv.FormatFloat(math.Abs(x), 'f', precision, 64)
	case 0:
		text = floatRepr(math.Abs(x))
		if s.precision >= 0 {
			text = generalFloat(math.Abs(x), s.precision)
		}
	case 'g', 'G':
		text = generalFloat(math.Abs(x), precision)
	default:
		text = strconv.FormatFloat(math.Abs(x), verb|0x20, precision, 64)
	}
	text = strings.ToLower(strings.TrimPrefix(text, "+"))
	if verb == 'E' || verb == 'F' || verb == 'G' {
		text = strings.ToUpper(text)
	}
	return text + suffix, math.Signbit(x) && !math.IsNaN(x)
}

// generalFloat is the g format of C: the shorter of fixed and scientific, without trailing zeros.
func generalFloat(x float64, precision int) string {
	precision = max(precision, 1)
	if x == 0 {
		return "0"
	}
	sci := strconv.FormatFloat(x, 'e', precision-1, 64)
	_, expText, ok := strings.Cut(sci, "e")
	exp, err := strconv.Atoi(expText)
	if !ok || err != nil {
		return sci
	}
	if exp >= -4 && exp < precision {
		return trimZeros(strconv.FormatFloat(x, 'f', precision-1-exp, 64))
	}
	return trimZeros(sci[:len(sci)-len(expText)-1]) + "e" + expText
}

func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// grouped puts a separator between thousands of the whole part.
func grouped(digits, sep string) string {
	end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(digits)
	}
	out := digits[end:]
	for ; end > 3; end -= 3 {
		out = sep + digits[end-3:end] + out
	}
	return digits[:end] + out
}
