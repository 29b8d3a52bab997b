package declarative

import (
	"sort"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// Limits of the fields of a data type.
const (
	maxFieldDepth = 6
	maxFields     = 2000
)

// dataType describes a stream with the fields of its schema.
func dataType(s *manifest.Stream) domain.DataType {
	d := domain.DataType{Name: s.Name, Label: label(s.Name), ChangedOnly: s.Cursor != nil || s.Changes != nil && s.Changes.Cursor != nil}
	for _, key := range s.PrimaryKey {
		d.PrimaryKey = append(d.PrimaryKey, domain.Path(key))
	}
	w := &fieldWalker{}
	w.object(nil, s.Schema, 0)
	d.Fields = w.fields
	return d
}

// label makes "customer_groups" readable: "Customer groups".
func label(name string) string {
	return capital(strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ").Replace(name)))
}

// fieldWalker lays a JSON schema flat: the leaves by their paths.
type fieldWalker struct{ fields []domain.SourceField }

func (w *fieldWalker) object(path domain.Path, schema map[string]any, depth int) {
	properties, _ := schema["properties"].(map[string]any)
	names := make([]string, 0, len(properties))
	for name := range properties {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		child, _ := properties[name].(map[string]any)
		w.field(append(path[:len(path):len(path)], name), child, depth+1)
	}
}

func (w *fieldWalker) field(path domain.Path, schema map[string]any, depth int) {
	if len(w.fields) >= maxFields {
		return
	}
	schema = alternative(schema)
	nested, _ := schema["properties"].(map[string]any)
	if len(nested) > 0 && depth < maxFieldDepth {
		w.object(path, schema, depth)
		return
	}
	w.fields = append(w.fields, domain.SourceField{Path: path, Type: fieldType(schema)})
}

// alternative is the first that is not null of several schemas for one field.
func alternative(schema map[string]any) map[string]any {
	for _, key := range []string{"anyOf", "oneOf"} {
		list, _ := schema[key].([]any)
		for _, item := range list {
			if m, ok := item.(map[string]any); ok && schemaType(m) != "null" {
				return m
			}
		}
	}
	return schema
}

func schemaType(schema map[string]any) string {
	switch t := schema["type"].(type) {
	case string:
		return t
	case []any:
		// A field of several types is what all of them fit into: text.
		found := ""
		for _, item := range t {
			s, _ := item.(string)
			if s == "null" {
				continue
			}
			if found != "" && found != s {
				return widest(found, s)
			}
			found = s
		}
		return found
	}
	return ""
}

func widest(a, b string) string {
	if a == "integer" && b == "number" || a == "number" && b == "integer" {
		return "number"
	}
	if a == "object" || b == "object" || a == "array" || b == "array" {
		return "object"
	}
	return "string"
}

func fieldType(schema map[string]any) domain.FieldType {
	switch schemaType(schema) {
	case "integer":
		return domain.Integer
	case "number":
		return domain.Decimal
	case "boolean":
		return domain.Boolean
	case "array", "object":
		return domain.JSON
	}
	switch schema["format"] {
	case "date-time":
		return domain.DateTime
	case "date":
		return domain.Date
	case "email":
		return domain.Email
	case "uri", "url", "uri-reference":
		return domain.URL
	}
	return domain.Text
}
