package declarative_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// now is when the tests take place.
var now = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// seen is a request as the service received it.
type seen struct {
	method, path, query, body string
	head                      http.Header
}

// service is a small API whose answers a test decides.
type service struct {
	*httptest.Server
	mu       sync.Mutex // guards requests
	requests []seen
}

type httpRequest = http.Request

// answer is what a handler returns: a status and a body.
type answer struct {
	status int
	body   string
	head   map[string]string
}

func ok(body string) answer { return answer{status: 200, body: body} }

func serve(t testing.TB, handle func(n int, r *http.Request) answer) *service {
	t.Helper()
	s := &service{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("read a request: %v", err)
		}
		s.mu.Lock()
		s.requests = append(s.requests, seen{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, string(body), r.Header.Clone()})
		n := len(s.requests)
		s.mu.Unlock()
		r.Body = io.NopCloser(strings.NewReader(string(body))) // for handlers that read it themselves
		a := handle(n, r)
		for k, v := range a.head {
			w.Header().Set(k, v)
		}
		w.WriteHeader(a.status)
		_, _ = io.WriteString(w, a.body) // the client may be gone: cancelled reads are tested
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *service) seen() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.requests...)
}

// queries lists what was asked, path and query.
func (s *service) queries() []string {
	var out []string
	for _, r := range s.seen() {
		q := r.path
		if r.query != "" {
			q += "?" + r.query
		}
		out = append(out, q)
	}
	return out
}

// impatient is a clock that stands at now and never makes anybody wait.
type impatient struct {
	clock.Clock
	mu    sync.Mutex // guards waits
	waits []time.Duration
}

func newImpatient() *impatient { return &impatient{Clock: clock.NewManual(now)} }

func (c *impatient) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	c.waits = append(c.waits, d)
	c.mu.Unlock()
	return ctx.Err()
}

func (c *impatient) waited() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]time.Duration(nil), c.waits...)
}

// connector makes a strict connector of a manifest in YAML.
func connector(t testing.TB, text string, change ...func(*declarative.Options)) *declarative.Connector {
	t.Helper()
	m, problems := manifest.Validate([]byte(text))
	if len(problems) > 0 {
		t.Fatalf("the manifest has problems: %v", problems)
	}
	opts := declarative.Options{Service: "Example Shop", Clock: newImpatient(), Strict: true, Parallel: 1}
	for _, f := range change {
		f(&opts)
	}
	c, err := declarative.New(m, opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func parity(o *declarative.Options) { o.Strict = false }

// result is what a read brought.
type result struct {
	pages   []domain.Page
	records []domain.Record
	last    domain.Checkpoint
	outcome domain.ReadOutcome
	err     error
}

func read(t testing.TB, c source.Connector, config source.Config, req domain.ReadRequest) result {
	t.Helper()
	if req.DataType == "" {
		req.DataType = "items"
	}
	if req.Mode == "" {
		req.Mode = domain.FullRead
	}
	var r result
	r.outcome, r.err = c.Read(t.Context(), config, req, func(p domain.Page) error {
		r.pages = append(r.pages, p)
		r.records = append(r.records, p.Records...)
		if p.Checkpoint != nil {
			r.last = p.Checkpoint
		}
		return nil
	})
	return r
}

// ids lists the id of each record as text, joined.
func (r result) ids() string {
	var out []string
	for _, rec := range r.records {
		out = append(out, textOf(rec["id"]))
	}
	return strings.Join(out, " ")
}

func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case interface{ String() string }:
		return v.String()
	}
	return "?"
}

// config is the configuration that most manifests of the tests need.
func (s *service) config() source.Config {
	return source.Config{"url": s.URL, "key": "secret-key-4711"}
}

// manifestOf writes a manifest with one stream; retriever is the YAML of what
// differs, indented by two.
func manifestOf(stream string) string {
	return `
version: "6.0.0"
type: DeclarativeSource
check: {type: CheckStream, stream_names: [items]}
definitions:
  requester:
    type: HttpRequester
    url_base: "{{ config['url'] }}"
    path: /items
    authenticator: {type: BearerAuthenticator, api_token: "{{ config['key'] }}"}
  selector:
    type: RecordSelector
    extractor: {type: DpathExtractor, field_path: [data]}
streams:
- type: DeclarativeStream
  name: items
  primary_key: [id]
` + stream + `
spec:
  type: Spec
  connection_specification:
    type: object
    required: [url, key]
    properties:
      url: {type: string, title: Address, order: 0}
      key: {type: string, title: Key, airbyte_secret: true, order: 1}
      start: {type: string, format: date, order: 2}
`
}

const plainRetriever = `
  retriever:
    type: SimpleRetriever
    requester: {$ref: "#/definitions/requester"}
    record_selector: {$ref: "#/definitions/selector"}
`
