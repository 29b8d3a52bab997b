package declarative

import "tributary/backend/manifest"

// expand makes records of the lists inside each item. Lists that a wildcard
// found are taken one after the other.
func expand(items []any, e *manifest.Expand, sc scope) ([]any, error) {
	if e == nil {
		return items, nil
	}
	path, err := extractPath(e.Path, sc)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, item := range items {
		parent, ok := item.(map[string]any)
		if !ok {
			out = append(out, item)
			continue
		}
		var lists []any
		collect(parent, path, &lists)
		before := len(out)
		for _, list := range lists {
			out = appendExpanded(out, list, parent, e)
		}
		if len(out) == before && e.EmptyParent {
			out = append(out, parent)
		}
	}
	return out, nil
}

func appendExpanded(out []any, list any, parent map[string]any, e *manifest.Expand) []any {
	children, _ := list.([]any)
	for _, child := range children {
		record, ok := child.(map[string]any)
		if !e.KeepWhole {
			out = append(out, child)
			continue
		}
		if !ok {
			record = map[string]any{"value": child}
		} else {
			record = deepCopy(record)
		}
		record["original_record"] = deepCopy(parent)
		out = append(out, record)
	}
	return out
}
