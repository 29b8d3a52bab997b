package declarative

import (
	"fmt"
	"maps"

	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// scope is what an expression sees. It is not safe for concurrent use: one read
// has its own.
type scope struct {
	env  *expr.Env
	vars expr.Vars
}

// newScope sees the configuration; the other names of the format exist and are
// empty, so that a template may ask for any of them.
func newScope(env *expr.Env, config map[string]any) scope {
	return scope{env: env, vars: expr.Vars{
		"config":          config,
		"parameters":      map[string]any{},
		"stream_slice":    expr.Slice{},
		"next_page_token": nil,
	}}
}

// with returns a scope that sees one more name.
func (s scope) with(name string, value any) scope {
	vars := maps.Clone(s.vars)
	vars[name] = value
	return scope{env: s.env, vars: vars}
}

// withSlice shows a slice, and its extra fields by name. Its two old names,
// stream_partition and stream_interval, expr resolves by itself.
func (s scope) withSlice(sl slice) scope {
	vars := maps.Clone(s.vars)
	for k, v := range sl.extra {
		if _, taken := vars[k]; !taken {
			vars[k] = v
		}
	}
	vars["stream_slice"] = sl.values()
	return scope{env: s.env, vars: vars}
}

// set changes what a name means; for loops over many records.
func (s scope) set(name string, value any) { s.vars[name] = value }

func (s scope) enter(t *manifest.Template) {
	if t.Parameters != nil {
		s.vars["parameters"] = t.Parameters
	}
}

// text renders a template; a missing one is "".
func (s scope) text(t *manifest.Template) (string, error) {
	if t == nil {
		return "", nil
	}
	if t.Parsed.IsStatic() {
		return t.Parsed.Text(s.env, s.vars)
	}
	s.enter(t)
	out, err := t.Parsed.Text(s.env, s.vars)
	if err != nil {
		return "", s.failed(t, err)
	}
	return out, nil
}

// value evaluates a template to a value; a missing one is nil.
func (s scope) value(t *manifest.Template) (any, error) {
	if t == nil {
		return nil, nil //nolint:nilnil // null is a value here
	}
	s.enter(t)
	out, err := t.Parsed.Value(s.env, s.vars)
	if err != nil {
		return nil, s.failed(t, err)
	}
	return out, nil
}

// optional evaluates an entry of a mapping; nil leaves the entry out. With
// textOrList, anything but a list stays text.
func (s scope) optional(t *manifest.Template, textOrList bool) (any, error) {
	s.enter(t)
	if s.env.Strict && textOrList {
		// Null would become the text "None".
		if v, err := t.Parsed.Value(s.env, s.vars); err == nil && v == nil {
			return nil, nil //nolint:nilnil // null is a value here
		}
	}
	out, err := t.Parsed.Optional(s.env, s.vars, textOrList)
	if err != nil {
		return nil, s.failed(t, err)
	}
	return out, nil
}

// typed evaluates a template to a value of a type, or leaves it as text.
func (s scope) typed(t *manifest.Template, valueType string) (any, error) {
	s.enter(t)
	out, err := t.Parsed.ValueAs(s.env, s.vars, valueType)
	if err != nil {
		return nil, s.failed(t, err)
	}
	return out, nil
}

// condition evaluates a template to true or false.
func (s scope) condition(t *manifest.Template) (bool, error) {
	s.enter(t)
	out, err := t.Parsed.Bool(s.env, s.vars)
	if err != nil {
		return false, s.failed(t, err)
	}
	return out, nil
}

// templateError is an expression of the manifest that could not be evaluated.
type templateError struct {
	source string
	err    error
}

func (e *templateError) Error() string { return fmt.Sprintf("expression %s: %v", e.source, e.err) }
func (e *templateError) Unwrap() error { return e.err }

func (s scope) failed(t *manifest.Template, err error) error {
	return &templateError{source: t.Source, err: err}
}
