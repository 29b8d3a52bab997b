package expr

import "slices"

type parser struct {
	lex    lexer
	cur    token
	ahead  *token
	depth  int
	locals map[string]int // names assigned somewhere around the current place
	free   []string       // names that must come from the Vars, in order of appearance
}

// parseTemplate reads a whole source into statements.
func parseTemplate(src string) ([]statement, []string, error) {
	if len(src) > maxSourceLen {
		return nil, nil, &SyntaxError{Line: 1, Column: 1, Msg: "template is too long"}
	}
	p := &parser{lex: lexer{src: src}, locals: map[string]int{}}
	if err := p.advance(); err != nil {
		return nil, nil, err
	}
	body, word, err := p.body()
	if err == nil && word != "" {
		err = p.fail("unexpected " + word)
	}
	return body, p.free, err
}

func (p *parser) fail(msg string) error { return p.lex.fail(p.cur.pos, msg) }

func (p *parser) advance() error {
	if p.ahead != nil {
		p.cur, p.ahead = *p.ahead, nil
		return nil
	}
	tok, err := p.lex.next()
	p.cur = tok
	return err
}

func (p *parser) peek() (token, error) {
	if p.ahead == nil {
		tok, err := p.lex.next()
		if err != nil {
			return tok, err
		}
		p.ahead = &tok
	}
	return *p.ahead, nil
}

func (p *parser) isOp(op string) bool     { return p.cur.kind == tokOp && p.cur.text == op }
func (p *parser) isName(name string) bool { return p.cur.kind == tokName && p.cur.text == name }

func (p *parser) accept(op string) (bool, error) {
	if !p.isOp(op) {
		return false, nil
	}
	return true, p.advance()
}

func (p *parser) acceptName(name string) (bool, error) {
	if !p.isName(name) {
		return false, nil
	}
	return true, p.advance()
}

func (p *parser) expect(kind tokenKind, what string) error {
	if p.cur.kind != kind {
		return p.fail("expected " + what)
	}
	return p.advance()
}

func (p *parser) expectOp(op string) error {
	if !p.isOp(op) {
		return p.fail("expected " + op)
	}
	return p.advance()
}

func (p *parser) name() (string, error) {
	if p.cur.kind != tokName {
		return "", p.fail("expected a name")
	}
	name := p.cur.text
	return name, p.advance()
}

// down guards recursion; the returned function goes back up.
func (p *parser) down() error {
	p.depth++
	if p.depth > maxDepth {
		return p.fail("nested too deeply")
	}
	return nil
}

// body reads statements up to a word that belongs to an outer statement (else, endif, …), which it returns unread.
func (p *parser) body() ([]statement, string, error) {
	if err := p.down(); err != nil {
		return nil, "", err
	}
	defer func() { p.depth-- }()
	var out []statement
	for {
		switch p.cur.kind {
		case tokEOF:
			return out, "", nil
		case tokData:
			out = append(out, dataStmt{p.cur.text})
			if err := p.advance(); err != nil {
				return nil, "", err
			}
		case tokVarBegin:
			stmt, err := p.output()
			if err != nil {
				return nil, "", err
			}
			out = append(out, stmt)
		case tokBlockBegin:
			word, err := p.blockWord()
			if err != nil {
				return nil, "", err
			}
			stmt, err := p.block(word)
			if err != nil {
				return nil, "", err
			}
			if stmt == nil {
				return out, word, nil
			}
			out = append(out, stmt)
		default:
			return nil, "", p.fail("unexpected tag")
		}
	}
}

func (p *parser) output() (statement, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	value, err := p.tuple()
	if err != nil {
		return nil, err
	}
	return outStmt{value}, p.expect(tokVarEnd, "}}")
}

// blockWord moves to the word after {% and leaves it current.
func (p *parser) blockWord() (string, error) {
	if err := p.advance(); err != nil {
		return "", err
	}
	if p.cur.kind != tokName {
		return "", p.fail("expected a statement")
	}
	return p.cur.text, nil
}

// block reads one statement; nil without error means that the word closes an outer one.
func (p *parser) block(word string) (statement, error) {
	switch word {
	case "elif", "else", "endif", "endfor", "endset", "endwith":
		return nil, nil
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	switch word {
	case "set":
		return p.set()
	case "if":
		return p.ifBlock()
	case "for":
		return p.forBlock()
	case "with":
		return p.withBlock()
	}
	return nil, p.fail("statement " + word + " is not supported")
}

func (p *parser) failOr(err error, msg string) error {
	if err != nil {
		return err
	}
	return p.fail(msg)
}

// use notes a name that the template reads; the two old names of the stream slice are the same thing.
func (p *parser) use(name string) string {
	if p.locals[name] > 0 {
		return name
	}
	if name == "stream_partition" || name == "stream_interval" {
		name = "stream_slice"
	}
	if !isGlobal(name) && !slices.Contains(p.free, name) {
		p.free = append(p.free, name)
	}
	return name
}
