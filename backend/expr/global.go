package expr

import (
	"math"
	"math/big"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no zone files; today_with_timezone must work there too
	"unicode"
)

func isGlobal(name string) bool { return globalNamed(name) != nil }

// globalNamed finds the functions a template may call.
func globalNamed(name string) func(f *frame, args call) (any, error) {
	switch name {
	case "now_utc":
		return nowUTC
	case "today_utc":
		return todayUTC
	case "today_with_timezone":
		return todayWithTimezone
	case "day_delta":
		return dayDelta
	case "timestamp":
		return timestamp
	case "str_to_datetime":
		return strToDatetime
	case "format_datetime":
		return formatDatetime
	case "duration":
		return durationFunc
	case "max", "min":
		return extreme
	case "json_loads":
		return jsonLoads
	case "sanitize_url":
		return sanitizeURL
	case "camel_case_to_snake_case":
		return snakeCase
	case "namespace":
		return newNamespace
	case "dict":
		return dictFunc
	}
	return nil
}

func nowUTC(f *frame, args call) (any, error) {
	_, err := args.take(0)
	return datetime{t: f.now()}, err
}

func todayUTC(f *frame, args call) (any, error) {
	_, err := args.take(0)
	return date{wallDay(f.now())}, err
}

func todayWithTimezone(f *frame, args call) (any, error) {
	p, err := args.take(1, "timezone")
	if err != nil {
		return nil, err
	}
	name, err := p[0].text("")
	if err != nil {
		return nil, err
	}
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, valueErr("unknown time zone")
	}
	return date{wallDay(f.now().In(loc))}, nil
}

func dayDelta(f *frame, args call) (any, error) {
	p, err := args.take(1, "num_days", "format")
	if err != nil {
		return nil, err
	}
	if !isNumber(p[0].value) {
		if u, ok := p[0].value.(undefined); ok {
			return nil, typeErr("unsupported type for days: %s", typeName(u))
		}
		return nil, typeErr("unsupported type for days: %s", typeName(p[0].value))
	}
	format, err := p[1].text("%Y-%m-%dT%H:%M:%S.%f%z")
	if err != nil {
		return nil, err
	}
	us := math.RoundToEven(toFloat(p[0].value) * float64(usPerDay))
	if err := checkSpan(us); err != nil {
		return nil, err
	}
	t := addMicros(f.now(), int64(us))
	if err := checkYear(t); err != nil {
		return nil, err
	}
	return strftime(datetime{t: t}, format, f.local()), nil
}

func timestamp(_ *frame, args call) (any, error) {
	p, err := args.take(1, "dt")
	if err != nil {
		return nil, err
	}
	if isNumber(p[0].value) {
		return truncated(p[0].value)
	}
	d, err := toUTC(p[0])
	if err != nil {
		return nil, err
	}
	return float64(d.t.UnixMicro()) / 1e6, nil
}

// truncated is int(number).
func truncated(v any) (any, error) {
	switch x := v.(type) {
	case bool:
		return boolInt(x), nil
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, valueErr("cannot convert float %s to integer", floatRepr(x))
		}
		n, _ := big.NewFloat(x).Int(nil)
		return normInt(n), nil
	}
	return v, nil
}

// toUTC is str_to_datetime: ISO-8601 text as a time in UTC.
func toUTC(p param) (datetime, error) {
	s, ok := p.value.(string)
	if !ok {
		if u, isUndefined := p.value.(undefined); isUndefined {
			return datetime{}, undefinedErr(u)
		}
		_, isMapping := asMapping(p.value)
		if _, isList := sequenceOf(p.value); isList || isMapping {
			return datetime{}, valueErr("expected a date as text, got %s", typeName(p.value))
		}
		return datetime{}, typeErr("expected a date as text, got %s", typeName(p.value))
	}
	d, err := isoParse(s)
	return datetime{t: d.t.UTC()}, err
}

func strToDatetime(_ *frame, args call) (any, error) {
	p, err := args.take(1, "s")
	if err != nil {
		return nil, err
	}
	return toUTC(p[0])
}

func formatDatetime(f *frame, args call) (any, error) {
	p, err := args.take(2, "dt", "format", "input_format")
	if err != nil {
		return nil, err
	}
	format, err := p[1].text("")
	if err != nil {
		return nil, err
	}
	input := ""
	if p[2].present && truth(p[2].value) {
		if input, err = p[2].text(""); err != nil {
			return nil, err
		}
	}
	switch x := p[0].value.(type) {
	case datetime:
		return strftime(x, format, f.local()), nil
	case int64, bool, *big.Int:
		n, _ := truncated(x)
		if input == "" {
			input = "%s"
		}
		t, err := ParseDate(Str(n), input)
		if err != nil {
			return nil, err
		}
		return formatDate(datetime{t: t}, format), nil
	case string:
		if input != "" {
			d, err := strptime(x, input)
			if err != nil {
				return nil, err
			}
			return formatDate(datetime{t: d.t}, format), nil
		}
	}
	d, err := toUTC(p[0])
	if err != nil {
		return nil, err
	}
	return formatDate(d, format), nil
}

func durationFunc(_ *frame, args call) (any, error) {
	p, err := args.take(1, "datestring")
	if err != nil {
		return nil, err
	}
	s, ok := p[0].value.(string)
	if !ok {
		return nil, typeErr("expected a duration as text, got %s", typeName(p[0].value))
	}
	return ParseDuration(s)
}

// extreme is max and min of several arguments or of one iterable.
func extreme(f *frame, args call) (any, error) {
	if len(args.named) > 0 || len(args.pos) == 0 {
		return nil, typeErr("%s expects arguments without names", args.name)
	}
	items := args.pos
	if len(items) == 1 {
		var err error
		if u, ok := items[0].(undefined); ok {
			return nil, valueErr("%s of an empty sequence (%s)", args.name, u.name)
		}
		if items, err = iterate(f, items[0]); err != nil {
			return nil, err
		}
	}
	if len(items) == 0 {
		return nil, valueErr("%s of an empty sequence", args.name)
	}
	return pickExtreme(f, items, args.name == "max")
}

func pickExtreme(f *frame, items []any, largest bool) (any, error) {
	best := inward(items[0])
	for _, it := range items[1:] {
		it = inward(it)
		order, err := ordering(f, "<", it, best)
		if err != nil {
			return nil, err
		}
		if order != unordered && (largest && order > 0 || !largest && order < 0) {
			best = it
		}
	}
	return best, nil
}

func sanitizeURL(f *frame, args call) (any, error) {
	p, err := args.take(1, "value")
	if err != nil {
		return nil, err
	}
	s, err := p[0].text("")
	if err != nil {
		return nil, err
	}
	return quoteURL(s, "", true), nil
}

// quoteURL is urllib's quote: everything but letters, digits, _.-~ and the safe characters is percent-encoded.
func quoteURL(s, safe string, plus bool) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case isWordByte(c) || strings.IndexByte(".-~", c) >= 0 || strings.IndexByte(safe, c) >= 0:
			b.WriteByte(c)
		case c == ' ' && plus:
			b.WriteByte('+')
		default:
			b.WriteByte('%')
			b.WriteByte("0123456789ABCDEF"[c>>4])
			b.WriteByte("0123456789ABCDEF"[c&15])
		}
	}
	return b.String()
}

func snakeCase(_ *frame, args call) (any, error) {
	p, err := args.take(1, "value")
	if err != nil {
		return nil, err
	}
	s, ok := p[0].value.(string)
	if !ok {
		return nil, typeErr("expected text, got %s", typeName(p[0].value))
	}
	var b strings.Builder
	for i, r := range s {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String(), nil
}

func dictFunc(f *frame, args call) (any, error) {
	out := newDict(len(args.named))
	if len(args.pos) > 1 {
		return nil, typeErr("dict expects at most one argument")
	}
	if len(args.pos) == 1 {
		if err := updateDict(f, out, args.pos[0]); err != nil {
			return nil, err
		}
	}
	named := goMap(args.named)
	for _, k := range named.keys() {
		v, _ := named.get(k)
		out.set(k, v)
	}
	return out, nil
}

func newNamespace(f *frame, args call) (any, error) {
	d, err := dictFunc(f, args)
	if err != nil {
		return nil, err
	}
	attrs, _ := d.(*dict)
	return &namespaceObject{attrs: attrs}, nil
}
