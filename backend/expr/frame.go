package expr

import (
	"strings"
	"time"
)

// frame is one evaluation: its names, its remaining budget, its output.
type frame struct {
	env   *Env
	vars  Vars
	scope *scope
	steps int
	bytes int
	out   strings.Builder
}

// scope holds the names assigned by set, for and with; the outermost one has no parent.
type scope struct {
	names  map[string]any
	parent *scope
}

func newFrame(env *Env, vars Vars) *frame {
	return &frame{env: env, vars: vars, steps: maxSteps, bytes: maxAllocation}
}

// tick spends steps.
func (f *frame) tick(n int) error {
	f.steps -= n
	if n < 0 || f.steps < 0 {
		return limitErr("step")
	}
	return nil
}

// alloc spends bytes of text about to be made; n is a float so that a product of lengths cannot overflow.
func (f *frame) alloc(n float64) error {
	if n < 0 {
		return nil
	}
	if n > float64(f.bytes) {
		return limitErr("text size")
	}
	f.bytes -= int(n)
	return nil
}

// weigh spends steps for reading a text, so that a loop over large texts ends as early as a loop over many small ones.
func (f *frame) weigh(values ...any) error {
	const bytesPerStep = 256
	for _, v := range values {
		if s, ok := v.(string); ok && len(s) >= bytesPerStep {
			if err := f.tick(len(s) / bytesPerStep); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *frame) eval(n node) (any, error) {
	if f.steps--; f.steps < 0 {
		return nil, limitErr("step")
	}
	return n.eval(f)
}

func (f *frame) write(s string) error {
	if f.out.Len()+len(s) > maxOutput {
		return limitErr("output size")
	}
	f.out.WriteString(s)
	return nil
}

// str is Str within the budget.
func (f *frame) str(v any) (string, error) {
	if s, ok := v.(string); ok {
		return s, f.weigh(s)
	}
	return f.print(v, false)
}

// repr is Repr within the budget.
func (f *frame) repr(v any) (string, error) { return f.print(v, true) }

func (f *frame) print(v any, repr bool) (string, error) {
	p := printer{}
	p.print(v, repr, 0)
	if p.over {
		return "", limitErr("output size")
	}
	return p.b.String(), f.alloc(float64(p.b.Len()))
}

func (f *frame) push() { f.scope = &scope{parent: f.scope} }
func (f *frame) pop()  { f.scope = f.scope.parent }

func (f *frame) assign(name string, v any) {
	if f.scope == nil {
		f.scope = &scope{}
	}
	if f.scope.names == nil {
		f.scope.names = map[string]any{}
	}
	switch x := v.(type) {
	case []any:
		v = &list{items: x, shared: true}
	case map[string]any:
		// A name can be changed by methods; what was handed in must not be.
		f.steps -= len(x)
		v = ownedDict(goMap(x))
	}
	f.scope.names[name] = v
}

func ownedDict(m mapping) *dict {
	out := newDict(m.size())
	for _, k := range m.keys() {
		v, _ := m.get(k)
		out.set(k, v)
	}
	return out
}

func (f *frame) now() time.Time {
	return f.env.Now().UTC().Truncate(time.Microsecond)
}

func (f *frame) local() *time.Location {
	if f.env.Local == nil {
		return time.UTC
	}
	return f.env.Local
}
