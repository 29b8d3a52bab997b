package expr_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"tributary/backend/expr"
)

func TestHostileTemplatesStopEarly(t *testing.T) {
	doubling := "{% set x = 'aaaaaaaaaa' %}" + strings.Repeat("{% set x = x ~ x %}", 60)
	nested := "{% set x = [1] %}" + strings.Repeat("{% set x = [x, x] %}", 60)
	cases := map[string]string{
		"repeat of text":          "{{ 'a' * 10000000000 }}",
		"repeat of a list":        "{{ [0] * 10000000000 }}",
		"power":                   "{{ 10 ** (10 ** 10) }}",
		"power of powers":         "{{ (9 ** 9 ** 9) ** (9 ** 9) }}",
		"squares":                 "{% set x = 12345678901234567890 %}" + strings.Repeat("{% set x = x * x %}", 40) + "{{ x }}",
		"doubling text":           doubling + "{{ x }}",
		"doubling lists, printed": nested + "{{ x }}",
		"doubling lists, compared": nested + strings.ReplaceAll(nested, "x", "y") +
			"{{ x == y }}",
		"doubling lists as JSON": nested + "{{ x | tojson }}",
		"replace that grows":     "{% set x = 'a' * 100000 %}{{ x | replace('a', x) }}",
		"join that grows":        "{% set x = 'a' * 100000 %}{{ x.join(x | list) }}",
		"width of percent":       "{{ '%999999999d' % 5 }}",
		"width of format":        "{{ '{:999999999}'.format(5) }}",
		"centre":                 "{{ 'a'.center(9999999999) }}",
		"zeros":                  "{{ '5'.zfill(9999999999) }}",
		"nested loops": strings.Repeat("{% for i in 'a' * 100 %}", 5) + "x" +
			strings.Repeat("{% endfor %}", 5),
		"pattern": "{{ 'a' | regex_search('((a{1000}){1000}){1000}') }}",
	}
	for name, src := range cases {
		t.Run(name, func(t *testing.T) {
			if got, err := parse(t, src).Text(environment(true), expr.Vars{}); err == nil {
				t.Errorf("Text has %d bytes, want an error", len(got))
			}
		})
	}
}

func TestListThatHoldsItself(t *testing.T) {
	for _, tail := range []string{"{{ x }}", "{{ x | tojson }}", "{{ x == [x] }}", "{{ x | hash }}", "{{ [x] | unique | list }}"} {
		src := "{% set x = [] %}{% set _ = x.append(x) %}" + tail
		// Only the end of the evaluation counts: Python prints dots or fails here, depending on the operation.
		if got, err := parse(t, src).Value(environment(false), expr.Vars{}); err == nil && got == nil {
			t.Errorf("Value(%q) = nil without an error", src)
		}
	}
}

func TestUnreadableTemplates(t *testing.T) {
	cases := map[string]string{
		"too long":         strings.Repeat("x", 300<<10),
		"too deep":         "{{ " + strings.Repeat("(", 1000) + "1" + strings.Repeat(")", 1000) + " }}",
		"too many ifs":     strings.Repeat("{% if 1 %}", 1000) + strings.Repeat("{% endif %}", 1000),
		"too many nots":    "{{ " + strings.Repeat("not ", 1000) + "1 }}",
		"too many filters": "{{ 1" + strings.Repeat(" | int", 1000) + " }}",
		"not closed":       "{{ 1",
		"unknown filter":   "{{ 1 | nope }}",
		"unknown test":     "{{ 1 is nope }}",
		"unknown block":    "{% import 'x' %}",
	}
	for name, src := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := expr.Parse(src)
			var syntax *expr.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 || syntax.Column < 1 {
				t.Errorf("Parse = %v, want a syntax error with its place", err)
			}
		})
	}
}

func TestOneTemplateServesManyGoroutines(t *testing.T) {
	tpl := parse(t, "{% set l = [] %}{% for i in record['items'] %}{% set _ = l.append(i) %}{% endfor %}{{ l | length }}")
	vars := sample()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if got, err := tpl.Value(environment(false), vars); err != nil || got != int64(2) {
					t.Errorf("Value = %v, %v, want 2", got, err)
					return
				}
			}
		})
	}
	wg.Wait()
}
