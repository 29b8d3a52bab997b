package declarative_test

import (
	"errors"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// streamWith is a stream whose requester has more fields.
func streamWith(requester, rest string) string {
	return `
  retriever:
    type: SimpleRetriever
    requester:
      $ref: "#/definitions/requester"
` + indent(requester, 6) + `
    record_selector: {$ref: "#/definitions/selector"}
` + indent(rest, 4)
}

func indent(s string, n int) string {
	lines := strings.Split(strings.Trim(s, "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.Repeat(" ", n) + l
	}
	return strings.Join(lines, "\n")
}

func TestAddressOfARequest(t *testing.T) {
	tests := []struct{ name, base, path, want string }{
		{"path behind the host", "{{ config['url'] }}", "items", "/items"},
		{"leading slash of the path", "{{ config['url'] }}", "/items", "/items"},
		{"base with a path", "{{ config['url'] }}/v1", "/items", "/v1/items"},
		{"base with a slash at its end", "{{ config['url'] }}/v1/", "items", "/v1/items"},
		{"no path", "{{ config['url'] }}/v1/items", "", "/v1/items"},
		{"no path keeps the slash", "{{ config['url'] }}/v1/items/", "", "/v1/items/"},
		{"path with a query", "{{ config['url'] }}", "items?a=1", "/items?a=1"},
		{"path with a colon", "{{ config['url'] }}", "items:batch", "/items:batch"},
		{"path with a space", "{{ config['url'] }}", "my items", "/my%20items"},
		{"path with a stray percent", "{{ config['url'] }}", "100%", "/100%25"},
		{"path with an escape", "{{ config['url'] }}", "a%2Fb", "/a%2Fb"},
		{"many leading slashes never leave the host", "{{ config['url'] }}", "//elsewhere.example/x", "/elsewhere.example/x"},
		{"path from the configuration", "{{ config['url'] }}", "{{ config['shop'] }}/items", "/my-shop/items"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[]}`) })
			c := connector(t, manifestOf(streamWith("url_base: \""+test.base+"\"\npath: \""+test.path+"\"", "")))
			config := web.config()
			config["shop"] = "my-shop"
			if r := read(t, c, config, domain.ReadRequest{}); r.err != nil {
				t.Fatal(r.err)
			}
			if got := web.queries()[0]; got != test.want {
				t.Errorf("base %q path %q: asked %q, want %q", test.base, test.path, got, test.want)
			}
		})
	}
}

func TestWhatARequestCarries(t *testing.T) {
	tests := []struct {
		name, requester string
		config          source.Config
		query, body     string
		header, value   string
	}{
		{name: "parameters are sorted and escaped", requester: `request_parameters: {b: "x y", a: "1:2,3"}`, query: "a=1%3A2%2C3&b=x+y"},
		{name: "an empty parameter is left out", requester: `request_parameters: {a: "{{ config['none'] }}", b: "1"}`, query: "b=1"},
		{name: "null is left out", requester: `request_parameters: {a: "{{ config['null'] }}"}`, config: source.Config{"null": nil}, query: ""},
		{name: "a list is repeated", requester: `request_parameters: {a: "{{ ['x', 'y'] }}"}`, query: "a=x&a=y"},
		{name: "a number stays as it is written", requester: `request_parameters: {a: "{{ '007' }}"}`, query: "a=007"},
		{name: "a name is evaluated", requester: `request_parameters: {"{{ config['n'] }}": "1"}`, config: source.Config{"n": "filter"}, query: "filter=1"},
		{name: "headers", requester: `request_headers: {X-Version: "2024-01"}`, header: "X-Version", value: "2024-01"},
		{name: "a JSON body", requester: "http_method: POST\nrequest_body_json: {q: \"{{ config['n'] }}\", deep: {list: [1, \"{{ 2 }}\"]}, gone: \"{{ config['none'] }}\"}", config: source.Config{"n": "a<b"}, body: `{"deep":{"list":[1,2]},"q":"a<b"}`},
		{name: "a form", requester: "http_method: POST\nrequest_body_data: {q: \"a b\", n: \"{{ 1 }}\"}", body: "n=1&q=a+b"},
		{name: "a text body", requester: "http_method: POST\nrequest_body_data: \"raw {{ config['n'] }}\"", config: source.Config{"n": "x"}, body: "raw x"},
		{name: "a GraphQL body", requester: "http_method: POST\nrequest_body: {type: RequestBodyGraphQL, value: {query: \"{ items }\"}}", body: `{"query":"{ items }"}`},
		{name: "an empty body is not sent", requester: "http_method: POST\nrequest_body_json: {gone: \"{{ config['none'] }}\"}", body: ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[]}`) })
			c := connector(t, manifestOf(streamWith(test.requester, "")))
			config := web.config()
			for k, v := range test.config {
				config[k] = v
			}
			if r := read(t, c, config, domain.ReadRequest{}); r.err != nil {
				t.Fatal(r.err)
			}
			got := web.seen()[0]
			if got.query != test.query || got.body != test.body {
				t.Errorf("query %q body %q; want query %q body %q", got.query, got.body, test.query, test.body)
			}
			if test.header != "" && got.head.Get(test.header) != test.value {
				t.Errorf("header %s is %q, want %q", test.header, got.head.Get(test.header), test.value)
			}
		})
	}
}

func TestAuthenticators(t *testing.T) {
	tests := []struct {
		name, auth    string
		header, value string
		query         string
	}{
		{"bearer", `{type: BearerAuthenticator, api_token: "{{ config['key'] }}"}`, "Authorization", "Bearer secret-key-4711", ""},
		{"basic", `{type: BasicHttpAuthenticator, username: user, password: "{{ config['key'] }}"}`, "Authorization", "Basic dXNlcjpzZWNyZXQta2V5LTQ3MTE=", ""},
		{"basic without a password", `{type: BasicHttpAuthenticator, username: "{{ config['key'] }}"}`, "Authorization", "Basic c2VjcmV0LWtleS00NzExOg==", ""},
		{"key in a header", `{type: ApiKeyAuthenticator, header: X-Key, api_token: "{{ config['key'] }}"}`, "X-Key", "secret-key-4711", ""},
		{"key in the query", `{type: ApiKeyAuthenticator, api_token: "{{ config['key'] }}", inject_into: {type: RequestOption, inject_into: request_parameter, field_name: key}}`, "Authorization", "", "key=secret-key-4711"},
		{"none", `{type: NoAuth}`, "Authorization", "", ""},
		{"selected", `{type: SelectiveAuthenticator, authenticator_selection_path: [way], authenticators: {a: {type: NoAuth}, b: {type: BearerAuthenticator, api_token: "{{ config['key'] }}"}}}`, "Authorization", "Bearer secret-key-4711", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[]}`) })
			c := connector(t, manifestOf(streamWith("authenticator: "+test.auth, "")))
			config := web.config()
			config["way"] = "b"
			if r := read(t, c, config, domain.ReadRequest{}); r.err != nil {
				t.Fatal(r.err)
			}
			got := web.seen()[0]
			if got.head.Get(test.header) != test.value || got.query != test.query {
				t.Errorf("%s: %q query %q; want %q query %q", test.header, got.head.Get(test.header), got.query, test.value, test.query)
			}
		})
	}
}

func TestTwoPartsThatSetTheSameAreAnError(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[]}`) })
	c := connector(t, manifestOf(streamWith(`
request_parameters: {key: "1"}
authenticator: {type: ApiKeyAuthenticator, api_token: "{{ config['key'] }}", inject_into: {type: RequestOption, inject_into: request_parameter, field_name: key}}`, "")))
	r := read(t, c, web.config(), domain.ReadRequest{})
	wantError(t, r.err, domain.SetUp, "manifest_fault")
	if n := len(web.seen()); n != 0 {
		t.Errorf("%d requests were sent, want none", n)
	}
}

func TestKeysGoToNoOtherHost(t *testing.T) {
	thief := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[{"id":1}]}`) })
	// localhost and 127.0.0.1 are different hosts to a client.
	elsewhere := strings.Replace(thief.URL, "127.0.0.1", "localhost", 1)
	auth := `authenticator: {type: ApiKeyAuthenticator, header: X-Key, api_token: "{{ config['key'] }}"}`

	t.Run("on a redirect", func(t *testing.T) {
		web := serve(t, func(int, *httpRequest) answer {
			return answer{status: 302, head: map[string]string{"Location": elsewhere + "/items"}}
		})
		c := connector(t, manifestOf(streamWith(auth, "")))
		if r := read(t, c, web.config(), domain.ReadRequest{}); r.err != nil {
			t.Fatal(r.err)
		}
		for _, got := range thief.seen() {
			if got.head.Get("X-Key") != "" {
				t.Error("the key was sent to the other host")
			}
		}
	})
	t.Run("on a next page", func(t *testing.T) {
		before := len(thief.seen())
		web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[{"id":1}],"next":"` + elsewhere + `/items"}`) })
		c := connector(t, manifestOf(streamWith(auth, nextPage)))
		r := read(t, c, web.config(), domain.ReadRequest{})
		wantError(t, r.err, domain.ServiceDown, "next_page_elsewhere")
		if len(thief.seen()) != before {
			t.Error("the other host was asked")
		}
	})
}

const nextPage = `
paginator:
  type: DefaultPaginator
  page_token_option: {type: RequestPath}
  pagination_strategy: {type: CursorPagination, cursor_value: "{{ response['next'] }}"}`

func wantError(t *testing.T, err error, kind domain.Kind, code string) {
	t.Helper()
	_ = told(t, err, kind, code) // it fails the test itself
}

// told returns the error that tells what happened.
func told(t *testing.T, err error, kind domain.Kind, code string) *domain.Error {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v; want kind %s code %s", err, kind, code)
	}
	if e.Kind != kind || e.Code != code {
		t.Errorf("error is %s %s (%v); want %s %s", e.Kind, e.Code, err, kind, code)
	}
	if e.What == "" || e.Means == "" || e.Do == "" {
		t.Errorf("the error %s does not say what happened, what it means and what to do: %+v", code, e)
	}
	if all := e.Error() + e.Means + e.Do + e.Details; strings.Contains(all, "-4711") {
		t.Errorf("the error tells the key: %s", all)
	}
	return e
}
