package declarative

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"tributary/backend/manifest"
)

// transform changes a record in place.
func transform(t manifest.Transformation, record map[string]any, sc scope) error {
	switch t := t.(type) {
	case manifest.AddFields:
		return addFields(t, record, sc)
	case manifest.RemoveFields:
		return removeFields(t, record, sc)
	case manifest.KeysToLower:
		rename(record, false, strings.ToLower)
		return nil
	case manifest.KeysToSnake:
		rename(record, true, snake)
		return nil
	case manifest.KeysReplace:
		return replaceKeys(t, record, sc)
	case manifest.Flatten:
		flatten(record, t.Lists)
		return nil
	case manifest.FlattenAt:
		return flattenAt(t, record, sc)
	case manifest.GatherFields:
		gather(t, record)
		return nil
	}
	return fmt.Errorf("transform a record: unknown transformation %T", t)
}

// addFields sets one value after the other; later ones see the earlier.
func addFields(t manifest.AddFields, record map[string]any, sc scope) error {
	for _, f := range t.Fields {
		value, err := sc.typed(f.Value, f.ValueType)
		if err != nil {
			return err
		}
		names := make([]string, len(f.Path))
		for i, part := range f.Path {
			// The reference runner takes the names as they are written.
			if names[i] = part.Source; !sc.env.Strict {
				continue
			}
			if names[i], err = sc.text(part); err != nil {
				return err
			}
		}
		if t.Condition != nil {
			ok, err := sc.with("value", value).with("path", toList(names)).condition(t.Condition)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
		}
		if err := setPath(record, names, value); err != nil {
			return err
		}
	}
	return nil
}

// roomFor is the room that the fields a stream adds take in its records: of a list
// that the keys lead to, the elements.
func roomFor(stream *manifest.Stream) room {
	more := room{depth: len(stream.Extract) + 2}
	for _, t := range stream.Transformations {
		if add, ok := t.(manifest.AddFields); ok {
			more.fields += len(add.Fields)
		}
	}
	return more
}

func toList(names []string) []any {
	out := make([]any, len(names))
	for i, n := range names {
		out[i] = n
	}
	return out
}

// setPath sets a value, making objects and lists on the way.
func setPath(record map[string]any, names []string, value any) error {
	_, err := set(record, names, value)
	return err
}

func set(at any, names []string, value any) (any, error) {
	if len(names) == 0 {
		return value, nil
	}
	if at == nil {
		if _, err := strconv.Atoi(names[0]); err == nil {
			at = []any{}
		} else {
			at = map[string]any{}
		}
	}
	switch node := at.(type) {
	case map[string]any:
		child, err := set(node[names[0]], names[1:], value)
		if err != nil {
			return nil, err
		}
		node[names[0]] = child
		return node, nil
	case []any:
		const most = 10_000
		i, err := strconv.Atoi(names[0])
		if err != nil || i < 0 || i > most {
			return nil, fmt.Errorf("add a field: %q is no place in a list", names[0])
		}
		for len(node) <= i {
			node = append(node, nil)
		}
		child, err := set(node[i], names[1:], value)
		if err != nil {
			return nil, err
		}
		node[i] = child
		return node, nil
	}
	return nil, fmt.Errorf("add a field: %q would stand in a plain value", names[0])
}

// removeFields removes what the pointers lead to. The condition is asked about
// each value; the reference runner then removes every value of the record that
// satisfies it, wherever it stands, which nobody can mean.
func removeFields(t manifest.RemoveFields, record map[string]any, sc scope) error {
	for _, pointer := range t.Pointers {
		if err := remove(record, pointer, t.Condition, sc); err != nil {
			return err
		}
	}
	return nil
}

func remove(at any, pointer []string, condition *manifest.Template, sc scope) error {
	_, err := removed(at, pointer, condition, sc)
	return err
}

// removed returns a value without what the pointer leads to. "**" stands for any
// number of names. In a list the last element is cut off; of another only the
// place stays, so that the others do not move.
func removed(at any, pointer []string, condition *manifest.Template, sc scope) (any, error) {
	if len(pointer) == 0 {
		return at, nil
	}
	if pointer[0] == "**" {
		if len(pointer) > 1 {
			var err error
			if at, err = removed(at, pointer[1:], condition, sc); err != nil {
				return at, err
			}
		}
		return everywhere(at, pointer, condition, sc)
	}
	switch node := at.(type) {
	case map[string]any:
		for _, name := range namesLike(node, pointer[0]) {
			if len(pointer) > 1 {
				child, err := removed(node[name], pointer[1:], condition, sc)
				if err != nil {
					return at, err
				}
				node[name] = child
				continue
			}
			ok, err := removable(node[name], condition, sc)
			if err != nil {
				return at, err
			}
			if ok {
				delete(node, name)
			}
		}
	case []any:
		return removedFromList(node, pointer, condition, sc)
	}
	return at, nil
}

func removedFromList(node []any, pointer []string, condition *manifest.Template, sc scope) (any, error) {
	for i := len(node) - 1; i >= 0; i-- {
		if match, err := path.Match(pointer[0], strconv.Itoa(i)); err != nil || !match {
			continue
		}
		if len(pointer) > 1 {
			child, err := removed(node[i], pointer[1:], condition, sc)
			if err != nil {
				return node, err
			}
			node[i] = child
			continue
		}
		ok, err := removable(node[i], condition, sc)
		if err != nil {
			return node, err
		}
		switch {
		case ok && i == len(node)-1:
			node = node[:i]
		case ok:
			node[i] = nil
		}
	}
	return node, nil
}

func everywhere(at any, pointer []string, condition *manifest.Template, sc scope) (any, error) {
	switch node := at.(type) {
	case map[string]any:
		for name, child := range node {
			kept, err := removed(child, pointer, condition, sc)
			if err != nil {
				return at, err
			}
			node[name] = kept
		}
	case []any:
		for i, child := range node {
			kept, err := removed(child, pointer, condition, sc)
			if err != nil {
				return at, err
			}
			node[i] = kept
		}
	}
	return at, nil
}

func removable(value any, condition *manifest.Template, sc scope) (bool, error) {
	if condition == nil {
		return true, nil
	}
	return sc.with("property", value).condition(condition)
}

func namesLike(node map[string]any, pattern string) []string {
	if !strings.ContainsAny(pattern, "*?[") {
		if _, ok := node[pattern]; ok {
			return []string{pattern}
		}
		return nil
	}
	var out []string
	for name := range node {
		if ok, err := path.Match(pattern, strings.ReplaceAll(name, "/", "_")); err == nil && ok {
			out = append(out, name)
		}
	}
	return out
}
