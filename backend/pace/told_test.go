package pace_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/pace"
)

// now is when the tests take place, by the clock of this computer.
var now = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// head makes a head of lines "Name: value".
func head(lines string) http.Header {
	h := http.Header{}
	for line := range strings.Lines(lines) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			h.Add(name, strings.TrimSpace(value))
		}
	}
	return h
}

func TestWhatAnswersTell(t *testing.T) {
	const second = time.Second
	limit := func(most, left int64, reset time.Duration) []pace.Limit {
		return []pace.Limit{{Most: most, Left: left, Reset: reset}}
	}
	for name, c := range map[string]struct {
		head string
		want []pace.Limit
	}{
		"nothing":                  {"Content-Type: application/json", nil},
		"standard, three headers":  {"RateLimit-Limit: 100\nRateLimit-Remaining: 40\nRateLimit-Reset: 30", limit(100, 40, 30*second)},
		"a list of policies":       {"RateLimit-Limit: 100, 100;w=60, 1000;w=3600\nRateLimit-Remaining: 40\nRateLimit-Reset: 30", limit(100, 40, 30*second)},
		"in capitals of all sorts": {"x-ratelimit-limit: 100\nX-RATELIMIT-REMAINING: 40\nX-Ratelimit-Reset: 30", limit(100, 40, 30*second)},
		"without the limit":        {"X-RateLimit-Remaining: 40\nX-RateLimit-Reset: 30", limit(0, 40, 30*second)},
		"a time":                   {"X-RateLimit-Limit: 100\nX-RateLimit-Remaining: 40\nX-RateLimit-Reset: 1773144030", limit(100, 40, 30*second)},
		"a time in thousandths":    {"X-RateLimit-Limit: 100\nX-RateLimit-Remaining: 40\nX-RateLimit-Reset: 1773144030000", limit(100, 40, 30*second)},
		"a time, this computer's clock is wrong by a day": {
			"Date: Mon, 09 Mar 2026 12:00:00 GMT\nX-RateLimit-Limit: 100\nX-RateLimit-Remaining: 40\nX-RateLimit-Reset: 1773057630", limit(100, 40, 30*second),
		},
		"parts of a second":                     {"X-RateLimit-Limit: 5\nX-RateLimit-Remaining: 4\nX-RateLimit-Reset: 0.5", limit(5, 4, second/2)},
		"thousandths to go":                     {"X-Rate-Limit-Requests-Quota: 150\nX-Rate-Limit-Requests-Left: 149\nX-Rate-Limit-Time-Reset-Ms: 15000", limit(150, 149, 15*second)},
		"HubSpot":                               {"X-HubSpot-RateLimit-Max: 190\nX-HubSpot-RateLimit-Remaining: 189\nX-HubSpot-RateLimit-Interval-Milliseconds: 10000", limit(190, 189, 10*second)},
		"Shopify":                               {"X-Shopify-Shop-Api-Call-Limit: 32/40", []pace.Limit{{Most: 40, Left: 8, Reset: 20 * second, Bucket: true}}},
		"Shopify, overfull":                     {"X-Shopify-Shop-Api-Call-Limit: 42/40", []pace.Limit{{Most: 40, Left: 0, Reset: 20 * second, Bucket: true}}},
		"structured":                            {"RateLimit-Policy: \"burst\";q=100;w=60,\"daily\";q=1000;w=86400\nRateLimit: \"burst\";r=50;t=30, \"daily\";r=900;t=4000", append(limit(100, 50, 30*second), limit(1000, 900, 4000*second)...)},
		"structured, without a time to go":      {"RateLimit-Policy: \"a;b\";q=100;w=60\nRateLimit: \"a;b\";r=50", limit(100, 50, 60*second)},
		"structured, of bytes":                  {"RateLimit-Policy: \"a\";q=100;qu=\"content-bytes\";w=60\nRateLimit: \"a\";r=50;t=30", nil},
		"structured, as former drafts had it":   {"RateLimit: limit=100, remaining=50, reset=30", limit(100, 50, 30*second)},
		"named by the manifest":                 {"X-Left: 7\nX-Until: 9", limit(0, 7, 9*second)},
		"nothing left":                          {"RateLimit-Limit: 100\nRateLimit-Remaining: 0\nRateLimit-Reset: 30", limit(100, 0, 30*second)},
		"negative":                              {"RateLimit-Limit: 100\nRateLimit-Remaining: -1\nRateLimit-Reset: 30", nil},
		"no limit at all, written as 0":         {"RateLimit-Limit: 0\nRateLimit-Remaining: 0\nRateLimit-Reset: 30", nil},
		"more left than there are":              {"RateLimit-Limit: 10\nRateLimit-Remaining: 11\nRateLimit-Reset: 30", nil},
		"huge":                                  {"RateLimit-Limit: 1e300\nRateLimit-Remaining: 1e300\nRateLimit-Reset: 30", nil},
		"no number":                             {"RateLimit-Limit: NaN\nRateLimit-Remaining: NaN\nRateLimit-Reset: NaN", nil},
		"endless":                               {"RateLimit-Limit: 10\nRateLimit-Remaining: 1\nRateLimit-Reset: Inf", nil},
		"over already":                          {"RateLimit-Limit: 10\nRateLimit-Remaining: 1\nRateLimit-Reset: 0", nil},
		"a time in the past":                    {"X-RateLimit-Limit: 10\nX-RateLimit-Remaining: 1\nX-RateLimit-Reset: 1773140000", nil},
		"a time in many years":                  {"X-RateLimit-Limit: 10\nX-RateLimit-Remaining: 1\nX-RateLimit-Reset: 4000000000", nil},
		"neither a time nor a time to go":       {"X-RateLimit-Limit: 10\nX-RateLimit-Remaining: 1\nX-RateLimit-Reset: 500000000", nil},
		"no reset":                              {"X-RateLimit-Limit: 10\nX-RateLimit-Remaining: 1", nil},
		"a bucket of nothing":                   {"X-Shopify-Shop-Api-Call-Limit: 0/0", nil},
		"half a bucket":                         {"X-Shopify-Shop-Api-Call-Limit: 32/", nil},
		"words":                                 {"RateLimit-Remaining: plenty\nRateLimit-Reset: soon", nil},
		"longer than any header":                {"RateLimit: " + strings.Repeat("\"a\";r=1;t=1,", 1000), nil},
		"quotes that do not end":                {`RateLimit: "a;r=1;t=1`, nil},
		"two families, and each counts":         {"RateLimit-Remaining: 4\nRateLimit-Reset: 3\nX-RateLimit-Remaining: 40\nX-RateLimit-Reset: 30", append(limit(0, 4, 3*second), limit(0, 40, 30*second)...)},
		"a name of its own for another purpose": {"X-RateLimit-Resource: search\nX-RateLimit-Limit: 30\nX-RateLimit-Remaining: 29\nX-RateLimit-Reset: 60", limit(30, 29, 60*second)},
	} {
		t.Run(name, func(t *testing.T) {
			got := pace.Read(head(c.head), now, pace.Names{Left: "X-Left", Reset: "X-Until"}, pace.Names{})
			names := map[string]bool{}
			for i := range got {
				if got[i].Name == "" || names[got[i].Name] {
					t.Errorf("the name %q does not tell a limit apart", got[i].Name)
				}
				names[got[i].Name], got[i].Name = true, ""
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever an answer holds, what is read of it is within bounds, and nobody waits longer than an
// hour for it.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"100", "-1", "NaN", "1e300", "0x10", "1773144030", "9223372036854775808", "32/40", `"a";r=1;t=1`, "limit=1, remaining=0, reset=9", "1,2;w=3", "", "Mon, 09 Mar 2026 12:00:00 GMT"} {
		f.Add(seed, seed, seed, int64(0))
	}
	f.Add("10", "0", "1773144030", int64(5))
	f.Fuzz(func(t *testing.T, most, left, reset string, later int64) {
		h := http.Header{}
		for _, prefix := range []string{"Ratelimit-", "X-Ratelimit-"} {
			h[prefix+"Limit"], h[prefix+"Remaining"], h[prefix+"Reset"] = []string{most}, []string{left}, []string{reset}
		}
		h["Ratelimit"], h["Ratelimit-Policy"] = []string{left, most}, []string{most, reset}
		h["X-Shopify-Shop-Api-Call-Limit"], h["Date"] = []string{left}, []string{reset}
		for _, l := range pace.Read(h, now) {
			if l.Most < 0 || l.Left < 0 || l.Reset <= 0 || l.Reset > 31*24*time.Hour || l.Most > 0 && l.Left > l.Most {
				t.Fatalf("a limit out of bounds: %+v", l)
			}
			var g pace.Gauge
			g.Told(l, 0, now)
			for range 5 {
				wait := g.Wait(now.Add(time.Duration(later)))
				if wait < 0 || wait > time.Hour {
					t.Fatalf("%+v has the next request wait %v", l, wait)
				}
				g.Take(now.Add(wait))
			}
		}
	})
}
