package expr

import "math"

// path is the fast way for {{ record['a']['b'] }} and its .get form: no nodes, no frame. Anything unusual is left to the
// evaluator.
type path struct {
	name    string
	keys    []string
	missing any // what the last step gives when its key is not there
}

// pathOf recognises a plain look-up; nil when the expression is more than that.
func pathOf(n node) *path {
	p := &path{}
	for {
		of, key, missing, ok := step(n)
		if !ok {
			break
		}
		if len(p.keys) == 0 {
			p.missing = missing
		}
		p.keys, n = append(p.keys, key), of
	}
	v, ok := n.(*variable)
	if !ok || len(p.keys) == 0 {
		return nil
	}
	p.name = v.name
	for i, j := 0, len(p.keys)-1; i < j; i, j = i+1, j-1 {
		p.keys[i], p.keys[j] = p.keys[j], p.keys[i]
	}
	return p
}

// step takes one look-up off an expression.
func step(n node) (of node, key string, missing any, ok bool) {
	switch x := n.(type) {
	case *itemNode:
		c, isConstant := x.key.(*constant)
		if !isConstant {
			return nil, "", nil, false
		}
		key, ok = c.value.(string)
		return x.of, key, undefined{name: key}, ok
	case *attrNode:
		return x.of, x.name, undefined{name: x.name}, dictMethod(x.name) == nil
	case *callNode:
		return plainGet(x)
	}
	return nil, "", nil, false
}

// plainGet recognises value.get('key') and value.get('key', constant).
func plainGet(n *callNode) (of node, key string, missing any, ok bool) {
	attr, isAttr := n.of.(*attrNode)
	args := n.args.positional
	if !isAttr || attr.name != "get" || len(args) == 0 || len(args) > 2 || len(n.args.names) > 0 ||
		n.args.spread != nil || n.args.spreadDict != nil {
		return nil, "", nil, false
	}
	if len(args) == 2 {
		fallback, isConstant := args[1].(*constant)
		if !isConstant {
			return nil, "", nil, false
		}
		missing = fallback.value
	}
	c, isConstant := args[0].(*constant)
	if !isConstant {
		return nil, "", nil, false
	}
	key, ok = c.value.(string)
	return attr.of, key, missing, ok
}

// find follows the path; ok is false when the evaluator has to do it.
func (p *path) find(v Vars) (found any, ok bool) {
	at, ok := v[p.name]
	if !ok {
		return nil, false
	}
	for i, key := range p.keys {
		m, ok := at.(map[string]any)
		if !ok {
			return nil, false
		}
		if at, ok = m[key]; !ok {
			return p.missing, i == len(p.keys)-1
		}
	}
	return inward(at), true
}

// settled reports whether a result needs no typing any more, so that it can be returned as it is.
func settled(env *Env, found any, valueType string) bool {
	if valueType != "" {
		return false
	}
	switch x := found.(type) {
	case nil, bool, int64:
		return true
	case float64:
		return !math.IsInf(x, 0) && !math.IsNaN(x)
	case string:
		return env.Strict || x == "" || !mayBeLiteral(x)
	}
	return false
}
