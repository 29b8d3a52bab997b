package expr

import (
	"math/big"
)

// Value evaluates the template and gives the result its type.
//
// Compatible: the text is rendered and read as a Python literal when it is one (item 7: "007" is 7, "True" is true,
// "[1, 2]" a list). Strict: a single {{ }} keeps the type of its result, text included; other text is typed only when printing
// the value again gives the same text, or when it is written as a list or dict. Undefined is "".
func (t *Template) Value(env *Env, v Vars) (any, error) { return t.value(env, v, "") }

// ValueAs is Value with an accepted type (item 8): string, integer, number or boolean. A literal of another type stays text;
// nothing is converted. "" accepts every type.
func (t *Template) ValueAs(env *Env, v Vars, valueType string) (any, error) {
	return t.value(env, v, valueType)
}

// Optional is Value for an entry of a mapping (items 14, 15): nil when the text is empty or needs an undefined value, which
// drops the entry. With textOrList numbers, booleans and dicts stay text, as query parameters and form bodies need.
func (t *Template) Optional(env *Env, v Vars, textOrList bool) (any, error) {
	valueType := ""
	if textOrList {
		valueType = "text or list"
	}
	out, err := t.value(env, v, valueType)
	if IsKind(err, KindUndefined) || err == nil && out == "" {
		return nil, nil
	}
	return out, err
}

func (t *Template) value(env *Env, v Vars, valueType string) (result any, err error) {
	defer recoverTo(&err)
	if t.path != nil {
		if found, ok := t.path.find(v); ok {
			if settled(env, found, valueType) {
				return found, nil
			}
			return fromNative(newFrame(env, v), found, valueType)
		}
	}
	f := newFrame(env, v)
	if t.static {
		return typed(f, t.plain, valueType)
	}
	if t.single != nil {
		native, err := t.native(f)
		if err == nil {
			return fromNative(f, native, valueType)
		}
		text, err := t.orSource(env, "", err)
		if err != nil {
			return nil, err
		}
		return typed(f, text, valueType)
	}
	text, err := t.render(f)
	if text, err = t.orSource(env, text, err); err != nil {
		return nil, err
	}
	return typed(f, text, valueType)
}

// fromNative types the result of a single expression, leaving out the way over text where it changes nothing.
func fromNative(f *frame, native any, valueType string) (any, error) {
	if s, ok := native.(string); ok {
		if f.env.Strict && !wantsLiteral(valueType) {
			return s, nil
		}
		return typed(f, s, valueType)
	}
	if literalForm(f, native, 0) {
		if accepts(native, valueType) {
			return outward(f, native, 0)
		}
		return f.str(native)
	}
	text, err := f.str(native)
	if err != nil {
		return nil, err
	}
	return typed(f, text, valueType)
}

// wantsLiteral says that a strict caller asked for a type that text may hold.
func wantsLiteral(valueType string) bool {
	return valueType == "integer" || valueType == "number" || valueType == "boolean"
}

// typed reads text as a literal and keeps the text when it is none, or not of the accepted type.
func typed(f *frame, text, valueType string) (any, error) {
	value, ok := literal(text)
	if !ok || !accepts(value, valueType) || f.env.Strict && !lossless(value, text) {
		return text, nil
	}
	return outward(f, value, 0)
}

// lossless reports whether a literal says no less than its text: "5" does, "007", "1e5" and "1_0" do not.
func lossless(value any, text string) bool {
	switch value.(type) {
	case *dict:
		return true
	case *list:
		return text[0] == '[' || text[0] == ' '
	case string:
		return false
	}
	return Str(value) == text
}

func accepts(v any, valueType string) bool {
	switch valueType {
	case "":
		return true
	case "string":
		_, ok := v.(string)
		return ok
	case "integer":
		switch v.(type) {
		case int64, *big.Int, bool: // Python's bool is an int
			return true
		}
	case "number":
		_, ok := v.(float64)
		return ok
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "text or list":
		switch l := v.(type) {
		case string, []any:
			return true
		case *list:
			return l.kind == kindList
		}
	}
	return false
}

// Bool evaluates a condition (item 13). False are: False, None, zero, empty text and containers, and the texts that read as
// such; everything else is true, "no" included. An undefined value is false. Compatible: a type error is true.
func (t *Template) Bool(env *Env, v Vars) (bool, error) {
	out, err := t.value(env, v, "")
	if IsKind(err, KindUndefined) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	switch x := out.(type) {
	case string:
		switch x {
		case "False", "false", "{}", "[]", "()", "", "0", "0.0":
			return false, nil
		}
		return true, nil
	case []any:
		return len(x) > 0, nil
	case map[string]any:
		return len(x) > 0, nil
	}
	return truth(out), nil
}

// Native evaluates a template that is exactly one {{ }} and returns its result without the way over text: a date and time is a
// time.Time, a duration a Duration, a day its text. Any other template gives its rendered text.
func (t *Template) Native(env *Env, v Vars) (result any, err error) {
	defer recoverTo(&err)
	if t.single == nil {
		return t.Text(env, v)
	}
	f := newFrame(env, v)
	native, err := t.native(f)
	if err != nil {
		if env.Strict || !IsKind(err, KindType) {
			return nil, t.wrap(err)
		}
		return t.source, nil
	}
	return outward(f, native, 0)
}

func (t *Template) native(f *frame) (any, error) {
	if t.path != nil {
		if found, ok := t.path.find(f.vars); ok {
			return found, nil
		}
	}
	if err := t.checkNames(f.vars); err != nil {
		return nil, err
	}
	return f.eval(t.single)
}
