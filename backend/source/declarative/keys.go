package declarative

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tributary/backend/manifest"
)

// rename writes names anew, in nested objects too if deep, but not in lists.
// Names are taken in order, so that of two that become equal the same one always
// wins.
func rename(v any, deep bool, name func(string) string) {
	node, ok := v.(map[string]any)
	if !ok {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(node)) {
		value := node[key]
		if deep {
			rename(value, deep, name)
		}
		if to := name(key); to != key {
			delete(node, key)
			node[to] = value
		}
	}
}

// snake writes "someName", "Some Name" and "some-name" as "some_name". A capital
// begins a word, several together one; digits are words of their own; anything
// else separates, and stays an underscore before the first and after the last.
func snake(s string) string {
	words := snakeWords(plainLetters(s))
	if len(words) >= 3 {
		inner := slices.DeleteFunc(slices.Clone(words[1:len(words)-1]), func(w string) bool { return w == "" })
		words = append(append(words[:1:1], inner...), words[len(words)-1])
	}
	if len(words) > 0 && words[0] != "" && isDigit(words[0][0]) {
		words = append([]string{""}, words...)
	}
	return strings.ToLower(strings.Join(words, "_"))
}

func snakeWords(s string) []string {
	var words []string
	for i := 0; i < len(s); {
		from := i
		switch {
		case isUpper(s[i]):
			for i < len(s) && isUpper(s[i]) {
				i++
			}
			for i < len(s) && isLower(s[i]) {
				i++
			}
		case isLower(s[i]):
			for i < len(s) && isLower(s[i]) {
				i++
			}
		case isDigit(s[i]):
			for i < len(s) && isDigit(s[i]) {
				i++
			}
		default:
			for i < len(s) && !isUpper(s[i]) && !isLower(s[i]) && !isDigit(s[i]) {
				i++
			}
			words = append(words, "")
			continue
		}
		words = append(words, s[from:i])
	}
	return words
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// plainLetters writes letters with marks without them.
func plainLetters(s string) string {
	s = strings.NewReplacer("ß", "ss", "æ", "ae", "Æ", "AE", "œ", "oe", "Œ", "OE", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
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

// flatten moves nested values to the top. A name that is taken gets that of its
// parent before it, and so does every name once a list was laid flat. Fields are
// taken from the last to the first in order of the alphabet: the reference
// runner takes them from the last to the first as they came.
func flatten(record map[string]any, lists bool) {
	type field struct {
		value any
		name  string
	}
	out, whole := map[string]any{}, false
	stack := []field{{record, "_"}}
	for len(stack) > 0 {
		f := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch node := f.value.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(node)) {
				name := key
				if _, taken := out[key]; taken || whole {
					name = f.name + "." + key
				}
				stack = append(stack, field{node[key], name})
			}
			continue
		case []any:
			if lists {
				for i, child := range node {
					whole = true
					stack = append(stack, field{child, f.name + "." + strconv.Itoa(i)})
				}
				continue
			}
		}
		out[f.name] = f.value
	}
	clear(record)
	maps.Copy(record, out)
}

// flattenAt moves the fields of one object to the top, unless one of them is
// there already.
func flattenAt(t manifest.FlattenAt, record map[string]any, sc scope) error {
	path, err := extractPath(t.Path, sc)
	if err != nil {
		return err
	}
	found, _ := follow(record, path)
	if matches, ok := found.([]any); ok && slices.Contains(path, "*") && len(matches) > 0 {
		found = matches[0]
	}
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
	if t.Replace && len(moved) > 0 {
		clear(record)
	} else {
		for key := range moved {
			if _, taken := record[key]; taken {
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

// gather moves fields into a list, in the order of their names. The list is there also
// where it is empty, so that all records have the field.
func gather(t manifest.GatherFields, record map[string]any) {
	gathered := []any{}
	for _, name := range slices.Sorted(maps.Keys(record)) {
		if strings.HasPrefix(name, t.Prefix) {
			gathered = append(gathered, map[string]any{"name": name, "value": record[name]})
			delete(record, name)
		}
	}
	record[t.Into] = gathered
}
