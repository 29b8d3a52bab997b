package backend_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend"
	"tributary/backend/catalog"
	"tributary/backend/catalog/catalogtest"
	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

// rerouted sends every request to one server, whatever host it is for.
type rerouted struct{ to *url.URL }

func (r rerouted) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.URL.Scheme, request.URL.Host, request.Host = r.to.Scheme, r.to.Host, ""
	return http.DefaultTransport.RoundTrip(request)
}

// signing is a service of the catalog that can be signed in to, and a person about to.
type signing struct {
	server   *catalogtest.Server
	c        *declarative.Connector
	facts    *declarative.SignInFacts
	clock    *clock.Manual
	values   source.Config
	settings source.Config
	grant    source.Grant
	kept     source.Config // what was stored last
}

func signingIn(t *testing.T, s catalog.Source) *signing {
	t.Helper()
	m, problems := manifest.Validate(s.Manifest)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	w := &signing{
		server: catalogtest.Serve(t, s.ID), facts: backend.SignInFacts(domain.SourceID(s.ID)),
		clock: clock.NewManual(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)),
	}
	values, code, callback, ok := w.server.SignIn()
	if !ok {
		t.Fatalf("answers/%s.yaml says nothing of signing in", s.ID)
	}
	w.values, w.settings = values, w.server.Config().Settings
	to, err := url.Parse(w.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	w.c, err = declarative.New(m, declarative.Options{
		Service: s.Name, Strict: true, Clock: w.clock, SignIn: w.facts, HTTP: &http.Client{Transport: rerouted{to}}, Keep: w.keep,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.grant = source.Grant{Code: code, State: "state-0815", Verifier: strings.Repeat("verifier-", 6), Redirect: w.redirect(t), Callback: url.Values{"code": {code}, "state": {"state-0815"}}}
	for name, value := range callback {
		w.grant.Callback.Set(name, value)
	}
	return w
}

// keep stores renewed tokens, and begins with what is stored.
func (w *signing) keep(ctx context.Context, from source.Config, renew declarative.Renew) (source.Config, error) {
	if w.kept != nil {
		from = w.kept
	}
	now, err := renew(ctx, maps.Clone(from))
	if err == nil {
		w.kept = now
	}
	return now, err
}

// redirect is the address that the service sends the person back to.
func (w *signing) redirect(t *testing.T) string {
	t.Helper()
	field := w.facts.Redirect.Field
	if len(field) == 0 {
		return w.facts.Redirect.Address(0)
	}
	address, _ := source.At(w.values, field)
	text, ok := address.(string)
	if !ok {
		t.Fatalf("no address of the person's own in %v", field)
	}
	return text
}

func (w *signing) merged(values source.Config) source.Config {
	out := maps.Clone(values)
	maps.Copy(out, w.settings)
	return out
}

func (w *signing) read(t *testing.T, values source.Config, d catalog.DataType) (int, error) {
	t.Helper()
	count := 0
	_, err := w.c.Read(t.Context(), w.merged(values), domain.ReadRequest{DataType: d.Name, Mode: domain.FullRead}, func(p domain.Page) error {
		count += len(p.Records)
		return nil
	})
	return count, err
}

// eachSignIn runs a check on every source of the catalog that is signed in to with the browser.
func eachSignIn(t *testing.T, check func(t *testing.T, s catalog.Source, w *signing)) {
	t.Helper()
	found := 0
	for _, s := range catalog.All() {
		if s.SignIn == nil {
			continue
		}
		found++
		t.Run(s.ID, func(t *testing.T) {
			t.Parallel()
			check(t, s, signingIn(t, s))
		})
	}
	if found < 14 {
		t.Errorf("%d sources are signed in to with the browser, want 14", found)
	}
}

func TestTheConsentPageIsAskedForAsTheServiceWants(t *testing.T) {
	eachSignIn(t, func(t *testing.T, s catalog.Source, w *signing) {
		text, err := w.c.ConsentAddress(t.Context(), w.values, source.Consent{State: "state-0815", Redirect: w.grant.Redirect, Challenge: "challenge-0815"})
		if err != nil {
			t.Fatal(err)
		}
		address, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if address.Scheme != "https" && !strings.HasPrefix(text, w.server.URL) || strings.Contains(text, "{") {
			t.Errorf("consent at %s", text)
		}
		query := address.Query()
		if query.Get("client_id") == "" || query.Get("redirect_uri") != w.grant.Redirect || query.Get("state") != "state-0815" {
			t.Errorf("consent asks with %v", query)
		}
		if got := query.Get("code_challenge"); (got == "challenge-0815") == s.SignIn.NoPKCE {
			t.Errorf("code challenge %q, want one: %v", got, !s.SignIn.NoPKCE)
		}
		if strings.Contains(text, "secret-test") {
			t.Errorf("the secret stands in the address %s", text)
		}
	})
}

func TestASignInOfTheCatalogReadsAndStaysSignedIn(t *testing.T) {
	eachSignIn(t, func(t *testing.T, s catalog.Source, w *signing) {
		d := s.DataTypes[0]
		want := len(w.server.Records(d.Name))
		signedIn, err := w.c.Redeem(t.Context(), w.values, w.grant)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.c.Check(t.Context(), w.merged(signedIn)); err != nil {
			t.Fatal(err)
		}
		if got, err := w.read(t, signedIn, d); err != nil || got != want {
			t.Fatalf("%d records of %s, want %d: %v", got, d.Name, want, err)
		}
		if w.kept != nil {
			t.Error("the fresh token was renewed at once")
		}
		wantEnding(t, s, source.Ending(signedIn), w.clock.Now())
		if !renewable(s) {
			return
		}
		// Twice: what was kept must be enough, also where the first refresh token is worth nothing now.
		for range 2 {
			w.server.Expire()
			w.clock.Advance(721 * time.Hour)
			before := w.kept
			if got, err := w.read(t, signedIn, d); err != nil || got != want {
				t.Fatalf("after the token has ended: %d records, want %d: %v", got, want, err)
			}
			if w.kept == nil || cmp.Equal(w.kept, before) {
				t.Fatal("the renewed token was not kept")
			}
			signedIn = w.kept
		}
	})
}

// renewable is false where a token never ends and is not renewed.
func renewable(s catalog.Source) bool { return s.ID != "github" && s.ID != "mailchimp" }

func wantEnding(t *testing.T, s catalog.Source, ends, now time.Time) {
	t.Helper()
	if !renewable(s) || s.ID == "hubspot" || s.ID == "salesforce" || strings.HasPrefix(s.ID, "google") {
		if !ends.IsZero() {
			t.Errorf("the sign-in is said to end at %s, and does not", ends)
		}
		return
	}
	if life := ends.Sub(now); life < 29*24*time.Hour || life > 102*24*time.Hour {
		t.Errorf("the sign-in is said to last %s", life)
	}
}

func TestARefreshTokenThatIsOverIsTold(t *testing.T) {
	eachSignIn(t, func(t *testing.T, s catalog.Source, w *signing) {
		if !renewable(s) {
			return
		}
		signedIn, err := w.c.Redeem(t.Context(), w.values, w.grant)
		if err != nil {
			t.Fatal(err)
		}
		w.server.Replace()
		w.clock.Advance(721 * time.Hour)
		_, err = w.read(t, signedIn, s.DataTypes[0])
		var told *domain.Error
		if !errors.As(err, &told) || told.Kind != domain.SignIn {
			t.Errorf("got %v, want to be told to sign in", err)
		}
	})
}

func TestASignInOfTheCatalogThatWasWithdrawnIsTold(t *testing.T) {
	eachSignIn(t, func(t *testing.T, s catalog.Source, w *signing) {
		signedIn, err := w.c.Redeem(t.Context(), w.values, w.grant)
		if err != nil {
			t.Fatal(err)
		}
		w.server.Withdraw()
		_, err = w.read(t, signedIn, s.DataTypes[0])
		var told *domain.Error
		if !errors.As(err, &told) || told.Kind != domain.SignIn {
			t.Errorf("got %v, want to be told to sign in", err)
		}
	})
}

func TestACodeThatAServiceOfTheCatalogRefusesIsTold(t *testing.T) {
	eachSignIn(t, func(t *testing.T, _ catalog.Source, w *signing) {
		w.grant.Code = "another-code"
		w.grant.Callback.Set("code", "another-code")
		_, err := w.c.Redeem(t.Context(), w.values, w.grant)
		var told *domain.Error
		if !errors.As(err, &told) || told.Code != "code_refused" {
			t.Errorf("got %v, want code_refused", err)
		}
	})
}

func TestAnAuthorizationMadeBeforeTheBrowserGoesOn(t *testing.T) {
	tried := 0
	for _, s := range catalog.All() {
		if s.SignIn == nil {
			continue
		}
		server := catalogtest.Serve(t, s.ID)
		before := server.Before()
		if before == nil {
			continue
		}
		tried++
		m, _ := manifest.Validate(s.Manifest)
		c, err := declarative.New(m, declarative.Options{Service: s.Name, Strict: true})
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(before, server.Config().Settings)
		if _, err := c.Check(t.Context(), before); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
	}
	if tried != 7 {
		t.Errorf("%d sources had one way to sign in before, want 7", tried)
	}
}
