package declarative

import (
	"tributary/backend/expr"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// form turns the spec of a manifest into a form in two parts.
func form(m manifest.Manifest) source.Spec {
	spec := source.Spec{DocumentationURL: m.Spec.DocumentationURL}
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
		Name: p.Name, Title: p.Title, Help: p.Description, Kind: fieldKind(p),
		Required: p.Required, Default: p.Default, Pattern: p.Pattern, PatternText: p.PatternWords,
		Min: p.Min, Max: p.Max, Order: p.Order, Hidden: p.Hidden,
	}
	for _, e := range p.Examples {
		f.Examples = append(f.Examples, expr.Str(e))
	}
	enum := p.Enum
	if p.Items != nil && len(enum) == 0 {
		enum = p.Items.Enum
	}
	if p.Const != nil && len(enum) == 0 {
		enum = []any{p.Const}
		if f.Default == nil {
			f.Default = p.Const
		}
	}
	for _, e := range enum {
		f.Options = append(f.Options, source.Option{Value: expr.Str(e), Title: expr.Str(e)})
	}
	switch f.Kind {
	case source.GroupField:
		f.Fields = formFields(p.Properties)
	case source.ChoiceField:
		for _, alternative := range p.OneOf {
			f.Options = append(f.Options, formOption(alternative))
		}
	case source.ListField:
		if p.Items != nil {
			f.Fields = formFields(p.Items.Properties)
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

// formOption is one alternative of a choice: the property with a constant tells
// it from the others.
func formOption(p manifest.Property) source.Option {
	o := source.Option{Title: p.Title}
	for _, child := range p.Properties {
		value, fixed := constant(child)
		if fixed && o.Discriminator == "" {
			o.Discriminator, o.Value = child.Name, value
			continue
		}
		o.Fields = append(o.Fields, formField(child))
	}
	if o.Title == "" {
		o.Title = o.Value
	}
	return o
}

func constant(p manifest.Property) (string, bool) {
	if p.Const != nil {
		return expr.Str(p.Const), true
	}
	if len(p.Enum) == 1 {
		return expr.Str(p.Enum[0]), true
	}
	return "", false
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
	case p.Format == "date":
		return source.DateField
	case p.Format == "date-time":
		return source.DateTimeField
	case p.Multiline:
		return source.LongTextField
	}
	return source.TextField
}
