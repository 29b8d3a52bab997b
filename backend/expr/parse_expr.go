package expr

import "math/big"

// expression reads one expression, a ternary included.
func (p *parser) expression() (node, error) {
	if err := p.down(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	value, err := p.or()
	if err != nil {
		return nil, err
	}
	for p.isName("if") {
		if err = p.advance(); err != nil {
			return nil, err
		}
		t := &ternaryNode{then: value}
		if t.when, err = p.or(); err != nil {
			return nil, err
		}
		if ok, err := p.acceptName("else"); err != nil {
			return nil, err
		} else if ok {
			if t.otherwise, err = p.expression(); err != nil {
				return nil, err
			}
		}
		value = t
	}
	return value, nil
}

// withoutCondition is an expression list that leaves an "if" unread: the condition of a for statement.
func (p *parser) withoutCondition() (node, error) {
	return p.listOf(p.or)
}

// tuple reads one expression, or several separated by commas.
func (p *parser) tuple() (node, error) { return p.listOf(p.expression) }

func (p *parser) listOf(read func() (node, error)) (node, error) {
	first, err := read()
	if err != nil || !p.isOp(",") {
		return first, err
	}
	items := []node{first}
	for p.isOp(",") {
		if err = p.advance(); err != nil {
			return nil, err
		}
		if p.endsExpression() {
			break
		}
		item, err := read()
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return &listNode{items: items, kind: kindTuple}, nil
}

func (p *parser) endsExpression() bool {
	return p.cur.kind == tokVarEnd || p.cur.kind == tokBlockEnd || p.isOp(")") || p.isOp("]") || p.isName("in")
}

func (p *parser) or() (node, error) { return p.logic("or", true, p.and) }

func (p *parser) and() (node, error) { return p.logic("and", false, p.not) }

func (p *parser) logic(word string, or bool, read func() (node, error)) (node, error) {
	left, err := read()
	for err == nil && p.isName(word) {
		if err = p.advance(); err != nil {
			return nil, err
		}
		var right node
		right, err = read()
		left = &boolNode{or: or, left: left, right: right}
	}
	return left, err
}

func (p *parser) not() (node, error) {
	if !p.isName("not") {
		return p.compare()
	}
	if err := p.down(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	of, err := p.not()
	return &unaryNode{op: "not", of: of}, err
}

func (p *parser) compare() (node, error) {
	first, err := p.sum()
	if err != nil {
		return nil, err
	}
	cmp := &compareNode{first: first}
	for {
		op, err := p.comparison()
		if err != nil {
			return nil, err
		}
		if op == "" {
			break
		}
		right, err := p.sum()
		if err != nil {
			return nil, err
		}
		cmp.ops, cmp.rest = append(cmp.ops, op), append(cmp.rest, right)
	}
	if len(cmp.ops) == 0 {
		return first, nil
	}
	return cmp, nil
}

// comparison consumes a comparison operator and returns it, "" when there is none.
func (p *parser) comparison() (string, error) {
	if p.cur.kind == tokOp {
		switch op := p.cur.text; op {
		case "==", "!=", "<", "<=", ">", ">=":
			return op, p.advance()
		}
		return "", nil
	}
	if p.isName("in") {
		return "in", p.advance()
	}
	if p.isName("not") {
		if tok, err := p.peek(); err != nil || tok.kind != tokName || tok.text != "in" {
			return "", err
		}
		if err := p.advance(); err != nil {
			return "", err
		}
		return "not in", p.advance()
	}
	return "", nil
}

func (p *parser) sum() (node, error) {
	return p.binary(p.concat, "+", "-")
}

func (p *parser) concat() (node, error) {
	first, err := p.product()
	if err != nil || !p.isOp("~") {
		return first, err
	}
	parts := []node{first}
	for p.isOp("~") {
		if err = p.advance(); err != nil {
			return nil, err
		}
		part, err := p.product()
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return &concatNode{parts}, nil
}

func (p *parser) product() (node, error) {
	return p.binary(p.power, "*", "/", "//", "%")
}

func (p *parser) power() (node, error) {
	return p.binary(func() (node, error) { return p.unary(true) }, "**")
}

func (p *parser) binary(read func() (node, error), ops ...string) (node, error) {
	left, err := read()
	for err == nil {
		op := ""
		for _, o := range ops {
			if p.isOp(o) {
				op = o
			}
		}
		if op == "" {
			break
		}
		if err = p.advance(); err != nil {
			return nil, err
		}
		var right node
		right, err = read()
		left = &binaryNode{op: op, left: left, right: right}
	}
	return left, err
}

// unary reads a signed value. A filter binds tighter than operators but looser than a sign, as in Jinja.
func (p *parser) unary(withFilters bool) (node, error) {
	if err := p.down(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	var value node
	var err error
	if p.isOp("-") || p.isOp("+") {
		op := p.cur.text
		if err = p.advance(); err != nil {
			return nil, err
		}
		if value, err = p.unary(false); err != nil {
			return nil, err
		}
		value = &unaryNode{op: op, of: value}
	} else if value, err = p.primary(); err != nil {
		return nil, err
	}
	if value, err = p.postfix(value); err != nil || !withFilters {
		return value, err
	}
	return p.filters(value)
}

func (p *parser) primary() (node, error) {
	tok := p.cur
	switch tok.kind { //nolint:exhaustive // no other token begins a value
	case tokName:
		return p.nameOrConstant()
	case tokNumber:
		if b, ok := tok.num.(*big.Int); ok {
			return &constant{new(big.Int).Set(b)}, p.advance()
		}
		return &constant{tok.num}, p.advance()
	case tokString:
		text := tok.text
		if err := p.advance(); err != nil {
			return nil, err
		}
		for p.cur.kind == tokString {
			text += p.cur.text
			if err := p.advance(); err != nil {
				return nil, err
			}
		}
		return &constant{text}, nil
	case tokOp:
		switch tok.text {
		case "(":
			return p.parenthesis()
		case "[":
			return p.list()
		case "{":
			return p.dict()
		}
	}
	return nil, p.fail("expected a value")
}

func (p *parser) nameOrConstant() (node, error) {
	name := p.cur.text
	switch name {
	case "true", "True":
		return &constant{true}, p.advance()
	case "false", "False":
		return &constant{false}, p.advance()
	case "none", "None":
		return &constant{nil}, p.advance()
	case "stream_state":
		if p.locals[name] == 0 {
			return nil, p.fail("stream_state is no longer supported; use stream_interval")
		}
	}
	return &variable{p.use(name)}, p.advance()
}

func (p *parser) parenthesis() (node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if ok, err := p.accept(")"); ok || err != nil {
		return &listNode{kind: kindTuple}, err
	}
	value, err := p.tuple()
	if err != nil {
		return nil, err
	}
	return value, p.expectOp(")")
}

func (p *parser) list() (node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	out := &listNode{kind: kindList}
	for !p.isOp("]") {
		if len(out.items) > 0 {
			if err := p.expectOp(","); err != nil {
				return nil, err
			}
			if p.isOp("]") {
				break
			}
		}
		item, err := p.expression()
		if err != nil {
			return nil, err
		}
		out.items = append(out.items, item)
	}
	return out, p.advance()
}

func (p *parser) dict() (node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	out := &dictNode{}
	for !p.isOp("}") {
		if len(out.keys) > 0 {
			if err := p.expectOp(","); err != nil {
				return nil, err
			}
			if p.isOp("}") {
				break
			}
		}
		key, err := p.expression()
		if err != nil {
			return nil, err
		}
		if err = p.expectOp(":"); err != nil {
			return nil, err
		}
		value, err := p.expression()
		if err != nil {
			return nil, err
		}
		out.keys, out.values = append(out.keys, key), append(out.values, value)
	}
	return out, p.advance()
}
