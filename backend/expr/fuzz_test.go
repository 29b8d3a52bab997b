package expr_test

import (
	"encoding/json"
	"errors"
	"testing"

	"tributary/backend/expr"
)

func seeds(f *testing.F) []string {
	f.Helper()
	return []string{
		"plain", "{{ record['a'] }}", "a{{ 1 }}b", "{% for x in record['l'] %}{{ x }}{% endfor %}", "{{ '%s %d' % ('a', 5) }}",
		"{{ '{:>5}|{0[k]}'.format({'k': 1}) }}", "{{ now_utc() - duration('P1M') }}", "{{ 1 // 0 }}", "[1, {'a': (2,)}]", "'a\\x41'",
		"{{ record.l | map('string') | join(',') | regex_search('(a)') }}", "{% set x = [] %}{{ x.append(x) }}{{ x }}", "{{ 2 ** 99 }}",
		"{{ format_datetime('2024-01-01', '%_ms', '%Y-%m-%d') }}", "{{ 'a'[::-1][0:2] }}", "{{ record.o.items() | list | tojson }}",
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		tpl, err := expr.Parse(src)
		var syntax *expr.SyntaxError
		if err != nil {
			if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(src) {
				t.Fatalf("Parse(%q) = %v, want a syntax error inside the source", src, err)
			}
			return
		}
		if tpl.Source() != src {
			t.Fatalf("Source = %q, want %q", tpl.Source(), src)
		}
	})
}

func FuzzEval(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s, `{"a": 1, "l": ["a", 2, null], "o": {"k": 1.5}}`)
	}
	f.Fuzz(func(t *testing.T, src, record string) {
		tpl, err := expr.Parse(src)
		if err != nil {
			return
		}
		var decoded any
		if json.Unmarshal([]byte(record), &decoded) != nil {
			decoded = record
		}
		vars := expr.Vars{"record": decoded, "config": map[string]any{}}
		before := expr.Repr(decoded)
		for _, strict := range []bool{false, true} {
			env := environment(strict)
			value, err := tpl.Value(env, vars)
			again, err2 := tpl.Value(env, vars)
			if (err == nil) != (err2 == nil) || expr.Repr(value) != expr.Repr(again) {
				t.Fatalf("Value(%q) = %v, %v, then %v, %v", src, value, err, again, err2)
			}
			var evalErr *expr.EvalError
			if err != nil && !errors.As(err, &evalErr) {
				t.Fatalf("Value(%q) error = %v, want an EvalError", src, err)
			}
			if _, err := tpl.Native(env, vars); err != nil && !errors.As(err, &evalErr) {
				t.Fatalf("Native(%q) error = %v, want an EvalError", src, err)
			}
			if _, err := tpl.Bool(env, vars); err != nil && !errors.As(err, &evalErr) {
				t.Fatalf("Bool(%q) error = %v, want an EvalError", src, err)
			}
		}
		if after := expr.Repr(decoded); after != before {
			t.Fatalf("Value(%q) changed the record from %s to %s", src, before, after)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, c := range [][2]string{
		{"2024-01-05T10:20:30.5Z", "%Y-%m-%dT%H:%M:%S.%f%z"},
		{"5 Jan 24", "%d %b %y"},
		{"1700000000", "%s"},
		{"2024-W05-3", "%G-W%V-%u"},
		{"1.5", "%s_as_float"},
		{"10:20 PM", "%I:%M %p"},
		{"2024 060", "%Y %j"},
		{"2024-05-1", "%Y-%W-%w"},
	} {
		f.Add(c[0], c[1])
	}
	f.Fuzz(func(t *testing.T, value, format string) {
		at, err := expr.ParseDate(value, format)
		if err != nil {
			return
		}
		if y := at.Year(); y < 1 || y > 9999 {
			t.Fatalf("ParseDate(%q, %q) = %s, want a year of four digits", value, format, at)
		}
		if format == "%Y-%m-%dT%H:%M:%S.%f%z" {
			again, err := expr.ParseDate(expr.FormatDate(at, format), format)
			if err != nil || !again.Equal(at) {
				t.Fatalf("%q printed and read again = %s, %v, want %s", value, again, err, at)
			}
		}
	})
}
