package oauth_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// provider is the real provider with a small service beside it, which gives its records
// for tokens only that the provider still knows.
type provider struct {
	t       *testing.T
	address string
	service *httptest.Server
	asked   atomic.Int64 // requests to the token address

	mu    sync.Mutex // guards forms
	forms []url.Values
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{t: t}
	var handler atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/oauth/token" {
			p.asked.Add(1)
		}
		handler.Load().(http.Handler).ServeHTTP(w, r) //nolint:forcetypeassert // stored below, before anybody asks
	}))
	t.Cleanup(server.Close)
	p.address = strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	storage.RegisterClients(storage.NativeClient("tributary", "http://127.0.0.1/"))
	store := storage.NewStorage(storage.NewUserStore(p.address + "/"))
	handler.Store(http.Handler(exampleop.SetupServer(p.address+"/", store, slog.New(slog.NewTextHandler(io.Discard, nil)), false)))
	p.service = httptest.NewServer(http.HandlerFunc(p.records))
	t.Cleanup(p.service.Close)
	return p
}

// records asks the provider whom the token is for.
func (p *provider) records(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, p.address+"/userinfo", http.NoBody)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	req.Header.Set("Authorization", r.Header.Get("Authorization"))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer func() { _ = resp.Body.Close() }() // it is not read
	if resp.StatusCode != http.StatusOK {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, `{"contacts":[{"id":"1","email":"lea@fjord.example"},{"id":"2","email":"tom@fjord.example"}]}`)
}

// agree is the person in the browser: follows the consent page, logs in, and is led back to
// the door. It returns the last page.
func (p *provider) agree(address string) string {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	login := p.page(browser.Get(address))
	id := regexp.MustCompile(`name="id" value="([^"]+)"`).FindStringSubmatch(login)
	if id == nil {
		p.t.Fatalf("no log-in page at %s: %s", address, login)
	}
	return p.page(browser.PostForm(p.address+"/login/username", url.Values{"username": {"test-user2"}, "password": {"verysecure"}, "id": {id[1]}}))
}

func (p *provider) page(resp *http.Response, err error) string {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	raw, err := io.ReadAll(resp.Body)
	if err == nil {
		err = resp.Body.Close()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return string(raw)
}

// manifest is the connector for the service.
func (p *provider) manifest() string {
	return `
version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [contacts]}
streams:
  - type: DeclarativeStream
    name: contacts
    primary_key: [id]
    retriever:
      type: SimpleRetriever
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [contacts]}}
      requester:
        type: HttpRequester
        url_base: ` + p.service.URL + `
        path: /contacts
        http_method: GET
        authenticator:
          type: OAuthAuthenticator
          token_refresh_endpoint: ` + p.address + `/oauth/token
          client_id: "{{ config['client_id'] }}"
          client_secret: ""
          refresh_token: "{{ config['refresh_token'] }}"
    schema_loader:
      type: InlineSchemaLoader
      schema: {type: object, properties: {id: {type: string}, email: {type: string}}}
spec:
  type: Spec
  connection_specification:
    type: object
    required: [client_id, refresh_token]
    properties:
      client_id: {type: string, title: Client id}
      refresh_token: {type: string, title: Refresh token, airbyte_secret: true}
  advanced_auth:
    auth_flow_type: oauth2.0
    oauth_config_specification:
      oauth_connector_input_specification:
        consent_url: "` + p.address + `/auth?response_type=code&{{client_id_param}}&{{redirect_uri_param}}&{{scope_param}}&{{state_param}}"
        access_token_url: "` + p.address + `/oauth/token"
        scope: openid offline_access
        extract_output: [refresh_token]
        redirect_uri: http://127.0.0.1/
      complete_oauth_output_specification:
        type: object
        properties:
          refresh_token: {type: string, path_in_connector_config: [refresh_token]}
      complete_oauth_server_output_specification:
        type: object
        properties:
          client_id: {type: string, path_in_connector_config: [client_id]}
`
}

// codeFor agrees, and catches the code before the browser comes back.
func (p *provider) codeFor(address string) string {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	back := ""
	browser := &http.Client{Jar: jar, CheckRedirect: func(req *http.Request, _ []*http.Request) error {
		if req.URL.Hostname() == "127.0.0.1" {
			back = req.URL.Query().Get("code")
			return http.ErrUseLastResponse
		}
		return nil
	}}
	login := p.page(browser.Get(address))
	id := regexp.MustCompile(`name="id" value="([^"]+)"`).FindStringSubmatch(login)
	if id == nil {
		p.t.Fatalf("no log-in page: %s", login)
	}
	p.page(browser.PostForm(p.address+"/login/username", url.Values{"username": {"test-user2"}, "password": {"verysecure"}, "id": {id[1]}}))
	if back == "" {
		p.t.Fatal("no code")
	}
	return back
}

func stateOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("state")
}
