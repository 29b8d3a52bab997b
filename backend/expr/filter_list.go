package expr

import (
	"slices"
	"strings"
)

func endFilter(f *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	switch {
	case len(items) == 0:
		return undefined{name: "the " + args.name + " item of an empty sequence"}, nil
	case args.name == "first":
		return inward(items[0]), nil
	}
	return inward(items[len(items)-1]), nil
}

func joinFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(0, "d", "attribute")
	if err != nil {
		return nil, err
	}
	sep := ""
	if p[0].present {
		if sep, err = f.str(p[0].value); err != nil {
			return nil, err
		}
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	parts := make([]string, len(items))
	for i, it := range items {
		it = inward(it)
		if p[1].present && p[1].value != nil {
			if it, err = attributePath(it, p[1].value); err != nil {
				return nil, err
			}
		}
		if parts[i], err = f.str(it); err != nil {
			return nil, err
		}
	}
	return joined(f, parts, sep)
}

func joined(f *frame, parts []string, sep string) (any, error) {
	size := float64(len(sep)) * float64(len(parts))
	for _, s := range parts {
		size += float64(len(s))
	}
	if err := f.alloc(size); err != nil {
		return nil, err
	}
	return strings.Join(parts, sep), nil
}

// mapFilter applies an attribute look-up or another filter to each item.
func mapFilter(f *frame, of any, args call) (any, error) {
	if !truth(of) { // nothing to visit, whatever its type
		of = newList()
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	out := &list{kind: kindGenerator, items: make([]any, 0, len(items))}
	apply, err := mapper(f, args)
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		v, err := apply(inward(it))
		if err != nil {
			return nil, err
		}
		out.items = append(out.items, v)
	}
	return out, nil
}

func mapper(f *frame, args call) (func(any) (any, error), error) {
	if path, ok := args.named["attribute"]; ok && len(args.pos) == 0 {
		return func(it any) (any, error) { return attributeOr(it, path, args.named["default"]) }, nil
	}
	if len(args.pos) == 0 {
		return nil, valueErr("map needs a filter or attribute")
	}
	name, _ := args.pos[0].(string)
	fn := filterNamed(name)
	if fn == nil {
		return nil, valueErr("map names a filter that does not exist")
	}
	inner := call{name: name, pos: args.pos[1:], named: args.named}
	return func(it any) (any, error) {
		if err := f.tick(1); err != nil {
			return nil, err
		}
		return fn(f, it, inner)
	}, nil
}

// selectFilter keeps or drops the items, or those with an attribute, that pass a test.
func selectFilter(f *frame, of any, args call) (any, error) {
	wanted := strings.HasPrefix(args.name, "select")
	rest := args.pos
	var path any
	byAttribute := strings.HasSuffix(args.name, "attr")
	if byAttribute {
		if len(rest) == 0 {
			return nil, valueErr("%s needs an attribute", args.name)
		}
		path, rest = rest[0], rest[1:]
	}
	check := func(_ *frame, v any, _ call) (bool, error) { return truth(v), nil }
	inner := call{named: args.named}
	if len(rest) > 0 {
		inner.name, _ = rest[0].(string)
		inner.pos = rest[1:]
		fn := testNamed(inner.name)
		if fn == nil {
			return nil, valueErr("%s names a test that does not exist", args.name)
		}
		check = fn
	}
	if !truth(of) {
		of = newList()
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	out := &list{kind: kindGenerator, items: []any{}}
	for _, it := range items {
		it = inward(it)
		v := it
		if byAttribute {
			if v, err = attributePath(it, path); err != nil {
				return nil, err
			}
		}
		ok, err := check(f, v, inner)
		if err != nil {
			return nil, err
		}
		if ok == wanted {
			out.items = append(out.items, it)
		}
	}
	return out, nil
}

func batchFilter(f *frame, of any, args call) (any, error) {
	p, err := args.take(1, "linecount", "fill_with")
	if err != nil {
		return nil, err
	}
	n, err := p[0].integer(0)
	if err != nil {
		return nil, err
	}
	if n < 1 || n > maxSteps {
		return nil, valueErr("batch needs a positive size")
	}
	items, err := iterate(f, of)
	if err != nil {
		return nil, err
	}
	out := &list{kind: kindGenerator, items: []any{}}
	for chunk := range slices.Chunk(items, n) {
		row := newList(slices.Clone(chunk)...)
		for p[1].present && p[1].value != nil && len(row.items) < n {
			if err := f.tick(1); err != nil {
				return nil, err
			}
			row.items = append(row.items, p[1].value)
		}
		out.items = append(out.items, row)
	}
	return out, nil
}

func itemsFilter(f *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	if _, ok := of.(undefined); ok {
		return &list{kind: kindGenerator}, nil
	}
	m, ok := asMapping(of)
	if !ok {
		return nil, typeErr("items needs a mapping, not %s", typeName(of))
	}
	return pairsOf(m), f.tick(m.size())
}
