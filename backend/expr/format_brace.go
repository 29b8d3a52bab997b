package expr

import (
	"strings"
	"unicode/utf8"
)

// braceFormat is Python's "text {} {0} {name.attr[key]!r:>10}".format(…).
func braceFormat(f *frame, of any, args call) (any, error) {
	format := self(of)
	var b strings.Builder
	auto := 0
	for i := 0; i < len(format); i++ {
		c := format[i]
		if (c == '{' || c == '}') && i+1 < len(format) && format[i+1] == c {
			b.WriteByte(c)
			i++
			continue
		}
		if c == '}' {
			return nil, valueErr("single '}' encountered in format string")
		}
		if c != '{' {
			b.WriteByte(c)
			continue
		}
		end := closingBrace(format, i)
		if end < 0 {
			return nil, valueErr("expected '}' before end of string")
		}
		text, err := braceField(f, format[i+1:end], args, &auto)
		if err != nil {
			return nil, err
		}
		b.WriteString(text)
		i = end
	}
	return b.String(), f.alloc(float64(b.Len()))
}

func closingBrace(s string, open int) int {
	depth := 0
	for i := open; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func braceField(f *frame, field string, args call, auto *int) (string, error) {
	name, formatSpec, _ := strings.Cut(field, ":")
	name, conversion, _ := strings.Cut(name, "!")
	if strings.Contains(formatSpec, "{") {
		inner, err := braceFormat(f, formatSpec, call{pos: args.pos[min(*auto+1, len(args.pos)):], named: args.named})
		if err != nil {
			return "", err
		}
		formatSpec = self(inner)
	}
	v, err := braceValue(name, args, auto)
	if err != nil {
		return "", err
	}
	switch conversion {
	case "":
	case "s":
		v, err = f.str(v)
	case "r", "a":
		v, err = f.repr(v)
	default:
		err = valueErr("unknown conversion in format string")
	}
	if err != nil {
		return "", err
	}
	return formatValue(f, v, formatSpec)
}

// braceValue resolves a field name: its first part chooses an argument, the rest are attributes and items.
func braceValue(name string, args call, auto *int) (any, error) {
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	first, rest := name[:end], name[end:]
	var v any
	switch {
	case first == "" && rest != "":
		return nil, valueErr("format fields with a path need a name or number")
	case first == "" || isDigits(first):
		at := *auto
		if first == "" {
			*auto++
		} else if n, ok := parseInt(first, 10); ok {
			at, _ = clampIndex(n)
		}
		if at >= len(args.pos) {
			return nil, valueErr("replacement index %d out of range", at)
		}
		v = args.pos[at]
	default:
		named, ok := args.named[first]
		if !ok {
			return nil, valueErr("format names an argument that is not there")
		}
		v = named
	}
	return braceAccess(v, rest)
}

func braceAccess(v any, rest string) (any, error) {
	var err error
	for rest != "" {
		if rest[0] == '[' {
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				return nil, valueErr("missing ']' in format string")
			}
			key := any(rest[1:end])
			if isDigits(rest[1:end]) {
				key, _ = parseInt(rest[1:end], 10)
			}
			v, err = getItem(v, key)
			rest = rest[end+1:]
		} else {
			end := strings.IndexAny(rest[1:], ".[")
			if end < 0 {
				end = len(rest) - 1
			}
			v, err = anonymous(getAttr(v, rest[1:end+1]))
			rest = rest[end+1:]
		}
		if err != nil {
			return nil, err
		}
	}
	return v, nil
}

// formatValue is Python's format(value, spec).
func formatValue(f *frame, v any, formatSpec string) (string, error) {
	switch x := v.(type) {
	case datetime, date:
		if formatSpec == "" {
			return Str(v), nil
		}
		if d, ok := x.(date); ok {
			return strftime(datetime{t: d.t, naive: true}, formatSpec, f.local()), nil
		}
		d, _ := x.(datetime)
		return strftime(d, formatSpec, f.local()), nil
	}
	if formatSpec == "" {
		return f.str(v)
	}
	s, err := braceSpec(formatSpec)
	if err != nil {
		return "", err
	}
	if b, ok := v.(bool); ok {
		if s.verb == 0 || s.verb == 's' {
			return s.number(f, boolInt(b))
		}
		v = boolInt(b)
	}
	if n, ok := clampIndex(v); ok && s.verb == 'c' {
		return s.text(f, string(rune(n))) //nolint:gosec // G115: clampIndex keeps it a code point
	}
	if isNumber(v) {
		if s.verb == 'n' {
			s.verb = 0
		}
		if _, isFloat := v.(float64); isFloat && strings.IndexByte("dxXob", s.verb) >= 0 && s.verb != 0 || s.verb == 's' {
			return "", valueErr("unknown format code for %s", typeName(v))
		}
		return s.number(f, v)
	}
	text, ok := v.(string)
	if !ok {
		return "", typeErr("unsupported format string passed to %s", typeName(v))
	}
	if s.verb != 0 && s.verb != 's' || s.align == '=' {
		return "", valueErr("unknown format code for str")
	}
	return s.text(f, text)
}

// braceSpec reads [[fill]align][sign][#][0][width][,][.precision][type].
func braceSpec(text string) (spec, error) {
	s := spec{fill: " ", precision: -1}
	_, size := utf8.DecodeRuneInString(text)
	if len(text) > size && strings.IndexByte("<>=^", text[size]) >= 0 {
		s.fill, s.align = text[:size], text[size]
		text = text[size+1:]
	} else if strings.IndexByte("<>=^", text[0]) >= 0 {
		s.align, text = text[0], text[1:]
	}
	take := func(set string) byte {
		if text == "" || strings.IndexByte(set, text[0]) < 0 {
			return 0
		}
		c := text[0]
		text = text[1:]
		return c
	}
	if c := take("+- "); c != '-' {
		s.sign = c
	}
	s.alternate = take("#") != 0
	s.zero = take("0") != 0 && s.align == 0
	var err error
	if s.width, text, err = formatNumber(text, nil); err != nil {
		return s, err
	}
	if c := take(",_"); c != 0 {
		s.comma = string(c)
	}
	if take(".") != 0 {
		if s.precision, text, err = formatNumber(text, nil); err != nil {
			return s, err
		}
	}
	s.verb = take("bcdeEfFgGnosxX%")
	if text != "" {
		return s, valueErr("invalid format specifier")
	}
	return s, nil
}
