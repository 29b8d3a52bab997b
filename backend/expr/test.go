package expr

import (
	"math/big"
	"strings"
	"unicode"
)

// testNamed finds a test; nil when there is none, which is an error when the template is parsed.
func testNamed(name string) test {
	switch name {
	case "defined", "undefined", "none", "true", "false", "boolean", "string", "number", "integer", "float", "mapping",
		"sequence", "iterable", "callable", "lower", "upper", "escaped":
		return stateTest
	case "odd", "even", "divisibleby":
		return divisionTest
	case "eq", "==", "equalto", "ne", "!=", "lt", "<", "lessthan", "le", "<=", "gt", ">", "greaterthan", "ge", ">=", "in":
		return comparisonTest
	case "sameas":
		return sameTest
	case "filter", "test":
		return func(_ *frame, of any, args call) (bool, error) {
			name, _ := of.(string)
			if args.name == "filter" {
				return filterNamed(name) != nil, nil
			}
			return testNamed(name) != nil, nil
		}
	}
	return nil
}

// stateTest holds the tests that look at one value only.
func stateTest(f *frame, of any, args call) (bool, error) {
	if _, err := args.take(0); err != nil {
		return false, err
	}
	_, missing := of.(undefined)
	flag, isBool := of.(bool)
	_, isText := of.(string)
	_, isMapping := asMapping(of)
	switch args.name {
	case "defined":
		return !missing, nil
	case "undefined":
		return missing, nil
	case "none":
		return of == nil, nil
	case "true":
		return isBool && flag, nil
	case "false":
		return isBool && !flag, nil
	case "boolean":
		return isBool, nil
	case "string":
		return isText, nil
	case "number":
		return isNumber(of), nil
	case "integer":
		_, isWhole := whole(of)
		return isWhole && !isBool, nil
	case "float":
		_, isFloat := of.(float64)
		return isFloat, nil
	case "mapping":
		return isMapping, nil
	case "sequence":
		return isMapping || isText || missing || isListOrTuple(of), nil
	case "iterable":
		_, err := itemsOf(peekable(of))
		return err == nil, nil
	case "lower":
		s, err := f.str(of)
		return lowerText(s) == s && hasLetter(s), err
	case "upper":
		s, err := f.str(of)
		return upperText(s) == s && hasLetter(s), err
	case "callable":
		_, isFunction := of.(function)
		_, isMethod := of.(method)
		return isFunction || isMethod, nil
	}
	return false, nil
}

// peekable keeps a generator from being used up by a test.
func peekable(v any) any {
	if l, ok := v.(*list); ok {
		return l.items
	}
	return v
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func divisionTest(_ *frame, of any, args call) (bool, error) {
	by := any(int64(2))
	if args.name == "divisibleby" {
		p, err := args.take(1, "num")
		if err != nil {
			return false, err
		}
		by = p[0].value
	}
	if u, ok := of.(undefined); ok {
		return false, undefinedErr(u)
	}
	if !isNumber(of) || !isNumber(by) {
		return false, typeErr("%s needs numbers, not %s", args.name, typeName(of))
	}
	rest, err := arithmetic("%", of, by)
	if err != nil {
		return false, err
	}
	if args.name == "odd" {
		return compareNumbers(rest, int64(1)) == 0, nil
	}
	return !truth(rest), nil
}

func comparisonTest(f *frame, of any, args call) (bool, error) {
	p, err := args.take(1, "other")
	if err != nil {
		return false, err
	}
	op := args.name
	switch op {
	case "eq", "equalto":
		op = "=="
	case "ne":
		op = "!="
	case "lt", "lessthan":
		op = "<"
	case "le":
		op = "<="
	case "gt", "greaterthan":
		op = ">"
	case "ge":
		op = ">="
	}
	return compareOp(f, op, of, p[0].value)
}

func sameTest(f *frame, of any, args call) (bool, error) {
	p, err := args.take(1, "other")
	if err != nil {
		return false, err
	}
	if typeName(of) != typeName(p[0].value) {
		return false, nil
	}
	if _, isBig := of.(*big.Int); isBig {
		return false, nil
	}
	return equal(f, of, p[0].value, 0)
}
