package declarative

import (
	"fmt"
	"slices"
	"strings"

	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// reshape changes what was taken out of a document, before it is records.
func reshape(items []any, r manifest.Reshape) ([]any, error) {
	switch r := r.(type) {
	case nil:
		return items, nil
	case manifest.KeepOnly:
		return keepOnly(items, r.Field), nil
	case manifest.Unwrap:
		return unwrap(items, r.Field), nil
	case manifest.Join:
		return joinLists(items, r), nil
	}
	return nil, fmt.Errorf("reshape what was found: unknown way %T", r)
}

func keepOnly(items []any, field string) []any {
	var out []any
	for _, item := range items {
		if value, ok := child(item, field); ok {
			out = append(out, map[string]any{field: value})
		}
	}
	return out
}

func unwrap(items []any, field string) []any {
	out := make([]any, 0, len(items))
	for _, item := range items {
		if inside, ok := child(item, field); ok && inside != nil {
			item = inside
		}
		if item != nil {
			out = append(out, item)
		}
	}
	return out
}

// joinLists keeps the order of time across the lists: pages are asked for by the last.
func joinLists(items []any, r manifest.Join) []any {
	var out []any
	for _, item := range items {
		for _, name := range r.Lists {
			found, _ := child(item, name)
			list, _ := found.([]any)
			out = append(out, list...)
		}
	}
	by := func(item any) string {
		value, _ := child(item, r.OrderBy)
		return expr.Str(value)
	}
	slices.SortStableFunc(out, func(a, b any) int { return strings.Compare(by(a), by(b)) })
	return out
}
