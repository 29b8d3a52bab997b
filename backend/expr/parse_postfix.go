package expr

// postfix reads .name, [key], [from:to:step] and (call) after a value.
func (p *parser) postfix(value node) (node, error) {
	var err error
	for p.cur.kind == tokOp && err == nil {
		switch p.cur.text {
		case ".":
			value, err = p.attribute(value)
		case "[":
			value, err = p.subscript(value)
		case "(":
			value, err = p.call(value)
		default:
			return value, nil
		}
	}
	return value, err
}

func (p *parser) attribute(of node) (node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	switch p.cur.kind { //nolint:exhaustive // nothing else can follow a dot
	case tokName:
		return &attrNode{of: of, name: p.cur.text}, p.advance()
	case tokNumber:
		return &itemNode{of: of, key: &constant{p.cur.num}}, p.advance()
	}
	return nil, p.fail("expected a name after .")
}

func (p *parser) subscript(of node) (node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	var parts [3]node
	colons := 0
	for !p.isOp("]") {
		if ok, err := p.accept(":"); err != nil {
			return nil, err
		} else if ok {
			if colons++; colons > 2 {
				return nil, p.fail("unexpected :")
			}
			continue
		}
		if parts[colons] != nil {
			return nil, p.fail("expected ]")
		}
		value, err := p.tuple()
		if err != nil {
			return nil, err
		}
		parts[colons] = value
	}
	if colons == 0 {
		if parts[0] == nil {
			return nil, p.fail("expected a key")
		}
		return &itemNode{of: of, key: parts[0]}, p.advance()
	}
	return &sliceNode{of: of, from: parts[0], to: parts[1], step: parts[2]}, p.advance()
}

func (p *parser) call(of node) (node, error) {
	pos := p.cur.pos
	args, err := p.arguments()
	return &callNode{of: of, args: args, pos: pos}, err
}

// arguments reads a parenthesised argument list.
func (p *parser) arguments() (arguments, error) {
	var args arguments
	if err := p.advance(); err != nil {
		return args, err
	}
	for first := true; !p.isOp(")"); first = false {
		if !first {
			if err := p.expectOp(","); err != nil {
				return args, err
			}
			if p.isOp(")") {
				break
			}
		}
		if err := p.argument(&args); err != nil {
			return args, err
		}
	}
	return args, p.advance()
}

func (p *parser) argument(args *arguments) error {
	if p.isOp("*") || p.isOp("**") {
		slot := &args.spread
		if p.isOp("**") {
			slot = &args.spreadDict
		}
		if *slot != nil {
			return p.fail("repeated spread argument")
		}
		if err := p.advance(); err != nil {
			return err
		}
		value, err := p.expression()
		*slot = value
		return err
	}
	if p.cur.kind == tokName {
		tok, err := p.peek()
		if err != nil {
			return err
		}
		if tok.kind == tokOp && tok.text == "=" {
			return p.namedArgument(args)
		}
	}
	if len(args.names) > 0 || args.spreadDict != nil {
		return p.fail("a plain argument cannot follow a named one")
	}
	value, err := p.expression()
	args.positional = append(args.positional, value)
	return err
}

func (p *parser) namedArgument(args *arguments) error {
	name := p.cur.text
	if err := p.advance(); err != nil {
		return err
	}
	if err := p.advance(); err != nil {
		return err
	}
	value, err := p.expression()
	args.names, args.named = append(args.names, name), append(args.named, value)
	return err
}

// filters reads | filter, is test and calls after a value.
func (p *parser) filters(value node) (node, error) {
	var err error
	for count := 0; err == nil; count++ {
		switch {
		case count > maxDepth:
			return nil, p.fail("too many filters in a row")
		case p.isOp("|"):
			value, err = p.filter(value)
		case p.isName("is"):
			value, err = p.test(value)
		case p.isOp("("):
			value, err = p.call(value)
		default:
			return value, nil
		}
	}
	return value, err
}

func (p *parser) filter(of node) (node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	name, err := p.name()
	if err != nil {
		return nil, err
	}
	fn := filterNamed(name)
	if fn == nil {
		return nil, p.fail("there is no filter " + name)
	}
	out := &filterNode{of: of, name: name, fn: fn}
	if p.isOp("(") {
		out.args, err = p.arguments()
		prepareRegex(out)
	}
	return out, err
}

func (p *parser) test(of node) (node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	out := &testNode{of: of}
	var err error
	if out.negate, err = p.acceptName("not"); err != nil {
		return nil, err
	}
	if out.name, err = p.name(); err != nil {
		return nil, err
	}
	if out.fn = testNamed(out.name); out.fn == nil {
		return nil, p.fail("there is no test " + out.name)
	}
	switch {
	case p.isOp("("):
		out.args, err = p.arguments()
	case p.startsValue():
		var arg node
		if arg, err = p.primary(); err == nil {
			arg, err = p.postfix(arg)
		}
		out.args.positional = []node{arg}
	}
	return out, err
}

// startsValue reports whether the current token can be the argument of a test written without parentheses.
func (p *parser) startsValue() bool {
	switch p.cur.kind { //nolint:exhaustive // no other token begins a value
	case tokString, tokNumber:
		return true
	case tokOp:
		return p.isOp("[") || p.isOp("{")
	case tokName:
		switch p.cur.text {
		case "else", "or", "and", "if", "is", "in", "not":
			return false
		}
		return true
	}
	return false
}
