package source_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"tributary/backend/source"
)

func one(f source.Field) []source.Field { return []source.Field{f} }

func number(f float64) *float64 { return &f }

// signIn is a choice as manifests have them, with a choice inside.
func signIn() source.Field {
	return source.Field{Name: "credentials", Kind: source.ChoiceField, Required: true, Options: []source.Option{
		{Value: "key", Title: "Key", Discriminator: "kind", Fields: []source.Field{
			{Name: "account", Kind: source.TextField, Required: true},
			{Name: "api_key", Kind: source.SecretField, Required: true},
		}},
		{Value: "2", Typed: int64(2), Title: "Region", Discriminator: "kind", Fields: []source.Field{
			{Name: "where", Kind: source.ChoiceField, Options: []source.Option{
				{Value: "eu", Title: "Europe", Discriminator: "region", Fields: one(source.Field{Name: "token", Kind: source.SecretField})},
			}},
		}},
	}}
}

func TestCompleteChecksEveryKindAndKeepsTheRightType(t *testing.T) {
	list := func(entry source.Field) source.Field {
		return source.Field{Name: "f", Kind: source.ListField, Entry: &entry}
	}
	for name, c := range map[string]struct {
		field source.Field
		given any
		want  any
		wrong string // "field: words", or ""
	}{
		"text":                        {source.Field{Kind: source.TextField}, " a ", "a", ""},
		"label of a bare name":        {source.Field{Kind: source.TextField, Name: "client_id", Required: true}, nil, nil, "client_id: Client id is missing."},
		"default":                     {source.Field{Kind: source.IntegerField, Default: int64(7)}, "", int64(7), ""},
		"whole number typed":          {source.Field{Kind: source.IntegerField}, "42", int64(42), ""},
		"no whole number":             {source.Field{Kind: source.IntegerField}, 4.5, nil, "f: F must be a whole number."},
		"too small":                   {source.Field{Kind: source.NumberField, Min: number(1)}, 0.5, nil, "f: F must be at least 1."},
		"pattern":                     {source.Field{Kind: source.TextField, Pattern: "^https://", PatternText: "https://shop.example"}, "ftp://x", nil, "f: F must look like https://shop.example."},
		"pattern of another dialect":  {source.Field{Kind: source.TextField, Pattern: "^(?!a)"}, "a", "a", ""},
		"enum by its title":           {source.Field{Kind: source.EnumField, Options: []source.Option{{Value: "a", Title: "All"}}}, "b", nil, "f: F must be one of All."},
		"enum of numbers":             {source.Field{Kind: source.EnumField, Options: []source.Option{{Value: "10", Typed: int64(10)}}}, "10", int64(10), ""},
		"date":                        {source.Field{Kind: source.DateField}, "31/01/2024", nil, "f: F must be a date like 2024-01-31."},
		"day as a moment":             {source.Field{Kind: source.DateTimeField}, "2024-01-31", "2024-01-31T00:00:00Z", ""},
		"day where a day is wanted":   {source.Field{Kind: source.DateTimeField, Pattern: `^\d{4}-\d\d-\d\d$`}, "2024-01-31", "2024-01-31", ""},
		"list of texts":               {source.Field{Kind: source.ListField}, "a, b", []any{"a", "b"}, ""},
		"list of numbers":             {list(source.Field{Kind: source.IntegerField}), []any{"1", 2.0}, []any{int64(1), int64(2)}, ""},
		"entry of a list":             {list(source.Field{Kind: source.IntegerField}), []any{"1", "x"}, nil, "f.1: F must be a number."},
		"list of groups":              {list(source.Field{Kind: source.GroupField, Fields: one(source.Field{Name: "id", Kind: source.IntegerField, Required: true})}), []any{map[string]any{"id": "3"}, map[string]any{}}, nil, "f.1.id: Id is missing."},
		"required list without any":   {source.Field{Kind: source.ListField, Required: true}, []any{}, nil, "f: F is missing."},
		"empty group is left out":     {source.Field{Kind: source.GroupField, Fields: one(source.Field{Name: "x", Kind: source.TextField, Required: true})}, map[string]any{"x": ""}, nil, ""},
		"required group is asked for": {source.Field{Kind: source.GroupField, Required: true, Fields: one(source.Field{Name: "x", Kind: source.TextField, Required: true})}, nil, nil, "f.x: X is missing."},
		"defaults of a group":         {source.Field{Kind: source.GroupField, Required: true, Fields: one(source.Field{Name: "x", Kind: source.TextField, Default: "d"})}, nil, map[string]any{"x": "d"}, ""},
		"beyond the form, in a group": {source.Field{Kind: source.GroupField, Fields: one(source.Field{Name: "x", Kind: source.TextField})}, map[string]any{"x": "a", "kept": "b"}, map[string]any{"x": "a", "kept": "b"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if c.field.Name == "" {
				c.field.Name = "f"
			}
			complete, _, problems := source.Complete(one(c.field), map[string]any{c.field.Name: c.given})
			if got := complete[c.field.Name]; !reflect.DeepEqual(got, c.want) {
				t.Errorf("kept %#v, want %#v", got, c.want)
			}
			told := ""
			for _, p := range problems {
				told += p.Field + ": " + p.Words
			}
			if told != c.wrong {
				t.Errorf("told %q, want %q", told, c.wrong)
			}
		})
	}
}

func TestEveryProblemOfAChoiceStandsAtItsField(t *testing.T) {
	fields := append(one(signIn()), source.Field{Name: "start", Kind: source.DateField, Required: true})
	_, extra, problems := source.Complete(fields, map[string]any{"credentials": map[string]any{"kind": "key"}, "other": 1})
	var at []string
	for _, p := range problems {
		at = append(at, p.Field)
	}
	if want := []string{"credentials.account", "credentials.api_key", "start"}; !slices.Equal(at, want) {
		t.Errorf("problems at %v, want %v", at, want)
	}
	if !maps.Equal(extra, map[string]any{"other": 1}) {
		t.Errorf("left over %v, want the value without a field", extra)
	}
	_, _, problems = source.Complete(one(signIn()), map[string]any{"credentials": map[string]any{"kind": "none"}})
	if len(problems) != 1 || problems[0].Words != "Credentials must be one of Key, Region." {
		t.Errorf("an unknown alternative is told as %v", problems)
	}
}

func TestAChoiceKeepsItsConstantAndNothingOfAnotherWay(t *testing.T) {
	complete, _, problems := source.Complete(one(signIn()), map[string]any{"credentials": map[string]any{
		"kind": "2", "where": map[string]any{"token": "t"}, "api_key": "typed for another way", "kept": "beyond the form",
	}})
	want := map[string]any{"kind": int64(2), "kept": "beyond the form", "where": map[string]any{"region": "eu", "token": "t"}}
	if len(problems) > 0 || !reflect.DeepEqual(complete["credentials"], want) {
		t.Errorf("kept %v (%v), want %v", complete["credentials"], problems, want)
	}
}
