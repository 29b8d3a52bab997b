package expr

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func affixMethod(_ *frame, of any, args call) (any, error) {
	p, err := args.take(1, "prefix", "start", "end")
	if err != nil {
		return nil, err
	}
	s, ok, err := window(self(of), p[1], p[2])
	if err != nil || !ok {
		return false, err
	}
	options := []any{p[0].value}
	if l, ok := p[0].value.(*list); ok && l.kind == kindTuple {
		options = l.items
	}
	matches := strings.HasPrefix
	if args.name == "endswith" {
		matches = strings.HasSuffix
	}
	for _, o := range options {
		affix, ok := o.(string)
		if !ok {
			return nil, typeErr("%s first arg must be str or a tuple of str, not %s", args.name, typeName(o))
		}
		if matches(s, affix) {
			return true, nil
		}
	}
	return false, nil
}

// window is the part of a text between two optional positions; ok is false when it begins after its end.
func window(s string, start, end param) (part string, ok bool, err error) {
	if !start.present && !end.present {
		return s, true, nil
	}
	runes := []rune(s)
	from, err := start.integer(0)
	if err != nil {
		return "", false, err
	}
	to, err := end.integer(len(runes))
	if err != nil {
		return "", false, err
	}
	if from < 0 {
		from = max(0, from+len(runes))
	}
	if to < 0 {
		to = max(0, to+len(runes))
	}
	if to = min(to, len(runes)); from > to {
		return "", false, nil
	}
	return string(runes[from:to]), true, nil
}

func removeAffix(_ *frame, of any, args call) (any, error) {
	p, err := args.take(1, "affix")
	if err != nil {
		return nil, err
	}
	s, err := regexText(p[0].value)
	if err != nil {
		return nil, err
	}
	if args.name == "removeprefix" {
		return strings.TrimPrefix(self(of), s), nil
	}
	return strings.TrimSuffix(self(of), s), nil
}

func findMethod(_ *frame, of any, args call) (any, error) {
	p, err := args.take(1, "sub", "start", "end")
	if err != nil {
		return nil, err
	}
	sub, err := regexText(p[0].value)
	if err != nil {
		return nil, err
	}
	part, ok, err := window(self(of), p[1], p[2])
	if err != nil {
		return nil, err
	}
	at := -1
	switch {
	case args.name == "count":
		if !ok {
			return int64(0), nil
		}
		return int64(strings.Count(part, sub)), nil
	case !ok:
	case args.name == "find" || args.name == "index":
		at = strings.Index(part, sub)
	default:
		at = strings.LastIndex(part, sub)
	}
	if at >= 0 {
		first, _ := p[1].integer(0)
		if first < 0 {
			first = max(0, first+utf8.RuneCountInString(self(of)))
		}
		at = first + utf8.RuneCountInString(part[:at])
	}
	if at < 0 && strings.HasSuffix(args.name, "index") {
		return nil, valueErr("substring not found")
	}
	return int64(at), nil
}

func partition(_ *frame, of any, args call) (any, error) {
	p, err := args.take(1, "sep")
	if err != nil {
		return nil, err
	}
	sep, err := p[0].text("")
	if err != nil {
		return nil, err
	}
	if sep == "" {
		return nil, valueErr("empty separator")
	}
	s := self(of)
	at := strings.Index(s, sep)
	if args.name == "rpartition" {
		if at = strings.LastIndex(s, sep); at < 0 {
			return newTuple("", "", s), nil
		}
	}
	if at < 0 {
		return newTuple(s, "", ""), nil
	}
	return newTuple(s[:at], sep, s[at+len(sep):]), nil
}

func classMethod(_ *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	s := self(of)
	all := func(ok func(rune) bool) bool {
		return s != "" && strings.IndexFunc(s, func(r rune) bool { return !ok(r) }) < 0
	}
	switch args.name {
	case "isdigit", "isdecimal":
		return all(unicode.IsDigit), nil
	case "isnumeric":
		return all(unicode.IsNumber), nil
	case "isalpha":
		return all(unicode.IsLetter), nil
	case "isspace":
		return all(unicode.IsSpace), nil
	case "isalnum":
		return all(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }), nil
	case "islower":
		return hasLetter(s) && strings.ToLower(s) == s, nil
	case "isupper":
		return hasLetter(s) && strings.ToUpper(s) == s, nil
	}
	title, err := changeCase(nil, s, call{name: "title"})
	return hasLetter(s) && title == s, err
}
