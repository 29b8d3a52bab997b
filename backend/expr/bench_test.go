package expr_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"tributary/backend/expr"
)

// record of n fields: the time of a look-up must not depend on n.
func wideRecord(n int) expr.Vars {
	record := map[string]any{"a": "some text", "props": map[string]any{"a": json.Number("5")}}
	for i := range n {
		record[fmt.Sprintf("field%d", i)] = json.Number("1")
	}
	return expr.Vars{"record": record, "config": map[string]any{"start": "2024-01-15T10:30:00Z"}}
}

// BenchmarkFloor is the plain map look-up that the expressions are compared with.
func BenchmarkFloor(b *testing.B) {
	vars := wideRecord(50)
	for b.Loop() {
		record, _ := vars["record"].(map[string]any)
		if record["a"] == nil {
			b.Fatal("no value")
		}
	}
}

func BenchmarkValue(b *testing.B) {
	for _, bench := range []struct {
		name, template string
		fields         int
	}{
		{"one key", "{{ record['a'] }}", 50},
		{"one key of a wide record", "{{ record['a'] }}", 5000},
		{"two keys", "{{ record['props']['a'] }}", 50},
		{"missing key", "{{ record['nope'] }}", 50},
		{"get", "{{ record.get('a') }}", 50},
		{"condition", "{{ record['props']['a'] > 3 and record['a'] is not none }}", 50},
		{"text", "/items/{{ record['a'] }}/x", 50},
		{"format_datetime", "{{ format_datetime(config['start'], '%Y-%m-%d') }}", 50},
	} {
		tpl, err := expr.Parse(bench.template)
		if err != nil {
			b.Fatal(err)
		}
		vars, env := wideRecord(bench.fields), environment(false)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := tpl.Value(env, vars); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParseDate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := expr.ParseDate("2024-01-05T10:20:30.123456Z", "%Y-%m-%dT%H:%M:%S.%fZ"); err != nil {
			b.Fatal(err)
		}
	}
}
