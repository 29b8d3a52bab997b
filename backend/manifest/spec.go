package manifest

import (
	"regexp"
	"sort"
)

// Spec is the form of a manifest: a restricted JSON schema. Keywords it does
// not know are left alone.
type Spec struct {
	DocumentationURL string
	Properties       []Property
	// Advanced describes the consent in a browser; nil: none.
	Advanced *AdvancedAuth
}

// Property is one field of the form.
type Property struct {
	Name, Title, Description string
	Type                     string // string, integer, number, boolean, array, object; empty when not stated
	Format                   string
	Pattern, PatternWords    string
	Const, Default           any
	Enum, Examples           []any
	Secret, Hidden           bool
	Multiline, Required      bool
	Min, Max                 *float64
	Order                    int
	Properties               []Property // of an object
	OneOf                    []Property // the alternatives of an object
	Items                    *Property  // of an array
}

func decodeSpec(o *object) Spec {
	defer o.finish()
	s := Spec{DocumentationURL: o.text("documentation_url")}
	o.ignore("config_normalization_rules") // see decodeConfigChanges
	if v, ok := o.take("connection_specification"); ok {
		schema, ok := v.(map[string]any)
		if !ok {
			o.invalid("connection_specification", "The form must be an object.")
		}
		s.Properties = properties(schema, 0)
	}
	if v, ok := o.take("advanced_auth"); ok {
		s.Advanced = decodeAdvanced(v)
	}
	return s
}

func properties(schema map[string]any, depth int) []Property {
	if depth > 10 {
		return nil
	}
	required := map[string]bool{}
	names, _ := textList(schema["required"])
	for _, name := range names {
		required[name] = true
	}
	fields, _ := schema["properties"].(map[string]any)
	out := make([]Property, 0, len(fields))
	for _, name := range sortedKeys(fields) {
		if m, ok := fields[name].(map[string]any); ok {
			p := property(name, m, depth)
			p.Required = required[name]
			out = append(out, p)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Order < out[j].Order })
	return out
}

// unordered puts fields without an order behind those with one.
const unordered = 1 << 20

func property(name string, m map[string]any, depth int) Property {
	p := Property{
		Name: name, Title: textOf(m["title"]), Description: textOf(m["description"]),
		Type: schemaType(m["type"]), Format: textOf(m["format"]),
		Pattern: textOf(m["pattern"]), PatternWords: textOf(m["pattern_descriptor"]),
		Const: m["const"], Default: m["default"],
		Secret: m["airbyte_secret"] == true, Hidden: m["airbyte_hidden"] == true, Multiline: m["multiline"] == true,
		Min: number(m["minimum"]), Max: number(m["maximum"]), Order: unordered,
	}
	if order := number(m["order"]); order != nil {
		p.Order = int(*order)
	}
	p.Enum, _ = m["enum"].([]any)
	switch examples := m["examples"].(type) {
	case []any:
		p.Examples = examples
	case string:
		p.Examples = []any{examples}
	}
	p.Properties = properties(m, depth+1)
	alternatives, _ := m["oneOf"].([]any)
	for _, a := range alternatives {
		if am, ok := a.(map[string]any); ok && depth < 10 {
			p.OneOf = append(p.OneOf, property("", am, depth+1))
		}
	}
	if items, ok := m["items"].(map[string]any); ok && depth < 10 {
		item := property("", items, depth+1)
		p.Items = &item
	}
	return p
}

// schemaType is the type of a field: the first that is not null.
func schemaType(v any) string {
	if list, ok := v.([]any); ok {
		for _, item := range list {
			if item != "null" {
				return textOf(item)
			}
		}
		return ""
	}
	return textOf(v)
}

// authorizationFields names the top-level form fields that belong to the
// authorization, see Manifest.Authorization.
func authorizationFields(root map[string]any, spec Spec) map[string]bool {
	out := map[string]bool{}
	for _, p := range spec.Properties {
		if holdsSecret(p) {
			out[p.Name] = true
		}
	}
	if spec.Advanced != nil {
		for _, name := range spec.Advanced.fields() {
			out[name] = true
		}
	}
	v := &mentions{names: out, found: regexp.MustCompile(`\bconfig\b\s*(?:\[\s*['"]([^'"]+)['"]|\.\s*get\(\s*['"]([^'"]+)['"]|\.\s*([A-Za-z_]\w*))`)}
	for key, part := range root {
		// Left are the streams and what makes more of them; a part that is only pointed to
		// stands where it is used.
		if key != "spec" && key != "definitions" && key != "schemas" && key != "metadata" {
			v.components(part)
		}
	}
	return out
}

func holdsSecret(p Property) bool {
	if p.Secret {
		return true
	}
	for _, group := range [][]Property{p.Properties, p.OneOf} {
		for _, child := range group {
			if holdsSecret(child) {
				return true
			}
		}
	}
	return p.Items != nil && holdsSecret(*p.Items)
}

// mentions finds the form fields that authenticators, addresses and the headers of requests use:
// they say who asks, and whom.
type mentions struct {
	names map[string]bool
	found *regexp.Regexp
}

func (v *mentions) components(node any) {
	switch node := node.(type) {
	case map[string]any:
		for key, child := range node {
			switch key {
			case "authenticator", "url_base", "url", "request_headers":
				v.all(child)
			case "schema_loader":
			default:
				v.components(child)
			}
		}
	case []any:
		for _, child := range node {
			v.components(child)
		}
	}
}

func (v *mentions) all(node any) {
	switch node := node.(type) {
	case map[string]any:
		for _, key := range []string{"authenticator_selection_path", "access_token_config_path", "refresh_token_config_path", "token_expiry_date_config_path"} {
			if path, ok := textList(node[key]); ok && len(path) > 0 {
				v.names[path[0]] = true
			}
		}
		for key, child := range node {
			if key != parametersKey {
				v.all(child)
			}
		}
	case []any:
		for _, child := range node {
			v.all(child)
		}
	case string:
		for _, m := range v.found.FindAllStringSubmatch(node, -1) {
			for _, name := range m[1:] {
				if name != "" && name != "get" {
					v.names[name] = true
				}
			}
		}
	}
}

func textOf(v any) string { s, _ := v.(string); return s }

func number(v any) *float64 {
	var f float64
	switch v := v.(type) {
	case int64:
		f = float64(v)
	case float64:
		f = v
	default:
		return nil
	}
	return &f
}
