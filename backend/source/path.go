package source

import "maps"

// At returns the value at a path of nested objects.
func At(values map[string]any, path []string) (any, bool) {
	var v any = values
	for _, name := range path {
		inner, ok := v.(map[string]any)
		if !ok {
			return nil, false
		}
		if v, ok = inner[name]; !ok {
			return nil, false
		}
	}
	return v, true
}

// With returns values with one at a path; other parts are shared, nothing is changed in
// place.
func With(values map[string]any, path []string, value any) map[string]any {
	out := maps.Clone(values)
	if out == nil {
		out = map[string]any{}
	}
	if len(path) > 1 {
		inner, _ := out[path[0]].(map[string]any)
		value = With(inner, path[1:], value)
	}
	if len(path) > 0 {
		out[path[0]] = value
	}
	return out
}

// Without returns values without the one at a path; nothing is changed in place.
func Without(values map[string]any, path []string) map[string]any {
	if _, there := At(values, path); !there || len(path) == 0 {
		return values
	}
	out := maps.Clone(values)
	if len(path) == 1 {
		delete(out, path[0])
		return out
	}
	inner, _ := out[path[0]].(map[string]any)
	out[path[0]] = Without(inner, path[1:])
	return out
}
