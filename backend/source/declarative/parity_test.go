package declarative_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// paritySample is one read by the reference runner: what it asked, what it read,
// and the state it kept.
type paritySample struct {
	Stream   string
	Before   json.RawMessage
	Requests []string
	Records  []any
	State    map[string]any
}

func TestParityWithTheReferenceRunner(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "parity", "manifest.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var samples []paritySample
	readJSON(t, "golden.json", &samples)
	for _, sample := range samples {
		name := sample.Stream
		if sample.Before != nil {
			name += " from a state"
		}
		t.Run(name, func(t *testing.T) {
			web := serve(t, parityAnswer)
			config := source.Config{}
			readJSON(t, "config.json", &config)
			config["url"] = web.URL
			r := read(t, connector(t, string(text), parity), config, domain.ReadRequest{DataType: sample.Stream, Mode: domain.ChangedOnly, Checkpoint: sample.Before})
			if r.err != nil {
				t.Fatal(r.err)
			}
			if got, want := sortedJSON(t, r.records), sortedJSON(t, sample.Records); !reflect.DeepEqual(got, want) {
				t.Errorf("records\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if got := asked(web); !reflect.DeepEqual(got, sample.Requests) {
				t.Errorf("requests\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(sample.Requests, "\n"))
			}
			var state map[string]any
			if err := json.Unmarshal(r.last, &state); err != nil {
				t.Fatal(err)
			}
			delete(state, "lookback_window") // how long the read took
			if !reflect.DeepEqual(state, sample.State) {
				t.Errorf("state %v, want %v", state, sample.State)
			}
		})
	}
}

func readJSON(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "parity", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

// sortedJSON writes records so that they compare: the reference runner reads
// several partitions at once.
func sortedJSON[T any](t *testing.T, records []T) []string {
	t.Helper()
	var out []string
	for _, r := range records {
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(raw))
	}
	sort.Strings(out)
	return out
}

func asked(web *service) []string {
	var out []string
	for _, r := range web.seen() {
		query := strings.Split(r.query, "&")
		slices.Sort(query)
		out = append(out, strings.TrimSpace(r.method+" "+r.path+" "+strings.Join(query, "&")+r.body))
	}
	slices.Sort(out)
	return out
}

// parityAnswer is the service of testdata/parity.
func parityAnswer(_ int, r *httpRequest) answer {
	q := r.URL.Query()
	number := func(name string, fallback int) int {
		if n, err := strconv.Atoi(q.Get(name)); err == nil {
			return n
		}
		return fallback
	}
	switch path := r.URL.Path; {
	case path == "/pages":
		n := number("page", 1)
		return listed((n-1)*3+1, min(n*3, 8), func(i int) string { return fmt.Sprintf(`{"id":%d,"s":"%03d"}`, i, i) })
	case path == "/offset":
		o := number("offset", 0)
		return listed(o, min(o+3, 9), func(i int) string { return fmt.Sprintf(`{"id":%d,"code":"1_0%d"}`, i, i) })
	case path == "/link":
		n, head := number("p", 1), map[string]string{}
		if n < 3 {
			head["Link"] = fmt.Sprintf(`<http://%s/link?p=%d&limit=2>; rel="next"`, r.Host, n+1)
		}
		return answer{200, fmt.Sprintf(`[{"id":%d1,"n":{"x":%d}},{"id":%d2,"n":null}]`, n, n, n), head}
	case path == "/cursor":
		next, more := map[string]string{"": `"b"`, "b": `"c"`}[q.Get("after")]
		if !more {
			next = "null"
		}
		return ok(fmt.Sprintf(`{"items":{"list":[{"id":%q}]},"meta":{"next":%s,"more":%t}}`, max(q.Get("after"), "a"), next, more))
	case path == "/groups":
		return ok(`{"data":[{"id":1,"kind":{"k":"x"}},{"id":2,"kind":{"k":"y"}},{"nope":1}]}`)
	case strings.HasPrefix(path, "/groups/"):
		g := strings.Split(path, "/")[2]
		return ok(strings.ReplaceAll(`{"data":[{"id":"G-1","updated_at":"2026-02-0GT00:00:00Z"},{"id":"G-2","updated_at":"2026-01-1GT00:00:00Z"}]}`, "G", g))
	case path == "/dated":
		return ok(`{"data":[{"id":1,"updated_at":"` + q.Get("from") + `T05:00:00Z","amount":"7"},{"id":2,"updated_at":null,"amount":null},{"id":3,"updated_at":"bad","amount":"x"}]}`)
	case path == "/epoch":
		return ok(`{"data":[{"id":1,"ts":1767300000},{"id":2,"ts":1767400000}]}`)
	case path == "/html":
		return ok("<html>")
	case path == "/wild":
		return ok(`{"data":{"a":{"items":[{"id":1}]},"b":{"items":[{"id":2},{"id":3}]}}}`)
	case path == "/post":
		var body struct{ Page int }
		_ = json.NewDecoder(r.Body).Decode(&body) // what cannot be read is page 0, which the test sees
		next := "null"
		if body.Page = max(body.Page, 1); body.Page < 3 {
			next = strconv.Itoa(body.Page + 1)
		}
		return ok(fmt.Sprintf(`{"results":[{"id":%d}],"next":%s}`, body.Page, next))
	}
	return answer{status: 404}
}

func listed(from, to int, item func(i int) string) answer {
	var items []string
	for i := from; i <= to; i++ {
		items = append(items, item(i))
	}
	return ok(`{"data":[` + strings.Join(items, ",") + `]}`)
}
