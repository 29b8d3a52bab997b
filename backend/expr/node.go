package expr

// node is one expression of a compiled template. Nodes are immutable and shared by concurrent evaluations.
type node interface {
	eval(f *frame) (any, error)
}

type (
	constant struct{ value any }
	variable struct{ name string }
	listNode struct {
		items []node
		kind  listKind
	}
	dictNode struct{ keys, values []node }
	attrNode struct {
		of   node
		name string
	}
	itemNode  struct{ of, key node }
	sliceNode struct{ of, from, to, step node } // from, to and step may be nil
	callNode  struct {
		of   node // called value; an attrNode calls a method
		args arguments
		pos  int
	}
	filterNode struct {
		of   node
		name string
		fn   filter
		args arguments
	}
	testNode struct {
		of     node
		name   string
		fn     test
		args   arguments
		negate bool
	}
	unaryNode struct {
		op string
		of node
	}
	binaryNode struct {
		op          string
		left, right node
	}
	concatNode  struct{ parts []node }
	compareNode struct {
		first node
		ops   []string
		rest  []node
	}
	boolNode struct {
		or          bool
		left, right node
	}
	ternaryNode struct{ when, then, otherwise node } // otherwise may be nil
)

// arguments of a call: positional, named, and the spread forms *list and **dict.
type arguments struct {
	positional []node
	names      []string
	named      []node
	spread     node
	spreadDict node
}

// statement is one step of a template's body.
type statement interface {
	run(f *frame) error
}

type (
	dataStmt struct{ text string }
	outStmt  struct{ value node }
	ifStmt   struct {
		when      node
		then      []statement
		otherwise []statement
	}
	setStmt struct {
		target target
		value  node
	}
	setBlockStmt struct {
		name string
		body []statement
	}
	withStmt struct {
		names  []string
		values []node
		body   []statement
	}
	forStmt struct {
		target    target
		over      node
		when      node // nil without a condition
		body      []statement
		otherwise []statement
	}
)

// target is what {% set %} and {% for %} assign to: names, or one attribute of a namespace.
type target struct {
	names     []string
	nested    bool   // more than one name, or a trailing comma: the value is unpacked
	attribute string // ns.attribute
}
