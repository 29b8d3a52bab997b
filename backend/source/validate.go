package source

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// maxValueBytes bounds one text of a form.
const maxValueBytes = 1 << 20

// check returns the value in its right type, or what is wrong with it.
func (f Field) check(v any) (value any, wrong string) {
	switch f.Kind {
	case IntegerField, NumberField:
		return f.checkNumber(v)
	case BooleanField:
		return f.checkBoolean(v)
	case EnumField:
		return f.checkEnum(v)
	case TextField, SecretField, LongTextField, DateField, DateTimeField, PathField:
		return f.checkText(v)
	default: // groups, choices and lists are gone through by completion
		return nil, fmt.Sprintf("%s has a kind this program does not know.", f.Label())
	}
}

func (f Field) checkText(v any) (any, string) {
	s, ok := asText(v)
	if !ok {
		return nil, fmt.Sprintf("%s must be text.", f.Label())
	}
	if f.Kind != SecretField {
		s = strings.TrimSpace(s)
	}
	if len(s) > maxValueBytes {
		return nil, fmt.Sprintf("%s is too long.", f.Label())
	}
	switch f.Kind {
	case DateField:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return nil, fmt.Sprintf("%s must be a date like 2024-01-31.", f.Label())
		}
	case DateTimeField:
		t, err := parseMoment(s)
		if err != nil {
			return nil, fmt.Sprintf("%s must be a date like 2024-01-31 or 2024-01-31T08:00:00Z.", f.Label())
		}
		if f.checkPattern(t) == "" { // where the service wants a day alone, it stays one
			s = t
		}
	default:
	}
	return s, f.checkPattern(s)
}

// parseMoment takes a date or an RFC 3339 time; a date means its first moment, UTC.
func parseMoment(s string) (string, error) {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return s + "T00:00:00Z", nil
	}
	_, err := time.Parse(time.RFC3339, s)
	return s, err
}

func (f Field) checkPattern(s string) string {
	if f.Pattern == "" {
		return ""
	}
	re, err := regexp.Compile(f.Pattern)
	if err != nil || re.MatchString(s) { // patterns of other dialects are not held against the person
		return ""
	}
	if f.PatternText != "" {
		return fmt.Sprintf("%s must look like %s.", f.Label(), f.PatternText)
	}
	if len(f.Examples) > 0 {
		return fmt.Sprintf("%s must look like %s.", f.Label(), f.Examples[0])
	}
	return fmt.Sprintf("%s is not written as the service expects.", f.Label())
}

func (f Field) checkNumber(v any) (any, string) {
	s, ok := asText(v)
	if !ok {
		return nil, fmt.Sprintf("%s must be a number.", f.Label())
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return nil, fmt.Sprintf("%s must be a number.", f.Label())
	}
	if f.Min != nil && n < *f.Min {
		return nil, fmt.Sprintf("%s must be at least %v.", f.Label(), *f.Min)
	}
	if f.Max != nil && n > *f.Max {
		return nil, fmt.Sprintf("%s must be at most %v.", f.Label(), *f.Max)
	}
	if f.Kind == NumberField {
		return n, ""
	}
	if n != math.Trunc(n) || math.Abs(n) > 1<<53 {
		return nil, fmt.Sprintf("%s must be a whole number.", f.Label())
	}
	return int64(n), ""
}

func (f Field) checkBoolean(v any) (any, string) {
	switch v {
	case true, "true", "yes", "1":
		return true, ""
	case false, "false", "no", "0":
		return false, ""
	default:
		return nil, fmt.Sprintf("%s must be yes or no.", f.Label())
	}
}

func (f Field) checkEnum(v any) (any, string) {
	s, _ := asText(v)
	for _, o := range f.Options {
		if o.Value == strings.TrimSpace(s) {
			return o.value(), ""
		}
	}
	return nil, fmt.Sprintf("%s must be one of %s.", f.Label(), f.optionWords())
}

// optionWords are the options as the person reads them.
func (f Field) optionWords() string {
	words := make([]string, len(f.Options))
	for i, o := range f.Options {
		words[i] = o.Title
		if o.Title == "" {
			words[i] = o.Value
		}
	}
	return strings.Join(words, ", ")
}

// asText accepts what a person or a file may write for a text.
func asText(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case int:
		return strconv.Itoa(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case uint64:
		return strconv.FormatUint(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case bool:
		return strconv.FormatBool(v), true
	case time.Time:
		if v.Hour() == 0 && v.Minute() == 0 && v.Second() == 0 {
			return v.Format(time.DateOnly), true
		}
		return v.Format(time.RFC3339), true
	default:
		return "", false
	}
}

// HostOf returns the host of an address typed in a form, for hints; "" if it has
// none.
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
