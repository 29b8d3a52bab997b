package expr

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func textMethod(name string) methodFunc {
	switch name {
	case "lower", "upper", "casefold", "capitalize", "title", "swapcase":
		return changeCase
	case "strip", "lstrip", "rstrip":
		return stripMethod
	case "split", "rsplit":
		return splitMethod
	case "splitlines":
		return splitLines
	case "partition", "rpartition":
		return partition
	case "join":
		return joinMethod
	case "replace":
		return replaceMethod
	case "startswith", "endswith":
		return affixMethod
	case "removeprefix", "removesuffix":
		return removeAffix
	case "find", "rfind", "index", "rindex", "count":
		return findMethod
	case "center", "ljust", "rjust", "zfill":
		return padMethod
	case "isdigit", "isdecimal", "isnumeric", "isalpha", "isalnum", "islower", "isupper", "isspace", "istitle":
		return classMethod
	case "expandtabs":
		return expandTabs
	case "format":
		return braceFormat
	}
	return nil
}

func self(of any) string {
	s, _ := of.(string)
	return s
}

func changeCase(_ *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	s := self(of)
	switch args.name {
	case "upper":
		return upperText(s), nil
	case "casefold":
		return foldText(s), nil
	case "capitalize":
		return capitalize(s), nil
	case "title":
		before := ' '
		return strings.Map(func(r rune) rune {
			start := !unicode.IsLetter(before)
			before = r
			if start {
				return unicode.ToTitle(r)
			}
			return unicode.ToLower(r)
		}, s), nil
	case "swapcase":
		return strings.Map(func(r rune) rune {
			if unicode.IsUpper(r) {
				return unicode.ToLower(r)
			}
			return unicode.ToUpper(r)
		}, s), nil
	}
	return lowerText(s), nil
}

func stripMethod(_ *frame, of any, args call) (any, error) {
	p, err := args.take(0, "chars")
	if err != nil {
		return nil, err
	}
	return stripText(self(of), p[0], args.name != "rstrip", args.name != "lstrip")
}

func stripText(s string, chars param, left, right bool) (any, error) {
	drop := unicode.IsSpace
	if chars.present && chars.value != nil {
		set, err := chars.text("")
		if err != nil {
			return nil, err
		}
		drop = func(r rune) bool { return strings.ContainsRune(set, r) }
	}
	if left {
		s = strings.TrimLeftFunc(s, drop)
	}
	if right {
		s = strings.TrimRightFunc(s, drop)
	}
	return s, nil
}

func splitMethod(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "sep", "maxsplit")
	if err != nil {
		return nil, err
	}
	limit, err := p[1].integer(-1)
	if err != nil {
		return nil, err
	}
	s := self(of)
	if err := f.tick(len(s)); err != nil {
		return nil, err
	}
	var parts []string
	switch sep := p[0].value.(type) {
	case nil:
		parts = splitBlanks(s, limit, args.name == "rsplit")
	case string:
		if sep == "" {
			return nil, valueErr("empty separator")
		}
		parts = splitText(s, sep, limit, args.name == "rsplit")
	case undefined:
		return nil, typeErr("must be str or None, not Undefined")
	default:
		return nil, typeErr("must be str or None, not %s", typeName(sep))
	}
	return textList(parts), nil
}

func textList(parts []string) *list {
	out := &list{items: make([]any, len(parts))}
	for i, s := range parts {
		out.items[i] = s
	}
	return out
}

func splitText(s, sep string, limit int, fromRight bool) []string {
	if limit < 0 {
		return strings.Split(s, sep)
	}
	if !fromRight {
		return strings.SplitN(s, sep, limit+1)
	}
	var out []string
	for ; limit > 0; limit-- {
		at := strings.LastIndex(s, sep)
		if at < 0 {
			break
		}
		out = append([]string{s[at+len(sep):]}, out...)
		s = s[:at]
	}
	return append([]string{s}, out...)
}

func splitBlanks(s string, limit int, fromRight bool) []string {
	fields := strings.Fields(s)
	if limit < 0 || len(fields) <= limit {
		return fields
	}
	if fromRight {
		rest := strings.TrimRightFunc(s, unicode.IsSpace)
		var out []string
		for ; limit > 0; limit-- {
			at := strings.LastIndexFunc(rest, unicode.IsSpace)
			out = append([]string{strings.TrimLeftFunc(rest[at:], unicode.IsSpace)}, out...)
			rest = strings.TrimRightFunc(rest[:at], unicode.IsSpace)
		}
		return append([]string{rest}, out...)
	}
	var out []string
	rest := strings.TrimLeftFunc(s, unicode.IsSpace)
	for ; limit > 0; limit-- {
		at := strings.IndexFunc(rest, unicode.IsSpace)
		out = append(out, rest[:at])
		rest = strings.TrimLeftFunc(rest[at:], unicode.IsSpace)
	}
	return append(out, rest)
}

func splitLines(f *frame, of any, _ call) (any, error) {
	s := normalLines(self(of))
	if s == "" {
		return newList(), nil
	}
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	return textList(lines), f.tick(len(lines))
}

func normalLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func joinMethod(f *frame, of any, args call) (any, error) {
	p, err := args.take(1, "iterable")
	if err != nil {
		return nil, err
	}
	items, err := iterate(f, p[0].value)
	if err != nil {
		return nil, err
	}
	parts := make([]string, len(items))
	for i, it := range items {
		s, ok := inward(it).(string)
		if !ok {
			return nil, typeErr("sequence item %d: expected str, %s found", i, typeName(inward(it)))
		}
		parts[i] = s
	}
	return joined(f, parts, self(of))
}

func replaceMethod(f *frame, of any, args call) (any, error) {
	p, err := args.take(2, "old", "new", "count")
	if err != nil {
		return nil, err
	}
	old, err := regexText(p[0].value)
	if err != nil {
		return nil, err
	}
	by, err := regexText(p[1].value)
	if err != nil {
		return nil, err
	}
	n, err := p[2].integer(-1)
	if err != nil {
		return nil, err
	}
	return replaceText(f, self(of), old, by, n)
}

func expandTabs(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "tabsize")
	if err != nil {
		return nil, err
	}
	size, err := p[0].integer(8)
	if err != nil {
		return nil, err
	}
	size = max(size, 0)
	s := self(of)
	if err := f.alloc(float64(len(s)) + float64(strings.Count(s, "\t"))*float64(size)); err != nil {
		return nil, err
	}
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch r {
		case '\t':
			if size > 0 {
				b.WriteString(strings.Repeat(" ", size-column%size))
				column += size - column%size
			}
			continue
		case '\n', '\r':
			column = -1
		}
		b.WriteRune(r)
		column++
	}
	return b.String(), nil
}

func padMethod(f *frame, of any, args call) (any, error) {
	p, err := args.take(1, "width", "fillchar")
	if err != nil {
		return nil, err
	}
	width, err := p[0].integer(0)
	if err != nil {
		return nil, err
	}
	fill, err := p[1].text(" ")
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(fill) != 1 {
		return nil, typeErr("the fill character must be exactly one character long")
	}
	s := self(of)
	switch args.name {
	case "ljust":
		return pad(f, s, width, fill, '<')
	case "rjust":
		return pad(f, s, width, fill, '>')
	case "center":
		return pad(f, s, width, fill, 'c')
	}
	if s != "" && (s[0] == '-' || s[0] == '+') {
		rest, err := pad(f, s[1:], width-1, "0", '>')
		return s[:1] + self(rest), err
	}
	return pad(f, s, width, "0", '>')
}

// pad fills text up to a width; '^' centres as format does, 'c' as str.center does (the odd blank goes elsewhere).
func pad(f *frame, s string, width int, fill string, align byte) (any, error) {
	missing := width - utf8.RuneCountInString(s)
	if missing <= 0 {
		return s, nil
	}
	if err := f.alloc(float64(missing)*float64(len(fill)) + float64(len(s))); err != nil {
		return nil, err
	}
	left := 0
	switch align {
	case '>':
		left = missing
	case '^':
		left = missing / 2
	case 'c':
		left = missing/2 + missing&width&1
	}
	return strings.Repeat(fill, left) + s + strings.Repeat(fill, missing-left), nil
}
