package expr

func runAll(f *frame, body []statement) error {
	for _, stmt := range body {
		if err := f.tick(1); err != nil {
			return err
		}
		if err := stmt.run(f); err != nil {
			return err
		}
	}
	return nil
}

func (s dataStmt) run(f *frame) error { return f.write(s.text) }

func (s outStmt) run(f *frame) error {
	v, err := f.eval(s.value)
	if err != nil {
		return err
	}
	text, err := f.str(v)
	if err != nil {
		return err
	}
	return f.write(text)
}

func (s ifStmt) run(f *frame) error {
	when, err := f.eval(s.when)
	if err != nil {
		return err
	}
	if truth(when) {
		return runAll(f, s.then)
	}
	return runAll(f, s.otherwise)
}

func (s setStmt) run(f *frame) error {
	v, err := f.eval(s.value)
	if err != nil {
		return err
	}
	return s.target.assign(f, v)
}

func (t target) assign(f *frame, v any) error {
	if t.attribute != "" {
		owner, err := (&variable{t.names[0]}).eval(f)
		if err != nil {
			return err
		}
		ns, ok := owner.(*namespaceObject)
		if !ok {
			return valueErr("attributes can be set on namespace objects only")
		}
		ns.attrs.set(t.attribute, v)
		return nil
	}
	if !t.nested {
		f.assign(t.names[0], v)
		return nil
	}
	items, err := iterate(f, v)
	if err != nil {
		return err
	}
	if len(items) != len(t.names) {
		return valueErr("%d values for %d names", len(items), len(t.names))
	}
	for i, name := range t.names {
		f.assign(name, inward(items[i]))
	}
	return nil
}

func (s setBlockStmt) run(f *frame) error {
	text, err := f.capture(s.body)
	if err != nil {
		return err
	}
	f.assign(s.name, text)
	return nil
}

// capture runs a body and returns its output instead of writing it.
func (f *frame) capture(body []statement) (string, error) {
	outer := f.out.String()
	f.out.Reset()
	err := runAll(f, body)
	text := f.out.String()
	f.out.Reset()
	f.out.WriteString(outer)
	if err != nil {
		return "", err
	}
	return text, f.alloc(float64(len(outer) + len(text)))
}

func (s withStmt) run(f *frame) error {
	values := make([]any, len(s.values))
	for i, n := range s.values {
		v, err := f.eval(n)
		if err != nil {
			return err
		}
		values[i] = v
	}
	f.push()
	defer f.pop()
	for i, name := range s.names {
		f.assign(name, values[i])
	}
	return runAll(f, s.body)
}

func (s forStmt) run(f *frame) error {
	over, err := f.eval(s.over)
	if err != nil {
		return err
	}
	items, err := iterate(f, over)
	if err != nil {
		return err
	}
	if items, err = s.kept(f, items); err != nil {
		return err
	}
	if len(items) == 0 {
		return runAll(f, s.otherwise)
	}
	for i := range items {
		if err := s.once(f, items, i); err != nil {
			return err
		}
	}
	return nil
}

// kept applies the loop's own condition, because loop.length counts only what passes.
func (s forStmt) kept(f *frame, items []any) ([]any, error) {
	if s.when == nil {
		return items, nil
	}
	var out []any
	for _, item := range items {
		f.push()
		err := s.target.assign(f, inward(item))
		var when any
		if err == nil {
			when, err = f.eval(s.when)
		}
		f.pop()
		if err != nil {
			return nil, err
		}
		if truth(when) {
			out = append(out, item)
		}
	}
	return out, nil
}

func (s forStmt) once(f *frame, items []any, i int) error {
	f.push()
	defer f.pop()
	f.assign("loop", &loopVar{items: items, at: i})
	if err := s.target.assign(f, inward(items[i])); err != nil {
		return err
	}
	return runAll(f, s.body)
}

// loopVar is the loop object inside a for statement.
type loopVar struct {
	items []any
	at    int
}

func (l *loopVar) attribute(name string) (any, bool) {
	n := int64(len(l.items))
	at := int64(l.at)
	switch name {
	case "index":
		return at + 1, true
	case "index0":
		return at, true
	case "revindex":
		return n - at, true
	case "revindex0":
		return n - at - 1, true
	case "first":
		return at == 0, true
	case "last":
		return at == n-1, true
	case "length":
		return n, true
	case "depth":
		return int64(1), true
	case "depth0":
		return int64(0), true
	case "previtem":
		if at == 0 {
			return undefined{name: name}, true
		}
		return inward(l.items[at-1]), true
	case "nextitem":
		if at == n-1 {
			return undefined{name: name}, true
		}
		return inward(l.items[at+1]), true
	}
	return nil, false
}

// cycle is loop.cycle(a, b): the arguments in turn.
func cycle(_ *frame, of any, args call) (any, error) {
	l, ok := of.(*loopVar)
	if !ok || len(args.pos) == 0 {
		return nil, typeErr("cycle needs arguments")
	}
	return args.pos[l.at%len(args.pos)], nil
}
