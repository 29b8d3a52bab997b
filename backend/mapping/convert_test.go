package mapping_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

type conversion struct {
	name string
	in   any
	want domain.Value
	code domain.RecordErrorCode // empty: no problem
}

func checkConversions(t *testing.T, field domain.Field, a domain.Assignment, cases []conversion) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, problem := mapping.Convert(c.in, field, a)
			code := domain.RecordErrorCode("")
			if problem != nil {
				code = problem.Code
				if problem.Expected == "" {
					t.Errorf("Convert(%v): problem %s does not say what was expected", c.in, code)
				}
			}
			if got != c.want || code != c.code {
				t.Errorf("Convert(%v to %s) = %#v, %q; want %#v, %q", c.in, field.Type, got, code, c.want, c.code)
			}
		})
	}
}

func nested(depth int) any {
	var v any = "x"
	for range depth {
		v = []any{v}
	}
	return v
}

func TestConvertText(t *testing.T) {
	checkConversions(t, domain.Field{Type: domain.Text}, domain.Assignment{}, []conversion{
		{"nothing", nil, nil, ""},
		{"empty is empty", "", nil, ""},
		{"blanks are kept", "  a  ", "  a  ", ""},
		{"number exactly as written", json.Number("1.00"), "1.00", ""},
		{"huge number", json.Number("123456789012345678901234567890"), "123456789012345678901234567890", ""},
		{"boolean", true, "true", ""},
		{"list", []any{"a"}, nil, domain.NotText},
		{"object", map[string]any{"a": "b"}, nil, domain.NotText},
		{"zero character", "a\x00b", nil, domain.NotText},
		{"broken UTF-8", "a\xffb", nil, domain.NotText},
		{"ten megabytes", strings.Repeat("x", 10<<20), strings.Repeat("x", 10<<20), ""},
		{"above sixteen megabytes", strings.Repeat("x", 16<<20+1), nil, domain.TooLong},
	})
	checkConversions(t, domain.Field{Type: domain.Text}, domain.Assignment{KeepEmptyText: true}, []conversion{
		{"empty text kept when asked", "", "", ""},
		{"nothing stays nothing", nil, nil, ""},
	})
}

func TestConvertInteger(t *testing.T) {
	checkConversions(t, domain.Field{Type: domain.Integer}, domain.Assignment{}, []conversion{
		{"number", json.Number("42"), int64(42), ""},
		{"number without a fraction", json.Number("42.00"), int64(42), ""},
		{"exponent", json.Number("1e3"), int64(1000), ""},
		{"fraction", json.Number("42.5"), nil, domain.NotInteger},
		{"largest", json.Number("9223372036854775807"), int64(9223372036854775807), ""},
		{"beyond the largest", json.Number("9223372036854775808"), nil, domain.NotInteger},
		{"text", " 42 ", int64(42), ""},
		{"grouped text", "1,234", int64(1234), ""},
		{"blank text is empty", "  ", nil, ""},
		{"boolean", true, nil, domain.NotInteger},
		{"words", "many", nil, domain.NotInteger},
		{"list", []any{}, nil, domain.NotInteger},
	})
}

func TestConvertDecimal(t *testing.T) {
	checkConversions(t, domain.Field{Type: domain.Decimal}, domain.Assignment{}, []conversion{
		{"trailing zeros stay", json.Number("1.50"), "1.50", ""},
		{"exponent up", json.Number("1e3"), "1000", ""},
		{"exponent up inside", json.Number("1.2345e2"), "123.45", ""},
		{"exponent down", json.Number("15E-4"), "0.0015", ""},
		{"exponent bomb", json.Number("1e999999999"), nil, domain.NotNumber},
		{"minus zero", "-0.00", "0.00", ""},
		{"leading zeros and plus", "+007.5", "7.5", ""},
		{"no leading digit", ".5", "0.5", ""},
		{"english groups", "-1,234,567.89", "-1234567.89", ""},
		{"broken group is not a number", "1,5", nil, domain.NotNumber},
		{"mixed groups", "1,234 567", nil, domain.NotNumber},
		{"apostrophe groups", "1'234.5", "1234.5", ""},
		{"typographic minus", "−5", "-5", ""},
		{"point only", ".", nil, domain.NotNumber},
		{"currency", "12 €", nil, domain.NotNumber},
		{"words", "n/a", nil, domain.NotNumber},
		{"boolean", false, nil, domain.NotNumber},
	})
	checkConversions(t, domain.Field{Type: domain.Decimal}, domain.Assignment{DecimalComma: true}, []conversion{
		{"comma", "12,5", "12.5", ""},
		{"space groups", "1 234,50", "1234.50", ""},
		{"no-break space groups", "1\u00a0234\u00a0567,5", "1234567.5", ""},
		{"narrow no-break space groups", "1\u202f234,5", "1234.5", ""},
		{"point groups", "1.234,5", "1234.5", ""},
		{"three decimals are decimals", "1,234", "1.234", ""},
		{"a point is no decimal sign", "1.5", nil, domain.NotNumber},
		{"JSON numbers keep their point", json.Number("1.5"), "1.5", ""},
	})
}

func TestConvertBoolean(t *testing.T) {
	checkConversions(t, domain.Field{Type: domain.Boolean}, domain.Assignment{}, []conversion{
		{"true", true, true, ""},
		{"French yes", "Oui", true, ""},
		{"French false", "FAUX", false, ""},
		{"one", json.Number("1"), true, ""},
		{"zero as text", "0", false, ""},
		{"two", json.Number("2"), nil, domain.NotBoolean},
		{"perhaps", "perhaps", nil, domain.NotBoolean},
		{"empty", "", nil, ""},
	})
}

func TestConvertDate(t *testing.T) {
	checkConversions(t, domain.Field{Type: domain.Date}, domain.Assignment{}, []conversion{
		{"ISO", "2024-12-31", "2024-12-31", ""},
		{"basic ISO", "20241231", "2024-12-31", ""},
		{"slashes, year first", "2024/12/31", "2024-12-31", ""},
		{"French", "31/12/2024", "2024-12-31", ""},
		{"American", "12/31/2024", "2024-12-31", ""},
		{"hyphens, day first", "31-12-2024", "2024-12-31", ""},
		{"dots", "31.12.2024", "2024-12-31", ""},
		{"French month", "31 décembre 2024", "2024-12-31", ""},
		{"first of a French month", "1er août 2024", "2024-08-01", ""},
		{"French weekday", "mardi 31 Décembre 2024", "2024-12-31", ""},
		{"English month", "Dec 31, 2024", "2024-12-31", ""},
		{"English ordinal", "March 3rd, 2024", "2024-03-03", ""},
		{"month in the middle", "31-Dec-2024", "2024-12-31", ""},
		{"ambiguous", "03/04/2024", nil, domain.AmbiguousDate},
		{"same day and month", "04/04/2024", "2024-04-04", ""},
		{"midnight", "2024-12-31T00:00:00", "2024-12-31", ""},
		{"a time would be lost", "2024-12-31T10:00:00Z", nil, domain.NotDate},
		{"two-digit year", "31/12/24", nil, domain.NotDate},
		{"no such day", "2023-02-29", nil, domain.NotDate},
		{"leap day", "29/02/2024", "2024-02-29", ""},
		{"zeros", "0000-00-00", nil, domain.NotDate},
		{"number", json.Number("45657"), nil, domain.NotDate},
		{"words", "tomorrow", nil, domain.NotDate},
		{"very long", strings.Repeat("1", 100), nil, domain.NotDate},
	})
	checkConversions(t, domain.Field{Type: domain.Date}, domain.Assignment{DateOrder: domain.DayFirst}, []conversion{
		{"day first", "03/04/2024", "2024-04-03", ""},
		{"day first, month impossible", "12/31/2024", nil, domain.NotDate},
	})
	checkConversions(t, domain.Field{Type: domain.Date}, domain.Assignment{DateOrder: domain.MonthFirst}, []conversion{
		{"month first", "03/04/2024", "2024-03-04", ""},
	})
}

func TestConvertDateTime(t *testing.T) {
	checkConversions(t, domain.Field{Type: domain.DateTime}, domain.Assignment{}, []conversion{
		{"RFC 3339", "2024-12-31T10:00:00Z", "2024-12-31T10:00:00.000000Z", ""},
		{"offset", "2024-12-31T23:30:00-02:00", "2025-01-01T01:30:00.000000Z", ""},
		{"offset without colon", "2024-12-31T10:00:00+0530", "2024-12-31T04:30:00.000000Z", ""},
		{"no zone is UTC", "2024-12-31 10:00:00", "2024-12-31T10:00:00.000000Z", ""},
		{"fraction", "2024-12-31T10:00:00.5Z", "2024-12-31T10:00:00.500000Z", ""},
		{"nanoseconds are cut", "2024-12-31T10:00:00.123456789Z", "2024-12-31T10:00:00.123456Z", ""},
		{"date only", "2024-12-31", "2024-12-31T00:00:00.000000Z", ""},
		{"RFC 1123", "Tue, 31 Dec 2024 10:00:00 +0100", "2024-12-31T09:00:00.000000Z", ""},
		{"French", "31/12/2024 à 18h30", "2024-12-31T18:30:00.000000Z", ""},
		{"American", "12/31/2024 6:30 PM", "2024-12-31T18:30:00.000000Z", ""},
		{"midnight in halves", "12/31/2024 12:05am", "2024-12-31T00:05:00.000000Z", ""},
		{"seconds since 1970", json.Number("1735689600"), "2025-01-01T00:00:00.000000Z", ""},
		{"milliseconds since 1970", json.Number("1735689600123"), "2025-01-01T00:00:00.123000Z", ""},
		{"neither seconds nor milliseconds", json.Number("1735689600123456"), nil, domain.NotDate},
		{"digits as text", "1735689600", nil, domain.NotDate},
		{"ambiguous", "03/04/2024 10:00", nil, domain.AmbiguousDate},
		{"named zone", "31 Dec 2024 10:00 CET", nil, domain.NotDate},
		{"hour 25", "2024-12-31T25:00:00Z", nil, domain.NotDate},
		{"before the year one", "0001-01-01T00:00:00+01:00", nil, domain.NotDate},
	})
}

func TestConvertContacts(t *testing.T) {
	checkConversions(t, domain.Field{Type: domain.Email}, domain.Assignment{}, []conversion{
		{"address", " Ann@Example.org ", "Ann@Example.org", ""},
		{"no at", "ann.example.org", nil, domain.NotEmail},
		{"two ats", "a@b@c", nil, domain.NotEmail},
		{"blank inside", "a b@c.org", nil, domain.NotEmail},
		{"number", json.Number("1"), nil, domain.NotEmail},
		{"too long", strings.Repeat("a", 400) + "@b.org", nil, domain.TooLong},
	})
	checkConversions(t, domain.Field{Type: domain.Phone}, domain.Assignment{}, []conversion{
		{"as written", "+33 (0)1 23-45", "+33 (0)1 23-45", ""},
		{"number", json.Number("112"), "112", ""},
		{"no digits", "call me", nil, domain.NotPhone},
		{"boolean", true, nil, domain.NotPhone},
	})
	checkConversions(t, domain.Field{Type: domain.URL}, domain.Assignment{}, []conversion{
		{"https", "https://example.org/a?b=c", "https://example.org/a?b=c", ""},
		{"bare", "shop.example/de", "shop.example/de", ""},
		{"script", "javascript:alert(1)", nil, domain.NotURL},
		{"script with slashes", "javascript://example.org/%0aalert(1)", nil, domain.NotURL},
		{"word", "none", nil, domain.NotURL},
		{"email", "a@b.org", nil, domain.NotURL},
		{"blank inside", "https://exa mple.org", nil, domain.NotURL},
	})
}

func TestConvertChoiceAndJSON(t *testing.T) {
	checkConversions(t, domain.Field{Type: domain.Choice, Choices: []string{"Open", "Closed"}}, domain.Assignment{}, []conversion{
		{"listed", "Open", "Open", ""},
		{"other case takes the listed spelling", "closed", "Closed", ""},
		{"not listed", "Lost", nil, domain.NotInChoices},
	})
	checkConversions(t, domain.Field{Type: domain.Choice}, domain.Assignment{}, []conversion{
		{"no list allows any", "Lost", "Lost", ""},
	})
	checkConversions(t, domain.Field{Type: domain.JSON}, domain.Assignment{}, []conversion{
		{"sorted keys", map[string]any{"b": json.Number("1.0"), "a": []any{nil, true}}, `{"a":[null,true],"b":1.0}`, ""},
		{"text", "a\"b<", `"a\"b<"`, ""},
		{"text that holds an object", ` {"b":1, "a":2} `, `{"a":2,"b":1}`, ""},
		{"a key named twice loses nothing", `{"a":1,"a":2}`, `"{\"a\":1,\"a\":2}"`, ""},
		{"deep enough", nested(64), strings.Repeat("[", 64) + `"x"` + strings.Repeat("]", 64), ""},
		{"too deep", nested(100), nil, domain.TooDeep},
		{"too deep inside text", strings.Repeat("[", 100) + strings.Repeat("]", 100), `"` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `"`, ""},
		{"broken UTF-8", []any{"\xff"}, nil, domain.NotText},
		{"zero character is escaped", []any{"a\x00"}, `["a\u0000"]`, ""},
	})
}
