package declarative

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"tributary/backend/expr"
)

// normalize converts the values of a record to the types of its schema. Only a
// single type counts; what cannot be converted stays as it is.
func normalize(v any, schema map[string]any) any {
	switch v := v.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, value := range v {
			if child, ok := properties[name].(map[string]any); ok {
				v[name] = normalize(value, child)
			}
		}
	case []any:
		if items, ok := schema["items"].(map[string]any); ok {
			for i := range v {
				v[i] = normalize(v[i], items)
			}
		}
	}
	t, nullable, ok := singleType(schema)
	if !ok || v == nil && (nullable || t != "string") {
		return v
	}
	return convert(v, t, schema)
}

// singleType is the one type besides null of a schema.
func singleType(schema map[string]any) (t string, nullable, ok bool) {
	switch declared := schema["type"].(type) {
	case string:
		return declared, false, true
	case []any:
		for _, item := range declared {
			switch s, _ := item.(string); {
			case s == "null":
				nullable = true
			case t != "":
				return "", false, false
			default:
				t = s
			}
		}
		return t, nullable, t != ""
	}
	return "", false, false
}

func convert(v any, t string, schema map[string]any) any {
	switch t {
	case "string":
		if _, is := v.(string); is || v == nil {
			// The reference runner writes "None" for null; nobody can mean that.
			return v
		}
		return expr.Str(v)
	case "integer":
		return toInteger(v)
	case "number":
		return toNumber(v)
	case "boolean":
		return toBoolean(v)
	case "array":
		items, _ := schema["items"].(map[string]any)
		item, _, ok := singleType(items)
		if _, is := v.([]any); !is && v != nil && ok && item != "object" {
			return []any{normalize(v, items)}
		}
	}
	return v
}

func toInteger(v any) any {
	switch v := v.(type) {
	case json.Number:
		if _, err := v.Int64(); err == nil {
			return v
		}
		if f, err := v.Float64(); err == nil && math.Abs(f) < 1<<53 {
			return json.Number(strconv.FormatInt(int64(f), 10))
		}
	case string:
		if n, err := strconv.ParseInt(strings.TrimSpace(v), 10, 64); err == nil {
			return json.Number(strconv.FormatInt(n, 10))
		}
	case bool:
		if v {
			return json.Number("1")
		}
		return json.Number("0")
	}
	return v
}

func toNumber(v any) any {
	if s, ok := v.(string); ok {
		s = strings.TrimSpace(s)
		// The digits stay as they are written, where JSON allows that.
		if _, err := strconv.ParseFloat(s, 64); err == nil && json.Valid([]byte(s)) {
			return json.Number(s)
		}
	}
	return v
}

func toBoolean(v any) any {
	var text string
	switch v := v.(type) {
	case string:
		text = strings.ToLower(strings.TrimSpace(v))
	case json.Number:
		text = v.String()
	default:
		return v
	}
	switch text {
	case "y", "yes", "t", "true", "on", "1":
		return true
	case "n", "no", "f", "false", "off", "0":
		return false
	}
	return v
}
