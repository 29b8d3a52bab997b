package declarative_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
	"tributary/backend/source/sourcetest"
)

// pagedManifest reads pages by number.
const pagedManifest = `
  schema_loader:
    type: InlineSchemaLoader
    schema:
      type: object
      properties:
        id: {type: [integer, "null"]}
        name: {type: string}
        updated_at: {type: string, format: date-time}
  retriever:
    type: SimpleRetriever
    requester: {$ref: "#/definitions/requester"}
    record_selector: {$ref: "#/definitions/selector"}
    paginator:
      type: DefaultPaginator
      page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
      page_size_option: {type: RequestOption, inject_into: request_parameter, field_name: per_page}
      pagination_strategy: {type: PageIncrement, page_size: 10, start_from_page: 1}
`

// changedManifest can also be asked for changes.
const changedManifest = pagedManifest + `
  incremental_sync:
    type: DatetimeBasedCursor
    cursor_field: updated_at
    datetime_format: "%Y-%m-%dT%H:%M:%SZ"
    start_datetime: {type: MinMaxDatetime, datetime: "2026-01-01T00:00:00Z"}
    start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
`

// partedManifest reads changes in three partitions, which are fetched together.
var partedManifest = strings.Replace(changedManifest, "    paginator:\n", `    partition_router:
      type: ListPartitionRouter
      cursor_field: third
      values: ["0", "1", "2"]
      request_option: {type: RequestOption, inject_into: request_parameter, field_name: third}
    paginator:
`, 1)

// shop is a service that holds records which change.
type shop struct {
	mu   sync.Mutex // guards rows and time
	rows []row
	time time.Time
}

type row struct {
	ID      int       `json:"id"`
	Name    string    `json:"name"`
	Updated time.Time `json:"updated_at"`
}

func newShop(n int) *shop {
	s := &shop{time: now.Add(-48 * time.Hour)}
	for i := range n {
		s.rows = append(s.rows, row{i + 1, "Item " + strconv.Itoa(i+1), s.time})
	}
	return s
}

func (s *shop) handle(_ int, r *http.Request) answer {
	if r.Header.Get("Authorization") != "Bearer secret-key-4711" {
		return answer{status: 401, body: `{"message":"no"}`}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.rows
	if since := r.URL.Query().Get("since"); since != "" {
		from, err := time.Parse(time.RFC3339, since)
		if err != nil {
			return answer{status: 400, body: "bad since"}
		}
		found = slices.DeleteFunc(slices.Clone(found), func(w row) bool { return w.Updated.Before(from) })
	}
	if third := r.URL.Query().Get("third"); third != "" {
		found = slices.DeleteFunc(slices.Clone(found), func(w row) bool { return strconv.Itoa(w.ID%3) != third })
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	size, _ := strconv.Atoi(r.URL.Query().Get("per_page"))
	from := min(max(page-1, 0)*size, len(found))
	body, _ := json.Marshal(map[string]any{"data": found[from:min(from+size, len(found))]})
	return ok(string(body))
}

func (s *shop) add(testing.TB) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows = append(s.rows, row{9001, "New", now.Add(-time.Hour)})
	return "9001"
}

func (s *shop) change(testing.TB) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows[3].Name, s.rows[3].Updated = "Renamed", now.Add(-time.Hour)
	return strconv.Itoa(s.rows[3].ID)
}

func (s *shop) remove(testing.TB) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.rows[5].ID
	s.rows = slices.Delete(s.rows, 5, 6)
	return strconv.Itoa(id)
}

func TestConformance(t *testing.T) {
	for name, stream := range map[string]string{"read whole": pagedManifest, "with changes": changedManifest, "in parts": partedManifest} {
		t.Run(name, func(t *testing.T) {
			sourcetest.Run(t, sourcetest.Harness{New: func(t *testing.T) sourcetest.Subject {
				shop := newShop(35)
				web := serve(t, shop.handle)
				client := &http.Client{Transport: &http.Transport{}}
				c := connector(t, manifestOf(stream), func(o *declarative.Options) { o.HTTP, o.Parallel = client, 3 })
				s := sourcetest.Subject{
					Connector: c, Config: web.config(), DataType: "items",
					Identity: func(r domain.Record) string { return fmt.Sprint(r["id"]) },
					Bad: []sourcetest.BadConfig{
						{Name: "a wrong key", Config: source.Config{"url": web.URL, "key": "another-key-0815"}, Kind: domain.SignIn, Code: "wrong_key"},
						{Name: "no key", Config: source.Config{"url": web.URL}, Kind: domain.SignIn, Code: "key_missing"},
						{Name: "a wrong address", Config: source.Config{"url": "shop", "key": "another-key-0815"}, Kind: domain.SetUp, Code: "wrong_address"},
					},
					Settle: client.CloseIdleConnections,
					Add:    shop.add, Change: shop.change, Delete: shop.remove,
				}
				for i := range 35 {
					s.Want = append(s.Want, strconv.Itoa(i+1))
				}
				return s
			}})
		})
	}
}
