package cli

import (
	"encoding/json"
	"fmt"

	"go.yaml.in/yaml/v3"

	"tributary/backend/domain"
	"tributary/backend/source"
)

type specCommand struct{ origin }

// Run prints the form as the manifest has it.
func (s *specCommand) Run(c *call) error {
	connector, err := s.connector(c)
	if err != nil {
		return err
	}
	raw, err := s.rawSpec(c)
	if err != nil {
		return err
	}
	spec, err := connector.Spec(c.ctx)
	if err != nil {
		return err
	}
	message := map[string]any{"connectionSpecification": raw}
	if spec.DocumentationURL != "" {
		message["documentationUrl"] = spec.DocumentationURL
	}
	return c.line(map[string]any{"type": "SPEC", "spec": message})
}

// rawSpec returns the manifest's own connection_specification.
func (s *specCommand) rawSpec(c *call) (any, error) {
	read := func() ([]byte, error) { return c.tools.BuiltIn(s.Source) }
	if s.Manifest != "" {
		read = func() ([]byte, error) { return readBounded(s.Manifest) }
	}
	raw, err := read()
	if err != nil {
		return nil, err
	}
	var manifest struct {
		Spec struct {
			Specification any `yaml:"connection_specification"`
		} `yaml:"spec"`
	}
	if err := yaml.Unmarshal(raw, &manifest); err != nil {
		return nil, fmt.Errorf("understand the manifest: %w", err)
	}
	if manifest.Spec.Specification == nil {
		return map[string]any{"type": "object", "properties": map[string]any{}}, nil
	}
	return manifest.Spec.Specification, nil
}

type discoverCommand struct {
	origin
	Config string `help:"Values as JSON." placeholder:"FILE" type:"existingfile"`
}

// catalogStream is a data type in the words of the protocol.
type catalogStream struct {
	Name              string          `json:"name"`
	JSONSchema        json.RawMessage `json:"json_schema"`
	SyncModes         []string        `json:"supported_sync_modes"`
	SourceCursor      bool            `json:"source_defined_cursor,omitempty"`
	DefaultCursor     []string        `json:"default_cursor_field,omitempty"`
	SourcePrimaryKeys [][]string      `json:"source_defined_primary_key,omitempty"`
}

// schemaOf is optionally offered by a connector that knows the JSON schemas of its
// data types.
type schemaOf interface {
	Schema(dataType string) (json.RawMessage, bool)
}

// Run prints the data types.
func (d *discoverCommand) Run(c *call) error {
	connector, err := d.connector(c)
	if err != nil {
		return err
	}
	config := source.Config{}
	if err := readJSON(d.Config, &config); err != nil {
		return err
	}
	types, err := connector.Discover(c.ctx, config)
	if err != nil {
		return err
	}
	streams := make([]catalogStream, 0, len(types))
	for _, t := range types {
		streams = append(streams, newCatalogStream(connector, t))
	}
	return c.line(map[string]any{"type": "CATALOG", "catalog": map[string]any{"streams": streams}})
}

func newCatalogStream(connector source.Connector, t domain.DataType) catalogStream {
	s := catalogStream{Name: t.Name, SyncModes: []string{"full_refresh"}, JSONSchema: json.RawMessage(`{"type":"object"}`)}
	if known, ok := connector.(schemaOf); ok {
		if schema, found := known.Schema(t.Name); found {
			s.JSONSchema = schema
		}
	}
	if t.ChangedOnly {
		s.SyncModes, s.SourceCursor = append(s.SyncModes, "incremental"), true
	}
	for _, path := range t.PrimaryKey {
		s.SourcePrimaryKeys = append(s.SourcePrimaryKeys, path)
	}
	return s
}
