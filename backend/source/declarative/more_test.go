package declarative_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

func TestNamesAreWrittenAnew(t *testing.T) {
	tests := []struct{ transformation, record, want string }{
		{`{type: KeysToSnakeCase}`, `{"someName":1,"Other Name":{"HTTPStatus":2},"a_b":3}`, `{"a_b":3,"other_name":{"httpstatus":2},"some_name":1}`},
		{`{type: KeysReplace, old: ".", new: "_"}`, `{"a.b":1,"c":{"d.e":2}}`, `{"a_b":1,"c":{"d_e":2}}`},
		{`{type: FlattenFields}`, `{"a":{"b":{"c":1}},"l":[1,{"x":2}],"e":{}}`, `{"a.b.c":1,"l.0":1,"l.1.x":2}`},
		{`{type: DpathFlattenFields, field_path: [a], delete_origin_value: true}`, `{"a":{"b":1,"c":2},"d":3}`, `{"b":1,"c":2,"d":3}`},
		{`{type: DpathFlattenFields, field_path: [a]}`, `{"a":{"b":1},"b":3}`, `{"a":{"b":1},"b":3}`},
		{`{type: DpathFlattenFields, field_path: [a], replace_record: true, key_transformation: {type: KeyTransformation, prefix: "p_"}}`, `{"a":{"b":1},"b":3}`, `{"p_b":1}`},
	}
	for _, test := range tests {
		t.Run(test.transformation, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[` + test.record + `]}`) })
			r := read(t, connector(t, manifestOf(plainRetriever+"\n  transformations:\n  - "+test.transformation)), web.config(), domain.ReadRequest{})
			if r.err != nil || len(r.records) != 1 {
				t.Fatalf("%d records, error %v", len(r.records), r.err)
			}
			if got, _ := json.Marshal(r.records[0]); string(got) != test.want {
				t.Errorf("record %s, want %s", got, test.want)
			}
		})
	}
}

func TestValuesAreConvertedToTheSchema(t *testing.T) {
	schema := `
  schema_loader:
    type: InlineSchemaLoader
    schema:
      type: object
      properties:
        i: {type: [integer, "null"]}
        n: {type: number}
        b: {type: boolean}
        s: {type: string}
        l: {type: array, items: {type: string}}
        two: {type: [string, integer]}
`
	stream := schema + strings.Replace(plainRetriever, `record_selector: {$ref: "#/definitions/selector"}`, `record_selector: {$ref: "#/definitions/selector", schema_normalization: Default}`, 1)
	web := serve(t, func(int, *httpRequest) answer {
		return ok(`{"data":[{"i":"5","n":"1.50","b":"yes","s":7,"l":1,"two":8},{"i":"5.5","n":"x","b":"maybe","s":null,"l":[2],"two":"8"}]}`)
	})
	r := read(t, connector(t, manifestOf(stream)), web.config(), domain.ReadRequest{})
	got, _ := json.Marshal(r.records)
	want := `[{"b":true,"i":5,"l":1,"n":1.50,"s":"7","two":8},{"b":"maybe","i":"5.5","l":["2"],"n":"x","s":null,"two":"8"}]`
	if r.err != nil || string(got) != want {
		t.Errorf("records %s, error %v; want %s", got, r.err, want)
	}
}

func TestDecoders(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte("id,name\n1,a\n2,\n")) // a Buffer never fails
	_ = w.Close()
	tests := []struct{ name, decoder, body, want string }{
		{"lines of JSON", `{type: JsonlDecoder}`, "{\"id\":1}\n\n{\"id\":2}\n", `[{"id":1},{"id":2}]`},
		{"lines", `{type: IterableDecoder}`, "one\ntwo\n", `[{"record":"one"},{"record":"two"}]`},
		{"CSV", `{type: CsvDecoder, delimiter: ";", set_values_to_none: ["-"]}`, "id;name\n1;\"a;b\"\n2;-\n", `[{"id":"1","name":"a;b"},{"id":"2","name":null}]`},
		{"CSV in another encoding", `{type: CsvDecoder, encoding: latin-1}`, "id,name\n1,caf\xe9\n", `[{"id":"1","name":"café"}]`},
		{"packed CSV", `{type: GzipDecoder, decoder: {type: CsvDecoder}}`, packed.String(), `[{"id":"1","name":"a"},{"id":"2","name":""}]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return ok(test.body) })
			stream := strings.Replace(streamWith("", "decoder: "+test.decoder), `{$ref: "#/definitions/selector"}`, "{type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}", 1)
			r := read(t, connector(t, manifestOf(stream)), web.config(), domain.ReadRequest{})
			if got, _ := json.Marshal(r.records); r.err != nil || string(got) != test.want {
				t.Errorf("records %s, error %v; want %s", got, r.err, test.want)
			}
		})
	}
}

func TestAPackedAnswerIsUnpackedWithinTheLimit(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte(`{"data":"` + strings.Repeat("x", 8<<20) + `"}`)) // a Buffer never fails
	_ = w.Close()
	web := serve(t, func(int, *httpRequest) answer {
		return answer{200, packed.String(), map[string]string{"Content-Encoding": "gzip"}}
	})
	r := read(t, connector(t, manifestOf(plainRetriever), func(o *declarative.Options) { o.MaxBody = 1 << 20 }), web.config(), domain.ReadRequest{})
	wantError(t, r.err, domain.ServiceDown, "answer_too_large")
}

func TestThePaceOfTheManifestIsKept(t *testing.T) {
	text := manifestOf(streamWith("", paginator("{type: PageIncrement}", tokenParameter))) + `
api_budget:
  type: HTTPAPIBudget
  policies:
  - type: MovingWindowCallRatePolicy
    rates: [{limit: 2, interval: PT10S}]
    matchers: []
`
	web := serve(t, func(n int, _ *httpRequest) answer {
		if n == 5 {
			return numbered(0, 0, "")
		}
		return numbered(n, 1, "")
	})
	clock := newImpatient()
	r := read(t, connector(t, text, func(o *declarative.Options) { o.Clock = clock }), web.config(), domain.ReadRequest{})
	want := []time.Duration{10 * time.Second, 10 * time.Second, 20 * time.Second}
	if r.err != nil || !reflect.DeepEqual(clock.waited(), want) {
		t.Errorf("waited %v, error %v; want %v", clock.waited(), r.err, want)
	}
}

func TestTheConfigurationIsChangedBeforeUse(t *testing.T) {
	text := strings.Replace(manifestOf(streamWith(`request_parameters: {region: "{{ config['region'] }}", full: "{{ config['full'] }}"}`, "")), "spec:\n  type: Spec\n", `spec:
  type: Spec
  config_normalization_rules:
    type: ConfigNormalizationRules
    transformations:
    - {type: ConfigRemapField, field_path: [region], map: {Europe: eu}}
    - {type: ConfigAddFields, fields: [{type: AddedFieldDefinition, path: [full], value: "{{ config['region'] }}-1"}]}
`, 1)
	web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[]}`) })
	config := web.config()
	config["region"] = "Europe"
	r := read(t, connector(t, text), config, domain.ReadRequest{})
	if r.err != nil || web.queries()[0] != "/items?full=eu-1&region=eu" {
		t.Errorf("asked %q, error %v", web.queries(), r.err)
	}
	if config["region"] != "Europe" {
		t.Errorf("the given configuration was altered: %v", config["region"])
	}
}

func TestFieldsOfADataType(t *testing.T) {
	schema := `
  schema_loader:
    type: InlineSchemaLoader
    schema:
      type: object
      properties:
        id: {type: integer}
        price: {type: [number, "null"]}
        paid: {type: boolean}
        at: {type: string, format: date-time}
        day: {type: string, format: date}
        mail: {type: string, format: email}
        page: {type: string, format: uri}
        tags: {type: array, items: {type: string}}
        address: {type: [object, "null"], properties: {city: {type: string}, "zip.code": {type: string}}}
        open: {type: object}
        mixed: {type: [string, integer]}
`
	c := connector(t, manifestOf(schema+plainRetriever))
	types, err := c.Discover(t.Context(), source.Config{})
	if err != nil || len(types) != 1 {
		t.Fatalf("%d data types, error %v", len(types), err)
	}
	got := map[string]domain.FieldType{}
	for _, f := range types[0].Fields {
		got[f.Path.String()] = f.Type
	}
	want := map[string]domain.FieldType{
		"id": domain.Integer, "price": domain.Decimal, "paid": domain.Boolean, "at": domain.DateTime, "day": domain.Date, "mail": domain.Email,
		"page": domain.URL, "tags": domain.JSON, "address.city": domain.Text, `address.zip\.code`: domain.Text, "open": domain.JSON, "mixed": domain.Text,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("fields %v, want %v", got, want)
	}
	if len(types[0].PrimaryKey) != 1 || types[0].PrimaryKey[0].String() != "id" || types[0].Label != "Items" {
		t.Errorf("data type %+v; want the primary key id and the label Items", types[0])
	}
}

func TestFieldsAreFoundInTheRecordsWhereThereIsNoSchema(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer {
		return ok(`{"data":[{"id":1,"name":null,"a":{"b":1}},{"id":2,"name":"x","a":{"b":1.5},"day":"2026-01-02"}]}`)
	})
	types, err := connector(t, manifestOf(plainRetriever)).Discover(t.Context(), web.config())
	want := []domain.SourceField{
		{Path: domain.Path{"a", "b"}, Type: domain.Decimal},
		{Path: domain.Path{"day"}, Type: domain.Date},
		{Path: domain.Path{"id"}, Type: domain.Integer},
		{Path: domain.Path{"name"}, Type: domain.Text},
	}
	if err != nil || !reflect.DeepEqual(types[0].Fields, want) {
		t.Errorf("fields %v, error %v; want %v", types, err, want)
	}
}
