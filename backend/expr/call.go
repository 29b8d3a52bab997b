package expr

// call is the evaluated argument list of a function, method, filter or test.
type call struct {
	name  string
	pos   []any
	named map[string]any
}

func (a arguments) eval(f *frame, name string) (call, error) {
	c := call{name: name}
	if len(a.positional) > 0 {
		c.pos = make([]any, 0, len(a.positional))
	}
	for _, n := range a.positional {
		v, err := f.eval(n)
		if err != nil {
			return c, err
		}
		c.pos = append(c.pos, v)
	}
	if a.spread != nil {
		v, err := f.eval(a.spread)
		if err != nil {
			return c, err
		}
		items, err := iterate(f, v)
		if err != nil {
			return c, err
		}
		for _, it := range items {
			c.pos = append(c.pos, inward(it))
		}
	}
	if err := f.weigh(c.pos...); err != nil {
		return c, err
	}
	return c, a.evalNamed(f, &c)
}

func (a arguments) evalNamed(f *frame, c *call) error {
	if len(a.names) == 0 && a.spreadDict == nil {
		return nil
	}
	c.named = make(map[string]any, len(a.names))
	for i, n := range a.named {
		v, err := f.eval(n)
		if err != nil {
			return err
		}
		c.named[a.names[i]] = v
	}
	if a.spreadDict == nil {
		return nil
	}
	v, err := f.eval(a.spreadDict)
	if err != nil {
		return err
	}
	m, ok := asMapping(v)
	if !ok {
		return typeErr("argument after ** must be a mapping, not %s", typeName(v))
	}
	for _, k := range m.keys() {
		name, ok := k.(string)
		if !ok {
			return typeErr("keywords must be strings")
		}
		c.named[name], _ = m.get(k)
	}
	return nil
}

// take binds arguments to parameter names in order; the first required ones must be present. Missing ones are nil with
// present false.
func (c call) take(required int, params ...string) ([]param, error) {
	if len(c.pos) > len(params) {
		return nil, typeErr("%s takes at most %d arguments, %d given", c.name, len(params), len(c.pos))
	}
	out := make([]param, len(params))
	used := 0
	for i, name := range params {
		if i < len(c.pos) {
			out[i] = param{c.pos[i], true}
		}
		v, ok := c.named[name]
		if !ok {
			if !out[i].present && i < required {
				return nil, typeErr("%s is missing the argument %s", c.name, name)
			}
			continue
		}
		if out[i].present {
			return nil, typeErr("%s got several values for %s", c.name, name)
		}
		out[i], used = param{v, true}, used+1
	}
	if used < len(c.named) {
		return nil, typeErr("%s got an argument it does not know", c.name)
	}
	return out, nil
}

// param is one bound argument.
type param struct {
	value   any
	present bool
}

func (p param) text(fallback string) (string, error) {
	if !p.present {
		return fallback, nil
	}
	switch s := p.value.(type) {
	case string:
		return s, nil
	case undefined:
		return "", undefinedErr(s)
	}
	return "", typeErr("expected text, got %s", typeName(p.value))
}

func (p param) integer(fallback int) (int, error) {
	if !p.present || p.value == nil {
		return fallback, nil
	}
	switch n := p.value.(type) {
	case int64:
		return int(n), nil
	case bool:
		return int(boolInt(n)), nil
	case undefined:
		return 0, undefinedErr(n)
	}
	return 0, typeErr("expected an integer, got %s", typeName(p.value))
}
