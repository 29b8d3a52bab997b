package support_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/support"
)

// asked are facts with one run that asked for these addresses.
func asked(addresses ...string) support.Facts {
	f := facts()
	f.Runs = []domain.Run{{ID: "r1", Result: domain.RunOK}}
	var all domain.Exchanges
	for _, address := range addresses {
		all.First = append(all.First, domain.Exchange{
			At: f.At, Method: "GET", Address: address, Status: 429, Took: 1500 * time.Millisecond, Bytes: 12, Failure: "Odile refused hunter2",
		})
	}
	f.Requests = map[domain.RunID]domain.Exchanges{"r1": all}
	return f
}

func TestRequestsAreToldWithoutWhatNobodyElseIsToKnow(t *testing.T) {
	const secret = "S3cr3t/+ü&=7f3a"
	for name, c := range map[string]struct{ address, host, path string }{
		"words, a version and parameters": {"https://api.shop.example/admin/2024-01/orders.json?page=2&fields[]=id", "api.shop.example", "/admin/2024-01/orders.json?page&fields[]"},
		"values of a query":               {"https://shop.example/v3/orders?api_key=" + secret + "&token=x" + secret, "shop.example", "/v3/orders?api_key&token"},
		"a query without a name":          {"https://shop.example/orders?" + secret, "shop.example", "/orders"},
		"a token in the path":             {"https://shop.example/bot/123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/orders", "shop.example", "/bot/…/orders"},
		"a long token of letters":         {"https://shop.example/" + strings.Repeat("abcDEF", 6) + "/orders", "shop.example", "/…/orders"},
		"somebody's address":              {"https://shop.example/contacts/odile%40vauquelin.example", "shop.example", "/contacts/…"},
		"the number of a record":          {"https://shop.example/contacts/4711/notes", "shop.example", "/contacts/…/notes"},
		"who signs in":                    {"https://odile:S3cr3t@shop.example/orders", "shop.example", "/orders"},
		"a secret known to the program":   {"https://shop.example/hunter2/orders", "shop.example", "/…/orders"},
		"a fragment":                      {"https://shop.example/orders#S3cr3t", "shop.example", "/orders"},
		"no address":                      {"odile S3cr3t %zz", "…", "…"},
		"a cut address":                   {"https://shop.example/orders?next=S3cr…", "shop.example", "/orders?next"},
	} {
		t.Run(name, func(t *testing.T) {
			text := texts(t, asked(c.address))["requests.jsonl"]
			var got struct {
				Run, At, Method, Host, Path string
				Status                      int
				Seconds                     float64
				Bytes                       int64
			}
			decoder := json.NewDecoder(strings.NewReader(text))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&got); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if got.Host != c.host || got.Path != c.path || got.Run != "r1" || got.Method != "GET" || got.Status != 429 || got.Seconds != 1.5 || got.Bytes != 12 || got.At != "2026-03-04T05:06:07Z" {
				t.Errorf("got %+v, want host %s and path %s", got, c.host, c.path)
			}
			for _, gone := range []string{"S3cr", "7f3a", "Odile", "odile", "hunter2", "4711", "AAHdq"} {
				if strings.Contains(text, gone) {
					t.Errorf("%s holds %q", text, gone)
				}
			}
		})
	}
}

func TestTheRequestsOfTheNewestRunStay(t *testing.T) {
	f := asked()
	f.Runs = []domain.Run{{ID: "newest"}, {ID: "older"}, {ID: "without"}}
	long := domain.Exchange{Method: "GET", Address: "https://shop.example/" + strings.Repeat("orders/", 50)}
	older := domain.Exchanges{}
	for range support.MaxFileBytes / 300 {
		older.First = append(older.First, long)
	}
	f.Requests = map[domain.RunID]domain.Exchanges{"newest": {First: []domain.Exchange{long}, Last: []domain.Exchange{long}}, "older": older}
	text := texts(t, f)["requests.jsonl"]
	if len(text) > support.MaxFileBytes || strings.Count(text, `"run":"newest"`) != 2 || !strings.Contains(text, `"run":"older"`) {
		t.Errorf("%d bytes, the newest run %d times", len(text), strings.Count(text, `"run":"newest"`))
	}
}
