package sourcetest

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tributary/backend/source"
)

func spec(t testing.TB, s Subject) source.Spec {
	t.Helper()
	form, err := s.Connector.Spec(t.Context())
	if err != nil {
		t.Fatalf("Spec: %v", err)
	}
	return form
}

func checkSpec(t testing.TB, s Subject) {
	t.Helper()
	form := spec(t, s)
	if again := spec(t, s); !reflect.DeepEqual(form, again) {
		t.Errorf("two calls differ:\n%+v\n%+v", form, again)
	}
	names := map[string]bool{}
	for _, field := range append(append([]source.Field(nil), form.Authorization...), form.Settings...) {
		if names[field.Name] {
			t.Errorf("field %q stands twice", field.Name)
		}
		names[field.Name] = true
	}
	checkFormFields(t, form.Authorization, true)
	checkFormFields(t, form.Settings, false)
	for name := range s.Config {
		if !names[name] {
			t.Errorf("the configuration has %q, which the form does not know", name)
		}
	}
}

// checkFormFields looks at fields and the groups in them. Secrets are sealed
// with the authorization, so a secret among the settings would rest in clear.
func checkFormFields(t testing.TB, fields []source.Field, secrets bool) {
	t.Helper()
	for _, field := range fields {
		if field.Name == "" || field.Kind == "" {
			t.Errorf("field %+v lacks a name or kind", field)
		}
		if field.Kind == source.SecretField && !secrets {
			t.Errorf("secret field %q stands in Settings", field.Name)
		}
		if field.Kind == source.SecretField && field.Default != nil {
			t.Errorf("secret field %q has a default", field.Name)
		}
		if (field.Kind == source.EnumField || field.Kind == source.ChoiceField) && len(field.Options) == 0 {
			t.Errorf("field %q offers nothing to choose", field.Name)
		}
		if _, err := regexp.Compile(field.Pattern); err != nil {
			t.Errorf("field %q: %v", field.Name, err)
		}
		checkFormFields(t, field.Fields, secrets)
		if field.Entry != nil {
			entry := *field.Entry
			entry.Name = field.Name
			checkFormFields(t, []source.Field{entry}, secrets)
		}
		for _, option := range field.Options {
			checkFormFields(t, option.Fields, secrets)
		}
	}
}

// secretValues returns the secrets of a configuration, those long enough to be
// recognised in a text.
func secretValues(t testing.TB, s Subject, config source.Config) []string {
	t.Helper()
	var values []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			if len(v) >= 4 {
				values = append(values, v)
			}
		case map[string]any:
			for _, inner := range v {
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	form := spec(t, s)
	_, secrets := source.Split(slices.Concat(form.Authorization, form.Settings), config)
	walk(secrets)
	return values
}

func checkConfigRedacted(t testing.TB, s Subject) {
	t.Helper()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		printed := fmt.Sprintf(verb, s.Config)
		for _, secret := range secretValues(t, s, s.Config) {
			if strings.Contains(printed, secret) {
				t.Errorf("%s of the configuration shows a secret", verb)
			}
		}
	}
}

func checkGood(t testing.TB, s Subject) {
	t.Helper()
	before := copyOf(map[string]any(s.Config))
	account, err := s.Connector.Check(t.Context(), s.Config)
	if err != nil {
		t.Fatalf("Check: %v", err)
	}
	for _, secret := range secretValues(t, s, s.Config) {
		if strings.Contains(account.Hint, secret) {
			t.Errorf("the hint shows a secret")
		}
	}
	if _, err := s.Connector.Discover(t.Context(), s.Config); err != nil {
		t.Fatalf("Discover: %v", err)
	}
	readAll(t, s)
	if !reflect.DeepEqual(before, any(map[string]any(s.Config))) {
		t.Error("the connector altered the configuration it was given")
	}
}

func copyOf(value any) any {
	switch value := value.(type) {
	case map[string]any:
		same := make(map[string]any, len(value))
		for k, v := range value {
			same[k] = copyOf(v)
		}
		return same
	case []any:
		same := make([]any, len(value))
		for i, v := range value {
			same[i] = copyOf(v)
		}
		return same
	default:
		return value
	}
}

func checkBad(t testing.TB, s Subject) {
	t.Helper()
	for _, bad := range s.Bad {
		_, err := s.Connector.Check(t.Context(), bad.Config)
		if err == nil {
			t.Errorf("%s: Check passes", bad.Name)
			continue
		}
		secrets := append(secretValues(t, s, bad.Config), secretValues(t, s, s.Config)...)
		wantTold(t, err, bad.Kind, bad.Code, secrets)
	}
}
