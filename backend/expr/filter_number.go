package expr

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// intFilter is Jinja's int: text may hold a fraction, what cannot be read gives the default.
func intFilter(_ *frame, of any, args call) (any, error) {
	p, err := args.take(0, "default", "base")
	if err != nil {
		return nil, err
	}
	var fallback any = int64(0)
	if p[0].present {
		fallback = p[0].value
	}
	base, err := p[1].integer(10)
	if err != nil {
		return nil, err
	}
	switch x := of.(type) {
	case undefined:
		return nil, undefinedErr(x)
	case string:
		if base != 10 {
			return intOfBase(x, base, fallback), nil
		}
		if n, ok := pythonInt(x); ok {
			return n, nil
		}
		if f, ok := pythonFloat(x); ok {
			of = f
		}
	}
	if isNumber(of) {
		if n, err := truncated(of); err == nil {
			return n, nil
		}
	}
	return fallback, nil
}

func intOfBase(s string, base int, fallback any) any {
	s = strings.ToLower(strings.TrimSpace(s))
	digits := strings.TrimLeft(s, "+-")
	if prefix := map[int]string{16: "0x", 8: "0o", 2: "0b"}[base]; prefix != "" {
		digits = strings.TrimPrefix(digits, prefix)
	}
	if base < 2 || base > 36 || digits == "" || len(s)-len(digits) > 3 {
		return fallback
	}
	n, ok := parseInt(digits, base)
	if ok && s[0] == '-' {
		n, ok = negate(n)
	}
	if !ok {
		return fallback
	}
	return n
}

// pythonFloat is float(text): blanks around, underscores between digits, inf and nan.
func pythonFloat(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "xXpP") || strings.HasPrefix(s, "_") || strings.HasSuffix(s, "_") || strings.Contains(s, "__") {
		return 0, false
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

func floatFilter(_ *frame, of any, args call) (any, error) {
	p, err := args.take(0, "default")
	if err != nil {
		return nil, err
	}
	switch x := of.(type) {
	case undefined:
		return nil, undefinedErr(x)
	case string:
		if f, ok := pythonFloat(x); ok {
			return f, nil
		}
	default:
		if isNumber(of) {
			return toFloat(of), nil
		}
	}
	if p[0].present {
		return p[0].value, nil
	}
	return 0.0, nil
}

func absFilter(_ *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	switch x := of.(type) {
	case bool:
		return boolInt(x), nil
	case float64:
		return math.Abs(x), nil
	case Duration:
		if x.us < 0 {
			x.us = -x.us
		}
		return x, nil
	}
	n, ok := whole(of)
	if !ok {
		return nil, typeErr("bad operand type for abs(): %s", typeName(of))
	}
	return normInt(new(big.Int).Abs(n)), nil
}

// roundFilter rounds half to even on the exact binary value, as Python does; an int stays an int with the common method.
func roundFilter(_ *frame, of any, args call) (any, error) {
	p, err := args.take(0, "precision", "method")
	if err != nil {
		return nil, err
	}
	precision, err := p[0].integer(0)
	if err != nil {
		return nil, err
	}
	mode, err := p[1].text("common")
	if err != nil {
		return nil, err
	}
	if !isNumber(of) {
		return nil, typeErr("type %s cannot be rounded", typeName(of))
	}
	precision = max(min(precision, 320), -320)
	switch mode {
	case "ceil":
		return math.Ceil(toFloat(of)*math.Pow10(precision)) / math.Pow10(precision), nil
	case "floor":
		return math.Floor(toFloat(of)*math.Pow10(precision)) / math.Pow10(precision), nil
	case "common":
	default:
		return nil, valueErr("method must be common, ceil or floor")
	}
	x, isFloat := of.(float64)
	if !isFloat {
		if precision >= 0 {
			return truncated(of)
		}
		rounded, err := arithmetic("*", roundToEven(toFloat(of)/math.Pow10(-precision)), math.Pow10(-precision))
		if err != nil {
			return nil, err
		}
		return truncated(rounded)
	}
	if precision < 0 {
		return roundToEven(x/math.Pow10(-precision)) * math.Pow10(-precision), nil
	}
	out, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', precision, 64), 64)
	if err != nil {
		return x, nil //nolint:nilerr // infinity and NaN round to themselves
	}
	return out, nil
}

func roundToEven(f float64) float64 { return math.RoundToEven(f) }

func sumFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "attribute", "start")
	if err != nil {
		return nil, err
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	var total any = int64(0)
	if p[1].present {
		total = p[1].value
	}
	for _, it := range items {
		it = inward(it)
		if p[0].present && p[0].value != nil {
			if it, err = attributePath(it, p[0].value); err != nil {
				return nil, err
			}
		}
		if total, err = binary(f, "+", total, it); err != nil {
			return nil, err
		}
	}
	return total, nil
}

func defaultFilter(_ *frame, of any, args call) (any, error) {
	p, err := args.take(0, "default_value", "boolean")
	if err != nil {
		return nil, err
	}
	_, missing := of.(undefined)
	if !missing && (!p[1].present || !truth(p[1].value) || truth(of)) {
		return of, nil
	}
	if !p[0].present {
		return "", nil
	}
	return p[0].value, nil
}

func lengthFilter(_ *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	return lengthOf(of)
}

func lengthOf(v any) (any, error) {
	switch x := v.(type) {
	case undefined:
		return int64(0), nil
	case string:
		return int64(utf8.RuneCountInString(x)), nil
	}
	if m, ok := asMapping(v); ok {
		return int64(m.size()), nil
	}
	if items, ok := sequenceOf(v); ok {
		return int64(len(items)), nil
	}
	return nil, typeErr("object of type %s has no length", typeName(v))
}
