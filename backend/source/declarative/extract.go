package declarative

import (
	"path"
	"sort"
	"strconv"
	"strings"

	"tributary/backend/manifest"
)

// extractPath evaluates the keys that lead to the records.
func extractPath(keys []*manifest.Template, sc scope) ([]string, error) {
	out := make([]string, len(keys))
	for i, k := range keys {
		text, err := sc.text(k)
		if err != nil {
			return nil, err
		}
		out[i] = text
	}
	return out, nil
}

// extract pulls the records out of a document: of a list each item, otherwise
// the value itself unless it is empty.
func extract(document any, keys []string) []any {
	found, ok := follow(document, keys)
	if !ok {
		return nil
	}
	switch found := found.(type) {
	case []any:
		return found
	case nil:
		return nil
	case map[string]any:
		if len(found) == 0 {
			return nil
		}
	case string:
		if found == "" {
			return nil
		}
	case bool:
		if !found {
			return nil
		}
	}
	return []any{found}
}

// follow walks the keys. With a wildcard among them the result is the list of
// all matches.
func follow(v any, keys []string) (any, bool) {
	for i, key := range keys {
		if strings.ContainsAny(key, "*?[") {
			matches := []any{}
			for _, child := range matching(v, key) {
				collect(child, keys[i+1:], &matches)
			}
			return matches, true
		}
		var ok bool
		if v, ok = child(v, key); !ok {
			return nil, false
		}
	}
	return v, true
}

func collect(v any, keys []string, out *[]any) {
	if len(keys) == 0 {
		*out = append(*out, v)
		return
	}
	if !strings.ContainsAny(keys[0], "*?[") {
		if next, ok := child(v, keys[0]); ok {
			collect(next, keys[1:], out)
		}
		return
	}
	for _, next := range matching(v, keys[0]) {
		collect(next, keys[1:], out)
	}
}

func child(v any, key string) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		next, ok := v[key]
		return next, ok
	case []any:
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i >= len(v) {
			return nil, false
		}
		return v[i], true
	}
	return nil, false
}

// matching returns the children whose name fits a pattern, in the order of
// their names.
func matching(v any, pattern string) []any {
	var out []any
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			// A name with a slash matches too: the pattern speaks of one name.
			if ok, err := path.Match(pattern, strings.ReplaceAll(name, "/", "_")); err == nil && ok {
				names = append(names, name)
			}
		}
		sort.Strings(names)
		for _, name := range names {
			out = append(out, v[name])
		}
	case []any:
		for i, item := range v {
			if ok, err := path.Match(pattern, strconv.Itoa(i)); err == nil && ok {
				out = append(out, item)
			}
		}
	}
	return out
}
