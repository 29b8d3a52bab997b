package declarative_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// oauthStream signs in with a refresh token.
func oauthStream(more string) string {
	return streamWith(`authenticator: {type: OAuthAuthenticator, token_refresh_endpoint: "{{ config['url'] }}/token", client_id: app, client_secret: "{{ config['key'] }}", refresh_token: "{{ config['refresh'] }}"`+more+`}`, "")
}

// oauthService accepts the newest token it gave out.
type oauthService struct {
	mu    sync.Mutex // guards what follows
	given int
	forms []url.Values
	fail  answer // answer to renewals, if its status is set
	life  int    // seconds of a new token; 0 means 3600
}

func (s *oauthService) handle(_ int, r *httpRequest) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path != "/token" {
		if s.given == 0 || r.Header.Get("Authorization") != fmt.Sprintf("Bearer token-%d", s.given) {
			return answer{status: 401, body: `{"message":"no"}`}
		}
		return numbered(1, 1, "")
	}
	_ = r.ParseForm() // what cannot be parsed is empty, and the test sees it
	s.forms = append(s.forms, r.Form)
	if s.fail.status != 0 {
		return s.fail
	}
	s.given++
	life := s.life
	if life == 0 {
		life = 3600
	}
	return ok(fmt.Sprintf(`{"data":{"access_token":"token-%d","expires_in":%d,"refresh_token":"refresh-%d"}}`, s.given, life, s.given))
}

func TestOAuthRenewsTheToken(t *testing.T) {
	service := &oauthService{}
	web := serve(t, service.handle)
	config := source.Config{"url": web.URL, "key": "secret-key-4711", "refresh": "refresh-0"}
	c := connector(t, manifestOf(oauthStream("")))
	for range 2 {
		if r := read(t, c, config, domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
			t.Fatalf("records %q, error %v", r.ids(), r.err)
		}
	}
	if len(service.forms) != 1 {
		t.Fatalf("%d renewals for two reads, want 1", len(service.forms))
	}
	want := url.Values{"grant_type": {"refresh_token"}, "client_id": {"app"}, "client_secret": {"secret-key-4711"}, "refresh_token": {"refresh-0"}}
	if got := service.forms[0]; got.Encode() != want.Encode() {
		t.Errorf("renewed with %v, want %v", got, want)
	}

	// The service withdraws the token: one renewal, with the rotated refresh token.
	service.mu.Lock()
	service.given = 7
	service.mu.Unlock()
	if r := read(t, c, config, domain.ReadRequest{}); r.err != nil {
		t.Fatal(r.err)
	}
	if len(service.forms) != 2 || service.forms[1].Get("refresh_token") != "refresh-1" {
		t.Errorf("renewals %v; want a second one with refresh-1", service.forms)
	}
}

func TestRenewedTokensAreKeptAtOnce(t *testing.T) {
	service := &oauthService{}
	web := serve(t, service.handle)
	var kept source.Config
	c := connector(t, manifestOf(oauthStream(", refresh_token_updater: {refresh_token_config_path: [refresh], access_token_config_path: [credentials, access], token_expiry_date_config_path: [credentials, expires]}")),
		func(o *declarative.Options) {
			o.Keep = func(ctx context.Context, config source.Config, renew declarative.Renew) (_ source.Config, err error) {
				kept, err = renew(ctx, config)
				return kept, err
			}
		})
	config := source.Config{"url": web.URL, "key": "secret-key-4711", "refresh": "refresh-0"}
	if r := read(t, c, config, domain.ReadRequest{}); r.err != nil {
		t.Fatal(r.err)
	}
	raw, _ := json.Marshal(map[string]any(kept))
	want := fmt.Sprintf(`{"_token":{"access_token":"token-1","expires_at":"2026-03-10T13:00:00Z","seconds":3600},"credentials":{"access":"token-1","expires":"2026-03-10T13:00:00Z"},"key":"secret-key-4711","refresh":"refresh-1","url":%q}`, web.URL)
	if string(raw) != want || config["refresh"] != "refresh-0" {
		t.Errorf("kept %s, want %s, and the given configuration untouched", raw, want)
	}
	// Another connector goes on with what was kept, without a renewal.
	again := connector(t, manifestOf(oauthStream(", refresh_token_updater: {refresh_token_config_path: [refresh], access_token_config_path: [credentials, access], token_expiry_date_config_path: [credentials, expires]}")))
	if r := read(t, again, kept, domain.ReadRequest{}); r.err != nil || len(service.forms) != 1 {
		t.Errorf("error %v after %d renewals, want 1", r.err, len(service.forms))
	}
}

func TestOAuthThatIsRefused(t *testing.T) {
	tests := []struct {
		name string
		fail answer
		kind domain.Kind
		code string
	}{
		{"withdrawn", answer{status: 400, body: `{"error":"invalid_grant"}`}, domain.SignIn, "sign_in_expired"},
		{"unknown client", answer{status: 401, body: `{}`}, domain.SignIn, "sign_in_expired"},
		{"no token in the answer", ok(`{}`), domain.SignIn, "sign_in_expired"},
		{"a page instead", ok(`<html>`), domain.ServiceDown, "not_json"},
		{"down", answer{status: 503}, domain.ServiceDown, "service_down"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			service := &oauthService{fail: test.fail}
			web := serve(t, service.handle)
			r := read(t, connector(t, manifestOf(oauthStream(""))), source.Config{"url": web.URL, "key": "secret-key-4711", "refresh": "r"}, domain.ReadRequest{})
			wantError(t, r.err, test.kind, test.code)
		})
	}
}

func TestATokenThatIsRefusedTwiceIsAnError(t *testing.T) {
	web := serve(t, func(_ int, r *httpRequest) answer {
		if r.URL.Path == "/token" {
			return ok(`{"access_token":"useless"}`)
		}
		return answer{status: 401}
	})
	r := read(t, connector(t, manifestOf(oauthStream(""))), source.Config{"url": web.URL, "key": "secret-key-4711", "refresh": "r"}, domain.ReadRequest{})
	wantError(t, r.err, domain.SignIn, "wrong_key")
	if n := len(web.queries()); n != 4 {
		t.Errorf("%d requests, want two renewals and two tries: %v", n, web.queries())
	}
}

func TestSessionToken(t *testing.T) {
	stream := streamWith(`
authenticator:
  type: SessionTokenAuthenticator
  login_requester: {type: HttpRequester, url_base: "{{ config['url'] }}", path: /login, http_method: POST, request_body_json: {password: "{{ config['key'] }}"}}
  session_token_path: [session, id]
  expiration_duration: PT1H
  request_authentication: {type: ApiKey, inject_into: {type: RequestOption, inject_into: header, field_name: X-Session}}`, "")
	web := serve(t, func(_ int, r *httpRequest) answer {
		switch {
		case r.URL.Path == "/login":
			return ok(`{"session":{"id":"s-1"}}`)
		case r.Header.Get("X-Session") != "s-1":
			return answer{status: 401}
		}
		return numbered(1, 1, "")
	})
	c := connector(t, manifestOf(stream))
	for range 2 {
		if r := read(t, c, web.config(), domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
			t.Fatalf("records %q, error %v", r.ids(), r.err)
		}
	}
	if got, want := strings.Join(web.queries(), " "), "/login /items /items"; got != want {
		t.Errorf("asked %q, want %q", got, want)
	}
	if body := web.seen()[0].body; body != `{"password":"secret-key-4711"}` {
		t.Errorf("signed in with %s", body)
	}
}
