package expr

// methodNamed finds the method of a value, nil when its Python type has none of that name.
func methodNamed(of any, name string) methodFunc {
	switch of.(type) {
	case map[string]any, *dict, Slice:
		return dictMethod(name)
	case string:
		return textMethod(name)
	case []any, *list:
		return listMethod(of, name)
	case datetime, date, Duration:
		return timeMethod(of, name)
	case float64:
		if name == "is_integer" {
			return func(_ *frame, of any, _ call) (any, error) {
				n, err := truncated(of)
				return err == nil && compareNumbers(n, of) == 0, nil
			}
		}
	case *loopVar:
		if name == "cycle" {
			return cycle
		}
	}
	return nil
}

func dictMethod(name string) methodFunc {
	switch name {
	case "get":
		return dictGet
	case "keys", "values", "items":
		return dictView
	case "copy":
		return func(_ *frame, of any, _ call) (any, error) {
			m, _ := asMapping(of)
			return ownedDict(m), nil
		}
	case "update", "pop", "setdefault", "clear", "popitem":
		return dictChange
	}
	return nil
}

func dictGet(_ *frame, of any, args call) (any, error) {
	p, err := args.take(1, "key", "default")
	if err != nil {
		return nil, err
	}
	if m, ok := of.(map[string]any); ok {
		if key, isText := p[0].value.(string); isText {
			if v, found := m[key]; found {
				return inward(v), nil
			}
			return p[1].value, nil
		}
	}
	if _, ok := hashOf(p[0].value); !ok {
		return nil, typeErr("unhashable type: %s", typeName(p[0].value))
	}
	m, _ := asMapping(of)
	if v, ok := m.get(p[0].value); ok {
		return v, nil
	}
	return p[1].value, nil
}

func dictView(f *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	m, _ := asMapping(of)
	if err := f.tick(m.size()); err != nil {
		return nil, err
	}
	switch args.name {
	case "keys":
		return &list{kind: kindDictKeys, items: append([]any{}, m.keys()...)}, nil
	case "items":
		return pairsOf(m), nil
	}
	out := &list{kind: kindDictValues, items: make([]any, 0, m.size())}
	for _, k := range m.keys() {
		v, _ := m.get(k)
		out.items = append(out.items, v)
	}
	return out, nil
}

// dictChange holds the methods that change a dict. One that was handed in is left as it is: the change is made on a copy, so
// it is seen in what the method returns only. A name set in the template is such a copy already.
func dictChange(f *frame, of any, args call) (any, error) {
	d, ok := of.(*dict)
	if !ok {
		m, _ := asMapping(of)
		d = ownedDict(m)
	}
	if err := f.tick(d.size()); err != nil {
		return nil, err
	}
	switch args.name {
	case "update":
		if len(args.pos) > 1 {
			return nil, typeErr("update expects at most one argument")
		}
		for _, other := range append(append([]any{}, args.pos...), any(args.named)) {
			if err := updateDict(f, d, other); err != nil {
				return nil, err
			}
		}
		return nil, nil
	case "clear":
		*d = *newDict(0)
		return nil, nil
	case "popitem":
		if d.size() == 0 {
			return nil, valueErr("popitem: dictionary is empty")
		}
		last := d.size() - 1
		pair := newTuple(d.keyList[last], d.values[last])
		d.remove(d.keyList[last])
		return pair, nil
	}
	return dictTake(d, args)
}

// dictTake is setdefault and pop.
func dictTake(d *dict, args call) (any, error) {
	p, err := args.take(1, "key", "default")
	if err != nil {
		return nil, err
	}
	if _, ok := hashOf(p[0].value); !ok {
		return nil, typeErr("unhashable type: %s", typeName(p[0].value))
	}
	v, found := d.get(p[0].value)
	if args.name == "setdefault" {
		if !found {
			d.set(p[0].value, p[1].value)
			return p[1].value, nil
		}
		return v, nil
	}
	switch {
	case found:
		d.remove(p[0].value)
		return v, nil
	case p[1].present:
		return p[1].value, nil
	}
	return nil, valueErr("pop: key is not there")
}

// updateDict adds a mapping, or pairs of key and value.
func updateDict(f *frame, d *dict, other any) error {
	if m, ok := asMapping(other); ok {
		for _, k := range m.keys() {
			v, _ := m.get(k)
			d.set(k, v)
		}
		return f.tick(m.size())
	}
	items, err := iterate(f, other)
	if err != nil {
		return err
	}
	for _, it := range items {
		pair, err := itemsOf(inward(it))
		if err != nil || len(pair) != 2 {
			return valueErr("a dictionary needs pairs of key and value")
		}
		if !d.set(inward(pair[0]), inward(pair[1])) {
			return typeErr("unhashable type: %s", typeName(inward(pair[0])))
		}
	}
	return nil
}

func listMethod(of any, name string) methodFunc {
	switch name {
	case "index", "count":
		return listFind
	}
	if kindOf(of) != kindList {
		return nil
	}
	switch name {
	case "append", "extend", "insert", "pop", "remove", "reverse", "sort", "clear", "copy":
		return listChange
	}
	return nil
}

func listFind(f *frame, of any, args call) (any, error) {
	p, err := args.take(1, "value")
	if err != nil {
		return nil, err
	}
	items, _ := sequenceOf(of)
	count := int64(0)
	for i, it := range items {
		same, err := equal(f, it, p[0].value, 0)
		if err != nil {
			return nil, err
		}
		if same && args.name == "index" {
			return int64(i), nil
		}
		count += boolInt(same)
	}
	if args.name == "index" {
		return nil, valueErr("value is not in list")
	}
	return count, nil
}

// listChange holds the methods that change a list; see dictChange for lists that were handed in.
func listChange(f *frame, of any, args call) (any, error) {
	l, ok := of.(*list)
	if !ok {
		items, _ := sequenceOf(of)
		l = &list{items: items, shared: true}
	}
	if err := f.tick(1 + copyCost(l)); err != nil {
		return nil, err
	}
	l.own()
	switch args.name {
	case "copy":
		return newList(append([]any{}, l.items...)...), nil
	case "clear":
		l.items = nil
		return nil, nil
	case "reverse":
		out, err := reverseFilter(f, l, call{name: "reverse"})
		l.items = listItems(out)
		return nil, err
	case "sort":
		out, err := sorted(f, l.items, l.items, truth(args.named["reverse"]))
		if err == nil {
			l.items = listItems(out)
		}
		return nil, err
	case "pop":
		return listPop(l, args)
	case "insert":
		return nil, listInsert(l, args)
	}
	return nil, listAdd(f, l, args)
}

// listAdd is append, extend and remove.
func listAdd(f *frame, l *list, args call) error {
	p, err := args.take(1, "object")
	if err != nil {
		return err
	}
	switch args.name {
	case "append":
		l.items = append(l.items, p[0].value)
	case "extend":
		items, err := iterate(f, p[0].value)
		if err != nil {
			return err
		}
		l.items = append(l.items, items...)
	case "remove":
		at, err := listFind(f, l, call{name: "index", pos: []any{p[0].value}})
		if err != nil {
			return err
		}
		i, _ := clampIndex(at)
		l.items = append(l.items[:i:i], l.items[i+1:]...)
	}
	return nil
}

// copyCost is the cost of the copy that a shared list needs.
func copyCost(l *list) int {
	if l.shared {
		return len(l.items)
	}
	return 0
}

func listItems(v any) []any {
	l, ok := v.(*list)
	if !ok {
		return nil
	}
	return l.items
}

func listPop(l *list, args call) (any, error) {
	p, err := args.take(0, "index")
	if err != nil {
		return nil, err
	}
	i, err := p[0].integer(-1)
	if err != nil {
		return nil, err
	}
	if i < 0 {
		i += len(l.items)
	}
	if i < 0 || i >= len(l.items) {
		return nil, valueErr("pop index out of range")
	}
	v := inward(l.items[i])
	l.items = append(l.items[:i:i], l.items[i+1:]...)
	return v, nil
}

func listInsert(l *list, args call) error {
	p, err := args.take(2, "index", "object")
	if err != nil {
		return err
	}
	i, err := p[0].integer(0)
	if err != nil {
		return err
	}
	if i < 0 {
		i += len(l.items)
	}
	i = max(0, min(i, len(l.items)))
	l.items = append(l.items[:i:i], append([]any{p[1].value}, l.items[i:]...)...)
	return nil
}
