package expr

func (p *parser) ifBlock() (statement, error) {
	when, err := p.tuple()
	if err != nil {
		return nil, err
	}
	if err = p.expect(tokBlockEnd, "%}"); err != nil {
		return nil, err
	}
	stmt := ifStmt{when: when}
	var word string
	if stmt.then, word, err = p.body(); err != nil {
		return nil, err
	}
	switch word {
	case "elif":
		if err = p.down(); err != nil {
			return nil, err
		}
		defer func() { p.depth-- }()
		if err = p.advance(); err != nil {
			return nil, err
		}
		inner, err := p.ifBlock()
		stmt.otherwise = []statement{inner}
		return stmt, err
	case "else":
		if err = p.closeBlock(word, "else"); err != nil {
			return nil, err
		}
		if stmt.otherwise, word, err = p.body(); err != nil {
			return nil, err
		}
	}
	return stmt, p.closeBlock(word, "endif")
}

func (p *parser) forBlock() (statement, error) {
	tgt, err := p.target()
	if err != nil {
		return nil, err
	}
	if ok, err := p.acceptName("in"); !ok || err != nil {
		return nil, p.failOr(err, "expected in")
	}
	stmt := forStmt{target: tgt}
	if stmt.over, err = p.withoutCondition(); err != nil {
		return nil, err
	}
	undo := p.declare(append([]string{"loop"}, tgt.names...)...)
	defer undo()
	if ok, err := p.acceptName("if"); err != nil {
		return nil, err
	} else if ok {
		if stmt.when, err = p.expression(); err != nil {
			return nil, err
		}
	}
	if err = p.expect(tokBlockEnd, "%}"); err != nil {
		return nil, err
	}
	var word string
	if stmt.body, word, err = p.body(); err != nil {
		return nil, err
	}
	if word == "else" {
		if err = p.closeBlock(word, "else"); err != nil {
			return nil, err
		}
		if stmt.otherwise, word, err = p.body(); err != nil {
			return nil, err
		}
	}
	return stmt, p.closeBlock(word, "endfor")
}

func (p *parser) target() (target, error) {
	var t target
	parens, err := p.accept("(")
	if err != nil {
		return t, err
	}
	for {
		name, err := p.name()
		if err != nil {
			return t, err
		}
		t.names = append(t.names, name)
		if !p.isOp(",") {
			break
		}
		t.nested = true
		if err := p.advance(); err != nil {
			return t, err
		}
		if p.cur.kind != tokName || p.cur.text == "in" {
			break
		}
	}
	if parens {
		return t, p.expectOp(")")
	}
	return t, nil
}

func (p *parser) set() (statement, error) {
	tgt, err := p.target()
	if err != nil {
		return nil, err
	}
	if ok, err := p.accept("."); err != nil {
		return nil, err
	} else if ok {
		if tgt.attribute, err = p.name(); err != nil {
			return nil, err
		}
		p.use(tgt.names[0])
	}
	if ok, err := p.accept("="); err != nil {
		return nil, err
	} else if !ok {
		return p.setBlock(tgt)
	}
	stmt := setStmt{target: tgt}
	if stmt.value, err = p.tuple(); err != nil {
		return nil, err
	}
	if tgt.attribute == "" {
		p.declare(tgt.names...)
	}
	return stmt, p.expect(tokBlockEnd, "%}")
}

func (p *parser) setBlock(tgt target) (statement, error) {
	if tgt.nested || tgt.attribute != "" {
		return nil, p.fail("expected =")
	}
	stmt := setBlockStmt{name: tgt.names[0]}
	if err := p.expect(tokBlockEnd, "%}"); err != nil {
		return nil, err
	}
	var word string
	var err error
	if stmt.body, word, err = p.body(); err != nil {
		return nil, err
	}
	p.declare(stmt.name)
	return stmt, p.closeBlock(word, "endset")
}

func (p *parser) withBlock() (statement, error) {
	var stmt withStmt
	for p.cur.kind == tokName {
		name, err := p.name()
		if err != nil {
			return nil, err
		}
		if err = p.expectOp("="); err != nil {
			return nil, err
		}
		value, err := p.expression()
		if err != nil {
			return nil, err
		}
		stmt.names, stmt.values = append(stmt.names, name), append(stmt.values, value)
		if ok, err := p.accept(","); err != nil {
			return nil, err
		} else if !ok {
			break
		}
	}
	if err := p.expect(tokBlockEnd, "%}"); err != nil {
		return nil, err
	}
	defer p.declare(stmt.names...)()
	var word string
	var err error
	if stmt.body, word, err = p.body(); err != nil {
		return nil, err
	}
	return stmt, p.closeBlock(word, "endwith")
}

// declare makes names local until the returned function is called.
func (p *parser) declare(names ...string) func() {
	for _, n := range names {
		p.locals[n]++
	}
	return func() {
		for _, n := range names {
			p.locals[n]--
		}
	}
}

// closeBlock finishes {% word %}.
func (p *parser) closeBlock(got, want string) error {
	if got != want {
		return p.fail("expected {% " + want + " %}")
	}
	if err := p.advance(); err != nil {
		return err
	}
	return p.expect(tokBlockEnd, "%}")
}
