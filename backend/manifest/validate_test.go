package manifest_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"tributary/backend/manifest"
)

// small is the smallest manifest; more are further fields of its stream.
func small(more string) string {
	return `
version: "1"
type: DeclarativeSource
check: {stream_names: [items]}
definitions:
  selector: {extractor: {field_path: []}}
  requester: {url_base: "https://api.example", path: items}
  retriever: {requester: "#/definitions/requester", record_selector: "#/definitions/selector"}
streams:
- name: items
` + more
}

// signedIn is the small manifest with an authenticator in YAML's flow style.
func signedIn(authenticator string) string {
	return small("  retriever:\n    $ref: '#/definitions/retriever'\n    requester:\n      $ref: '#/definitions/requester'\n      authenticator: {" + authenticator + "}\n")
}

// asking is the small manifest with more of its requester, in YAML's flow style.
func asking(more string) string {
	return small("  retriever:\n    $ref: '#/definitions/retriever'\n    requester: {$ref: '#/definitions/requester', " + more + "}\n")
}

const retriever = "  retriever: {$ref: \"#/definitions/retriever\"}\n"

func TestProblemsAreNamedWithTheirPath(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // path and code
		streams    int
	}{
		{"nothing wrong", small(retriever), nil, 1},
		{"no YAML", "a: [", []string{" invalid"}, 0},
		{"nothing", "", []string{" invalid"}, 0},
		{"a list", "- a", []string{" invalid"}, 0},
		{"another document", "type: Recipe", []string{"type invalid"}, 0},
		{"an unknown field", small(retriever + "  colour: red\n"), []string{"streams[0].colour unknown"}, 1},
		{"a custom component", small("  retriever:\n    $ref: '#/definitions/retriever'\n    paginator: {type: CustomPaginator, class_name: x}\n"), []string{"streams[0].retriever.paginator unsupported"}, 0},
		{"another retriever", small("  retriever: {type: CustomRetriever}\n"), []string{"streams[0].retriever unsupported"}, 0},
		{"a missing part", small("  retriever: {requester: '#/definitions/requester'}\n"), []string{"streams[0].retriever.record_selector invalid"}, 0},
		{"a bad expression", small("  retriever:\n    $ref: '#/definitions/retriever'\n    requester: {$ref: '#/definitions/requester', path: '{{ a +'}\n"), []string{"streams[0].retriever.requester.path invalid"}, 0},
		{"a reference to nowhere", small("  retriever: {$ref: '#/definitions/gone'}\n"), []string{" invalid"}, 0},
		{"a reference to itself", "type: DeclarativeSource\na: {$ref: '#/b'}\nb: {$ref: '#/a'}", []string{" invalid"}, 0},
		{"a step without its granularity", small(retriever + "  incremental_sync: {type: DatetimeBasedCursor, cursor_field: a, datetime_format: '%s', start_datetime: '0', step: P1D}\n"), []string{"streams[0].incremental_sync.step invalid"}, 0},
		{"two streams of one name", small(retriever) + "- name: items\n" + retriever, []string{"streams[1].name invalid"}, 1},
		{"streams of another kind", small(retriever) + "- type: CustomStream\n", []string{"streams[1] unsupported"}, 1},
		{"a program that signs in", signedIn("type: CustomAuthenticator, class_name: source_x.Auth"), []string{"streams[0].retriever.requester.authenticator unsupported"}, 0},
		{"an algorithm without a library", signedIn("type: JwtAuthenticator, secret_key: k, algorithm: ES256K"), []string{"streams[0].retriever.requester.authenticator.algorithm unsupported"}, 0},
		{"an algorithm of the configuration", signedIn("type: JwtAuthenticator, secret_key: k, algorithm: \"{{ config['a'] }}\""), nil, 1},
		{"a key in two places", signedIn("type: ApiKeyAuthenticator, api_token: k, header: X-Key, inject_into: {type: RequestOption, inject_into: header, field_name: X-Other}"), []string{"streams[0].retriever.requester.authenticator.header invalid"}, 0},
		{"properties in two places", asking("query_properties: {type: QueryProperties, property_list: [a]}, request_parameters: {f: {type: QueryProperties, property_list: [b]}, g: x}"), []string{"streams[0].retriever.requester.request_parameters.f invalid"}, 0},
		{"properties without a list", asking("request_parameters: {f: {type: QueryProperties}}"), []string{"streams[0].retriever.requester.request_parameters.f.property_list invalid"}, 0},
		{"properties in a header", asking("request_headers: {f: {type: QueryProperties, property_list: [a]}}"), []string{"streams[0].retriever.requester.request_headers.f invalid"}, 0},
		{"properties of a job", asking("request_parameters: {f: {type: QueryProperties, property_list: {type: PropertiesFromEndpoint, property_field_path: [a], retriever: {type: AsyncRetriever}}}}"), []string{"streams[0].retriever.requester.request_parameters.f.property_list.retriever unsupported"}, 0},
		{"portions without a sort", asking("request_parameters: {f: {type: QueryProperties, property_list: [a], property_chunking: {type: PropertyChunking, property_limit: -1, record_merge_strategy: {type: GroupByKeyMergeStrategy}}}}"), []string{
			"streams[0].retriever.requester.request_parameters.f.property_chunking.property_limit_type invalid",
			"streams[0].retriever.requester.request_parameters.f.property_chunking.property_limit invalid",
			"streams[0].retriever.requester.request_parameters.f.property_chunking.record_merge_strategy.key invalid",
		}, 0},
		{"properties while signing in", signedIn("type: SessionTokenAuthenticator, session_token_path: [t], request_authentication: {type: Bearer}, login_requester: {type: HttpRequester, url_base: x, request_parameters: {f: {type: QueryProperties, property_list: [a]}}}"), []string{"streams[0].retriever.requester.authenticator.login_requester.request_parameters.f unsupported"}, 0},
		{"a claim in two places", signedIn("type: JwtAuthenticator, secret_key: k, algorithm: HS256, additional_jwt_payload: {exp: 1}, additional_jwt_headers: {kid: x}"), []string{
			"streams[0].retriever.requester.authenticator.additional_jwt_headers.kid invalid",
			"streams[0].retriever.requester.authenticator.additional_jwt_payload.exp invalid",
		}, 0},
		{"a statement that is not there", signedIn("type: OAuthAuthenticator, token_refresh_endpoint: 'https://api.example', use_profile_assertion: true"), []string{"streams[0].retriever.requester.authenticator.profile_assertion invalid"}, 0},
		{"a statement that is not needed", signedIn("type: OAuthAuthenticator, token_refresh_endpoint: 'https://api.example', use_profile_assertion: false"), nil, 1},
		{"a statement of another kind", signedIn("type: OAuthAuthenticator, token_refresh_endpoint: 'https://api.example', profile_assertion: {type: BearerAuthenticator, api_token: x}"), []string{"streams[0].retriever.requester.authenticator.profile_assertion unsupported"}, 0},
		{"a way to sign in that is unknown among others", signedIn("type: SelectiveAuthenticator, authenticator_selection_path: [way], authenticators: {a: {type: NoAuth}, b: {type: CustomAuthenticator, class_name: x}}"), []string{"streams[0].retriever.requester.authenticator.authenticators.b unsupported"}, 0},
		{"a wrong choice", small("  retriever:\n    $ref: '#/definitions/retriever'\n    requester: {$ref: '#/definitions/requester', http_method: FETCH}\n"), []string{"streams[0].retriever.requester.http_method invalid"}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, problems := manifest.Validate([]byte(test.text))
			var got []string
			for _, p := range problems {
				got = append(got, p.Path+" "+string(p.Code))
				if !strings.HasSuffix(p.Words, ".") {
					t.Errorf("the words are no sentence: %q", p.Words)
				}
			}
			if !reflect.DeepEqual(got, test.want) || len(m.Streams) != test.streams {
				t.Errorf("%d streams, problems %v; want %d, %v", len(m.Streams), problems, test.streams, test.want)
			}
		})
	}
}

func TestReferencesAreMergedOnTop(t *testing.T) {
	m, problems := manifest.Validate([]byte(small("  retriever:\n    $ref: '#/definitions/retriever'\n    requester: {$ref: '#/definitions/requester', path: other}\n")))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := m.Streams[0].Requester
	if r.Path.Source != "other" || r.URLBase.Source != "https://api.example" {
		t.Errorf("path %q, base %q; want the local path and the referenced base", r.Path.Source, r.URLBase.Source)
	}
}

func TestParametersReachWhatIsBelow(t *testing.T) {
	m, problems := manifest.Validate([]byte(small("  $parameters: {path: from-parameters, name: ignored}\n  retriever:\n    $parameters: {word: inner}\n    requester: {url_base: 'https://api.example', request_parameters: {w: '{{ parameters[\"word\"] }}'}}\n    record_selector: '#/definitions/selector'\n")))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := m.Streams[0]
	if s.Name != "items" || s.Requester.Path.Source != "from-parameters" {
		t.Errorf("name %q, path %q; want the local name and the parameter as path", s.Name, s.Requester.Path.Source)
	}
	if got := s.Requester.Parameters[0].Value.Parameters["word"]; got != "inner" {
		t.Errorf("the expression sees the parameter %v, want inner", got)
	}
}

func TestHostileManifestsAreRefused(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), ","))
	}
	var references strings.Builder
	references.WriteString("type: DeclarativeSource\nr0: [x,x,x,x,x,x,x,x,x,x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&references, "r%d: [%s]\n", i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("'#/r%d',", i-1), 10), ","))
	}
	tests := map[string]string{
		"aliases of aliases":       bomb.String(),
		"references of references": references.String(),
		"an alias of itself":       "a: &a [*a]",
		"deep lists":               strings.Repeat("[", 20_000),
		"deep objects":             strings.Repeat("{a: ", 200) + "1" + strings.Repeat("}", 200),
		"too large":                strings.Repeat("# a comment\n", 1<<20),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			m, problems := manifest.Validate([]byte(text))
			if len(m.Streams) > 0 || !manifest.Blocks(problems) {
				t.Errorf("accepted with %v", problems)
			}
		})
	}
}

func FuzzValidate(f *testing.F) {
	f.Add([]byte(small(retriever)))
	f.Add([]byte(small("  $parameters: {path: x}\n" + retriever)))
	f.Add([]byte(`{"type":"DeclarativeSource","streams":[{"$ref":"#/streams/0"}]}`))
	f.Add([]byte("a: &a {<<: *a}"))
	f.Add([]byte("type: DeclarativeSource\ncheck: '#/check'"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, problems := manifest.Validate(raw)
		if !m.Offers() && !manifest.Blocks(problems) {
			t.Errorf("no stream and nothing said why: %v", problems)
		}
		for _, s := range m.Streams {
			if s.Requester == nil || s.Requester.URLBase == nil || s.Name == "" {
				t.Errorf("a stream without name, requester or address was let through: %+v", s)
			}
		}
	})
}
