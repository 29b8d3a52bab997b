package catalog

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Place says where the value of a field is kept.
type Place string

const (
	// Authorization holds what an authenticated call needs: secrets and the account's address.
	Authorization Place = "authorization"
	// Settings hold what to read.
	Settings Place = "settings"
)

// Field is what the catalog adds to one property of the manifest's specification. The name of a property inside another is
// dotted: credentials.client_id.
type Field struct {
	Name      string    `yaml:"-"`
	BelongsTo Place     `yaml:"belongs_to"`
	EN        FieldText `yaml:"en"` // only where there is no manifest to say it
	FR        FieldText `yaml:"fr"`
}

// FieldText is how a field is shown in one language.
type FieldText struct {
	Title             string `yaml:"title"`
	Description       string `yaml:"description"`
	PatternDescriptor string `yaml:"pattern_descriptor"` // an example of the right form, shown when the value has another
	// Options are the titles of a choice by their values.
	Options map[string]string `yaml:"options"`
}

// Fields are the fields of a source in the order they are asked for. In YAML they are one mapping by name.
type Fields []Field

// UnmarshalYAML keeps the order of the mapping and refuses unknown keys and repeated names.
func (f *Fields) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: fields must be a mapping by name", node.Line)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		name := node.Content[i].Value
		if seen[name] {
			return fmt.Errorf("line %d: field %s stands twice", node.Content[i].Line, name)
		}
		seen[name] = true
		field := Field{Name: name}
		// Node.Decode does not inherit KnownFields, so the field is decoded strictly on its own.
		if err := decodeNode(node.Content[i+1], &field); err != nil {
			return fmt.Errorf("field %s: %w", name, err)
		}
		field.Name = name
		*f = append(*f, field)
	}
	return nil
}

// In lists the names of the fields kept in a place, in order.
func (f Fields) In(place Place) []string {
	var names []string
	for _, field := range f {
		if field.BelongsTo == place {
			names = append(names, field.Name)
		}
	}
	return names
}

// Find gives a field by its name.
func (f Fields) Find(name string) (Field, bool) {
	for _, field := range f {
		if field.Name == name {
			return field, true
		}
	}
	return Field{}, false
}
