package declarative_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source/declarative"
)

func TestRecordsAreFilteredAndTransformed(t *testing.T) {
	tests := []struct {
		name, selector, transformations, data, want string
		options                                     func(*declarative.Options)
	}{
		{
			name: "filter", selector: `record_filter: {type: RecordFilter, condition: "{{ record['ok'] }}"}`,
			data: `[{"id":1,"ok":true},{"id":2,"ok":false},{"id":3}]`, want: `[{"id":1,"ok":true}]`,
		},
		{
			name: "filter by the configuration", selector: `record_filter: {type: RecordFilter, condition: "{{ record['at'] >= config['start'] }}"}`,
			data: `[{"at":"2026-01-01"},{"at":"2026-04-01"}]`, want: `[{"at":"2026-04-01"}]`,
		},
		{
			name: "add a field", transformations: `- {type: AddFields, fields: [{type: AddedFieldDefinition, path: [name], value: "{{ record['first'] }} {{ record['last'] }}"}]}`,
			data: `[{"first":"Ada","last":"L"}]`, want: `[{"first":"Ada","last":"L","name":"Ada L"}]`,
		},
		{
			name: "later fields see earlier ones", transformations: `- {type: AddFields, fields: [{type: AddedFieldDefinition, path: [a], value: "{{ 1 }}"}, {type: AddedFieldDefinition, path: [b], value: "{{ record['a'] + 1 }}"}]}`,
			data: `[{}, {"x":1}]`, want: `[{"a":1,"b":2},{"a":1,"b":2,"x":1}]`,
		},
		{
			name: "a nested field", transformations: `- {type: AddFields, fields: [{type: AddedFieldDefinition, path: [a, b], value: "x"}]}`,
			data: `[{"id":1}]`, want: `[{"a":{"b":"x"},"id":1}]`,
		},
		{
			name: "strict: digits stay text", transformations: `- {type: AddFields, fields: [{type: AddedFieldDefinition, path: [copy], value: "{{ record['id'] }}"}]}`,
			data: `[{"id":"007"}]`, want: `[{"copy":"007","id":"007"}]`,
		},
		{
			name: "parity: digits become a number", transformations: `- {type: AddFields, fields: [{type: AddedFieldDefinition, path: [copy], value: "{{ record['id'] }}"}]}`,
			data: `[{"id":"1_000"}]`, want: `[{"copy":1000,"id":"1_000"}]`, options: parity,
		},
		{
			name: "a value type", transformations: `- {type: AddFields, fields: [{type: AddedFieldDefinition, path: [copy], value: "{{ record['id'] }}", value_type: string}]}`,
			data: `[{"id":7}]`, want: `[{"copy":"7","id":7}]`,
		},
		{
			name: "add on a condition", transformations: `- {type: AddFields, condition: "{{ record['id'] == 1 }}", fields: [{type: AddedFieldDefinition, path: [a], value: "x"}]}`,
			data: `[{"id":1},{"id":2}]`, want: `[{"a":"x","id":1},{"id":2}]`,
		},
		{
			name: "remove fields", transformations: `- {type: RemoveFields, field_pointers: [[a], [b, c], [gone]]}`,
			data: `[{"a":1,"b":{"c":1,"d":2},"id":1}]`, want: `[{"b":{"d":2},"id":1}]`,
		},
		{
			name: "remove by pattern", transformations: `- {type: RemoveFields, field_pointers: [["x_*"]]}`,
			data: `[{"x_a":1,"x_b":2,"y":3}]`, want: `[{"y":3}]`,
		},
		{name: "names in lower case", transformations: `- {type: KeysToLower}`, data: `[{"ID":1,"Sub":{"A":1}}]`, want: `[{"id":1,"sub":{"A":1}}]`},
		{
			name: "filter first", selector: `record_filter: {type: RecordFilter, condition: "{{ record['new'] is defined }}"}`, transformations: `- {type: AddFields, fields: [{type: AddedFieldDefinition, path: [new], value: "x"}]}`,
			data: `[{"id":1}]`, want: `[]`,
		},
		{
			name: "transform first", selector: "transform_before_filtering: true\n" + `record_filter: {type: RecordFilter, condition: "{{ record['new'] is defined }}"}`, transformations: `- {type: AddFields, fields: [{type: AddedFieldDefinition, path: [new], value: "x"}]}`,
			data: `[{"id":1}]`, want: `[{"id":1,"new":"x"}]`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			stream := "\n  retriever:\n    type: SimpleRetriever\n    requester: {$ref: \"#/definitions/requester\"}\n    record_selector:\n      $ref: \"#/definitions/selector\"\n" + indent(test.selector, 6)
			if test.transformations != "" {
				stream += "\n  transformations:\n" + indent(test.transformations, 2)
			}
			web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":` + test.data + `}`) })
			config := web.config()
			config["start"] = "2026-03-01"
			if test.options == nil {
				test.options = func(*declarative.Options) {}
			}
			r := read(t, connector(t, manifestOf(stream), test.options), config, domain.ReadRequest{})
			if r.err != nil {
				t.Fatal(r.err)
			}
			got, err := json.Marshal(append([]domain.Record{}, r.records...))
			if err != nil || string(got) != test.want {
				t.Errorf("records %s, want %s", got, test.want)
			}
		})
	}
}

func TestWildcardsInThePathToTheRecords(t *testing.T) {
	tests := []struct{ path, body, want string }{
		{"[a, b]", `{"a":{"b":[{"id":1}]}}`, "1"},
		{"[a, '*']", `{"a":[{"id":1},{"id":2}]}`, "1 2"},
		{"['*', item]", `{"x":{"item":{"id":1}},"y":{"item":{"id":2}},"z":{}}`, "1 2"},
		{"[a, '0']", `{"a":[{"id":1},{"id":2}]}`, "1"},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return ok(test.body) })
			stream := strings.Replace(streamWith("", ""), `record_selector: {$ref: "#/definitions/selector"}`,
				"record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: "+test.path+"}}", 1)
			r := read(t, connector(t, manifestOf(stream)), web.config(), domain.ReadRequest{})
			if r.err != nil || r.ids() != test.want {
				t.Errorf("records %q, error %v; want %q", r.ids(), r.err, test.want)
			}
		})
	}
}

func TestEntriesThatAreNoRecordsAreCounted(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[{"id":1},"two",3]}`) })
	r := read(t, connector(t, manifestOf(plainRetriever)), web.config(), domain.ReadRequest{})
	if r.err != nil || r.ids() != "1" || r.outcome.Complete || len(r.outcome.Warnings) != 1 {
		t.Errorf("records %q, outcome %+v, error %v; want one record, one warning, not complete", r.ids(), r.outcome, r.err)
	}
}
