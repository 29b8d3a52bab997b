package sourcetest

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"tributary/backend/domain"
)

func discover(t testing.TB, s Subject) []domain.DataType {
	t.Helper()
	types, err := s.Connector.Discover(t.Context(), s.Config)
	if err != nil {
		t.Fatalf("Discover: %v", err)
	}
	return types
}

// dataType returns the subject's data type.
func dataType(t testing.TB, s Subject) domain.DataType {
	t.Helper()
	for _, one := range discover(t, s) {
		if one.Name == s.DataType {
			return one
		}
	}
	t.Fatalf("Discover does not list %q", s.DataType)
	return domain.DataType{}
}

func checkDiscover(t testing.TB, s Subject) {
	t.Helper()
	types := discover(t, s)
	if again := discover(t, s); !reflect.DeepEqual(types, again) {
		t.Errorf("two calls differ:\n%+v\n%+v", types, again)
	}
	names := map[string]bool{}
	for _, one := range types {
		if one.Name == "" || names[one.Name] {
			t.Errorf("data type name %q is empty or stands twice", one.Name)
		}
		names[one.Name] = true
		paths := map[string]bool{}
		for _, field := range one.Fields {
			written := field.Path.String()
			if len(field.Path) == 0 || paths[written] {
				t.Errorf("%s: path %q is empty or stands twice", one.Name, written)
			}
			paths[written] = true
			if !slices.Contains(domain.FieldTypes(), field.Type) {
				t.Errorf("%s: field %q has the type %q", one.Name, written, field.Type)
			}
			if len(field.Samples) > 3 {
				t.Errorf("%s: field %q has %d samples; want at most 3", one.Name, written, len(field.Samples))
			}
		}
	}
	dataType(t, s)
}

func checkFields(t testing.TB, s Subject) {
	t.Helper()
	described, whole := dataType(t, s), readAll(t, s)
	for _, page := range whole.pages {
		for _, record := range page.Records {
			for _, path := range described.PrimaryKey {
				if value, ok := path.Lookup(record); !ok || value == nil {
					t.Fatalf("a record lacks its primary key %s", path)
				}
			}
		}
	}
	found := 0
	for _, field := range described.Fields {
		if resolvable(whole, field.Path) {
			found++
		} else if !s.Declared {
			t.Errorf("field %s is in no record", field.Path)
		}
	}
	if found == 0 {
		t.Errorf("none of the %d fields is in any record", len(described.Fields))
	}
}

func resolvable(r reading, path domain.Path) bool {
	for _, page := range r.pages {
		for _, record := range page.Records {
			if _, ok := path.Lookup(record); ok {
				return true
			}
		}
	}
	return false
}

// allowed tells whether a value is of the types a Record may hold.
func allowed(value any) bool {
	switch value := value.(type) {
	case nil, bool, string, json.Number:
		return true
	case []any:
		return !slices.ContainsFunc(value, func(v any) bool { return !allowed(v) })
	case map[string]any:
		for _, v := range value {
			if !allowed(v) {
				return false
			}
		}
		return true
	default:
		return false
	}
}
