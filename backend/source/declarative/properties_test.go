package declarative_test

import (
	"fmt"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source/declarative"
)

// asksFor is a stream whose requests name properties in portions of one.
func asksFor(list, more string) string {
	return streamWith("request_parameters: {fields: {type: QueryProperties, property_list: "+list+
		", property_chunking: {type: PropertyChunking, property_limit_type: property_count, property_limit: 1}}}\n"+more, "")
}

const named = `{type: PropertiesFromEndpoint, property_field_path: [name], retriever: {type: SimpleRetriever, requester: {$ref: "#/definitions/requester", path: /names}, record_selector: {$ref: "#/definitions/selector"}}}`

func TestPortionsOfARecordAreOneRecord(t *testing.T) {
	web := serve(t, func(_ int, r *httpRequest) answer {
		name := r.URL.Query().Get("fields")
		return ok(fmt.Sprintf(`{"data":[{"id":1,%q:"first"},{"id":2,%q:"second"}]}`, name, name))
	})
	r := read(t, connector(t, manifestOf(asksFor("[a, b, c]", ""))), web.config(), domain.ReadRequest{})
	if r.err != nil || !r.outcome.Complete || len(r.records) != 2 {
		t.Fatalf("%d records, outcome %+v, error %v; want two, complete", len(r.records), r.outcome, r.err)
	}
	for i, word := range []string{"first", "second"} {
		if got := r.records[i]; got["a"] != word || got["b"] != word || got["c"] != word {
			t.Errorf("record %d is %v, want %s for all three", i+1, got, word)
		}
	}
}

// TestHalfARecordIsNone: what a portion lacks would be taken for emptied fields.
func TestHalfARecordIsNone(t *testing.T) {
	web := serve(t, func(_ int, r *httpRequest) answer {
		if r.URL.Query().Get("fields") == "b" {
			return answer{status: 403, body: `{"error":"not in your plan"}`}
		}
		return ok(`{"data":[{"id":1,"a":"x"}]}`)
	})
	pass := "error_handler: {type: DefaultErrorHandler, response_filters: [{type: HttpResponseFilter, http_codes: [403], action: IGNORE}]}"
	r := read(t, connector(t, manifestOf(asksFor("[a, b]", pass))), web.config(), domain.ReadRequest{Mode: domain.FullRead})
	if r.err != nil || len(r.records) != 0 || r.outcome.Complete || len(r.outcome.Warnings) == 0 {
		t.Errorf("records %v, outcome %+v, error %v; want none, not complete and a warning", r.records, r.outcome, r.err)
	}
}

func TestPropertiesOfTheServiceAreAskedForOnce(t *testing.T) {
	names := `{"data":[{"name":"a"},{"title":"no name"},{"name":"b"}]}`
	web := serve(t, func(_ int, r *httpRequest) answer {
		if r.URL.Path == "/names" {
			return ok(names)
		}
		return ok(`{"data":[{"id":"` + r.URL.Query().Get("part") + `","` + r.URL.Query().Get("fields") + `":1}]}`)
	})
	text := manifestOf(asksFor(named, "") + "\n    partition_router: {type: ListPartitionRouter, values: [p, q, r], cursor_field: part, request_option: {type: RequestOption, inject_into: request_parameter, field_name: part}}\n")
	together := func(o *declarative.Options) { o.Parallel = 3 }
	r := read(t, connector(t, text, together), web.config(), domain.ReadRequest{})
	asked := 0
	for _, q := range web.queries() {
		if strings.HasPrefix(q, "/names") {
			asked++
		}
	}
	if r.err != nil || len(r.records) != 3 || asked != 1 || len(web.queries()) != 7 {
		t.Errorf("%d records, asked for the names %d times, error %v, all: %q", len(r.records), asked, r.err, web.queries())
	}
}

func TestAServiceThatNamesNoProperties(t *testing.T) {
	tests := []struct {
		name  string
		names answer
	}{
		{"none", ok(`{"data":[]}`)},
		{"only other things", ok(`{"data":[{"title":"x"}]}`)},
		{"a name without end", ok(`{"data":[{"name":"` + strings.Repeat("x", 2_000) + `"}]}`)},
		{"too many", ok(`{"data":[` + strings.Repeat(`{"name":"x"},`, 20_000) + `{"name":"x"}]}`)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(_ int, r *httpRequest) answer {
				if r.URL.Path == "/names" {
					return test.names
				}
				return ok(`{"data":[{"id":1}]}`)
			})
			r := read(t, connector(t, manifestOf(asksFor(named, ""))), web.config(), domain.ReadRequest{})
			wantError(t, r.err, domain.ServiceDown, "properties_unknown")
			if len(web.queries()) != 1 {
				t.Errorf("records were asked for all the same: %q", web.queries())
			}
		})
	}
}

// TestSelectedPropertiesWithoutASchema: where the fields are found in the records, all are asked for.
func TestSelectedPropertiesWithoutASchema(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[{"id":1}]}`) })
	text := manifestOf(streamWith("request_parameters: {fields: {type: QueryProperties, property_list: [a_long_name, b], property_selector: {type: JsonSchemaPropertySelector}, property_chunking: {type: PropertyChunking, property_limit_type: characters, property_limit: 5}}}", ""))
	r := read(t, connector(t, text), web.config(), domain.ReadRequest{})
	if want := "[/items?fields=a_long_name /items?fields=b]"; r.err != nil || fmt.Sprint(web.queries()) != want {
		t.Errorf("asked %q, error %v; want %s", web.queries(), r.err, want)
	}
}
