package declarative_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	goccy "github.com/goccy/go-json"

	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

const (
	benchRecords = 100_000
	benchPage    = 100
)

// benchServer answers pages of records of about 900 bytes, made beforehand.
func benchServer(b *testing.B) *httptest.Server {
	b.Helper()
	pages := make([][]byte, benchRecords/benchPage+2)
	for p := range pages {
		var body bytes.Buffer
		body.WriteString(`{"data":[`)
		for i := 0; i < benchPage && p >= 1 && p <= benchRecords/benchPage; i++ {
			if i > 0 {
				body.WriteByte(',')
			}
			id := (p-1)*benchPage + i + 1
			fmt.Fprintf(&body, `{"id":%d,"email":"person.%d@example.com","first_name":"Person","last_name":"Number %d","created_at":"2024-05-06T07:08:09Z","updated_at":"2025-01-02T03:04:05Z","orders_count":%d,"total_spent":"%d.90","tags":["a","b","c"],"note":null,"verified":true,"billing":{"company":"Example Ltd","address_1":"1 Long Street with a long name","city":"Springfield","postcode":"%05d","country":"FR","phone":"+33 1 23 45 67 89"},"shipping":{"company":"Example Ltd","address_1":"1 Long Street with a long name","city":"Springfield","postcode":"%05d","country":"FR"},"meta":[{"key":"source","value":"web"},{"key":"campaign","value":"spring sale of the year"}],"description":"%s"}`,
				id, id, id, id%50, id%1000, id%100000, id%100000, "some words that make the record about as long as the records of real services are, with a few more words at the end of it")
		}
		body.WriteString(`]}`)
		pages[p] = body.Bytes()
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		_, _ = w.Write(pages[min(max(n, 1), len(pages)-1)])
	}))
	b.Cleanup(s.Close)
	return s
}

// BenchmarkRead reads 100,000 records in pages of 100, and beside it the floor:
// the same pages fetched and decoded, one after the other, with nothing else.
func BenchmarkRead(b *testing.B) {
	web := benchServer(b)
	b.Run("floor", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if n := fetchAndDecode(b, web.URL); n != benchRecords {
				b.Fatalf("%d records", n)
			}
		}
		b.ReportMetric(float64(benchRecords)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
	})
	b.Run("connector", func(b *testing.B) {
		c := connector(b, manifestOf(benchManifest), func(o *declarative.Options) { o.HTTP = web.Client() })
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			_, err := c.Read(b.Context(), source.Config{"url": web.URL, "key": "secret-key-4711"}, domain.ReadRequest{DataType: "items", Mode: domain.FullRead}, func(p domain.Page) error {
				n += len(p.Records)
				return nil
			})
			if err != nil || n != benchRecords {
				b.Fatalf("%d records, error %v", n, err)
			}
		}
		b.ReportMetric(float64(benchRecords)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
	})
}

const benchManifest = `
  retriever:
    type: SimpleRetriever
    requester: {$ref: "#/definitions/requester"}
    record_selector: {$ref: "#/definitions/selector"}
    paginator:
      type: DefaultPaginator
      page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
      pagination_strategy: {type: PageIncrement, page_size: 100, start_from_page: 1}
  incremental_sync:
    type: DatetimeBasedCursor
    cursor_field: updated_at
    datetime_format: "%Y-%m-%dT%H:%M:%SZ"
    start_datetime: {type: MinMaxDatetime, datetime: "2020-01-01T00:00:00Z"}
`

func fetchAndDecode(b *testing.B, url string) int {
	b.Helper()
	n := 0
	for page := 1; ; page++ {
		resp, err := http.Get(url + "/items?page=" + strconv.Itoa(page))
		if err != nil {
			b.Fatal(err)
		}
		raw, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			b.Fatal(err)
		}
		var body struct {
			Data []map[string]any `json:"data"`
		}
		dec := goccy.NewDecoder(bytes.NewReader(raw))
		dec.UseNumber()
		if err := dec.Decode(&body); err != nil {
			b.Fatal(err)
		}
		n += len(body.Data)
		if len(body.Data) < benchPage {
			return n
		}
	}
}
