package declarative_test

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// renewals reads twice, a while apart, and counts the new tokens.
func renewals(t *testing.T, more, tokenAnswer string, apart time.Duration) int {
	t.Helper()
	asked := 0
	web := serve(t, func(_ int, r *httpRequest) answer {
		if r.URL.Path == "/token" {
			asked++
			return ok(tokenAnswer)
		}
		return numbered(1, 1, "")
	})
	manual := clock.NewManual(now)
	c := connector(t, manifestOf(oauthStream(more)), func(o *declarative.Options) { o.Clock = manual })
	config := source.Config{"url": web.URL, "key": "secret-key-4711", "refresh": "r"}
	for range 2 {
		if r := read(t, c, config, domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
			t.Fatalf("records %q, error %v", r.ids(), r.err)
		}
		manual.Advance(apart)
	}
	return asked
}

func TestHowLongANewTokenLives(t *testing.T) {
	tests := []struct {
		name, more, answer string
		lives              time.Duration
	}{
		{"seconds", "", `{"access_token":"a","expires_in":600}`, 10 * time.Minute},
		{"seconds as text", "", `{"access_token":"a","expires_in":"600"}`, 10 * time.Minute},
		{"not said", "", `{"access_token":"a"}`, time.Hour},
		{"under another name", ", expires_in_name: life", `{"access_token":"a","life":600}`, 10 * time.Minute},
		{"under a name of the configuration", `, expires_in_name: "{{ 'li' ~ 'fe' }}"`, `{"access_token":"a","life":600}`, 10 * time.Minute},
		{"in a list", "", `[{"tokens":[{"access_token":"a","expires_in":600}]}]`, 10 * time.Minute},
		{"a time", `, expires_in_name: expires_at, token_expiry_date_format: "%Y-%m-%dT%H:%M:%SZ"`, `{"access_token":"a","expires_at":"2026-03-10T12:10:00Z"}`, 10 * time.Minute},
		{"a time of the service's own kind", `, expires_in_name: until, token_expiry_date_format: "%d.%m.%Y %H:%M"`, `{"access_token":"a","until":"10.03.2026 12:10"}`, 10 * time.Minute},
		{"a time written otherwise than said", `, expires_in_name: until, token_expiry_date_format: "%d.%m.%Y"`, `{"access_token":"a","until":"2026-03-10T12:10:00.5+00:00"}`, 10 * time.Minute},
		{"a time in seconds since 1970", `, expires_in_name: until, token_expiry_date_format: "%s"`, fmt.Sprintf(`{"access_token":"a","until":%d}`, now.Add(10*time.Minute).Unix()), 10 * time.Minute},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if n := renewals(t, test.more, test.answer, test.lives-time.Minute); n != 1 {
				t.Errorf("%d tokens while the first lives, want 1", n)
			}
			if n := renewals(t, test.more, test.answer, test.lives); n != 2 {
				t.Errorf("%d tokens after the first has ended, want 2", n)
			}
		})
	}
}

func TestTheFieldsOfARenewal(t *testing.T) {
	tests := []struct {
		name, more string
		want       url.Values
	}{
		{
			"other names", ", client_id_name: app_id, client_secret_name: app_secret, refresh_token_name: again, grant_type_name: kind",
			url.Values{"kind": {"refresh_token"}, "app_id": {"app"}, "app_secret": {"secret-key-4711"}, "again": {"r"}},
		},
		{
			"a client that asks for itself", `, grant_type: client_credentials, scopes: [read, "{{ 'wri' ~ 'te' }}"], refresh_request_body: {audience: shop, client_id: other}`,
			url.Values{"grant_type": {"client_credentials"}, "client_id": {"app"}, "client_secret": {"secret-key-4711"}, "refresh_token": {"r"}, "scopes": {"read", "write"}, "audience": {"shop"}},
		},
		{
			"the client in the header", `, refresh_request_headers: {Authorization: "Basic eDp5"}`,
			url.Values{"grant_type": {"refresh_token"}, "refresh_token": {"r"}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			service := &oauthService{}
			web := serve(t, service.handle)
			c := connector(t, manifestOf(oauthStream(test.more)))
			r := read(t, c, source.Config{"url": web.URL, "key": "secret-key-4711", "refresh": "r"}, domain.ReadRequest{})
			if r.err != nil || len(service.forms) != 1 {
				t.Fatalf("%d renewals, error %v", len(service.forms), r.err)
			}
			if got := service.forms[0]; got.Encode() != test.want.Encode() {
				t.Errorf("renewed with %v, want %v", got, test.want)
			}
		})
	}
}

func TestAWayToSignInThatIsNotOffered(t *testing.T) {
	web := serve(t, func(int, *httpRequest) answer { return ok(`{"data":[]}`) })
	c := connector(t, manifestOf(streamWith(`authenticator: {type: SelectiveAuthenticator, authenticator_selection_path: [way, kind], authenticators: {"1": {type: NoAuth}, "True": {type: NoAuth}}}`, "")))
	for _, test := range []struct {
		way  any
		code string
	}{
		{map[string]any{"kind": "1"}, ""},
		{map[string]any{"kind": 1}, ""},
		{map[string]any{"kind": true}, ""},
		{map[string]any{"kind": "2"}, "sign_in_way_missing"},
		{map[string]any{}, "sign_in_way_missing"},
		{"1", "sign_in_way_missing"},
		{nil, "sign_in_way_missing"},
	} {
		r := read(t, c, source.Config{"url": web.URL, "key": "k", "way": test.way}, domain.ReadRequest{})
		if test.code == "" {
			if r.err != nil {
				t.Errorf("%v: %v", test.way, r.err)
			}
			continue
		}
		wantError(t, r.err, domain.SignIn, test.code)
	}
}

// sessions accepts the newest session only.
type sessions struct {
	mu    sync.Mutex // guards given
	given int
}

func (s *sessions) handle(_ int, r *httpRequest) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/login" {
		s.given++
		return ok(fmt.Sprintf(`{"id":"s-%d"}`, s.given))
	}
	if !strings.HasSuffix(r.Header.Get("Authorization")+r.Header.Get("X-Session"), fmt.Sprintf("s-%d", s.given)) {
		return answer{status: 401}
	}
	return numbered(1, 1, "")
}

func TestASessionLivesAsLongAsTheManifestSays(t *testing.T) {
	for _, test := range []struct {
		name, life, use string
		header, value   string
		apart           time.Duration
		logins          int
	}{
		{"for an hour", "expiration_duration: PT1H", "type: Bearer", "Authorization", "Bearer s-1", 50 * time.Minute, 1},
		{"an hour later", "expiration_duration: PT1H", "type: Bearer", "Authorization", "Bearer s-1", time.Hour, 2},
		{"without an end", "", "type: Bearer", "Authorization", "Bearer s-1", 1000 * time.Hour, 1},
		{"as a part of a key", "", `type: ApiKey, api_token: "Token {{ session_token }}", inject_into: {inject_into: header, field_name: X-Session}`, "X-Session", "Token s-1", time.Minute, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			service := &sessions{}
			web := serve(t, service.handle)
			manual := clock.NewManual(now)
			c := connector(t, manifestOf(streamWith(`
authenticator:
  type: SessionTokenAuthenticator
  login_requester: {url_base: "{{ config['url'] }}", path: /login, http_method: POST, authenticator: {type: BasicHttpAuthenticator, username: me, password: "{{ config['key'] }}"}}
  session_token_path: [id]
  request_authentication: {`+test.use+`}
  `+test.life, "")), func(o *declarative.Options) { o.Clock = manual })
			for range 2 {
				if r := read(t, c, web.config(), domain.ReadRequest{}); r.err != nil || r.ids() != "1" {
					t.Fatalf("records %q, error %v", r.ids(), r.err)
				}
				manual.Advance(test.apart)
			}
			if service.given != test.logins {
				t.Errorf("%d logins, want %d", service.given, test.logins)
			}
			if got := web.seen()[1].head.Get(test.header); got != test.value {
				t.Errorf("%s is %q, want %q", test.header, got, test.value)
			}
		})
	}
}
