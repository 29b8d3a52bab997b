package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"testing"

	"tributary/backend/domain"
)

// written writes records as a read does: all by the same writer.
func written(t *testing.T, records ...domain.Record) string {
	t.Helper()
	var out bytes.Buffer
	buffer := bufio.NewWriter(&out)
	lines := newRecordLines(buffer, "s \"1\"")
	lines.page(1_790_000_000_000)
	for _, r := range records {
		if err := lines.write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := buffer.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// encoded is the same by the encoder of the standard library.
func encoded(t *testing.T, records ...domain.Record) string {
	t.Helper()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, r := range records {
		type record struct {
			Stream    string        `json:"stream"`
			Data      domain.Record `json:"data"`
			EmittedAt int64         `json:"emitted_at"`
		}
		message := struct {
			Type   string `json:"type"`
			Record record `json:"record"`
		}{"RECORD", record{"s \"1\"", r, 1_790_000_000_000}}
		if err := encoder.Encode(message); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestRecordLines(t *testing.T) {
	deep := any("bottom")
	for range 40 {
		deep = []any{map[string]any{"z": deep, "a": json.Number("1")}}
	}
	cases := []struct {
		name    string
		records []domain.Record
	}{
		{"nothing", []domain.Record{nil, {}, {"a": nil, "b": []any{}, "c": map[string]any{}}}},
		{"plain values", []domain.Record{{"yes": true, "no": false, "text": "x", "number": json.Number("1.50"), "large": json.Number("12345678901234567890")}}},
		{"what expressions make", []domain.Record{{"int": int64(7), "small": 3, "float": 1.5, "texts": []string{"a", "<b>"}, "none": json.Number("")}}},
		{"marks", []domain.Record{{"a \"b\" \\ /": "\"\\\b\f\n\r\t\x00\x1f\x7f<>&", "é€😀": "é€😀\u2028\u2029."}}},
		{"wrong bytes", []domain.Record{{"cut": "a\xffb\xe2\x82", "fine": "\ufffd"}}},
		{"the same fields with other values", []domain.Record{{"b": "1", "a": "2"}, {"a": "3", "b": "4"}}},
		{"as many fields with other names", []domain.Record{{"b": "1", "a": "2"}, {"a": "3", "c": "4"}, {"d": "", "b": ""}, {"b": "1", "a": "2"}}},
		{"objects in lists, alike and not", []domain.Record{
			{"l": []any{map[string]any{"y": "1", "x": "2"}, map[string]any{"x": "3"}, map[string]any{"z": "4", "x": map[string]any{"q": nil}}}},
			{"m": []any{map[string]any{"z": "1", "x": "2"}}},
		}},
		{"deep", []domain.Record{{"deep": deep}, {"deep": deep}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, want := written(t, c.records...), encoded(t, c.records...); got != want {
				t.Errorf("written:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestRecordLinesRefuseWhatIsNoJSON(t *testing.T) {
	lines := newRecordLines(bufio.NewWriter(&bytes.Buffer{}), "s")
	if err := lines.write(domain.Record{"list": []any{make(chan int)}}); err == nil {
		t.Error("a channel was written")
	}
}
