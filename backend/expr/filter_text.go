package expr

import (
	"crypto/hmac"
	"crypto/md5"  //nolint:gosec // the format's hash filter defaults to md5; it identifies, it does not protect
	"crypto/sha1" //nolint:gosec // the same filter
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"html"
	"strings"
	"unicode"
)

// plainText holds the text filters that are one call.
func plainText(f *frame, of any, args call) (any, error) {
	s, err := f.str(of)
	if err != nil {
		return nil, err
	}
	switch args.name {
	case "trim":
		p, err := args.take(0, "chars")
		if err != nil {
			return nil, err
		}
		return stripText(s, p[0], true, true)
	case "lower":
		return lowerText(s), nil
	case "upper":
		return upperText(s), nil
	case "capitalize":
		return capitalize(s), nil
	case "title":
		return titleFilter(s), nil
	case "wordcount":
		word := func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }
		return int64(len(strings.FieldsFunc(s, func(r rune) bool { return !word(r) }))), nil
	case "escape", "e":
		return html.EscapeString(s), nil
	}
	return of, nil
}

func capitalize(s string) string {
	for i, r := range s {
		return string(unicode.ToTitle(r)) + lowerText(s[i+len(string(r)):])
	}
	return s
}

// titleFilter is Jinja's title: words begin after blanks, hyphens and opening brackets only.
func titleFilter(s string) string {
	begin := true
	return strings.Map(func(r rune) rune {
		defer func() { begin = unicode.IsSpace(r) || strings.ContainsRune("-({[<", r) }()
		if begin {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

func replaceFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(2, "old", "new", "count")
	if err != nil {
		return nil, err
	}
	s, err := f.str(of)
	if err != nil {
		return nil, err
	}
	old, err := f.str(p[0].value)
	if err != nil {
		return nil, err
	}
	by, err := f.str(p[1].value)
	if err != nil {
		return nil, err
	}
	n, err := p[2].integer(-1)
	if err != nil {
		return nil, err
	}
	return replaceText(f, s, old, by, n)
}

func replaceText(f *frame, s, old, by string, n int) (any, error) {
	if err := f.alloc(float64(len(s)) + float64(strings.Count(s, old))*float64(len(by))); err != nil {
		return nil, err
	}
	return strings.Replace(s, old, by, n), nil
}

func centerFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "width")
	if err != nil {
		return nil, err
	}
	s, err := f.str(of)
	if err != nil {
		return nil, err
	}
	width, err := p[0].integer(80)
	if err != nil {
		return nil, err
	}
	return pad(f, s, width, " ", '^')
}

func truncateFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "length", "killwords", "end", "leeway")
	if err != nil {
		return nil, err
	}
	s, err := f.str(of)
	if err != nil {
		return nil, err
	}
	length, err := p[0].integer(255)
	if err != nil {
		return nil, err
	}
	end, err := p[2].text("...")
	if err != nil {
		return nil, err
	}
	leeway, err := p[3].integer(5)
	if err != nil {
		return nil, err
	}
	runes := []rune(s)
	keep := length - len([]rune(end))
	if keep < 0 || leeway < 0 {
		return nil, valueErr("length is too small for truncate")
	}
	if len(runes) <= length+leeway {
		return s, nil
	}
	cut := string(runes[:keep])
	if !p[1].present || !truth(p[1].value) {
		if at := strings.LastIndex(cut, " "); at >= 0 {
			cut = cut[:at]
		}
	}
	return cut + end, nil
}

func indentFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "width", "first", "blank")
	if err != nil {
		return nil, err
	}
	s, err := f.str(of)
	if err != nil {
		return nil, err
	}
	prefix, isText := p[0].value.(string)
	if !isText {
		width, err := p[0].integer(4)
		if err != nil {
			return nil, err
		}
		prefix = strings.Repeat(" ", max(0, min(width, 1000)))
	}
	if err := f.alloc(float64(len(s)) + float64(strings.Count(s, "\n")+1)*float64(len(prefix))); err != nil {
		return nil, err
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if i == 0 && !truth(p[1].value) || line == "" && i > 0 && !truth(p[2].value) {
			continue
		}
		lines[i] = prefix + line
	}
	return strings.Join(lines, "\n"), nil
}

func toJSON(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "indent")
	if err != nil {
		return nil, err
	}
	indent := -1
	if p[0].present && p[0].value != nil {
		if indent, err = p[0].integer(-1); err != nil {
			return nil, err
		}
		indent = max(0, min(indent, 20))
	}
	s, err := dumpJSON(f, of, true, indent)
	if err != nil {
		return nil, err
	}
	return strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "'", `\u0027`).Replace(s), nil
}

// stringFilter is the format's own: text stays, anything else becomes JSON. The reference wraps that in triple quotes so that
// it survives literal typing as text; a strict Env types no text, so the quotes would only be in the way.
func stringFilter(f *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	if s, ok := of.(string); ok {
		return s, nil
	}
	s, err := dumpJSON(f, of, false, -1)
	if err != nil || f.env.Strict {
		return s, err
	}
	return `"""` + s + `"""`, nil
}

func hashFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "hash_type", "salt")
	if err != nil {
		return nil, err
	}
	name, err := p[0].text("md5")
	if err != nil {
		return nil, err
	}
	var h hash.Hash
	switch name {
	case "md5":
		h = md5.New() //nolint:gosec // see the import
	case "sha1":
		h = sha1.New() //nolint:gosec // see the import
	case "sha224":
		h = sha256.New224()
	case "sha256":
		h = sha256.New()
	case "sha384":
		h = sha512.New384()
	case "sha512":
		h = sha512.New()
	default:
		return nil, valueErr("there is no hash function of that name")
	}
	s, err := f.str(of)
	if err != nil {
		return nil, err
	}
	h.Write([]byte(s))
	if p[1].present && truth(p[1].value) {
		salt, err := f.str(p[1].value)
		if err != nil {
			return nil, err
		}
		h.Write([]byte(salt))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func hmacFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(1, "key", "hash_type")
	if err != nil {
		return nil, err
	}
	name, err := p[1].text("sha256")
	if err != nil {
		return nil, err
	}
	if name != "sha256" {
		return nil, valueErr("hash type is not allowed, only sha256 is")
	}
	s, err := f.str(of)
	if err != nil {
		return nil, err
	}
	key, err := f.str(p[0].value)
	if err != nil {
		return nil, err
	}
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(s))
	return hex.EncodeToString(h.Sum(nil)), nil
}

func base64Filter(f *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	s, ok := of.(string)
	if !ok {
		if u, isUndefined := of.(undefined); isUndefined {
			return nil, undefinedErr(u)
		}
		return nil, valueErr("%s cannot be encoded as base64", typeName(of))
	}
	if args.name != "base64decode" {
		return base64.StdEncoding.EncodeToString([]byte(s)), f.alloc(float64(len(s)) * 2)
	}
	// Python skips characters outside the alphabet and wants the padding right.
	clean := strings.Map(func(r rune) rune {
		if r < 0x80 && (isWordByte(byte(r&0x7f)) && r != '_' || r == '+' || r == '/' || r == '=') {
			return r
		}
		return -1
	}, s)
	out, err := base64.StdEncoding.DecodeString(clean)
	if err != nil || strings.ToValidUTF8(string(out), "") != string(out) {
		return nil, valueErr("text is not base64")
	}
	return string(out), nil
}

// urlencode quotes text, or writes the pairs of a mapping or list as a query.
func urlencode(f *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	if s, ok := of.(string); ok {
		return quoteURL(s, "/", false), f.alloc(float64(len(s)) * 3)
	}
	pairs := of
	if m, ok := asMapping(of); ok {
		pairs = pairsOf(m)
	} else if _, err := itemsOf(of); err != nil {
		s, err := f.str(of)
		return quoteURL(s, "/", false), err
	}
	items, err := iterate(f, pairs)
	if err != nil {
		return nil, err
	}
	parts := make([]string, 0, len(items))
	for _, it := range items {
		pair, err := iterate(f, inward(it))
		if err != nil {
			return nil, err
		}
		if len(pair) != 2 {
			return nil, valueErr("a query needs pairs of name and value")
		}
		name, err := f.str(inward(pair[0]))
		if err != nil {
			return nil, err
		}
		value, err := f.str(inward(pair[1]))
		if err != nil {
			return nil, err
		}
		if err := f.alloc(float64(len(name)+len(value)) * 3); err != nil {
			return nil, err
		}
		parts = append(parts, quoteURL(name, "", true)+"="+quoteURL(value, "", true))
	}
	return strings.Join(parts, "&"), nil
}

func pairsOf(m mapping) *list {
	out := &list{items: make([]any, 0, m.size()), kind: kindDictItems}
	for _, k := range m.keys() {
		v, _ := m.get(k)
		out.items = append(out.items, newTuple(k, v))
	}
	return out
}
