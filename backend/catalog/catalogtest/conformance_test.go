package catalogtest_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"tributary/backend/catalog"
	"tributary/backend/catalog/catalogtest"
	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
	"tributary/backend/source/sourcetest"
)

// conforming names one data type for each style of paging and of partitions; it fills several pages. The suite takes
// its time, so the other sources are covered by the reading tests alone.
func conforming() map[string]string {
	return map[string]string{
		"activecampaign":     "contacts",        // offset
		"gitea":              "issues",          // the next page is named in a header; a partition for each repository
		"hubspot":            "contacts",        // token
		"mailchimp":          "members",         // a partition for each record of another data type
		"microsoft_contacts": "folder_contacts", // the address of the next page stands in the answer
		"notion":             "pages",           // everything in the body
		"pocketbase":         "records",         // after the last key, in a filter
		"quickbooks":         "customers",       // everything in one question in words
		"salesforce":         "accounts",        // the path of the next page stands in the answer
		"stripe":             "customers",       // after the last record
		"woocommerce":        "orders",          // numbered pages
		"xero":               "contacts",        // changes are asked for in a header
		"zendesk":            "tickets",         // the token of the next page carries the rest of the question
	}
}

func TestEveryStyleOfPagingConforms(t *testing.T) {
	for id, dataType := range conforming() {
		t.Run(id, func(t *testing.T) {
			s, ok := catalog.Find(id)
			if !ok {
				t.Fatalf("no source %s", id)
			}
			key := keys(t, s)[dataType]
			sourcetest.Run(t, sourcetest.Harness{New: func(t *testing.T) sourcetest.Subject { return subject(t, s, dataType, key) }})
		})
	}
}

func subject(t *testing.T, s catalog.Source, dataType string, key []string) sourcetest.Subject {
	t.Helper()
	m, _ := manifest.Validate(s.Manifest)
	client := &http.Client{Transport: &http.Transport{}}
	c, err := declarative.New(m, declarative.Options{
		Service: s.Name, Strict: true, HTTP: client, Clock: &hurried{now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := catalogtest.Serve(t, s.ID)
	identity := func(r map[string]any) string { return keyOf(r, key) }
	out := sourcetest.Subject{
		Connector: c, Config: source.Config(server.Config().Merged()), DataType: dataType, Declared: true,
		Identity: func(r domain.Record) string { return identity(r) },
		Bad:      []sourcetest.BadConfig{{Name: "a wrong key", Config: wrongKey(m, server.Config()), Kind: wrongKeyKind(s)}},
		Settle:   client.CloseIdleConnections,
		Add: func(testing.TB) string {
			before := server.Records(dataType)
			for { // what is added may be no part of the data type, such as a pull request among the issues
				server.Add(dataType, 1)
				for _, r := range server.Records(dataType) {
					if !holds(before, identity(r), identity) {
						return identity(r)
					}
				}
			}
		},
		// The newest record, as services without a filter for changes show only those of recent ones.
		Change: func(testing.TB) string {
			all := server.Records(dataType)
			server.Touch(dataType, len(all)-1, map[string]any{"touched": "yes"})
			return identity(all[len(all)-1])
		},
		Delete: func(testing.TB) string {
			gone := identity(server.Records(dataType)[3])
			server.Delete(dataType, 3)
			return gone
		},
	}
	for _, r := range server.Records(dataType) {
		out.Want = append(out.Want, identity(r))
	}
	return out
}

func holds(records []map[string]any, key string, identity func(map[string]any) string) bool {
	for _, r := range records {
		if identity(r) == key {
			return true
		}
	}
	return false
}

// wrongKey is a working configuration with every secret replaced.
func wrongKey(m manifest.Manifest, config catalogtest.Config) source.Config {
	return mistyped(m.Spec.Properties, config.Merged())
}

func mistyped(fields []manifest.Property, values map[string]any) map[string]any {
	out := maps.Clone(values)
	for _, p := range fields {
		given, set := out[p.Name]
		switch inner, group := given.(map[string]any); {
		case !set:
		case p.Secret:
			out[p.Name] = "another-key-0815"
		case group:
			for _, alternative := range p.OneOf {
				inner = mistyped(alternative.Properties, inner)
			}
			out[p.Name] = inner
		}
	}
	return out
}

// wrongKeyKind is how a wrong key shows: PocketBase answers one as a lack of rights.
func wrongKeyKind(s catalog.Source) domain.Kind {
	if s.ID == "pocketbase" {
		return domain.NotAllowed
	}
	return domain.SignIn
}
