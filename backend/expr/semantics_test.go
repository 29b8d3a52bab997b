package expr_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"

	"tributary/backend/expr"
)

var fixedNow = time.Date(2026, 11, 23, 13, 44, 52, 674751000, time.UTC)

func environment(strict bool) *expr.Env {
	return expr.NewEnv(func() time.Time { return fixedNow }, strict)
}

func parse(t *testing.T, src string) *expr.Template {
	t.Helper()
	tpl, err := expr.Parse(src)
	if err != nil {
		t.Fatalf("Parse(%q): %v", src, err)
	}
	return tpl
}

// sample is what a connector hands in: numbers as json.Number.
func sample() expr.Vars {
	return expr.Vars{
		"config": map[string]any{"start": "2024-01-15T10:30:00Z", "none": nil},
		"record": map[string]any{
			"id": json.Number("7"), "f": json.Number("1.50"), "big": json.Number("12345678901234567890"), "text": "007",
			"token": "123_456", "null": nil, "items": []any{json.Number("1"), "x"}, "o": map[string]any{"n": json.Number("1")},
			"tags": []any{"a"},
		},
		"next_page_token": nil,
		"stream_slice": expr.Slice{
			Partition: map[string]any{"parent_id": json.Number("42")}, Cursor: map[string]any{"start_time": "2024-01-01"},
			Extra: map[string]any{"k": "extra"},
		},
	}
}

type valueCase struct {
	name, template string
	want           any
}

func checkValues(t *testing.T, strict bool, cases []valueCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := parse(t, c.template).Value(environment(strict), sample())
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("Value(%q) = %#v, %v, want %#v", c.template, got, err, c.want)
			}
		})
	}
}

func TestTextIsReadAsLiteralItem7(t *testing.T) {
	huge, _ := new(big.Int).SetString("12345678901234567890", 10)
	checkValues(t, false, []valueCase{
		{"integer", "123", int64(123)},
		{"leading zeros of an id are kept by Python's grammar", "{{ record['text'] }}", "007"},
		{"underscores", "{{ record['token'] }}", int64(123456)},
		{"exponent", "1e5", 100000.0},
		{"fraction", "1.50", 1.5},
		{"hex", "0x10", int64(16)},
		{"blank before", " 5", int64(5)},
		{"comment after", "5 # x", int64(5)},
		{"quotes", "'q'", "q"},
		{"None", "None", nil},
		{"True", "True", true},
		{"true is text", "true", "true"},
		{"null is text", "null", "null"},
		{"list", "[1, 2]", []any{int64(1), int64(2)}},
		{"JSON null is not Python", `{"x": null}`, `{"x": null}`},
		{"tuple", "(1, 2)", []any{int64(1), int64(2)}},
		{"tuple without brackets", "1,2", []any{int64(1), int64(2)}},
		{"complex is text", "3+4j", "3+4j"},
		{"twenty digits", "12345678901234567890", huge},
		{"bytes stay text", "b'abc'", "b'abc'"},
		{"infinity stays text", "1e400", "1e400"},
		{"pieces join before reading", "{{1}}{{2}}", int64(12)},
	})
}

func TestNumbersOfRecordsBehaveAsInPython(t *testing.T) {
	huge, _ := new(big.Int).SetString("12345678901234567891", 10)
	checkValues(t, false, []valueCase{
		{"integer", "{{ record['id'] + 1 }}", int64(8)},
		{"float", "{{ record['f'] * 2 }}", 3.0},
		{"beyond 64 bits", "{{ record['big'] + 1 }}", huge},
		{"equal across types", "{{ record['id'] == 7.0 }}", true},
		{"inside containers", "{{ record['o'] }}", map[string]any{"n": int64(1)}},
		{"inside lists", "{{ record['items'] }}", []any{int64(1), "x"}},
		{"as text", "id-{{ record['id'] }}-{{ record['f'] }}", "id-7-1.5"},
	})
}

func TestAcceptedTypesDoNotConvertItem8(t *testing.T) {
	cases := []struct {
		template, valueType string
		want                any
	}{
		{"{{ record['id'] }}", "string", "7"},
		{"{{ record['id'] }}", "integer", int64(7)},
		{"{{ record['id'] }}", "number", "7"},
		{"{{ record['f'] }}", "number", 1.5},
		{"{{ record['f'] }}", "integer", "1.5"},
		{"{{ true }}", "boolean", true},
		{"{{ true }}", "integer", true},
		{"{{ record['o'] }}", "string", "{'n': 1}"},
		{"abc", "integer", "abc"},
	}
	for _, strict := range []bool{false, true} {
		for _, c := range cases {
			got, err := parse(t, c.template).ValueAs(environment(strict), sample(), c.valueType)
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("strict %v: ValueAs(%q, %s) = %#v, %v, want %#v", strict, c.template, c.valueType, got, err, c.want)
			}
		}
	}
}

func TestTextIsPythonsItem9(t *testing.T) {
	cases := []struct{ template, want string }{
		{"{{ true }} {{ false }} {{ none }}", "True False None"},
		{"{{ 1e22 }} {{ 1.0 }} {{ 0.1 + 0.2 }}", "1e+22 1.0 0.30000000000000004"},
		{"{{ {'a': ['x', none, 1.0]} }}", "{'a': ['x', None, 1.0]}"},
		{"{{ now_utc() }}", "2026-11-23 13:44:52.674751+00:00"},
		{"{{ now_utc().replace(microsecond=0) }}", "2026-11-23 13:44:52+00:00"},
		{"{{ '<a>&' }}", "<a>&"},
		{"a\n", "a"},
		{"{{ 'a' }}\n\n", "a\n"},
	}
	for _, c := range cases {
		if got, err := parse(t, c.template).Text(environment(false), sample()); err != nil || got != c.want {
			t.Errorf("Text(%q) = %q, %v, want %q", c.template, got, err, c.want)
		}
	}
}

func TestMissingValuesItem10(t *testing.T) {
	checkValues(t, false, []valueCase{
		{"missing key is empty text", "{{ record['nope'] }}", ""},
		{"null is nil", "{{ record['null'] }}", nil},
		{"key of null is empty text", "{{ record['null']['b'] }}", ""},
	})
	for _, strict := range []bool{false, true} {
		for _, src := range []string{"{{ record['nope']['b'] }}", "{{ record['null'].get('b') }}", "{{ record['nope'] + 1 }}"} {
			if got, err := parse(t, src).Value(environment(strict), sample()); !expr.IsKind(err, expr.KindUndefined) {
				t.Errorf("strict %v: Value(%q) = %#v, %v, want an undefined error", strict, src, got, err)
			}
		}
	}
}

func TestTypeErrorsItem11(t *testing.T) {
	for _, src := range []string{"{{ record['null'] > 5 }}", "{{ record['text'] > 5 }}", "{{ 'a' + 1 }}", "{{ record['id'] | length }}"} {
		tpl := parse(t, src)
		if got, err := tpl.Text(environment(false), sample()); err != nil || got != src {
			t.Errorf("compatible Text(%q) = %q, %v, want its source", src, got, err)
		}
		if ok, err := tpl.Bool(environment(false), sample()); err != nil || !ok {
			t.Errorf("compatible Bool(%q) = %v, %v, want true", src, ok, err)
		}
		if ok, err := tpl.Bool(environment(true), sample()); !expr.IsKind(err, expr.KindType) {
			t.Errorf("strict Bool(%q) = %v, %v, want a type error", src, ok, err)
		}
	}
}

func TestUnknownNamesItem11(t *testing.T) {
	for _, src := range []string{"{{ nope }}", "{{ nope if false else 1 }}", "{{ range(3) }}", "{{ response['a'] }}"} {
		if got, err := parse(t, src).Value(environment(false), sample()); !expr.IsKind(err, expr.KindName) {
			t.Errorf("Value(%q) = %#v, %v, want an unknown name", src, got, err)
		}
	}
	var syntax *expr.SyntaxError
	if _, err := expr.Parse("a {{ stream_state['x'] }}"); !errors.As(err, &syntax) || syntax.Offset != 5 || syntax.Column != 6 {
		t.Errorf("Parse of stream_state = %v, want a syntax error at offset 5", err)
	}
}

func TestStaticTextItem12(t *testing.T) {
	for src, want := range map[string]bool{"": true, "plain": true, "{# c #}": true, "{{ 1 }}": false, "a{{ 1 }}": false} {
		if got := parse(t, src).IsStatic(); got != want {
			t.Errorf("IsStatic(%q) = %v, want %v", src, got, want)
		}
	}
	if got := parse(t, "a{{ 1 }}\n").Source(); got != "a{{ 1 }}\n" {
		t.Errorf("Source = %q", got)
	}
}

func TestTruthItem13(t *testing.T) {
	cases := map[string]bool{
		"False": false, "false": false, "{}": false, "[]": false, "()": false, "": false, "0": false, "0.0": false,
		"{{ record['null'] }}": false, "{{ record['nope'] }}": false, "{{ record['nope']['x'] }}": false, "{{ [] }}": false,
		"no": true, "{{ 'no' }}": true, "True": true, "1": true, " ": true, "{{ record['id'] > 5 }}": true,
	}
	for _, strict := range []bool{false, true} {
		for src, want := range cases {
			if got, err := parse(t, src).Bool(environment(strict), sample()); err != nil || got != want {
				t.Errorf("strict %v: Bool(%q) = %v, %v, want %v", strict, src, got, err, want)
			}
		}
	}
}

func TestMappingEntriesItems14And15(t *testing.T) {
	cases := []struct {
		template   string
		textOrList bool
		want       any
	}{
		{"{{ record['nope'] }}", true, nil},
		{"{{ record['nope']['x'] }}", true, nil},
		{"{{ '' }}", false, nil},
		{"{{ record['id'] }}", true, "7"},
		{"{{ record['id'] }}", false, int64(7)},
		{"{{ true }}", true, "True"},
		{"{{ record['null'] }}", true, "None"},
		{"{{ record['null'] }}", false, nil},
		{"{{ record['tags'] }}", true, []any{"a"}},
		{"{{ record['o'] }}", true, "{'n': 1}"},
	}
	for _, strict := range []bool{false, true} {
		for _, c := range cases {
			got, err := parse(t, c.template).Optional(environment(strict), sample(), c.textOrList)
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("strict %v: Optional(%q, %v) = %#v, %v, want %#v", strict, c.template, c.textOrList, got, err, c.want)
			}
		}
	}
}

func TestSlicesAndTokensItems16And17(t *testing.T) {
	checkValues(t, false, []valueCase{
		{"slice", "{{ stream_slice['parent_id'] }}", int64(42)},
		{"old name of the partition", "{{ stream_partition.parent_id }}", int64(42)},
		{"old name of the interval", "{{ stream_interval['start_time'] }}", "2024-01-01"},
		{"either name sees the whole slice", "{{ stream_interval.parent_id }}", int64(42)},
		{"extra fields", "{{ stream_slice.extra_fields['k'] }}", "extra"},
		{"parts", "{{ stream_slice.partition }}", map[string]any{"parent_id": int64(42)}},
		{"get", "{{ stream_partition.get('nope', 'd') }}", "d"},
		{"as a mapping", "{{ stream_slice | length }}", int64(2)},
		{"token of the first page", "{{ next_page_token }}", nil},
		{"field before method with brackets", "{{ record['items'][1] }}", "x"},
		{"method before field with a dot", "{{ record.items() | length }}", int64(9)},
	})
}

func TestFormatsOwnFiltersItem18(t *testing.T) {
	checkValues(t, false, []valueCase{
		{"text stays and may be typed later", "{{ '5' | string }}", int64(5)},
		{"a number survives as text", "{{ record['id'] | string }}", "7"},
		{"containers become JSON text", "{{ record['o'] | string }}", `{"n": 1}`},
		{"first group", "{{ 'page=12' | regex_search('page=(\\d+)') }}", int64(12)},
		{"no group", "{{ 'page=12' | regex_search('page') }}", ""},
		{"md5 by default", "{{ 'a' | hash }}", "0cc175b9c0f1b6a831c399e269772661"},
	})
	checkValues(t, true, []valueCase{
		{"strict string", "{{ record['id'] | string }}", "7"},
		{"strict group", "{{ 'page=12' | regex_search('page=(\\d+)') }}", "12"},
	})
}

func TestDatesInExpressionsItem19(t *testing.T) {
	checkValues(t, false, []valueCase{
		{"timestamp of text is a float", "{{ timestamp('2024-01-01') }}", 1704067200.0},
		{"timestamp of a number is an int", "{{ timestamp(1.7) }}", int64(1)},
		{"naive is UTC", "{{ str_to_datetime('2024-01-14') }}", "2024-01-14 00:00:00+00:00"},
		{"converted to UTC", "{{ format_datetime('2024-01-01T01:00:00+02:00', '%Y-%m-%d') }}", "2023-12-31"},
		{"not converted with an input format", "{{ format_datetime('2024-01-01 01:00+0200', '%d %H', '%Y-%m-%d %H:%M%z') }}", "01 01"},
		{"epoch seconds", "{{ format_datetime('2024-01-01T00:00:00Z', '%s') }}", int64(1704067200)},
		{"calendar months", "{{ (str_to_datetime('2024-03-31') - duration('P1M')).date() }}", "2024-02-29"},
		{"day_delta", "{{ day_delta(-1, '%Y-%m-%d') }}", "2026-11-22"},
	})
}

func TestEpochOfStrftimeIsLocalTimeItem19(t *testing.T) {
	env := environment(false)
	env.Local = time.FixedZone("", 3600)
	got, err := parse(t, "{{ now_utc().strftime('%s') }}").Value(env, nil)
	if want := fixedNow.Unix() - 3600; err != nil || got != want {
		t.Errorf("strftime('%%s') one hour east = %v, %v, want %v", got, err, want)
	}
}

func TestStrictKeepsWhatUpstreamCorrupts(t *testing.T) {
	checkValues(t, true, []valueCase{
		{"id as text", "{{ record['text'] }}", "007"},
		{"token with underscore", "{{ record['token'] }}", "123_456"},
		{"number stays a number", "{{ record['id'] }}", int64(7)},
		{"exponent text", "1e5", "1e5"},
		{"hex text", "0x10", "0x10"},
		{"plain number text", "123", int64(123)},
		{"joined text that loses nothing", "{{ 1 }}{{ 2 }}", int64(12)},
		{"joined text that would lose its comma", "{{ 1 }},{{ 2 }}", "1,2"},
		{"written list", "['a', 'b']", []any{"a", "b"}},
		{"written dict", "{'a': {{ record['id'] }}}", map[string]any{"a": int64(7)}},
		{"quoted text", "'q'", "'q'"},
		{"list", "{{ record['items'] }}", []any{int64(1), "x"}},
		{"time", "{{ now_utc() }}", "2026-11-23 13:44:52.674751+00:00"},
	})
}

func TestNativeResults(t *testing.T) {
	cases := []valueCase{
		{"text stays text", "{{ record['token'] }}", "123_456"},
		{"time", "{{ now_utc() }}", fixedNow},
		{"day", "{{ today_utc() }}", "2026-11-23"},
		{"undefined", "{{ record['nope'] }}", ""},
		{"tuple", "{{ (1, 'a') }}", []any{int64(1), "a"}},
		{"more than one part", "{{ 1 }}-{{ 2 }}", "1-2"},
	}
	for _, c := range cases {
		if got, err := parse(t, c.template).Native(environment(true), sample()); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: Native(%q) = %#v, %v, want %#v", c.name, c.template, got, err, c.want)
		}
	}
}

func TestVarsAreNeverChanged(t *testing.T) {
	vars, want := sample(), sample()
	for _, src := range []string{
		"{% set _ = record['tags'].append('z') %}{{ record['tags'] }}", "{% set r = record %}{% set _ = r.update({'id': 1}) %}{{ r.id }}",
		"{{ record.pop('id') }}", "{% set l = record['items'] %}{% set _ = l.reverse() %}{{ l }}",
	} {
		if _, err := parse(t, src).Value(environment(false), vars); err != nil {
			t.Errorf("Value(%q): %v", src, err)
		}
	}
	if !reflect.DeepEqual(vars, want) {
		t.Errorf("vars = %v, want %v", vars, want)
	}
	got, err := parse(t, "{{ record['o'] }}").Value(environment(false), vars)
	if o, ok := got.(map[string]any); err != nil || !ok {
		t.Fatalf("Value = %v, %v", got, err)
	} else {
		o["n"] = "changed"
	}
	if !reflect.DeepEqual(vars, want) {
		t.Error("a result shares its containers with the vars")
	}
}

func TestErrorsHoldNoValues(t *testing.T) {
	vars := expr.Vars{"config": map[string]any{"key": "s3cret-value"}}
	for _, src := range []string{
		"{{ config['key'] + 1 }}", "{{ timestamp(config['key']) }}", "{{ duration(config['key']) }}", "{{ config['key'] | base64decode }}",
		"{{ format_datetime(config['key'], '%Y', '%Y') }}", "{{ '%d' % config['key'] }}", "{{ {}.pop(config['key']) }}",
		"{{ config['key'] | hash(config['key']) }}", "{{ 1 | map(config['key']) }}", "{{ [1] | map(config['key']) }}",
		"{{ 'a' | regex_search(config['key'] ~ '(') }}", "{{ '2024' | string | list | select(config['key']) | list }}",
		"{{ format_datetime('2024', '%Y', config['key']) }}", "{{ {}[config['key']].x }}", "{{ config['key'] | hmac('k', config['key']) }}",
	} {
		_, err := parse(t, src).Value(environment(true), vars)
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("Value(%q) error = %v, want one without the value", src, err)
		}
	}
}
