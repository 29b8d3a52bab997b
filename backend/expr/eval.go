package expr

import "math/big"

func (n *constant) eval(*frame) (any, error) { return n.value, nil }

func (n *variable) eval(f *frame) (any, error) {
	for s := f.scope; s != nil; s = s.parent {
		if v, ok := s.names[n.name]; ok {
			return v, nil
		}
	}
	if v, ok := f.vars[n.name]; ok {
		return inward(v), nil
	}
	if fn := globalNamed(n.name); fn != nil {
		return function{name: n.name, fn: fn}, nil
	}
	return undefined{name: n.name}, nil
}

func (n *listNode) eval(f *frame) (any, error) {
	out := &list{kind: n.kind, items: make([]any, len(n.items))}
	for i, item := range n.items {
		v, err := f.eval(item)
		if err != nil {
			return nil, err
		}
		out.items[i] = v
	}
	return out, nil
}

func (n *dictNode) eval(f *frame) (any, error) {
	out := newDict(len(n.keys))
	for i := range n.keys {
		k, err := f.eval(n.keys[i])
		if err != nil {
			return nil, err
		}
		v, err := f.eval(n.values[i])
		if err != nil {
			return nil, err
		}
		if err := f.weighKey(k); err != nil {
			return nil, err
		}
		if !out.set(k, v) {
			return nil, typeErr("unhashable type: %s", typeName(k))
		}
	}
	return out, nil
}

func (n *attrNode) eval(f *frame) (any, error) {
	of, err := f.eval(n.of)
	if err != nil {
		return nil, err
	}
	return getAttr(of, n.name)
}

func (n *itemNode) eval(f *frame) (any, error) {
	of, err := f.eval(n.of)
	if err != nil {
		return nil, err
	}
	key, err := f.eval(n.key)
	if err != nil {
		return nil, err
	}
	v, err := getItem(of, key)
	if _, missing := v.(undefined); missing {
		if c, ok := n.key.(*constant); ok {
			name, _ := c.value.(string)
			return undefined{name: name}, err
		}
	}
	return v, err
}

func (n *sliceNode) eval(f *frame) (any, error) {
	of, err := f.eval(n.of)
	if err != nil {
		return nil, err
	}
	var bounds [3]*int
	for i, part := range [3]node{n.from, n.to, n.step} {
		if part == nil {
			continue
		}
		v, err := f.eval(part)
		if err != nil {
			return nil, err
		}
		if v == nil {
			continue
		}
		at, ok := clampIndex(v)
		if !ok {
			return nil, typeErr("slice indices must be integers or None, not %s", typeName(v))
		}
		bounds[i] = &at
	}
	return slice(of, bounds[0], bounds[1], bounds[2])
}

func (n *ternaryNode) eval(f *frame) (any, error) {
	when, err := f.eval(n.when)
	if err != nil {
		return nil, err
	}
	if truth(when) {
		return f.eval(n.then)
	}
	if n.otherwise == nil {
		return undefined{}, nil
	}
	return f.eval(n.otherwise)
}

func (n *boolNode) eval(f *frame) (any, error) {
	left, err := f.eval(n.left)
	if err != nil || truth(left) == n.or {
		return left, err
	}
	return f.eval(n.right)
}

func (n *unaryNode) eval(f *frame) (any, error) {
	v, err := f.eval(n.of)
	if err != nil {
		return nil, err
	}
	if n.op == "not" {
		return !truth(v), nil
	}
	if u, ok := v.(undefined); ok {
		return nil, undefinedErr(u)
	}
	if b, ok := v.(bool); ok {
		v = boolInt(b)
	}
	if n.op == "-" {
		if out, ok := negate(v); ok {
			return out, nil
		}
	} else if isNumber(v) {
		return v, nil
	}
	return nil, typeErr("bad operand type for unary %s: %s", n.op, typeName(v))
}

// negate returns -v for a number or duration.
func negate(v any) (any, bool) {
	switch x := v.(type) {
	case int64:
		return normInt(new(big.Int).Neg(big.NewInt(x))), true
	case *big.Int:
		return normInt(new(big.Int).Neg(x)), true
	case float64:
		return -x, true
	case Duration:
		return Duration{years: -x.years, months: -x.months, us: -x.us}, true
	}
	return nil, false
}

func (n *concatNode) eval(f *frame) (any, error) {
	text := ""
	for _, part := range n.parts {
		v, err := f.eval(part)
		if err != nil {
			return nil, err
		}
		s, err := f.str(v)
		if err != nil {
			return nil, err
		}
		if err = f.alloc(float64(len(text) + len(s))); err != nil {
			return nil, err
		}
		text += s
	}
	return text, nil
}

func (n *binaryNode) eval(f *frame) (any, error) {
	left, err := f.eval(n.left)
	if err != nil {
		return nil, err
	}
	right, err := f.eval(n.right)
	if err != nil {
		return nil, err
	}
	return binary(f, n.op, left, right)
}

func (n *compareNode) eval(f *frame) (any, error) {
	left, err := f.eval(n.first)
	if err != nil {
		return nil, err
	}
	for i, op := range n.ops {
		right, err := f.eval(n.rest[i])
		if err != nil {
			return nil, err
		}
		ok, err := compareOp(f, op, left, right)
		if err != nil || !ok {
			return ok, err
		}
		left = right
	}
	return true, nil
}

func (n *filterNode) eval(f *frame) (any, error) {
	of, err := f.eval(n.of)
	if err != nil {
		return nil, err
	}
	args, err := n.args.eval(f, n.name)
	if err != nil {
		return nil, err
	}
	if err := f.weigh(of); err != nil {
		return nil, err
	}
	return n.fn(f, of, args)
}

func (n *testNode) eval(f *frame) (any, error) {
	of, err := f.eval(n.of)
	if err != nil {
		return nil, err
	}
	args, err := n.args.eval(f, n.name)
	if err != nil {
		return nil, err
	}
	ok, err := n.fn(f, of, args)
	return ok != n.negate, err
}

func (n *callNode) eval(f *frame) (any, error) {
	var callee any
	var err error
	attr, isAttr := n.of.(*attrNode)
	if isAttr {
		var of any
		if of, err = f.eval(attr.of); err != nil {
			return nil, err
		}
		if fn := methodNamed(of, attr.name); fn != nil {
			args, err := n.args.eval(f, attr.name)
			if err != nil {
				return nil, err
			}
			if err := f.weigh(of); err != nil {
				return nil, err
			}
			return fn(f, of, args)
		}
		callee, err = getAttr(of, attr.name)
	} else {
		callee, err = f.eval(n.of)
	}
	if err != nil {
		return nil, err
	}
	switch c := callee.(type) {
	case function:
		args, err := n.args.eval(f, c.name)
		if err != nil {
			return nil, err
		}
		return c.fn(f, args)
	case method:
		args, err := n.args.eval(f, c.name)
		if err != nil {
			return nil, err
		}
		return c.fn(f, c.of, args)
	case undefined:
		return nil, undefinedErr(c)
	}
	return nil, typeErr("%s object is not callable", typeName(callee))
}
