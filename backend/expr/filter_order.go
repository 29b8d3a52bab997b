package expr

import (
	"slices"
	"sort"
	"strings"
)

// sortKey is what sort, unique, min, max and groupby compare: an attribute, text without case unless asked.
func sortKey(it any, attribute param, caseSensitive bool) (any, error) {
	var err error
	if attribute.present && attribute.value != nil {
		paths, isText := attribute.value.(string)
		if isText && strings.Contains(paths, ",") {
			key := newTuple()
			for path := range strings.SplitSeq(paths, ",") {
				v, err := sortKey(it, param{path, true}, caseSensitive)
				if err != nil {
					return nil, err
				}
				key.items = append(key.items, v)
			}
			return key, nil
		}
		if it, err = attributePath(it, attribute.value); err != nil {
			return nil, err
		}
	}
	if s, ok := it.(string); ok && !caseSensitive {
		return strings.ToLower(s), nil
	}
	return it, nil
}

func uniqueFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "case_sensitive", "attribute")
	if err != nil {
		return nil, err
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	seen := newDict(len(items))
	out := &list{kind: kindGenerator, items: []any{}}
	for _, it := range items {
		it = inward(it)
		key, err := sortKey(it, p[1], truth(p[0].value))
		if err != nil {
			return nil, err
		}
		if err := f.weighKey(key); err != nil {
			return nil, err
		}
		if _, found := seen.get(key); found {
			continue
		}
		if !seen.set(key, nil) {
			return nil, typeErr("unhashable type: %s", typeName(key))
		}
		out.items = append(out.items, it)
	}
	return out, nil
}

func sortFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "reverse", "case_sensitive", "attribute")
	if err != nil {
		return nil, err
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	keys := make([]any, len(items))
	for i, it := range items {
		if keys[i], err = sortKey(inward(it), p[2], truth(p[1].value)); err != nil {
			return nil, err
		}
	}
	return sorted(f, items, keys, truth(p[0].value))
}

func sorted(f *frame, items, keys []any, reverse bool) (any, error) {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	var failed error
	sort.SliceStable(order, func(i, j int) bool {
		if failed != nil {
			return false
		}
		a, b := keys[order[i]], keys[order[j]]
		if reverse {
			a, b = b, a
		}
		n, err := ordering(f, "<", a, b)
		if err != nil {
			failed = err
		}
		return n == -1
	})
	out := &list{items: make([]any, len(items))}
	for i, at := range order {
		out.items[i] = inward(items[at])
	}
	return out, failed
}

func dictsortFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "case_sensitive", "by", "reverse")
	if err != nil {
		return nil, err
	}
	by, err := p[1].text("key")
	if err != nil {
		return nil, err
	}
	m, ok := asMapping(of)
	if !ok {
		return nil, valueErr("dictsort needs a mapping, not %s", typeName(of))
	}
	at := boolInt(by == "value")
	items := pairsOf(m).items
	keys := make([]any, len(items))
	for i, it := range items {
		if keys[i], err = sortKey(it, param{at, true}, truth(p[0].value)); err != nil {
			return nil, err
		}
	}
	return sorted(f, items, keys, truth(p[2].value))
}

// groupbyFilter gives (key, items) pairs in the order of the keys.
func groupbyFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(1, "attribute", "default", "case_sensitive")
	if err != nil {
		return nil, err
	}
	sortedItems, err := sortFilter(f, of, call{name: "groupby", named: map[string]any{"attribute": p[0].value}})
	if err != nil {
		return nil, err
	}
	out := newList()
	var lastKey any
	items, _ := sequenceOf(sortedItems)
	for i, it := range items {
		key, err := attributePath(it, p[0].value)
		if err != nil {
			return nil, err
		}
		same := false
		if i > 0 {
			if same, err = equal(f, key, lastKey, 0); err != nil {
				return nil, err
			}
		}
		if !same {
			out.items = append(out.items, newTuple(key, newList()))
		}
		lastKey = key
		pair, _ := out.items[len(out.items)-1].(*list)
		group, _ := pair.items[1].(*list)
		group.items = append(group.items, it)
	}
	return out, nil
}

func extremeFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "case_sensitive", "attribute")
	if err != nil {
		return nil, err
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return undefined{name: args.name + " of an empty sequence"}, nil
	}
	best, bestKey := any(nil), any(nil)
	for i, it := range items {
		it = inward(it)
		key, err := sortKey(it, p[1], truth(p[0].value))
		if err != nil {
			return nil, err
		}
		order := 0
		if i > 0 {
			if order, err = ordering(f, "<", key, bestKey); err != nil {
				return nil, err
			}
		}
		if i == 0 || args.name == "max" && order == 1 || args.name == "min" && order == -1 {
			best, bestKey = it, key
		}
	}
	return best, nil
}

func reverseFilter(f *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	if s, ok := of.(string); ok {
		runes := []rune(s)
		slices.Reverse(runes)
		return string(runes), nil
	}
	items, err := iterate(f, of)
	if IsKind(err, KindType) {
		return nil, valueErr("%s cannot be reversed", typeName(of))
	}
	if err != nil {
		return nil, err
	}
	out := &list{kind: kindGenerator, items: slices.Clone(items)}
	slices.Reverse(out.items)
	return out, nil
}
