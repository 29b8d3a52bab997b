package mapping

import (
	"encoding/json"
	"net/url"
	"regexp"
	"sort"
	"strings"
	"sync"

	"tributary/backend/domain"
)

// Limits of the fields told from records.
const (
	fieldDepth = 6
	fieldCount = 2000
)

// FieldsOf lists the fields that records have, sorted by their written form, with the
// type that fits all their values. Objects are flattened; lists and deep objects are
// JSON.
func FieldsOf(records []domain.Record) []domain.SourceField {
	found := map[string]domain.FieldType{}
	paths := map[string]domain.Path{}
	for _, r := range records {
		collectFields(nil, r, found, paths)
	}
	names := make([]string, 0, len(paths))
	for name := range paths {
		names = append(names, name)
	}
	sort.Strings(names)
	out := make([]domain.SourceField, 0, len(names))
	for _, name := range names {
		t := found[name]
		if t == "" {
			t = domain.Text // only nulls so far
		}
		out = append(out, domain.SourceField{Path: paths[name], Type: t})
	}
	return out
}

func collectFields(path domain.Path, object map[string]any, found map[string]domain.FieldType, paths map[string]domain.Path) {
	for key, v := range object {
		at := append(path[:len(path):len(path)], key)
		if nested, ok := v.(map[string]any); ok && len(nested) > 0 && len(at) < fieldDepth {
			collectFields(at, nested, found, paths)
			continue
		}
		name := at.String()
		if _, known := paths[name]; !known && len(paths) >= fieldCount {
			continue
		}
		paths[name] = at
		found[name] = common(found[name], typeOf(v))
	}
}

// common is the type that holds values of both; empty is "nothing known".
func common(a, b domain.FieldType) domain.FieldType {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	case a == domain.Integer && b == domain.Decimal, a == domain.Decimal && b == domain.Integer:
		return domain.Decimal
	case a == domain.JSON || b == domain.JSON:
		return domain.JSON
	}
	return domain.Text
}

func typeOf(v any) domain.FieldType {
	switch v := v.(type) {
	case bool:
		return domain.Boolean
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			return domain.Decimal
		}
		return domain.Integer
	case string:
		return textType(v)
	case map[string]any, []any:
		return domain.JSON
	}
	return ""
}

// Compiled once, for the first sample: they look at every text of it.
var (
	dateTimeText = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$`)
	})
	dateText  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{4}-\d\d-\d\d$`) })
	emailText = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`) })
)

func textType(s string) domain.FieldType {
	switch {
	case s == "":
		return ""
	case dateTimeText().MatchString(s):
		return domain.DateTime
	case dateText().MatchString(s):
		return domain.Date
	case emailText().MatchString(s):
		return domain.Email
	}
	if u, err := url.Parse(s); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return domain.URL
	}
	return domain.Text
}
