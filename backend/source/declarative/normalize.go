package declarative

import (
	"encoding/json"
	"math"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"tributary/backend/expr"
)

// normalize converts the values of a record to the types of its schema. Only a
// single type counts; what cannot be converted stays as it is. As the reference
// runner does it, null becomes the text "None" or false where the schema has no
// null; in strict mode it stays null.
func normalize(v any, schema map[string]any, strict bool) any {
	switch v := v.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, value := range v {
			if child, ok := properties[name].(map[string]any); ok {
				v[name] = normalize(value, child, strict)
			}
		}
	case []any:
		if items, ok := schema["items"].(map[string]any); ok {
			for i := range v {
				v[i] = normalize(v[i], items, strict)
			}
		}
	}
	t, nullable, ok := singleType(schema)
	if !ok || v == nil && (nullable || strict) {
		return v
	}
	return convert(v, t, schema)
}

// normalizeDates writes the times of a record as the format date-time of its schema means
// them, where the service writes them as mails do: "Tue, 10 Mar 2026 12:00:00 +0000".
func normalizeDates(v any, schema map[string]any) {
	switch v := v.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, value := range v {
			field, _ := properties[name].(map[string]any)
			text, isText := value.(string)
			if at, err := mail.ParseDate(text); isText && err == nil && field["format"] == "date-time" {
				v[name] = at.UTC().Format(time.RFC3339)
				continue
			}
			normalizeDates(value, field)
		}
	case []any:
		items, _ := schema["items"].(map[string]any)
		for _, item := range v {
			normalizeDates(item, items)
		}
	}
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
		if _, is := v.(string); is {
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
		if items, _ := schema["items"].(map[string]any); plainItems(items["type"]) && !isContainer(v) {
			return []any{v}
		}
	}
	return v
}

// plainItems tells whether a single value may become a list of one: the type of
// the elements is open, or a list of plain types.
func plainItems(t any) bool {
	list, ok := t.([]any)
	if !ok {
		return t == nil
	}
	for _, item := range list {
		if item == "object" || item == "array" {
			return false
		}
	}
	return true
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
	if b, ok := v.(bool); ok {
		return toInteger(b)
	}
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
	text, ok := v.(string)
	if !ok {
		return !falsy(v)
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "y", "yes", "t", "true", "on", "1":
		return true
	case "n", "no", "f", "false", "off", "0":
		return false
	}
	return v
}
