package mapping_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

// asInput turns a canonical value back into what a record may hold.
func asInput(v domain.Value) any {
	if n, ok := v.(int64); ok {
		return json.Number(fmt.Sprint(n))
	}
	return v
}

func TestConvertIsIdempotent(t *testing.T) {
	texts := rapid.OneOf(
		rapid.String(), rapid.StringMatching(`[-+]?[0-9 ,.']{1,12}([eE][0-9])?`),
		rapid.StringMatching(`[0-3]?[0-9][/. -][01]?[0-9][/. -](20)?[0-9]{2}( [0-2][0-9]:[0-5][0-9])?`),
		rapid.StringMatching(`[a-z]{1,5}@[a-z]{1,5}\.org`), rapid.StringMatching(`(https?://)?[a-z]{1,5}\.org/[a-z ]{0,3}`),
		rapid.StringMatching(`[\[{]("[ab]":)?[0-9]{0,3}[\]}]`),
	)
	rapid.Check(t, func(t *rapid.T) {
		field := domain.Field{Type: rapid.SampledFrom(domain.FieldTypes()).Draw(t, "type")}
		order := rapid.SampledFrom([]domain.DateOrder{"", domain.DayFirst, domain.MonthFirst}).Draw(t, "order")
		in := texts.Draw(t, "text")
		first, problem := mapping.Convert(in, field, domain.Assignment{DateOrder: order, DecimalComma: rapid.Bool().Draw(t, "comma")})
		if problem != nil {
			if first != nil {
				t.Fatalf("Convert(%q) = %v together with problem %s", in, first, problem.Code)
			}
			return
		}
		if s, ok := first.(string); ok && field.Type == domain.JSON && strings.HasPrefix(s, `"`) {
			return // a JSON string is text again when it comes in; it does not claim to be JSON
		}
		second, problem := mapping.Convert(asInput(first), field, domain.Assignment{})
		if problem != nil || second != first {
			t.Fatalf("Convert(%q to %s) = %#v, and that again = %#v, %v", in, field.Type, first, second, problem)
		}
	})
}

func TestDecimalsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringMatching(`-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?`).Draw(t, "number")
		got, problem := mapping.Convert(json.Number(in), domain.Field{Type: domain.Decimal}, domain.Assignment{})
		if problem != nil {
			t.Fatalf("Convert(%s): %s", in, problem.Code)
		}
		want, _ := new(big.Rat).SetString(in)
		have, ok := new(big.Rat).SetString(domain.TextOf(got))
		if !ok || want.Cmp(have) != 0 {
			t.Fatalf("Convert(%s) = %v, another number", in, got)
		}
	})
}

func TestDateTimesKeepTheInstant(t *testing.T) {
	layouts := []string{
		time.RFC3339Nano, time.RFC1123Z, "2006-01-02 15:04:05 -07:00", "2 Jan 2006 15:04:05 -0700",
		"January 2, 2006 3:04:05 pm -07:00",
	}
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("", rapid.IntRange(-14*4, 14*4).Draw(t, "quarters")*900)
		at := time.Unix(rapid.Int64Range(-6e10, 2.5e11).Draw(t, "seconds"), 0).In(zone)
		in := at.Format(rapid.SampledFrom(layouts).Draw(t, "layout"))
		got, problem := mapping.Convert(in, domain.Field{Type: domain.DateTime}, domain.Assignment{})
		if problem != nil {
			t.Fatalf("Convert(%q): %s", in, problem.Code)
		}
		if want := at.UTC().Format("2006-01-02T15:04:05.000000Z"); got != want {
			t.Fatalf("Convert(%q) = %v, want %s", in, got, want)
		}
	})
}

func FuzzConvert(f *testing.F) {
	for _, seed := range []string{"1,234.5", "31/12/2024", "1er mai 2024 18h", "2024-02-30T", "1e999", "-", "−", "{\"a\":[", "a@", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, fieldType := range domain.FieldTypes() {
			got, problem := mapping.Convert(in, domain.Field{Type: fieldType}, domain.Assignment{})
			if problem != nil && (got != nil || problem.Code == "" || problem.Expected == "") {
				t.Errorf("Convert(%q to %s) = %v with problem %+v", in, fieldType, got, problem)
			}
			number, problem := mapping.Convert(json.Number(in), domain.Field{Type: fieldType}, domain.Assignment{DecimalComma: true})
			if problem != nil && number != nil {
				t.Errorf("Convert(number %q to %s) = %v with problem %+v", in, fieldType, number, problem)
			}
		}
	})
}
