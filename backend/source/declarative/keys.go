package declarative

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tributary/backend/manifest"
)

// rename writes names anew, in nested objects too if deep. Names are taken in
// order, so that of two that become equal the same one always wins.
func rename(v any, deep bool, name func(string) string) {
	switch v := v.(type) {
	case map[string]any:
		old := make([]string, 0, len(v))
		for key := range v {
			old = append(old, key)
		}
		slices.Sort(old)
		for _, key := range old {
			value := v[key]
			if deep {
				rename(value, deep, name)
			}
			if to := name(key); to != key {
				delete(v, key)
				v[to] = value
			}
		}
	case []any:
		for _, item := range v {
			rename(item, deep, name)
		}
	}
}

// snake writes "someName", "Some Name" and "some-name" as "some_name".
func snake(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "_") {
				b.WriteByte('_')
			}
			continue
		case i > 0 && unicode.IsUpper(r) && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]) && unicode.IsUpper(runes[i-1])),
			i > 0 && unicode.IsDigit(r) && unicode.IsLetter(runes[i-1]),
			i > 0 && unicode.IsLetter(r) && unicode.IsDigit(runes[i-1]):
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "_") {
				b.WriteByte('_')
			}
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.TrimRight(b.String(), "_")
}

func replaceKeys(t manifest.KeysReplace, record map[string]any, sc scope) error {
	from, err := sc.text(t.Old)
	if err != nil {
		return err
	}
	to, err := sc.text(t.New)
	if err != nil || from == "" {
		return err
	}
	rename(record, true, func(key string) string { return strings.ReplaceAll(key, from, to) })
	return nil
}

// flatten moves nested values to the top under names with dots. Where two would
// have one name, the one nearer to the top stays.
func flatten(record map[string]any, lists bool) {
	out := map[string]any{}
	flattenInto(out, "", record, lists)
	clear(record)
	for key, value := range out {
		record[key] = value
	}
}

func flattenInto(out map[string]any, prefix string, v any, lists bool) {
	put := func(name string, child any) {
		if prefix != "" {
			name = prefix + "." + name
		}
		flattenInto(out, name, child, lists)
	}
	switch node := v.(type) {
	case map[string]any:
		if len(node) > 0 {
			for key, child := range node {
				put(key, child)
			}
			return
		}
	case []any:
		if lists && len(node) > 0 {
			for i, child := range node {
				put(strconv.Itoa(i), child)
			}
			return
		}
	}
	if _, taken := out[prefix]; !taken || !strings.Contains(prefix, ".") {
		out[prefix] = v
	}
}

// flattenAt moves the fields of one object to the top, unless one of them is
// there already.
func flattenAt(t manifest.FlattenAt, record map[string]any, sc scope) error {
	path, err := extractPath(t.Path, sc)
	if err != nil {
		return err
	}
	found, _ := follow(record, path)
	object, ok := found.(map[string]any)
	if !ok {
		return nil
	}
	prefix, err := sc.text(t.Prefix)
	if err != nil {
		return err
	}
	suffix, err := sc.text(t.Suffix)
	if err != nil {
		return err
	}
	moved := make(map[string]any, len(object))
	for key, value := range object {
		moved[prefix+key+suffix] = value
	}
	if t.Replace {
		clear(record)
	} else {
		for key := range moved {
			if _, taken := record[key]; taken && (!t.Delete || len(path) != 1 || key != path[0]) {
				return nil
			}
		}
		if t.Delete {
			if err := remove(record, path, nil, sc); err != nil {
				return err
			}
		}
	}
	for key, value := range moved {
		record[key] = value
	}
	return nil
}
