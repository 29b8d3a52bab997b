package manifest

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"tributary/backend/expr"
)

// object reads one component of the resolved manifest: each field is taken by
// name, and what nobody took is a problem.
type object struct {
	c     *collector
	path  string
	kind  string // value of type
	m     map[string]any
	taken map[string]bool
}

func newObject(c *collector, path string, m map[string]any) *object {
	kind, _ := m[typeKey].(string)
	return &object{
		c: c, path: path, kind: kind, m: m,
		taken: map[string]bool{typeKey: true, parametersKey: true, refKey: true},
	}
}

func (o *object) invalid(key, format string, args ...any) {
	o.c.add(join(o.path, key), o.kind, Invalid, format, args...)
}

func (o *object) unsupported(key, format string, args ...any) {
	o.c.add(join(o.path, key), o.kind, Unsupported, format, args...)
}

// take returns a field and marks it as known; null counts as missing.
func (o *object) take(key string) (any, bool) {
	o.taken[key] = true
	v, ok := o.m[key]
	return v, ok && v != nil
}

// ignore marks fields that the format has and that rightly change nothing here.
func (o *object) ignore(keys ...string) {
	for _, k := range keys {
		o.taken[k] = true
	}
}

// refuse names fields of the format that this program does not run.
func (o *object) refuse(keys ...string) {
	for _, k := range keys {
		if v, ok := o.take(k); ok && !empty(v) {
			o.unsupported(k, "%q is not supported yet.", k)
		}
	}
}

// finish names what nobody took, except what only $parameters brought in.
func (o *object) finish() {
	parameters, _ := o.m[parametersKey].(map[string]any)
	for _, key := range sortedKeys(o.m) {
		if _, passed := parameters[key]; !o.taken[key] && !passed {
			o.c.add(join(o.path, key), o.kind, Unknown, "%q is not a field of %s; it has no effect.", key, o.name())
		}
	}
}

func (o *object) name() string {
	if o.kind == "" {
		return "this part"
	}
	return o.kind
}

func (o *object) text(key string) string {
	v, ok := o.take(key)
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		if s, ok = scalarText(v); !ok {
			o.invalid(key, "%q must be a text.", key)
		}
	}
	return s
}

// required names a missing field and passes the value on.
func (o *object) requiredText(key string) string {
	s := o.text(key)
	if s == "" {
		o.missing(key)
	}
	return s
}

func (o *object) missing(key string) { o.invalid(key, "%s needs %q.", o.name(), key) }

func (o *object) choice(key, fallback string, allowed ...string) string {
	s := o.text(key)
	if s == "" {
		return fallback
	}
	if !slices.Contains(allowed, s) {
		o.invalid(key, "%q cannot be %q.", key, clip(s))
		return fallback
	}
	return s
}

func (o *object) flag(key string) bool {
	v, ok := o.take(key)
	if !ok {
		return false
	}
	b, ok := v.(bool)
	if !ok && !empty(v) {
		o.invalid(key, "%q must be true or false.", key)
	}
	return b
}

func (o *object) integer(key string, fallback int) int {
	v, ok := o.take(key)
	if !ok {
		return fallback
	}
	switch v := v.(type) {
	case int64:
		return int(v)
	case string:
		if i, err := strconv.Atoi(v); err == nil {
			return i
		}
	}
	o.invalid(key, "%q must be a whole number.", key)
	return fallback
}

func (o *object) list(key string) []any {
	v, ok := o.take(key)
	if !ok {
		return nil
	}
	l, ok := v.([]any)
	if !ok {
		o.invalid(key, "%q must be a list.", key)
	}
	return l
}

func (o *object) texts(key string) []string {
	var out []string
	for i, v := range o.list(key) {
		s, ok := scalarText(v)
		if !ok {
			o.c.add(at(join(o.path, key), i), o.kind, Invalid, "This must be a text.")
			continue
		}
		out = append(out, s)
	}
	return out
}

// child returns a field that is a component, or nil.
func (o *object) child(key string) *object {
	v, ok := o.take(key)
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok {
		o.invalid(key, "%q must be a component with its fields.", key)
		return nil
	}
	return newObject(o.c, join(o.path, key), m)
}

func (o *object) children(key string) []*object {
	var out []*object
	for i, v := range o.list(key) {
		path := at(join(o.path, key), i)
		m, ok := v.(map[string]any)
		if !ok {
			o.c.add(path, o.kind, Invalid, "This must be a component with its fields.")
			continue
		}
		out = append(out, newObject(o.c, path, m))
	}
	return out
}

// template parses a text field; nil when it is missing.
func (o *object) template(key string) *Template {
	v, ok := o.take(key)
	if !ok {
		return nil
	}
	return o.parse(key, v)
}

func (o *object) requiredTemplate(key string) *Template {
	t := o.template(key)
	if t == nil || t.Source == "" {
		o.missing(key)
	}
	return t
}

func (o *object) templates(key string) []*Template {
	var out []*Template
	for i, v := range o.list(key) {
		if t := o.parse(key+"["+strconv.Itoa(i)+"]", v); t != nil {
			out = append(out, t)
		}
	}
	return out
}

// parse reads one text; numbers and booleans count as their text, because
// YAML types what its author did not quote.
func (o *object) parse(key string, v any) *Template {
	s, ok := scalarText(v)
	if !ok {
		o.invalid(key, "%q must be a text.", key)
		return nil
	}
	parsed, err := expr.Parse(s)
	if err != nil {
		o.invalid(key, "The expression cannot be read: %s.", err)
		return nil
	}
	parameters, _ := o.m[parametersKey].(map[string]any)
	return &Template{Source: s, Parameters: parameters, Parsed: parsed}
}

// pairs reads a mapping of texts, sorted by key.
func (o *object) pairs(key string) []Pair {
	v, ok := o.take(key)
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok {
		o.unsupported(key, "%q is supported as names with values only.", key)
		return nil
	}
	out := make([]Pair, 0, len(m))
	for _, name := range sortedKeys(m) {
		if m[name] == nil {
			continue
		}
		if nested, ok := m[name].(map[string]any); ok {
			if nested[typeKey] != queryProperties || key != "request_parameters" { // that has been told or read
				o.invalid(key+"."+name, "A nested value is not allowed here.")
			}
			continue
		}
		value := m[name]
		if list, ok := value.([]any); ok {
			value = expr.Str(list)
		}
		k, t := o.parse(key, name), o.parse(key+"."+name, value)
		if k != nil && t != nil {
			out = append(out, Pair{Key: k, Value: t})
		}
	}
	return out
}

// tree reads a nested value.
func (o *object) tree(key string, v any) *Tree {
	switch v := v.(type) {
	case map[string]any:
		t := &Tree{Fields: []TreeField{}}
		for _, name := range sortedKeys(v) {
			t.Fields = append(t.Fields, TreeField{Key: o.parse(key, name), Value: o.tree(key+"."+name, v[name])})
		}
		return t
	case []any:
		t := &Tree{Items: []*Tree{}}
		for i, item := range v {
			t.Items = append(t.Items, o.tree(key+"["+strconv.Itoa(i)+"]", item))
		}
		return t
	case string:
		return &Tree{Text: o.parse(key, v)}
	default:
		return &Tree{Plain: v}
	}
}

func scalarText(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case bool, int64, float64:
		return expr.Str(v), true
	}
	return "", false
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// clip keeps texts of a manifest short in a problem.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// unknownType names a component that cannot be used; what is in it does not
// matter then.
func (o *object) unknownType(what string) {
	for key := range o.m {
		o.ignore(key)
	}
	if o.kind == "" {
		o.c.add(o.path, "", Invalid, "This %s does not say its type.", what)
		return
	}
	if class, _ := o.m["class_name"].(string); strings.HasPrefix(o.kind, "Custom") {
		o.c.add(o.path, o.kind, Unsupported, "The %s %q is program code that comes with the connector (%s); it cannot run here.", what, clip(o.kind), clip(class))
		return
	}
	o.c.add(o.path, o.kind, Unsupported, "The %s %q is not supported yet.", what, clip(o.kind))
}
