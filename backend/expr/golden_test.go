package expr_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tributary/backend/expr"
)

// goldenCase is one template with what the reference runner answered. A missing result means that it raised an error.
type goldenCase struct {
	Template string          `json:"template"`
	Value    json.RawMessage `json:"value"`
	Error    string          `json:"error"`
	Bool     *bool           `json:"bool"`
	String   json.RawMessage `json:"as_string"`
	Integer  json.RawMessage `json:"as_integer"`
	Number   json.RawMessage `json:"as_number"`
	Boolean  json.RawMessage `json:"as_boolean"`
	Param    json.RawMessage `json:"as_param"`
}

type golden struct {
	Now   time.Time      `json:"now"`
	Vars  map[string]any `json:"vars"`
	Cases []goldenCase   `json:"cases"`
}

func readGolden(t *testing.T) golden {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "golden.json"))
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&g); err != nil {
		t.Fatal(err)
	}
	return g
}

// asJSON keeps the difference between 1 and 1.0, which Go's encoder drops.
func asJSON(v any) string {
	switch x := v.(type) {
	case float64:
		return expr.Repr(x)
	case []any:
		parts := []byte("[")
		for i, it := range x {
			if i > 0 {
				parts = append(parts, ',')
			}
			parts = append(parts, asJSON(it)...)
		}
		return string(append(parts, ']'))
	case map[string]any:
		encoded := make(map[string]json.RawMessage, len(x))
		for k, it := range x {
			encoded[k] = json.RawMessage(asJSON(it))
		}
		b, err := json.Marshal(encoded)
		if err != nil {
			return err.Error()
		}
		return string(b)
	case string:
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(x); err != nil {
			return err.Error()
		}
		return string(bytes.TrimSpace(b.Bytes()))
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// wanted brings the reference's JSON into the form of asJSON.
func wanted(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var v any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return asJSON(plain(v))
}

func plain(v any) any {
	switch x := v.(type) {
	case json.Number:
		if f, err := x.Float64(); err == nil && bytes.ContainsAny([]byte(x), ".eE") {
			return f
		}
	case []any:
		for i := range x {
			x[i] = plain(x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = plain(x[k])
		}
	}
	return v
}

func TestCompatibleAnswersEqualTheReferenceRunner(t *testing.T) {
	g := readGolden(t)
	env := expr.NewEnv(func() time.Time { return g.Now }, false)
	vars := expr.Vars(g.Vars)
	for _, c := range g.Cases {
		t.Run(c.Template, func(t *testing.T) {
			tpl, err := expr.Parse(c.Template)
			var syntax *expr.SyntaxError
			if err != nil {
				if !errors.As(err, &syntax) || c.Error == "" {
					t.Fatalf("Parse(%q): %v, want %s", c.Template, err, c.Value)
				}
				return
			}
			checkGolden(t, env, vars, tpl, c)
		})
	}
}

func checkGolden(t *testing.T, env *expr.Env, vars expr.Vars, tpl *expr.Template, c goldenCase) {
	t.Helper()
	got, err := tpl.Value(env, vars)
	if c.Error != "" {
		kinds := map[string]expr.Kind{"undefined": expr.KindUndefined, "name": expr.KindName}
		if kind, named := kinds[c.Error]; err == nil || named && !expr.IsKind(err, kind) {
			t.Errorf("Value(%q) = %s, %v, want error %s", c.Template, asJSON(got), err, c.Error)
		}
		if ok, err := tpl.Bool(env, vars); c.Bool != nil && (err != nil || ok != *c.Bool) {
			t.Errorf("Bool(%q) = %v, %v, want %v", c.Template, ok, err, *c.Bool)
		}
		return
	}
	if err != nil || asJSON(got) != wanted(t, c.Value) {
		t.Fatalf("Value(%q) = %s, %v, want %s", c.Template, asJSON(got), err, wanted(t, c.Value))
	}
	if ok, err := tpl.Bool(env, vars); c.Bool != nil && (err != nil || ok != *c.Bool) {
		t.Errorf("Bool(%q) = %v, %v, want %v", c.Template, ok, err, *c.Bool)
	}
	for valueType, want := range map[string]json.RawMessage{
		"string": c.String, "integer": c.Integer, "number": c.Number, "boolean": c.Boolean,
	} {
		if want == nil {
			want = c.Value
		}
		if got, err := tpl.ValueAs(env, vars, valueType); err != nil || asJSON(got) != wanted(t, want) {
			t.Errorf("ValueAs(%q, %s) = %s, %v, want %s", c.Template, valueType, asJSON(got), err, wanted(t, want))
		}
	}
	want := c.Param
	if want == nil {
		want = c.Value
	}
	if string(want) == `""` {
		want = json.RawMessage("null")
	}
	if got, err := tpl.Optional(env, vars, true); err != nil || asJSON(got) != wanted(t, want) {
		t.Errorf("Optional(%q) = %s, %v, want %s", c.Template, asJSON(got), err, wanted(t, want))
	}
}
