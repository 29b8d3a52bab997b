package domain

import "strconv"

// text returns a value as text; nil is "".
func text(v Value) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	default:
		return ""
	}
}

// TextOf returns a value in its canonical form as text; nil is "".
func TextOf(v Value) string { return text(v) }
