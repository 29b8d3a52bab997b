package expr

import (
	"math"
	"math/big"
	"strings"
	"unicode/utf8"
)

// getAttr is Jinja's value.name: a Python attribute if there is one, else the item of that name, else undefined.
func getAttr(of any, name string) (any, error) {
	switch x := of.(type) {
	case undefined:
		return nil, undefinedErr(x)
	case map[string]any:
		if fn := methodNamed(of, name); fn == nil {
			v, ok := x[name]
			if !ok {
				return undefined{name: name}, nil
			}
			return inward(v), nil
		}
	case *loopVar:
		if v, ok := x.attribute(name); ok {
			return v, nil
		}
	case *namespaceObject:
		if v, ok := x.attrs.get(name); ok {
			return v, nil
		}
		return undefined{name: name}, nil
	case Slice:
		if v, ok := x.attribute(name); ok {
			return v, nil
		}
	}
	if v, ok := timeAttribute(of, name); ok {
		return v, nil
	}
	if fn := methodNamed(of, name); fn != nil {
		return method{of: of, name: name, fn: fn}, nil
	}
	if m, ok := asMapping(of); ok {
		if v, ok := m.get(name); ok {
			return v, nil
		}
	}
	return undefined{name: name}, nil
}

// getItem is Jinja's value[key]: the item, else undefined. A key that is not there is never an error by itself.
func getItem(of, key any) (any, error) {
	switch x := of.(type) {
	case undefined:
		return nil, undefinedErr(x)
	case map[string]any:
		if k, ok := key.(string); ok {
			if v, ok := x[k]; ok {
				return inward(v), nil
			}
			return undefined{}, nil
		}
		return undefined{}, nil
	case Slice:
		if k, ok := key.(string); ok {
			if v, ok := x.get(k); ok {
				return inward(v), nil
			}
		}
	case *dict:
		if v, ok := x.get(key); ok {
			return v, nil
		}
	case string:
		if at, ok := clampIndex(key); ok {
			return runeAt(x, at), nil
		}
	default:
		if l, ok := of.(*list); ok && l.kind > kindTuple {
			break
		}
		if items, ok := sequenceOf(of); ok {
			if at, ok := clampIndex(key); ok {
				return itemAt(items, at), nil
			}
		}
	}
	name, ok := key.(string)
	if _, isMapping := asMapping(of); ok && !isMapping {
		return anonymous(getAttr(of, name))
	}
	return undefined{}, nil
}

// anonymous takes the name off an undefined value: a key that was computed may hold what must not reach an error.
func anonymous(v any, err error) (any, error) {
	if _, missing := v.(undefined); missing {
		return undefined{}, err
	}
	return v, err
}

func itemAt(items []any, at int) any {
	if at < 0 {
		at += len(items)
	}
	if at < 0 || at >= len(items) {
		return undefined{name: "item"}
	}
	return inward(items[at])
}

func runeAt(s string, at int) any {
	if at < 0 {
		at += utf8.RuneCountInString(s)
	}
	if at >= 0 {
		for i := range s {
			if at == 0 {
				_, size := utf8.DecodeRuneInString(s[i:])
				return s[i : i+size]
			}
			at--
		}
	}
	return undefined{name: "item"}
}

// clampIndex reads an integer; one too large for any list becomes the largest.
func clampIndex(v any) (int, bool) {
	switch x := v.(type) {
	case bool:
		return int(boolInt(x)), true
	case int64:
		return int(max(min(x, math.MaxInt32), math.MinInt32)), true
	case *big.Int:
		return x.Sign() * math.MaxInt32, true
	}
	return 0, false
}

// slice is Python's value[from:to:step] for text, lists and tuples.
func slice(of any, from, to, step *int) (any, error) {
	by := 1
	if step != nil {
		if by = *step; by == 0 {
			return nil, valueErr("slice step cannot be zero")
		}
	}
	switch x := of.(type) {
	case undefined:
		return nil, undefinedErr(x)
	case string:
		runes := []rune(x)
		picked := make([]rune, 0, len(runes))
		for i := range sliceIndexes(len(runes), from, to, by) {
			picked = append(picked, runes[i])
		}
		return string(picked), nil
	}
	items, ok := sequenceOf(of)
	if l, isList := of.(*list); !ok || isList && l.kind > kindTuple {
		return nil, typeErr("%s cannot be sliced", typeName(of))
	}
	out := &list{items: []any{}}
	if l, isList := of.(*list); isList {
		out.kind = l.kind
	}
	for i := range sliceIndexes(len(items), from, to, by) {
		out.items = append(out.items, inward(items[i]))
	}
	return out, nil
}

func sliceIndexes(n int, from, to *int, by int) func(yield func(int) bool) {
	bound := func(at *int, fallback int) int {
		if at == nil {
			return fallback
		}
		i := *at
		if i < 0 {
			i += n
		}
		if by < 0 {
			return max(min(i, n-1), -1)
		}
		return max(min(i, n), 0)
	}
	first, last := bound(from, 0), bound(to, n)
	if by < 0 {
		first, last = bound(from, n-1), bound(to, -1)
	}
	return func(yield func(int) bool) {
		for i := first; by > 0 && i < last || by < 0 && i > last; i += by {
			if !yield(i) {
				return
			}
		}
	}
}

// attributePath follows Jinja's attribute='a.b.0' of map, selectattr, sort and the like.
func attributePath(of any, path any) (any, error) { return attributeOr(of, path, nil) }

// attributeOr is attributePath with a value for each step that is missing; nil means none.
func attributeOr(of any, path any, fallback any) (any, error) {
	name, ok := path.(string)
	if !ok {
		return getItem(of, path)
	}
	var err error
	for part := range strings.SplitSeq(name, ".") {
		if isDigits(part) {
			n, _ := parseInt(part, 10)
			of, err = getItem(of, n)
		} else {
			of, err = getItem(of, part)
		}
		if err != nil {
			return nil, err
		}
		if _, missing := of.(undefined); missing && fallback != nil {
			of = fallback
		}
	}
	return of, nil
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// iterate returns what Python's iter() visits: items, keys of a mapping, characters of a text. It spends one step an item.
func iterate(f *frame, v any) ([]any, error) {
	cost := 0
	switch x := v.(type) {
	case string:
		cost = len(x)
	case []any:
		cost = len(x)
	case *list:
		cost = len(x.items)
	default:
		if m, ok := asMapping(v); ok {
			cost = m.size()
		}
	}
	if err := f.tick(cost); err != nil {
		return nil, err
	}
	return itemsOf(v)
}

func itemsOf(v any) ([]any, error) {
	switch x := v.(type) {
	case undefined:
		return nil, nil
	case string:
		out := make([]any, 0, len(x))
		for _, r := range x {
			out = append(out, string(r))
		}
		return out, nil
	case []any:
		return x, nil
	case *list:
		items := x.items
		if x.kind == kindGenerator {
			x.items = nil // a generator gives its items once
		}
		return items[:len(items):len(items)], nil
	}
	if m, ok := asMapping(v); ok {
		return m.keys(), nil
	}
	return nil, typeErr("%s object is not iterable", typeName(v))
}
