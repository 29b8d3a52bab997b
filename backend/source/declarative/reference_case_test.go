package declarative_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

// referenceCase is one case of testdata/reference, see its README.
type referenceCase struct {
	Name            string
	Do              string
	Differs         string
	Only            []string
	Requester       map[string]any
	Selector        map[string]any
	Paginator       any
	Router          any
	Decoder         any
	Cursor          any
	Transformations any
	Retriever       map[string]any
	Stream          map[string]any
	Manifest        map[string]any
	Definitions     map[string]any
	Config          map[string]any
	State           any
	Answers         []referenceRule
}

// referenceRule is one answer of the service and when it is given.
type referenceRule struct {
	Path    string
	Method  string
	Query   map[string]string
	Head    map[string]string
	Body    string
	Times   int
	Status  int
	JSON    any `yaml:"json"`
	Text    *string
	Base64  string
	Headers map[string]string
}

func readCases(t *testing.T, file string) []referenceCase {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "reference", "cases", file))
	if err != nil {
		t.Fatal(err)
	}
	var cases []referenceCase
	dec := yaml.NewDecoder(strings.NewReader(string(raw)))
	dec.KnownFields(true)
	if err := dec.Decode(&cases); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return cases
}

// manifest puts the manifest of a case together, as JSON.
func (c referenceCase) manifest(t testing.TB) string {
	t.Helper()
	requester := map[string]any{"type": "HttpRequester", "url_base": "{{ config['url'] }}", "path": "items"}
	maps.Copy(requester, c.Requester)
	selector := map[string]any{"type": "RecordSelector", "extractor": map[string]any{"type": "DpathExtractor", "field_path": []any{"data"}}}
	maps.Copy(selector, c.Selector)
	retriever := map[string]any{"type": "SimpleRetriever", "requester": requester, "record_selector": selector}
	for key, v := range map[string]any{"paginator": c.Paginator, "partition_router": c.Router, "decoder": c.Decoder} {
		if v != nil {
			retriever[key] = v
		}
	}
	maps.Copy(retriever, c.Retriever)
	maps.DeleteFunc(retriever, func(_ string, v any) bool { return v == nil }) // null takes a default away
	stream := map[string]any{"type": "DeclarativeStream", "name": "s", "schema_loader": anySchema(), "retriever": retriever}
	for key, v := range map[string]any{"incremental_sync": c.Cursor, "transformations": c.Transformations} {
		if v != nil {
			stream[key] = v
		}
	}
	maps.Copy(stream, c.Stream)
	definitions := map[string]any{
		"req": map[string]any{"type": "HttpRequester", "url_base": "{{ config['url'] }}"},
		"sel": map[string]any{"type": "RecordSelector", "extractor": map[string]any{"type": "DpathExtractor", "field_path": []any{"data"}}},
	}
	definitions["schema"] = anySchema()
	maps.Copy(definitions, c.Definitions)
	whole := map[string]any{
		"version": "6.0.0", "type": "DeclarativeSource", "definitions": definitions, "streams": []any{stream},
		"check": map[string]any{"type": "CheckStream", "stream_names": []any{"s"}},
		"spec": map[string]any{"type": "Spec", "connection_specification": map[string]any{
			"type": "object", "additionalProperties": true, "properties": map[string]any{"key": map[string]any{"type": "string", "airbyte_secret": true}},
		}},
	}
	maps.Copy(whole, c.Manifest)
	raw, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func anySchema() map[string]any {
	return map[string]any{"type": "InlineSchemaLoader", "schema": map[string]any{"type": "object", "additionalProperties": true, "properties": map[string]any{}}}
}

// serve starts the service of a case.
func (c referenceCase) serve(t *testing.T) *service {
	t.Helper()
	var mu sync.Mutex // guards used
	used := make([]int, len(c.Answers))
	return serve(t, func(_ int, r *httpRequest) answer {
		mu.Lock()
		defer mu.Unlock()
		for i, rule := range c.Answers {
			if rule.Times > 0 && used[i] >= rule.Times || !rule.fits(r) {
				continue
			}
			used[i]++
			return rule.answer(t, "http://"+r.Host)
		}
		return answer{status: 404, body: `{"error":"there is no such answer"}`, head: map[string]string{"Content-Type": "application/json"}}
	})
}

func (rule referenceRule) fits(r *http.Request) bool {
	if rule.Path != "" && rule.Path != r.URL.EscapedPath() || rule.Method != "" && rule.Method != r.Method {
		return false
	}
	for key, want := range rule.Query {
		if got := r.URL.Query()[key]; strings.Join(got, "|") != want {
			return false
		}
	}
	for key, want := range rule.Head {
		if r.Header.Get(key) != want {
			return false
		}
	}
	return rule.Body == "" || strings.Contains(bodyOf(r), rule.Body)
}

func (rule referenceRule) answer(t *testing.T, url string) answer {
	a := answer{status: 200, head: map[string]string{"Content-Type": "application/json"}}
	if rule.Status != 0 {
		a.status = rule.Status
	}
	switch {
	case rule.Text != nil:
		a.body = *rule.Text
	case rule.Base64 != "":
		raw, err := base64.StdEncoding.DecodeString(rule.Base64)
		if err != nil {
			t.Errorf("an answer: %v", err)
		}
		a.body = string(raw)
	case rule.JSON != nil:
		raw, err := json.Marshal(rule.JSON)
		if err != nil {
			t.Errorf("an answer: %v", err)
		}
		a.body = string(raw)
	}
	a.body = strings.ReplaceAll(a.body, "@URL@", url)
	for key, value := range rule.Headers {
		a.head[key] = strings.ReplaceAll(value, "@URL@", url)
	}
	return a
}

// plainHeaders are those that say nothing about a manifest.
var plainHeaders = []string{"Accept", "Accept-Encoding", "Connection", "Content-Length", "User-Agent"}

// written are the requests a service saw, each as one line, in order of the
// alphabet.
func written(t *testing.T, web *service) []string {
	t.Helper()
	out := []string{}
	for _, r := range web.seen() {
		query := strings.Split(r.query, "&")
		slices.Sort(query)
		line := strings.TrimSuffix(r.method+" "+r.path+"?"+strings.Join(query, "&"), "?")
		for _, name := range slices.Sorted(maps.Keys(r.head)) {
			if !slices.Contains(plainHeaders, name) {
				line += "\n  " + name + ": " + strings.Join(r.head[name], ", ")
			}
		}
		if r.body != "" {
			line += "\n  " + sameBody(r)
		}
		out = append(out, strings.ReplaceAll(line, web.URL, "@URL@"))
	}
	slices.Sort(out)
	return out
}

// sameBody writes equal bodies equally: the order of names does not count.
func sameBody(r seen) string {
	if strings.HasPrefix(r.head.Get("Content-Type"), "application/x-www-form-urlencoded") {
		fields := strings.Split(r.body, "&")
		slices.Sort(fields)
		return strings.Join(fields, "&")
	}
	var v any
	dec := json.NewDecoder(strings.NewReader(r.body))
	dec.UseNumber()
	if dec.Decode(&v) != nil {
		return r.body
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return r.body
	}
	return string(raw)
}

// bodyOf reads the body of a request and leaves it to be read again.
func bodyOf(r *http.Request) string {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return ""
	}
	r.Body = io.NopCloser(strings.NewReader(string(raw)))
	return string(raw)
}
