package expr

import (
	"fmt"
	"strings"
	"time"
)

// Template is a compiled text. It never changes and may be evaluated by many goroutines at once.
type Template struct {
	source string // as given
	text   string // line ends normalised, one trailing line end dropped
	body   []statement
	free   []string
	single node  // the expression, when the template is exactly one {{ }}
	path   *path // the same expression when it is a plain look-up
	static bool
	plain  string // rendered text of a static template
}

// Vars are the names a template sees: config, record, response, headers, stream_slice, next_page_token, last_record, … Values
// are what a JSON decoder gives, json.Number included, or a Slice for stream_slice. They are only read.
type Vars map[string]any

// Env carries what does not change between evaluations. It must not be changed while in use.
type Env struct {
	Now    func() time.Time
	Strict bool           // keep strings as they are, report type errors; see the package comment
	Local  *time.Location // zone of now_utc().strftime('%s'), astimezone() and the like; nil is UTC
}

// NewEnv returns an environment in UTC.
func NewEnv(now func() time.Time, strict bool) *Env {
	return &Env{Now: now, Strict: strict, Local: time.UTC}
}

// Parse compiles a text with or without {{ }} and {% %}. The error is a *SyntaxError.
func Parse(src string) (*Template, error) {
	t := &Template{source: src, text: normalise(src)}
	var err error
	if t.body, t.free, err = parseTemplate(t.text); err != nil {
		return nil, err
	}
	t.static = true
	for _, stmt := range t.body {
		data, ok := stmt.(dataStmt)
		if !ok {
			t.static = false
			break
		}
		t.plain += data.text
	}
	if len(t.body) == 1 {
		if out, ok := t.body[0].(outStmt); ok {
			t.single, t.path = out.value, pathOf(out.value)
		}
	}
	return t, nil
}

// normalise does to line ends what Jinja does before it reads a template.
func normalise(src string) string {
	if strings.IndexByte(src, '\r') >= 0 {
		src = strings.ReplaceAll(strings.ReplaceAll(src, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSuffix(src, "\n")
}

// Source returns the text the template was parsed from.
func (t *Template) Source() string { return t.source }

// IsStatic reports whether the template has no expression: it renders the same text for any Vars.
func (t *Template) IsStatic() bool { return t.static }

// Names returns the names the template needs from the Vars, stream_slice for its two old names.
func (t *Template) Names() []string { return append([]string(nil), t.free...) }

// Text renders the template without literal typing. A compatible Env answers a type error with the source itself.
func (t *Template) Text(env *Env, v Vars) (string, error) {
	text, err := t.render(newFrame(env, v))
	return t.orSource(env, text, err)
}

func (t *Template) orSource(env *Env, text string, err error) (string, error) {
	if err == nil {
		return text, nil
	}
	if !env.Strict && IsKind(err, KindType) {
		return t.source, nil
	}
	return "", t.wrap(err)
}

func (t *Template) wrap(err error) error {
	const shown = 80
	source := t.source
	if len(source) > shown {
		source = strings.ToValidUTF8(source[:shown], "") + "…"
	}
	return fmt.Errorf("evaluate %q: %w", source, err)
}

func (t *Template) render(f *frame) (text string, err error) {
	if t.static {
		return t.plain, nil
	}
	if err := t.checkNames(f.vars); err != nil {
		return "", err
	}
	defer recoverTo(&err)
	if t.single != nil {
		v, err := f.eval(t.single)
		if err != nil {
			return "", err
		}
		return f.str(v)
	}
	if err := runAll(f, t.body); err != nil {
		return "", err
	}
	return f.out.String(), nil
}

// checkNames refuses a template before it runs when a name is unknown, even in a branch that would not be taken.
func (t *Template) checkNames(v Vars) error {
	for _, name := range t.free {
		if _, ok := v[name]; !ok {
			return &EvalError{Kind: KindName, Msg: fmt.Sprintf("%q is not known here", name)}
		}
	}
	return nil
}

// recoverTo is the last line of defence: an input that defeats the checks costs an error, not the process.
func recoverTo(err *error) {
	if r := recover(); r != nil {
		*err = valueErr("expression cannot be evaluated")
	}
}
