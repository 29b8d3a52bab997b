package catalogtest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"tributary/backend/catalog"
	"tributary/backend/catalog/catalogtest"
)

// ask puts one question; headers are name, value pairs.
func ask(t *testing.T, address string, headers ...string) (int, http.Header, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header, string(body)
}

func records(t *testing.T, body string, at string) []map[string]any {
	t.Helper()
	var out []map[string]any
	var err error
	if at == "" {
		err = json.Unmarshal([]byte(body), &out)
	} else {
		var envelope map[string]json.RawMessage
		if err = json.Unmarshal([]byte(body), &envelope); err == nil {
			err = json.Unmarshal(envelope[at], &out)
		}
	}
	if err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return out
}

func TestEverySourceWithAManifestHasAnswersForAllItsDataTypes(t *testing.T) {
	for _, source := range catalog.All() {
		if source.Manifest == nil {
			continue
		}
		t.Run(source.ID, func(t *testing.T) {
			s := catalogtest.Serve(t, source.ID)
			for _, d := range source.DataTypes {
				if len(s.Records(d.Name)) == 0 {
					t.Errorf("no records of %s", d.Name)
				}
			}
			config := s.Config()
			for name := range config.Values {
				if f, ok := source.Fields.Find(name); !ok || f.BelongsTo != catalog.Authorization {
					t.Errorf("value %s is no field of the authorization", name)
				}
			}
			for name := range config.Settings {
				if f, ok := source.Fields.Find(name); !ok || f.BelongsTo != catalog.Settings {
					t.Errorf("setting %s is no field of the settings", name)
				}
			}
			for _, trouble := range []catalogtest.Trouble{catalogtest.WrongKey, catalogtest.NotAllowed, catalogtest.RateLimited, catalogtest.Down} {
				s.Fail(trouble, 1)
				if status, _, _ := ask(t, s.URL+"/anything"); status < 400 {
					t.Errorf("%s answers %d", trouble, status)
				}
			}
			if status, _, _ := ask(t, s.URL+"/anything"); status != 401 && status != 403 {
				t.Errorf("a request without a key answers %d, want 401 or 403", status)
			}
		})
	}
}

func TestEveryAnswersFileBelongsToASource(t *testing.T) {
	found, err := os.ReadDir("answers")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range found {
		if _, ok := catalog.Find(strings.TrimSuffix(file.Name(), ".yaml")); !ok {
			t.Errorf("answers/%s belongs to no source", file.Name())
		}
	}
}

func TestNumberedPagesNameTheirTotal(t *testing.T) {
	s := catalogtest.Serve(t, "woocommerce")
	key := "Basic Y2tfdGVzdDpjc190ZXN0"
	address := s.URL + "/wp-json/wc/v3/customers?orderby=id&order=asc&role=all&per_page=100&page="
	_, header, first := ask(t, address+"1", "Authorization", key)
	_, last, third := ask(t, address+"3", "Authorization", key)
	if header.Get("X-WP-Total") != "250" || header.Get("X-WP-TotalPages") != "3" {
		t.Errorf("totals are %q and %q, want 250 and 3", header.Get("X-WP-Total"), header.Get("X-WP-TotalPages"))
	}
	if !strings.Contains(header.Get("Link"), `page=2`) || last.Get("Link") != "" {
		t.Errorf("Link is %q, on the last page %q", header.Get("Link"), last.Get("Link"))
	}
	if got := len(records(t, first, "")); got != 100 {
		t.Errorf("first page has %d records, want 100", got)
	}
	if got := records(t, third, ""); len(got) != 50 || got[0]["email"] != "person201@example.com" {
		t.Errorf("third page has %d records and begins with %v", len(got), got[0])
	}
}

func TestAListByTheLastIDGoesOnAfterIt(t *testing.T) {
	s := catalogtest.Serve(t, "stripe")
	_, _, body := ask(t, s.URL+"/v1/customers?limit=100&starting_after=cus_000031", "Authorization", "Bearer rk_test_key")
	got := records(t, body, "data")
	if len(got) != 30 || got[0]["id"] != "cus_000030" || !strings.Contains(body, `"has_more":false`) {
		t.Errorf("%d records from %v, body ends %s", len(got), got[0]["id"], body[len(body)-80:])
	}
}

func TestATokenLeadsToTheNextPageAndIsAbsentAtTheEnd(t *testing.T) {
	s := catalogtest.Serve(t, "hubspot")
	address, key := s.URL+"/crm/objects/2026-03/companies?archived=false&limit=100", "Bearer service-key-test"
	_, _, first := ask(t, address, "Authorization", key)
	if !strings.Contains(first, `"paging":{"next":{"after":"after-100"}}`) {
		t.Fatalf("no token in %s", first)
	}
	_, _, second := ask(t, address+"&after=after-100", "Authorization", key)
	if got := len(records(t, second, "results")); got != 5 || strings.Contains(second, "paging") {
		t.Errorf("second page has %d records: %s", got, second)
	}
}

func TestChangedRecordsPassTheFilter(t *testing.T) {
	s := catalogtest.Serve(t, "brevo")
	s.Touch("contacts", 4, map[string]any{"attributes.FIRSTNAME": "Zoé"})
	s.Delete("contacts", 0)
	s.Add("contacts", 1)
	now := s.Records("contacts")
	edited, ok := now[3]["modifiedAt"].(string)
	if !ok {
		t.Fatalf("no modifiedAt in %v", now[3])
	}
	_, _, body := ask(t, s.URL+"/v3/contacts?sort=asc&modifiedSince="+url.QueryEscape(edited), "api-key", "xkeysib-test")
	got := records(t, body, "contacts")
	if len(got) != 2 || got[0]["id"] != 5.0 || got[1]["id"] != 1021.0 {
		t.Errorf("changed since %s: %v", edited, got)
	}
	if len(now) != 1020 || now[0]["id"] != 2.0 {
		t.Errorf("%d records from %v, want 1020 from 2", len(now), now[0]["id"])
	}
}

func TestAFilterIsReadOutOfAnExpression(t *testing.T) {
	s := catalogtest.Serve(t, "pocketbase")
	question := url.QueryEscape("(updated>='2000-01-01 00:00:00.000000Z') && id>'rec000000000618'")
	_, _, body := ask(t, s.URL+"/api/collections/contacts/records?sort=id&skipTotal=1&perPage=500&filter="+question, "Authorization", "superuser-token")
	if got := records(t, body, "items"); len(got) != 2 || got[0]["id"] != "rec000000000619" {
		t.Errorf("got %v", got)
	}
}

func TestWhatTheServiceDoesNotKnowIsAComplaint(t *testing.T) {
	for _, c := range []struct{ name, query, want string }{
		{"a parameter it ignores", "orderby=id&order=asc&role=all&modified_after=2024-01-01", "unknown parameter modified_after"},
		{"a parameter that is missing", "orderby=id&order=asc", `role must be "all"`},
		{"a page that is no number", "orderby=id&order=asc&role=all&page=x", "no number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := catalogtest.New("woocommerce")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.Close)
			status, _, _ := ask(t, s.URL+"/wp-json/wc/v3/customers?"+c.query, "Authorization", "Basic Y2tfdGVzdDpjc190ZXN0")
			complaints := s.Complaints()
			if status != http.StatusBadRequest || len(complaints) != 1 || !strings.Contains(complaints[0], c.want) {
				t.Errorf("status %d, complaints %v, want one about %q", status, complaints, c.want)
			}
		})
	}
}

func TestTroublesComeInOrderAndPass(t *testing.T) {
	s := catalogtest.Serve(t, "brevo")
	s.Fail(catalogtest.RateLimited, 1)
	s.Fail(catalogtest.Down, 1)
	var got []int
	for range 3 {
		status, _, _ := ask(t, s.URL+"/v3/contacts/lists?sort=asc", "api-key", "xkeysib-test")
		got = append(got, status)
	}
	if len(got) != 3 || got[0] != 429 || got[1] != 503 || got[2] != 200 {
		t.Errorf("got %v, want 429, 503, 200", got)
	}
	if asked := s.Requests(); len(asked) != 3 || asked[2].Path != "/v3/contacts/lists" {
		t.Errorf("requests %v", asked)
	}
}
