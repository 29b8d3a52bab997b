package backend_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tributary/backend"
	"tributary/backend/api"
	"tributary/backend/domain"
)

// passing is the shop behind a sign-in: its access tokens can end at any moment, and a refresh token is
// good for one renewal (and the one before it until the new one was used).
type passing struct {
	*shop
	mu      sync.Mutex // guards all below
	number  int        // of the last tokens
	ended   bool       // the last access token is no longer accepted
	life    int        // seconds of the next access token
	endsOn  int        // page before which the access token ends, once; 0: none
	asked   int        // for tokens
	refuses bool       // renewal for good
	// instead answers a renewal in place of the service; done: in full. nil: the service does.
	instead func(w http.ResponseWriter, nth int) (done bool)
}

func newPassing(t *testing.T, records int) *passing {
	t.Helper()
	s := &passing{shop: newShop(t, records), life: 7200}
	s.Config.Handler = http.HandlerFunc(s.serve)
	return s
}

func (s *passing) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/token" {
		s.renew(w, r)
		return
	}
	if s.endsOn > 0 && r.URL.Query().Get("page") == fmt.Sprint(s.endsOn) {
		s.endsOn, s.ended = 0, true
	}
	if s.ended || r.Header.Get("Authorization") != fmt.Sprintf("Bearer access-%d", s.number) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	r.Header.Set("Authorization", "Bearer "+shopKey)
	s.answer(w, r)
}

func (s *passing) renew(w http.ResponseWriter, r *http.Request) {
	s.asked++
	w.Header().Set("Content-Type", "application/json")
	given := r.FormValue("refresh_token")
	known := given == fmt.Sprintf("refresh-%d", s.number) || given == fmt.Sprintf("refresh-%d", s.number-1)
	if s.refuses || !known {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"invalid_grant"}`)
		return
	}
	if s.instead != nil && s.instead(w, s.asked) {
		return
	}
	if given == fmt.Sprintf("refresh-%d", s.number) {
		s.number++
	}
	s.ended = false
	fmt.Fprintf(w, `{"access_token":"access-%d","refresh_token":"refresh-%d","expires_in":%d}`, s.number, s.number, s.life)
}

// set changes the service.
func (s *passing) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = 0
	change()
}

func (s *passing) renewals() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

var passingManifest = strings.NewReplacer(
	"authenticator: {type: BearerAuthenticator, api_token: \"{{ config['token'] }}\"}", `authenticator:
          type: OAuthAuthenticator
          token_refresh_endpoint: "{{ config['address'] }}/token"
          client_id: app
          client_secret: secret-of-the-app
          refresh_token: "{{ config['token'] }}"`,
	"\n        request_parameters: {api_key: \"{{ config['token'] }}\"}", "",
).Replace(shopManifest)

// signedIn is a program that has read the whole shop once with a token of two hours.
func signedIn(t *testing.T, s *passing) *program {
	t.Helper()
	p := newProgram(t)
	p.firstReadAs(s.shop, passingManifest, "refresh-0")
	return p
}

// firstReadAs is firstRead with another secret.
func (p *program) firstReadAs(s *shop, manifest, token string) {
	p.t.Helper()
	p.write("shop.yaml", manifest)
	p.apply(shopSetup(s.URL, token))
	p.good()
}

// states are those of the only integration and the only authorization.
func (p *program) states() (domain.IntegrationState, domain.AuthorizationState) {
	p.t.Helper()
	ctx := context.WithoutCancel(p.t.Context())
	b, err := backend.New(ctx, backend.Options{DataDir: p.dir + "/data", Clock: &hurried{}})
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() {
		if err := b.Stop(ctx); err != nil {
			p.t.Error(err)
		}
	}()
	var integration domain.IntegrationState
	var authorization domain.AuthorizationState
	for _, one := range b.Bindings() {
		switch one := one.(type) {
		case *api.IntegrationsAPI:
			all, err := one.List()
			if err != nil || len(all) != 1 {
				p.t.Fatalf("%d integrations, %v", len(all), err)
			}
			integration = all[0].State
		case *api.AuthorizationsAPI:
			all, err := one.List("")
			if err != nil || len(all) != 1 {
				p.t.Fatalf("%d authorizations, %v", len(all), err)
			}
			authorization = all[0].State
		}
	}
	return integration, authorization
}

func (p *program) wantStates(integration domain.IntegrationState, authorization domain.AuthorizationState) {
	p.t.Helper()
	if i, a := p.states(); i != integration || a != authorization {
		p.t.Errorf("the integration is %s, the authorization %s; want %s and %s", i, a, integration, authorization)
	}
}

func TestATokenThatEndsInTheMiddleOfARunIsRenewedOnce(t *testing.T) {
	t.Parallel()
	for page := 1; page <= 3; page++ {
		s := newPassing(t, 25)
		p := signedIn(t, s)
		s.rename(23, "In the middle")
		s.set(func() { s.endsOn = page })
		if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Read != 25 || r.DataTypes[0].Created+r.DataTypes[0].Deleted != 0 {
			t.Errorf("page %d: the run: %+v", page, r.DataTypes[0])
		}
		if n := s.renewals(); n != 1 {
			t.Errorf("page %d: %d renewals, want 1", page, n)
		}
		s.set(func() {})
		p.heals(s.shop)
		if n := s.renewals(); n != 0 {
			t.Errorf("page %d: the next run, of another process, renewed %d times; the token was kept", page, n)
		}
	}
}

func TestAShortTokenIsRenewedAsOftenAsARunNeeds(t *testing.T) {
	t.Parallel()
	s := newPassing(t, 95)
	s.life = 1 // over before it is used: every request needs one of its own
	p := signedIn(t, s)
	s.rename(23, "In the middle")
	s.set(func() {})
	if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Read != 95 {
		t.Errorf("the run: %+v", r.DataTypes[0])
	}
	if n := s.renewals(); n < 10 {
		t.Errorf("%d renewals for ten pages", n)
	}
	p.heals(s.shop)
}

func TestARenewalThatIsRefusedInTheMiddleOfARunWaitsForTheSignIn(t *testing.T) {
	t.Parallel()
	s := newPassing(t, 25)
	p := signedIn(t, s)
	before := p.kept()
	s.rename(23, "In the middle")
	s.set(func() { s.endsOn, s.refuses = 2, true })
	if r := p.sync(); r.Result != "failed" || r.ErrorKind != "sign_in" || r.ErrorCode != "sign_in_expired" || r.Message == "" {
		t.Errorf("the run ended %s, %s, %s: %q", r.Result, r.ErrorKind, r.ErrorCode, r.Message)
	}
	if n := s.renewals(); n != 1 {
		t.Errorf("%d tries with a token the service refuses, want 1", n)
	}
	p.same(before)
	p.wantStates(domain.AwaitingSignIn, domain.AuthorizationNeedsSignIn)
	s.set(func() { s.refuses, s.number = false, 50 }) // the person signs in again
	p.apply(shopSetup(s.URL, "refresh-50"))
	if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Created+r.DataTypes[0].Deleted != 0 {
		t.Errorf("the run after the sign-in: %+v", r.DataTypes[0])
	}
	p.wantStates(domain.Active, domain.AuthorizationWorks)
	p.heals(s.shop)
}

// A new token that is refused as well is not renewed without end.
func TestANewTokenThatIsRefusedTooEndsTheRun(t *testing.T) {
	t.Parallel()
	s := newPassing(t, 25)
	p := signedIn(t, s)
	before := p.kept()
	s.set(func() {})
	s.onSecondPage(text(http.StatusUnauthorized, "application/json", `{"message":"token expired"}`))
	if r := p.sync(); r.Result != "failed" || r.ErrorKind != "sign_in" || r.ErrorCode != "wrong_key" {
		t.Errorf("the run ended %s, %s, %s: %q", r.Result, r.ErrorKind, r.ErrorCode, r.Message)
	}
	if n := s.renewals(); n != 1 {
		t.Errorf("%d renewals, want 1", n)
	}
	p.same(before)
}

func TestARenewalThatFailsForAWhile(t *testing.T) {
	status := func(status int) func(w http.ResponseWriter) {
		return func(w http.ResponseWriter) { w.WriteHeader(status) }
	}
	for name, c := range map[string]struct {
		fault      func(w http.ResponseWriter)
		kind, code string
	}{
		"a problem of its own":  {status(http.StatusInternalServerError), "service_down", "service_down"},
		"unavailable":           {status(http.StatusServiceUnavailable), "service_down", "service_down"},
		"too many requests":     {status(http.StatusTooManyRequests), "rate_limited", "rate_limited"},
		"closed without answer": {raw(func(net.Conn) {}), "service_down", "connection_lost"},
		"cut in the middle": {raw(func(c net.Conn) {
			send(c, head+"Content-Length: 500\r\n\r\n"+`{"access_token":"acc`)
		}), "service_down", "connection_lost"},
		"a page about maintenance": {text(http.StatusOK, "text/html", "<html>back soon</html>"), "service_down", "not_json"},
	} {
		for _, passes := range []bool{true, false} {
			if passes && c.code == "not_json" {
				continue // an answer is an answer: the run ends, the next one tries again
			}
			t.Run(fmt.Sprintf("%s, passes: %v", name, passes), func(t *testing.T) {
				t.Parallel()
				s := newPassing(t, 25)
				p := signedIn(t, s)
				before := p.kept()
				s.rename(23, "In the middle")
				s.set(func() {
					s.endsOn = 2
					s.instead = func(w http.ResponseWriter, nth int) bool {
						if passes && nth > 2 {
							return false
						}
						c.fault(w)
						return true
					}
				})
				if passes {
					if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Read != 25 {
						t.Errorf("the run: %+v", r.DataTypes[0])
					}
					p.wantStates(domain.Active, domain.AuthorizationWorks)
					p.heals(s.shop)
					return
				}
				r := p.sync()
				if r.Result != "failed" || r.ErrorKind != c.kind || r.ErrorCode != c.code || r.Message == "" {
					t.Errorf("the run ended %s, %s, %s: %q (%s); want %s, %s", r.Result, r.ErrorKind, r.ErrorCode, r.Message, r.Details, c.kind, c.code)
				}
				if n := s.renewals(); c.code != "not_json" && n < 3 {
					t.Errorf("%d tries; one that may pass is tried again", n)
				}
				p.same(before)
				p.wantStates(domain.Active, domain.AuthorizationWorks)
				s.set(func() { s.instead = nil })
				if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Created+r.DataTypes[0].Deleted != 0 {
					t.Errorf("the next good run: %+v", r.DataTypes[0])
				}
				p.heals(s.shop)
			})
		}
	}
}
