package mapping

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"tributary/backend/domain"
)

// Convert turns a value of a record (nil, bool, string, json.Number, []any,
// map[string]any; also int64, the canonical integer) into the canonical form of
// the field's type. It loses nothing or returns a problem, then the value is
// nil. An empty value is nil; whether the field requires one is not asked here.
func Convert(v any, field domain.Field, a domain.Assignment) (domain.Value, *Problem) {
	switch s := v.(type) {
	case nil:
		return nil, nil
	case string:
		if s == "" {
			return emptyText(field, a), nil
		}
		if field.Type != domain.Text && field.Type != domain.JSON && strings.TrimSpace(s) == "" {
			return nil, nil
		}
	}
	switch field.Type {
	case domain.Integer:
		return toInteger(v, a.DecimalComma)
	case domain.Decimal:
		return toDecimal(v, a.DecimalComma)
	case domain.Boolean:
		return toBoolean(v)
	case domain.Date:
		return toDate(v, a.DateOrder)
	case domain.DateTime:
		return toDateTime(v, a.DateOrder)
	case domain.Email:
		return toEmail(v)
	case domain.Phone:
		return toPhone(v)
	case domain.URL:
		return toURL(v)
	case domain.Choice:
		return toChoice(v, field.Choices)
	case domain.JSON:
		return toJSON(v)
	case domain.Text:
		return toText(v)
	default: // a field type of a newer version: keep what is text
		return toText(v)
	}
}

func emptyText(field domain.Field, a domain.Assignment) domain.Value {
	if a.KeepEmptyText && field.Type == domain.Text {
		return ""
	}
	return nil
}

// toText keeps a text as it is, and writes numbers and booleans exactly as the
// service wrote them. It returns v itself where it can: no new allocation.
func toText(v any) (domain.Value, *Problem) {
	s, ok := scalarText(v)
	if !ok {
		return nil, notText()
	}
	if len(s) > maxTextBytes {
		return nil, tooLong("16 MB")
	}
	if !readable(s) {
		return nil, unreadableText()
	}
	if _, same := v.(string); same {
		return v, nil
	}
	return s, nil
}

// scalarText returns a scalar as text; ok is false for lists, objects and nil.
func scalarText(v any) (s string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	default:
		return "", false
	}
}

// readable tells whether both databases can hold the text: PostgreSQL refuses
// zero characters, and broken UTF-8 would fail a whole batch there.
func readable(s string) bool {
	return strings.IndexByte(s, 0) < 0 && utf8.ValidString(s)
}

func toBoolean(v any) (domain.Value, *Problem) {
	if b, ok := v.(bool); ok {
		return b, nil
	}
	s, ok := scalarText(v)
	if !ok {
		return nil, notBoolean()
	}
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "yes", "oui", "vrai", "1":
		return true, nil
	case "false", "no", "non", "faux", "0":
		return false, nil
	default:
		return nil, notBoolean()
	}
}

// toChoice takes a value that is one of choices, first as written, then without
// regard to case; the listed spelling is stored. No choices allow any text.
func toChoice(v any, choices []string) (domain.Value, *Problem) {
	value, problem := toText(v)
	if problem != nil || len(choices) == 0 {
		return value, problem
	}
	s := strings.TrimSpace(domain.TextOf(value))
	for _, choice := range choices {
		if choice == s {
			return choice, nil
		}
	}
	for _, choice := range choices {
		if strings.EqualFold(choice, s) {
			return choice, nil
		}
	}
	return nil, &Problem{domain.NotInChoices, "one of: " + listed(choices)}
}

// listed names the first choices; a list of hundreds helps nobody.
func listed(choices []string) string {
	const most = 10
	if len(choices) <= most {
		return strings.Join(choices, ", ")
	}
	return strings.Join(choices[:most], ", ") + ", …"
}
