package backend_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// shop is a small service: pages of ten customers, behind a key.
type shop struct {
	*httptest.Server
	mu      sync.Mutex // guards all below
	records []map[string]any
	// instead answers a page in place of the shop; nil: the shop does.
	instead func(w http.ResponseWriter, page int)
}

const (
	shopKey  = "shop-key-1234"
	shopPage = 10
)

func newShop(t *testing.T, records int) *shop {
	t.Helper()
	s := &shop{}
	for n := range records {
		s.records = append(s.records, map[string]any{"id": n + 1, "name": fmt.Sprintf("Customer %d", n+1), "extra": map[string]any{"n": n}})
	}
	s.Server = httptest.NewServer(s)
	s.Config.Handler = http.HandlerFunc(s.answer)
	t.Cleanup(s.Close)
	return s
}

// ServeHTTP is replaced by answer as soon as the server runs.
func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.answer(w, r) }

func (s *shop) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 {
		page = 1
	}
	if s.instead != nil {
		s.instead(w, page)
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+shopKey {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	writeRecords(w, s.page(page))
}

func (s *shop) page(page int) []map[string]any {
	from, to := min((page-1)*shopPage, len(s.records)), min(page*shopPage, len(s.records))
	return s.records[from:to]
}

func writeRecords(w http.ResponseWriter, records []map[string]any) {
	if records == nil {
		records = []map[string]any{}
	}
	writeAny(w, map[string]any{"customers": records})
}

func writeAny(w http.ResponseWriter, answer any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer) // a reader that went away is its own affair
}

// answers makes the shop answer by answer; nil makes it well again.
func (s *shop) answers(answer func(w http.ResponseWriter, page int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.instead = answer
}

// onSecondPage answers the second page by answer, the others as the shop does.
func (s *shop) onSecondPage(answer func(w http.ResponseWriter)) {
	s.answers(func(w http.ResponseWriter, page int) {
		if page == 2 {
			answer(w)
			return
		}
		writeRecords(w, s.page(page))
	})
}

// rename changes a customer there.
func (s *shop) rename(place int, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.records[place]["name"] = name
}

const shopManifest = `version: 7.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [customers]}
streams:
  - type: DeclarativeStream
    name: customers
    primary_key: [id]
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        url_base: "{{ config['address'] }}"
        path: /customers
        authenticator: {type: BearerAuthenticator, api_token: "{{ config['token'] }}"}
        request_parameters: {api_key: "{{ config['token'] }}"}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [customers]}}
      paginator:
        type: DefaultPaginator
        pagination_strategy: {type: PageIncrement, start_from_page: 1, page_size: 10, inject_on_first_request: true}
        page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
    schema_loader:
      type: InlineSchemaLoader
      schema: {type: object, properties: {id: {type: integer}, name: {type: string}, extra: {type: object}}}
spec:
  type: Spec
  connection_specification:
    type: object
    required: [address, token]
    properties: {address: {type: string}, token: {type: string, airbyte_secret: true}}
`

// shopSetup is a set-up of the shop; token is as a set-up file writes it.
func shopSetup(address, token string) string {
	return strings.NewReplacer("ADDRESS", address, "TOKEN", token).Replace(`version: 1
project:
  tables:
    - name: Customers
      fields: [{name: Number, type: integer}, {name: Name, type: text}, {name: Extra, type: json}]
authorizations:
  - {name: Shop, source: shop.yaml, values: {address: "ADDRESS", token: TOKEN}}
source_configurations:
  - name: Shop
    source: shop.yaml
    authorization: Shop
    data_transfers:
      - data_type: customers
        table: Customers
        active: true
        mapping: [{from: id, to: Number, primary_key: true}, {from: name, to: Name}, {from: extra, to: Extra}]
integrations:
  - {name: Shop, source_configuration: Shop, updates: {customers: [created, updated, deleted]}, every: 24h, active: true}
`)
}

// synced is a program that has read the whole shop once.
func synced(t *testing.T, records int) (*program, *shop) {
	t.Helper()
	s, p := newShop(t, records), newProgram(t)
	p.write("shop.yaml", shopManifest)
	p.apply(shopSetup(s.URL, shopKey))
	if r := p.good(); r.DataTypes[0].Created != int64(records) {
		t.Fatalf("the first run created %d rows, want %d", r.DataTypes[0].Created, records)
	}
	return p, s
}
