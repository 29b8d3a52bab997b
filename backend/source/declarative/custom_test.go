package declarative_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// tokenService gives out one token for each client, and then one record that names the
// client: who is mistaken for whom shows.
type tokenService struct {
	mu    sync.Mutex // guards asked
	asked []string   // client and form of each token
	form  string     // what a token is asked for with
}

func (s *tokenService) handle(_ int, r *http.Request) answer {
	if r.URL.Path == "/token" {
		client, secret, _ := r.BasicAuth()
		body := bodyOf(r)
		s.mu.Lock()
		s.asked = append(s.asked, client+" "+body)
		s.mu.Unlock()
		if r.Method != http.MethodPost || secret != "secret-of-"+client || body != s.form {
			return answer{status: 401, body: `{"error":"invalid_client"}`}
		}
		return ok(`{"access_token":"for-` + client + `","token_type":"bearer","expires_in":3600}`)
	}
	client, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer for-")
	if !found {
		return answer{status: 401, body: `{"code":124,"message":"Invalid access token."}`}
	}
	return ok(`{"data":[{"id":"` + client + `"}]}`)
}

func TestSignInsOfServicesThatAreKnownByTheirClass(t *testing.T) {
	tests := []struct{ name, authenticator, form string }{
		{
			"Zoom, server to server",
			`{type: CustomAuthenticator, class_name: source_declarative_manifest.components.ServerToServerOauthAuthenticator, account_id: "{{ config['account'] }}", client_id: "{{ config['app'] }}", client_secret: "{{ config['key'] }}", authorization_endpoint: "{{ config['url'] }}/token"}`,
			"account_id=acc-1&grant_type=account_credentials",
		},
		{
			"Zoom, the class alone says what it is",
			`{class_name: source_zoom.components.ServerToServerOauthAuthenticator, account_id: "{{ config['account'] }}", client_id: "{{ config['app'] }}", client_secret: "{{ config['key'] }}", authorization_endpoint: "{{ config['url'] }}/token", grant_type: account_credentials}`,
			"account_id=acc-1&grant_type=account_credentials",
		},
		{
			"PayPal, client credentials",
			`{type: CustomAuthenticator, class_name: source_declarative_manifest.components.PayPalOauth2Authenticator, client_id: "{{ config['app'] }}", client_secret: "{{ config['key'] }}", token_refresh_endpoint: "{{ config['url'] }}/token"}`,
			"grant_type=client_credentials",
		},
		{
			"a header of the manifest",
			`{type: OAuthAuthenticator, client_id: "{{ config['app'] }}", client_secret: "{{ config['key'] }}", grant_type: client_credentials, token_refresh_endpoint: "{{ config['url'] }}/token", refresh_request_headers: {Authorization: "Basic {{ (config['app'] ~ ':' ~ config['key']) | base64encode }}"}}`,
			"grant_type=client_credentials",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			service := &tokenService{form: test.form}
			web := serve(t, service.handle)
			c := connector(t, manifestOf(streamWith("authenticator: "+test.authenticator, "")))
			// Two clients of one service each have their own token, and use it again.
			for _, client := range []string{"app-1", "app-2", "app-1"} {
				config := source.Config{"url": web.URL, "account": "acc-1", "app": client, "key": "secret-of-" + client}
				if r := read(t, c, config, domain.ReadRequest{}); r.err != nil || r.ids() != client {
					t.Fatalf("%s read %q, error %v", client, r.ids(), r.err)
				}
			}
			if got, want := fmt.Sprint(service.asked), "[app-1 "+test.form+" app-2 "+test.form+"]"; got != want {
				t.Errorf("asked for %s, want %s", got, want)
			}
			wrong := source.Config{"url": web.URL, "account": "acc-1", "app": "app-3", "key": "wrong-secret"}
			r := read(t, c, wrong, domain.ReadRequest{})
			wantError(t, r.err, domain.SignIn, "sign_in_expired")
			if strings.Contains(fmt.Sprintf("%+v", r.err), "wrong-secret") {
				t.Errorf("the error holds the secret: %+v", r.err)
			}
		})
	}
}

func TestRecordsOfServicesThatAreKnownByTheirClass(t *testing.T) {
	const components = "class_name: source_declarative_manifest.components."
	extractor := func(rest string) string {
		return strings.Replace(streamWith("", ""), `{$ref: "#/definitions/selector"}`, `{type: RecordSelector, extractor: {type: CustomRecordExtractor, `+components+rest+`}}`, 1)
	}
	tests := []struct{ name, stream, body, want string }{
		{
			"the days of Recurly's exports", extractor("ExportDatesExtractor"),
			`{"object":"export_dates","dates":["2026-03-01","2026-03-02"]}`,
			`[{"dates":["2026-03-01","2026-03-02"]}]`,
		},
		{
			"what changed lately at Pipedrive, with something that was deleted", extractor("NullCheckedDpathExtractor, field_path: [data], nullable_nested_field: data"),
			`{"success":true,"data":[{"item":"deal","id":1,"data":{"id":1,"title":"A"}},{"item":"deal","id":2,"data":null}]}`,
			`[{"id":1,"title":"A"} {"data":null,"id":2,"item":"deal"}]`,
		},
		{
			"nothing changed at Pipedrive", extractor("NullCheckedDpathExtractor, field_path: [data]"),
			`{"success":true,"data":null}`, `[]`,
		},
		{
			"the bans of Zendesk Chat, in order of time", extractor("ZendeskChatBansRecordExtractor"),
			`{"visitor":[{"id":3,"type":"visitor","created_at":"2026-03-03T00:00:00Z"}],"ip_address":[{"id":4,"type":"ip_address","created_at":"2026-03-04T00:00:00Z"},{"id":2,"type":"ip_address","created_at":"2026-03-02T00:00:00Z"}]}`,
			`[{"created_at":"2026-03-02T00:00:00Z","id":2,"type":"ip_address"} {"created_at":"2026-03-03T00:00:00Z","id":3,"type":"visitor"} {"created_at":"2026-03-04T00:00:00Z","id":4,"type":"ip_address"}]`,
		},
		{
			"the own fields of Chargebee", streamWith("", "") + "\n  transformations: [{type: CustomTransformation, " + components + "CustomFieldTransformation}]\n",
			`{"data":[{"id":1,"cf_size":"L","cf_colour":"red"},{"id":2}]}`,
			`[{"custom_fields":[{"name":"cf_colour","value":"red"},{"name":"cf_size","value":"L"}],"id":1} {"custom_fields":[],"id":2}]`,
		},
		{
			"the times of Twilio",
			strings.Replace(streamWith("", ""), `{$ref: "#/definitions/selector"}`, `{$ref: "#/definitions/selector", schema_normalization: {type: CustomSchemaNormalization, `+components+`TwilioDateTimeTypeTransformer}}`, 1) + `
  schema_loader: {type: InlineSchemaLoader, schema: {type: object, properties: {
    date_created: {type: ["null", string], format: date-time}, body: {type: string}, num_media: {type: integer},
    lines: {type: array, items: {type: object, properties: {at: {type: string, format: date-time}}}}}}}
`,
			`{"data":[{"date_created":"Tue, 10 Mar 2026 14:00:00 +0200","body":"Tue, 10 Mar 2026 12:00:00 +0000","num_media":"2","lines":[{"at":"2026-03-10T12:00:00Z"},{"at":"Tue, 10 Mar 2026 12:00:00 +0000"}]},{"date_created":null}]}`,
			`[{"body":"Tue, 10 Mar 2026 12:00:00 +0000","date_created":"2026-03-10T12:00:00Z","lines":[{"at":"2026-03-10T12:00:00Z"},{"at":"2026-03-10T12:00:00Z"}],"num_media":2} {"date_created":null}]`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *http.Request) answer { return ok(test.body) })
			r := read(t, connector(t, manifestOf(test.stream)), web.config(), domain.ReadRequest{})
			if r.err != nil {
				t.Fatal(r.err)
			}
			got := make([]string, 0, len(r.records))
			for _, record := range r.records {
				got = append(got, asJSON(t, map[string]any(record)))
			}
			if fmt.Sprint(got) != test.want {
				t.Errorf("read %v, want %s", got, test.want)
			}
		})
	}
}

// TestIntercomsErrorHandler holds that the service's own filters still count, and that a
// service which says when to come back is waited for.
func TestIntercomsErrorHandler(t *testing.T) {
	web := serve(t, func(n int, _ *http.Request) answer {
		if n == 1 {
			return answer{status: 429, body: `{"type":"error.list"}`, head: map[string]string{"Retry-After": "7"}}
		}
		return numbered(1, 2, "")
	})
	c := connector(t, manifestOf(streamWith(`error_handler: {type: CustomErrorHandler, class_name: source_intercom.components.ErrorHandlerWithRateLimiter, response_filters: [{http_codes: [429], action: RATE_LIMITED}]}`, "")))
	if r := read(t, c, web.config(), domain.ReadRequest{}); r.err != nil || r.ids() != "1 2" {
		t.Errorf("read %q, error %v", r.ids(), r.err)
	}
}

func TestSurveysThatAPersonHasChosen(t *testing.T) {
	surveys := `
  retriever:
    type: SimpleRetriever
    requester: {$ref: "#/definitions/requester", path: "/surveys/{{ stream_partition.survey_id }}/responses"}
    record_selector: {$ref: "#/definitions/selector"}
    partition_router:
      type: CustomPartitionRouter
      class_name: source_surveymonkey.components.SurveyIdPartitionRouter
      parent_stream_configs:
      - parent_key: id
        partition_field: survey_id
        stream: {type: DeclarativeStream, name: surveys, retriever: {type: SimpleRetriever, requester: {$ref: "#/definitions/requester", path: /surveys}, record_selector: {$ref: "#/definitions/selector"}}}
`
	for chosen, want := range map[string]string{
		"":      "/surveys /surveys/1/responses /surveys/2/responses",
		"2 007": "/surveys/2/responses /surveys/007/responses",
	} {
		web := serve(t, func(_ int, r *http.Request) answer {
			if r.URL.Path == "/surveys" {
				return ok(`{"data":[{"id":"1"},{"id":"2"}]}`)
			}
			return numbered(1, 1, "")
		})
		config := web.config()
		var ids []any
		for _, id := range strings.Fields(chosen) {
			ids = append(ids, id)
		}
		if ids != nil {
			config["survey_ids"] = ids
		}
		if r := read(t, connector(t, manifestOf(surveys)), config, domain.ReadRequest{}); r.err != nil {
			t.Fatal(r.err)
		}
		if got := strings.Join(web.queries(), " "); got != want {
			t.Errorf("with %q chosen, asked %s, want %s", chosen, got, want)
		}
	}
}

func TestClassesThatAreNotKnownAreNamed(t *testing.T) {
	for class, known := range map[string]bool{
		"source_zoom.components.ServerToServerOauthAuthenticator":                 true,
		"source_declarative_manifest.components.ServerToServerOauthAuthenticator": true,
		"source_other.components.ServerToServerOauthAuthenticator":                false,
		"source_declarative_manifest.components.CloudAuthenticator":               false,
	} {
		text := manifestOf(streamWith(`authenticator: {type: CustomAuthenticator, class_name: `+class+`, account_id: a, client_id: b, client_secret: c, authorization_endpoint: "https://zoom.example/token"}`, ""))
		_, problems := manifest.Validate([]byte(text))
		if known && len(problems) > 0 || !known && (len(problems) != 1 || problems[0].Path != "streams[0].retriever.requester.authenticator" || !strings.Contains(problems[0].Words, class)) {
			t.Errorf("%s, known %v: %v", class, known, problems)
		}
	}
}
