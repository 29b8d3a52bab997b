package declarative_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source/declarative"
)

// largeBody is so many records of about 1 kB each in one answer.
func largeBody(n int) string {
	var b strings.Builder
	b.WriteString(`{"before":{"data":[1,"\"]"]},"data":[`)
	for i := range n {
		if i > 0 {
			b.WriteString(" ,\n")
		}
		fmt.Fprintf(&b, `{"id":%d,"text":"%s \" ] } \\","list":[{"a":[]}]}`, i+1, strings.Repeat("é", 450))
	}
	b.WriteString(`],"after":null}`)
	return b.String()
}

func TestALargeAnswerComesInParts(t *testing.T) {
	const n = 8_000
	body := largeBody(n)
	web := serve(t, func(int, *httpRequest) answer { return ok(body) })
	c := connector(t, manifestOf(plainRetriever))
	count, largest := 0, 0
	outcome, err := c.Read(t.Context(), web.config(), domain.ReadRequest{DataType: "items", Mode: domain.FullRead}, func(p domain.Page) error {
		for _, r := range p.Records {
			if count++; fmt.Sprint(r["id"]) != fmt.Sprint(count) {
				t.Fatalf("record %d has the id %v", count, r["id"])
			}
		}
		largest = max(largest, len(p.Records))
		return nil
	})
	if err != nil || count != n || !outcome.Complete {
		t.Errorf("%d records, outcome %+v, error %v; want %d, complete", count, outcome, err, n)
	}
	if largest > n/2 {
		t.Errorf("one page has %d of %d records", largest, n)
	}
}

func TestALargeAnswerWithAFault(t *testing.T) {
	body := largeBody(6_000)
	tests := []struct{ name, body, code string }{
		{"cut off", body[:len(body)-200_000], "not_json"},
		{"a bracket too few", strings.TrimSuffix(body, "}"), "not_json"},
		{"something behind it", body + "x", "not_json"},
		{"broken inside", body[:5_000_000] + `"` + body[5_000_000:], "not_json"},
		{"too deep", body[:len(body)-1] + `,"deep":` + strings.Repeat("[", 500) + strings.Repeat("]", 500) + "}", "too_deep"},
		{"too large", body + strings.Repeat(" ", 12<<20), "answer_too_large"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return ok(test.body) })
			c := connector(t, manifestOf(plainRetriever), func(o *declarative.Options) { o.MaxBody = 16 << 20 })
			wantError(t, read(t, c, web.config(), domain.ReadRequest{}).err, domain.ServiceDown, test.code)
		})
	}
}

func TestALargeAnswerIsGivenUpWhenNobodyWantsMore(t *testing.T) {
	body := largeBody(8_000)
	web := serve(t, func(int, *httpRequest) answer { return ok(body) })
	client := &http.Client{Transport: &http.Transport{}}
	c := connector(t, manifestOf(plainRetriever), func(o *declarative.Options) { o.HTTP = client })
	r := read(t, c, web.config(), domain.ReadRequest{Limit: 10})
	if r.err != nil || len(r.records) < 10 || len(r.records) > 6_000 || r.outcome.Complete {
		t.Errorf("%d records, outcome %+v, error %v; want a part", len(r.records), r.outcome, r.err)
	}
	client.CloseIdleConnections()
}

func TestLargeAnswersAreCountedForThePages(t *testing.T) {
	body := largeBody(6_000)
	web := serve(t, func(n int, _ *httpRequest) answer {
		if n == 1 {
			return ok(body)
		}
		return numbered(6001, 1, "")
	})
	c := connector(t, manifestOf(streamWith("", paginator("{type: OffsetIncrement, page_size: 6000}", tokenParameter))))
	r := read(t, c, web.config(), domain.ReadRequest{})
	if r.err != nil || len(r.records) != 6001 || web.queries()[1] != "/items?p=6000" {
		t.Errorf("%d records, asked %q, error %v", len(r.records), web.queries(), r.err)
	}
}
