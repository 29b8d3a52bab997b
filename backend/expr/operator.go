package expr

import (
	"strings"
)

// binary applies + - * / // % ** to any two values.
func binary(f *frame, op string, left, right any) (any, error) {
	if s, ok := left.(string); ok && op == "%" {
		return percentFormat(f, s, right)
	}
	if u, ok := left.(undefined); ok {
		return nil, undefinedErr(u)
	}
	if u, ok := right.(undefined); ok {
		return nil, undefinedErr(u)
	}
	if isNumber(left) && isNumber(right) {
		return arithmetic(op, left, right)
	}
	switch op {
	case "+":
		if v, ok, err := addSequences(f, left, right); ok || err != nil {
			return v, err
		}
	case "*":
		if v, ok, err := repeat(f, left, right); ok || err != nil {
			return v, err
		}
		if v, ok, err := repeat(f, right, left); ok || err != nil {
			return v, err
		}
	}
	if v, ok, err := timeArithmetic(op, left, right); ok || err != nil {
		return v, err
	}
	return nil, typeErr("unsupported operand types for %s: %s and %s", op, typeName(left), typeName(right))
}

func addSequences(f *frame, left, right any) (any, bool, error) {
	if a, ok := left.(string); ok {
		b, ok := right.(string)
		if !ok {
			return nil, false, nil
		}
		if err := f.alloc(float64(len(a) + len(b))); err != nil {
			return nil, false, err
		}
		return a + b, true, nil
	}
	a, ok := sequenceOf(left)
	b, ok2 := sequenceOf(right)
	if !ok || !ok2 || typeName(left) != typeName(right) || !isListOrTuple(left) {
		return nil, false, nil
	}
	if err := f.tick(len(a) + len(b)); err != nil {
		return nil, false, err
	}
	out := &list{items: make([]any, 0, len(a)+len(b)), kind: kindOf(left)}
	out.items = append(append(out.items, a...), b...)
	return out, true, nil
}

func kindOf(v any) listKind {
	if l, ok := v.(*list); ok {
		return l.kind
	}
	return kindList
}

func isListOrTuple(v any) bool {
	if _, ok := v.([]any); ok {
		return true
	}
	l, ok := v.(*list)
	return ok && l.kind <= kindTuple
}

func repeat(f *frame, of, count any) (any, bool, error) {
	n, ok := clampIndex(count)
	if !ok {
		return nil, false, nil
	}
	n = max(n, 0)
	if s, ok := of.(string); ok {
		if err := f.alloc(float64(len(s)) * float64(n)); err != nil {
			return nil, false, err
		}
		return strings.Repeat(s, n), true, nil
	}
	if !isListOrTuple(of) {
		return nil, false, nil
	}
	items, _ := sequenceOf(of)
	if len(items) > 0 && n > maxSteps/len(items) {
		return nil, false, limitErr("step")
	}
	if err := f.tick(len(items) * n); err != nil {
		return nil, false, err
	}
	out := &list{items: make([]any, 0, len(items)*n), kind: kindOf(of)}
	for range n {
		out.items = append(out.items, items...)
	}
	return out, true, nil
}

// truth is Python's bool().
func truth(v any) bool {
	switch x := v.(type) {
	case nil, undefined:
		return false
	case bool:
		return x
	case int64:
		return x != 0
	case float64:
		return x != 0
	case string:
		return x != ""
	case map[string]any:
		return len(x) > 0
	case []any:
		return len(x) > 0
	case *list:
		return len(x.items) > 0 || x.kind == kindGenerator
	case Duration:
		return !x.IsZero()
	}
	if m, ok := asMapping(v); ok {
		return m.size() > 0
	}
	return true
}
