package mapping

import (
	"encoding/json"
	"strconv"
	"strings"

	"tributary/backend/domain"
)

func toInteger(v any, decimalComma bool) (domain.Value, *Problem) {
	if n, ok := v.(int64); ok {
		return n, nil
	}
	if n, ok := v.(json.Number); ok { // the common case, without the detour
		if i, err := strconv.ParseInt(n.String(), 10, 64); err == nil {
			return i, nil
		}
	}
	text, ok := decimalOf(v, decimalComma)
	if !ok {
		return nil, notInteger()
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if strings.Trim(fraction, "0") != "" {
		return nil, notInteger()
	}
	i, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return nil, notInteger()
	}
	return i, nil
}

func toDecimal(v any, decimalComma bool) (domain.Value, *Problem) {
	text, ok := decimalOf(v, decimalComma)
	if !ok {
		return nil, notNumber(decimalComma)
	}
	return text, nil
}

// decimalOf returns the canonical decimal of a number or a text. JSON numbers
// always have a decimal point; the assignment's notation is for text.
func decimalOf(v any, decimalComma bool) (string, bool) {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10), true
	case json.Number:
		return canonicalDecimal(v.String())
	case string:
		plain, ok := plainNumber(strings.TrimSpace(v), decimalComma)
		if !ok {
			return "", false
		}
		return canonicalDecimal(plain)
	default:
		return "", false
	}
}

// canonicalDecimal reads "[+-]digits[.digits][e[+-]digits]" exactly. Trailing
// zeros stay as given ("1.50"), leading zeros and the sign of zero go.
func canonicalDecimal(s string) (string, bool) {
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	exponent := 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		n, err := strconv.ParseInt(s[i+1:], 10, 32)
		// The bound keeps "1e999999999" from becoming a gigabyte of zeros.
		if err != nil || n > maxDigits || n < -maxDigits {
			return "", false
		}
		s, exponent = s[:i], int(n)
	}
	whole, fraction, _ := strings.Cut(s, ".")
	if whole+fraction == "" || !onlyDigits(whole) || !onlyDigits(fraction) || len(whole)+len(fraction) > maxDigits {
		return "", false
	}
	if exponent != 0 {
		whole, fraction = shift(whole, fraction, exponent)
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if negative && strings.Trim(whole+fraction, "0") != "" {
		whole = "-" + whole
	}
	if fraction == "" {
		return whole, true
	}
	return whole + "." + fraction, true
}

// shift moves the decimal point by exponent places to the right.
func shift(whole, fraction string, exponent int) (newWhole, newFraction string) {
	if exponent > 0 {
		if missing := exponent - len(fraction); missing > 0 {
			fraction += strings.Repeat("0", missing)
		}
		return whole + fraction[:exponent], fraction[exponent:]
	}
	exponent = -exponent
	if missing := exponent - len(whole); missing > 0 {
		whole = strings.Repeat("0", missing) + whole
	}
	cut := len(whole) - exponent
	return whole[:cut], whole[cut:] + fraction
}

// plainNumber removes the grouping of a written number and makes its decimal sign
// a point. Groups must be whole: "1,5" is not fifteen.
func plainNumber(s string, decimalComma bool) (string, bool) {
	s = strings.Replace(s, "\u2212", "-", 1) // the typographic minus
	point, group := byte('.'), ","
	if decimalComma {
		point, group = ',', "."
	}
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], strings.TrimLeft(s[1:], " \u00a0\u202f")
	}
	whole, rest := s, ""
	if i := strings.IndexAny(s, string(point)+"eE"); i >= 0 {
		whole, rest = s[:i], s[i:]
	}
	if rest != "" && rest[0] == point {
		rest = "." + rest[1:]
	}
	whole, ok := ungroup(whole, group)
	return sign + whole + rest, ok
}

// ungroup removes one kind of thousands separator: the notation's own, a blank
// (also the no-break ones French uses) or an apostrophe.
func ungroup(whole, group string) (string, bool) {
	if onlyDigits(whole) {
		return whole, true
	}
	for _, separator := range []string{group, " ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"} {
		if !strings.Contains(whole, separator) {
			continue
		}
		parts := strings.Split(whole, separator)
		for i, part := range parts {
			first := i == 0 && len(part) >= 1 && len(part) <= 3 && part[0] != '0'
			if !onlyDigits(part) || (!first && (i == 0 || len(part) != 3)) {
				return "", false
			}
		}
		return strings.Join(parts, ""), true
	}
	return "", false
}

// onlyDigits is true for "" too.
func onlyDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
