package declarative

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"tributary/backend/expr"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// form turns the spec of a manifest into a form in two parts.
func form(m manifest.Manifest, facts *SignInFacts) source.Spec {
	spec := source.Spec{DocumentationURL: m.Spec.DocumentationURL, SignIn: signIn(m, facts)}
	for _, p := range m.Spec.Properties {
		field := formField(p)
		if m.Authorization[p.Name] {
			spec.Authorization = append(spec.Authorization, field)
		} else {
			spec.Settings = append(spec.Settings, field)
		}
	}
	return spec
}

func formField(p manifest.Property) source.Field {
	f := source.Field{
		Name: p.Name, Title: p.Title, Help: plainWords(p.Description), Kind: fieldKind(p),
		Required: p.Required, Default: p.Default, Pattern: p.Pattern, PatternText: p.PatternWords,
		Min: p.Min, Max: p.Max, Order: p.Order, Hidden: p.Hidden, Multiline: p.Secret && p.Multiline,
	}
	for _, e := range p.Examples {
		f.Examples = append(f.Examples, expr.Str(e))
	}
	enum := p.Enum
	if p.Const != nil { // nothing to fill in
		enum, f.Default, f.Hidden = []any{p.Const}, p.Const, true
	}
	switch f.Kind {
	case source.EnumField:
		for _, e := range enum {
			f.Options = append(f.Options, enumOption(e))
		}
	case source.GroupField:
		f.Fields = formFields(p.Properties)
	case source.ChoiceField:
		f.Options = formOptions(p.OneOf)
	case source.ListField:
		if p.Items != nil {
			entry := formField(*p.Items)
			f.Entry = &entry
		}
	default:
	}
	return f
}

func formFields(properties []manifest.Property) []source.Field {
	var out []source.Field
	for _, p := range properties {
		out = append(out, formField(p))
	}
	return out
}

func enumOption(value any) source.Option {
	o := source.Option{Value: expr.Str(value), Title: expr.Str(value)}
	if _, isText := value.(string); !isText {
		o.Typed = value
	}
	return o
}

// unmarked is the property that tells the alternatives of a choice apart whose manifest gives
// them no constant.
const unmarked = "option_title"

// formOptions are the alternatives of a choice: the property with a constant tells one
// from the others.
func formOptions(alternatives []manifest.Property) []source.Option {
	marker := discriminator(alternatives)
	var out []source.Option
	for i, p := range alternatives {
		o := source.Option{Title: p.Title, Value: p.Title, Discriminator: unmarked}
		if o.Value == "" {
			o.Value = strconv.Itoa(i + 1)
		}
		for _, child := range p.Properties {
			value, fixed := constant(child)
			if fixed && child.Name == marker {
				o.Discriminator, o.Value, o.Typed = marker, value.Value, value.Typed
				continue
			}
			o.Fields = append(o.Fields, formField(child))
		}
		if o.Title == "" {
			o.Title = o.Value
		}
		out = append(out, o)
	}
	return out
}

// discriminator is the property that has a constant of its own in every alternative; else
// the first constant there is.
func discriminator(alternatives []manifest.Property) string {
	values, first := map[string]map[string]bool{}, ""
	for _, p := range alternatives {
		for _, child := range p.Properties {
			value, fixed := constant(child)
			if !fixed {
				continue
			}
			if first == "" {
				first = child.Name
			}
			if values[child.Name] == nil {
				values[child.Name] = map[string]bool{}
			}
			values[child.Name][value.Value] = true
		}
	}
	if len(alternatives) == 0 {
		return first
	}
	for _, child := range alternatives[0].Properties {
		if len(values[child.Name]) == len(alternatives) {
			return child.Name
		}
	}
	return first
}

func constant(p manifest.Property) (source.Option, bool) {
	if p.Const != nil {
		return enumOption(p.Const), true
	}
	if len(p.Enum) == 1 {
		return enumOption(p.Enum[0]), true
	}
	return source.Option{}, false
}

func fieldKind(p manifest.Property) source.FieldKind {
	switch {
	case len(p.OneOf) > 0:
		return source.ChoiceField
	case p.Type == "object":
		return source.GroupField
	case p.Type == "array":
		return source.ListField
	case p.Secret:
		return source.SecretField
	case len(p.Enum) > 0 || p.Const != nil:
		return source.EnumField
	case p.Type == "boolean":
		return source.BooleanField
	case p.Type == "integer":
		return source.IntegerField
	case p.Type == "number":
		return source.NumberField
	case p.Format == "date" || p.Format == "date-time":
		return momentKind(p)
	case p.Multiline:
		return source.LongTextField
	}
	return source.TextField
}

// momentKind believes the pattern where it and the format disagree: what the service takes
// is what matches.
func momentKind(p manifest.Property) source.FieldKind {
	kind, other := source.DateField, source.DateTimeField
	if p.Format == "date-time" {
		kind, other = other, kind
	}
	pattern, err := regexp.Compile(p.Pattern)
	takes := func(k source.FieldKind) bool {
		if k == source.DateField {
			return pattern.MatchString("2024-01-31")
		}
		return pattern.MatchString("2024-01-31T00:00:00Z") || pattern.MatchString("2024-01-31T00:00:00.000Z")
	}
	switch {
	case p.Pattern == "" || err != nil || takes(kind):
		return kind
	case takes(other):
		return other
	}
	return source.TextField
}

var (
	tag    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`</?[A-Za-z][^<>]*>`) })
	breaks = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)<(br|/p|/li)\s*/?>`) })
)

// plainWords takes the markup out of a description: manifests write links into it, the
// window shows text.
func plainWords(s string) string {
	s = tag().ReplaceAllString(breaks().ReplaceAllString(s, " "), "")
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}
