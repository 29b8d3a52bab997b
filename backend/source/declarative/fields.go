package declarative

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// schemaOf asks the service for the fields of a stream, and makes a JSON schema of
// them.
func (s *session) schemaOf(ctx context.Context, f *manifest.FieldsFrom) (map[string]any, error) {
	records, err := s.firstPage(ctx, f.Stream)
	if err != nil {
		return nil, err
	}
	properties := map[string]any{}
	if len(records) > 0 {
		if err := s.properties(f, records[0], properties); err != nil {
			return nil, s.classifyFault(err)
		}
	}
	if f.Filter != nil {
		for _, name := range slices.Sorted(maps.Keys(properties)) {
			keep, err := s.base.with("record", map[string]any{name: properties[name]}).condition(f.Filter)
			if err != nil {
				return nil, s.classifyFault(err)
			}
			if !keep {
				delete(properties, name)
			}
		}
	}
	for _, t := range f.Transforms {
		if err := transform(t, properties, s.base.with("record", properties)); err != nil {
			return nil, s.classifyFault(err)
		}
	}
	return map[string]any{"type": "object", "properties": properties}, nil
}

func (s *session) properties(f *manifest.FieldsFrom, record map[string]any, into map[string]any) error {
	paths := make([][]string, 3)
	for i, templates := range [][]*manifest.Template{f.List, f.Key, f.Type} {
		path, err := extractPath(templates, s.base)
		if err != nil {
			return err
		}
		paths[i] = path
	}
	found, _ := follow(record, paths[0])
	list, _ := found.([]any)
	if m, ok := found.(map[string]any); ok {
		for _, key := range slices.Sorted(maps.Keys(m)) { // an object is gone through by its names
			list = append(list, key)
		}
	}
	for _, raw := range list {
		key, _ := follow(raw, paths[1])
		name, ok := key.(string)
		if !ok {
			return fmt.Errorf("find the fields of a data type: a name is no text")
		}
		word := any("string")
		if len(paths[2]) > 0 {
			if v, ok := follow(raw, paths[2]); ok {
				word = v
			}
		}
		schema, err := s.typeSchema(f, word, raw)
		if err != nil {
			return err
		}
		into[name] = schema
	}
	return nil
}

// typeSchema is the schema of the service's word for a type.
func (s *session) typeSchema(f *manifest.FieldsFrom, word, raw any) (map[string]any, error) {
	for _, rule := range f.Types {
		if expr.Str(rule.Is) != expr.Str(word) {
			continue
		}
		if rule.Condition != nil {
			ok, err := s.base.with("raw_schema", raw).condition(rule.Condition)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
		}
		word = rule.Means
		break
	}
	switch word := word.(type) {
	case string:
		return plainType(word)
	case []any:
		if len(word) != 2 {
			break
		}
		var either []any
		for _, w := range word {
			one, err := plainType(expr.Str(w))
			if err != nil {
				return nil, err
			}
			either = append(either, one)
		}
		return map[string]any{"oneOf": either}, nil
	case map[string]any:
		return s.nestedType(f, word, raw)
	}
	return nil, fmt.Errorf("find the fields of a data type: %q is no type", expr.Str(word))
}

func (s *session) nestedType(f *manifest.FieldsFrom, m map[string]any, raw any) (map[string]any, error) {
	out, err := plainType(expr.Str(m["field_type"]))
	if err != nil || m["items"] == nil {
		return out, err
	}
	inner := *f
	inner.Types = nil
	out["items"], err = s.typeSchema(&inner, m["items"], raw)
	return out, err
}

// plainType is the schema of a type of the format.
func plainType(name string) (map[string]any, error) {
	t, format := name, ""
	switch name {
	case "string", "boolean", "integer", "number", "array", "object":
	case "date":
		t, format = "string", "date"
	case "timestamp_without_timezone", "timestamp_with_timezone":
		t, format = "string", "date-time"
	case "time_without_timezone", "time_with_timezone":
		t, format = "string", "time"
	default:
		return nil, fmt.Errorf("find the fields of a data type: %q is no type", name)
	}
	out := map[string]any{"type": []any{"null", t}}
	if format != "" {
		out["format"] = format
	}
	return out, nil
}
