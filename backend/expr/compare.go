package expr

import (
	"cmp"
	"math"
	"math/big"
	"strings"
)

func compareOp(f *frame, op string, left, right any) (bool, error) {
	if err := f.weigh(left, right); err != nil {
		return false, err
	}
	switch op {
	case "==":
		return equal(f, left, right, 0)
	case "!=":
		same, err := equal(f, left, right, 0)
		return !same, err
	case "in":
		return contains(f, right, left)
	case "not in":
		found, err := contains(f, right, left)
		return !found, err
	}
	order, err := ordering(f, op, left, right)
	if err != nil || order == unordered {
		return false, err
	}
	switch op {
	case "<":
		return order < 0, nil
	case "<=":
		return order <= 0, nil
	case ">":
		return order > 0, nil
	}
	return order >= 0, nil
}

// equal is Python's ==, which never fails: values of different types are different.
func equal(f *frame, left, right any, depth int) (bool, error) {
	if err := f.tick(1); err != nil {
		return false, err
	}
	if depth > maxValueDepth {
		return false, limitErr("depth")
	}
	left, right = inward(left), inward(right)
	if isNumber(left) && isNumber(right) {
		return compareNumbers(left, right) == 0, nil
	}
	switch a := left.(type) {
	case nil:
		return right == nil, nil
	case string:
		b, ok := right.(string)
		return ok && a == b, nil
	case undefined:
		_, ok := right.(undefined)
		return ok, nil
	case datetime:
		b, ok := right.(datetime)
		return ok && a.naive == b.naive && a.t.Equal(b.t), nil
	case date:
		b, ok := right.(date)
		return ok && a.t.Equal(b.t), nil
	case Duration:
		b, ok := right.(Duration)
		return ok && a == b, nil
	}
	if a, ok := asMapping(left); ok {
		b, ok := asMapping(right)
		if !ok || a.size() != b.size() {
			return false, nil
		}
		return equalMappings(f, a, b, depth)
	}
	if a, ok := sequenceOf(left); ok {
		b, ok := sequenceOf(right)
		if !ok || len(a) != len(b) || typeName(left) != typeName(right) {
			return false, nil
		}
		for i := range a {
			if same, err := equal(f, a[i], b[i], depth+1); err != nil || !same {
				return false, err
			}
		}
		return true, nil
	}
	return false, nil
}

func equalMappings(f *frame, a, b mapping, depth int) (bool, error) {
	for _, k := range a.keys() {
		x, _ := a.get(k)
		y, ok := b.get(k)
		if !ok {
			return false, nil
		}
		if same, err := equal(f, x, y, depth+1); err != nil || !same {
			return false, err
		}
	}
	return true, nil
}

const unordered = 2 // NaN: every order comparison is false

func compareNumbers(left, right any) int {
	if a, ok := left.(int64); ok {
		if b, ok := right.(int64); ok {
			return cmp.Compare(a, b)
		}
	}
	a, aWhole := whole(left)
	b, bWhole := whole(right)
	switch {
	case aWhole && bWhole:
		return a.Cmp(b)
	case math.IsNaN(toFloat(left)) || math.IsNaN(toFloat(right)):
		return unordered
	case aWhole:
		return compareBig(a, toFloat(right))
	case bWhole:
		return -compareBig(b, toFloat(left))
	}
	return cmp.Compare(toFloat(left), toFloat(right))
}

func compareBig(a *big.Int, b float64) int {
	if math.IsInf(b, 0) {
		return cmp.Compare(0, b)
	}
	return new(big.Float).SetInt(a).Cmp(big.NewFloat(b))
}

// ordering is the base of < <= > >=; types that have no order are a type error.
func ordering(f *frame, op string, left, right any) (int, error) {
	if err := f.tick(1); err != nil {
		return 0, err
	}
	if u, ok := left.(undefined); ok {
		return 0, undefinedErr(u)
	}
	if u, ok := right.(undefined); ok {
		return 0, undefinedErr(u)
	}
	if isNumber(left) && isNumber(right) {
		return compareNumbers(left, right), nil
	}
	switch a := left.(type) {
	case string:
		if b, ok := right.(string); ok {
			return strings.Compare(a, b), nil
		}
	case datetime:
		if b, ok := right.(datetime); ok && a.naive == b.naive {
			return a.t.Compare(b.t), nil
		}
	case date:
		if b, ok := right.(date); ok {
			return a.t.Compare(b.t), nil
		}
	case Duration:
		if b, ok := right.(Duration); ok && a.years|a.months|b.years|b.months == 0 {
			return cmp.Compare(a.us, b.us), nil
		}
	}
	if isListOrTuple(left) && isListOrTuple(right) && kindOf(left) == kindOf(right) {
		return orderItems(f, op, left, right)
	}
	return 0, typeErr("%s is not supported between %s and %s", op, typeName(left), typeName(right))
}

func orderItems(f *frame, op string, left, right any) (int, error) {
	a, _ := sequenceOf(left)
	b, _ := sequenceOf(right)
	for i := range min(len(a), len(b)) {
		same, err := equal(f, a[i], b[i], 0)
		if err != nil {
			return 0, err
		}
		if !same {
			return ordering(f, op, inward(a[i]), inward(b[i]))
		}
	}
	return cmp.Compare(len(a), len(b)), nil
}

// contains is Python's "item in container".
func contains(f *frame, container, item any) (bool, error) {
	switch c := container.(type) {
	case string:
		s, ok := item.(string)
		if !ok {
			return false, typeErr("'in <string>' requires string as left operand, not %s", typeName(item))
		}
		return strings.Contains(c, s), nil
	case undefined:
		return false, nil
	}
	if m, ok := asMapping(container); ok {
		if _, hashable := hashOf(item); !hashable {
			return false, typeErr("unhashable type: %s", typeName(item))
		}
		_, found := m.get(item)
		return found, nil
	}
	items, err := itemsOf(container)
	if err != nil {
		return false, typeErr("argument of type %s is not iterable", typeName(container))
	}
	for _, it := range items {
		if same, err := equal(f, it, item, 0); err != nil || same {
			return same, err
		}
	}
	return false, nil
}
