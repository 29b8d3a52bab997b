package setup_test

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/project"
	"tributary/backend/setup"
	"tributary/backend/source"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
	"tributary/backend/store"
)

// club is a source that is signed in to with the browser, or by a key.
type club struct {
	revoked    []source.Config
	revokeFail error
	ends       time.Time
	shipped    string // client id of the program's own app
}

var _ source.SigningIn = (*club)(nil)

func (c *club) Spec(context.Context) (source.Spec, error) {
	return source.Spec{
		Authorization: []source.Field{{Name: "credentials", Kind: source.ChoiceField, Required: true, Options: []source.Option{
			{Value: "browser", Discriminator: "way", Fields: []source.Field{
				{Name: "client_id", Kind: source.TextField, Required: true},
				{Name: "refresh_token", Kind: source.SecretField, Required: true},
			}},
			{Value: "key", Discriminator: "way", Fields: []source.Field{{Name: "refresh_token", Kind: source.SecretField, Required: true}}},
		}}},
		Settings: []source.Field{{Name: "since", Kind: source.DateField}},
		SignIn: &source.SignIn{
			When: []string{"credentials", "way"}, WhenValue: "browser", ClientID: []string{"credentials", "client_id"},
			Filled: [][]string{{"credentials", "refresh_token"}, {"credentials", "instance"}}, CanRevoke: true, ClientShipped: c.shipped != "",
		},
	}, nil
}

func (c *club) Check(_ context.Context, config source.Config) (source.Account, error) {
	if token, _ := source.At(config, []string{"credentials", "refresh_token"}); token != "good" {
		return source.Account{}, &domain.Error{Kind: domain.SignIn, Code: "not_signed_in", What: "You are not signed in."}
	}
	return source.Account{}, nil
}

func (c *club) Discover(context.Context, source.Config) ([]domain.DataType, error) { return nil, nil }

func (c *club) Read(context.Context, source.Config, domain.ReadRequest, func(domain.Page) error) (domain.ReadOutcome, error) {
	return domain.ReadOutcome{}, nil
}

func (c *club) ConsentAddress(_ context.Context, config source.Config, asked source.Consent) (string, error) {
	v, _ := source.At(config, []string{"credentials", "client_id"})
	id, ok := v.(string)
	if !ok {
		return "", errors.New("no client id")
	}
	return "https://club.example/consent?" + url.Values{"client_id": {id}, "state": {asked.State}}.Encode(), nil
}

func (c *club) Redeem(_ context.Context, config source.Config, g source.Grant) (source.Config, error) {
	if g.Code != "code" {
		return nil, &domain.Error{Kind: domain.SetUp, Code: "code_refused", What: "The code is refused."}
	}
	out := source.With(config, []string{"credentials", "refresh_token"}, "good")
	out = source.With(out, []string{"credentials", "instance"}, "https://eu.club.example")
	return source.With(out, []string{source.TokenKey}, map[string]any{"access_token": "access", "ends_at": c.ends.UTC().Format(time.RFC3339)}), nil
}

func (c *club) Revoke(_ context.Context, config source.Config) error {
	c.revoked = append(c.revoked, config)
	return c.revokeFail
}

// clubs is the list of the one source.
type clubs struct{ club *club }

func (l clubs) All(context.Context) ([]setup.Source, error) {
	return []setup.Source{{ID: "club", Name: "Club", NeedsAuthorization: true}}, nil
}

func (l clubs) Find(ctx context.Context, _ domain.SourceID) (setup.Source, error) {
	all, err := l.All(ctx)
	return all[0], err
}

func (l clubs) Connector(context.Context, domain.SourceID) (source.Connector, error) {
	return l.club, nil
}

func (l clubs) Client(domain.SourceID) (clientID, clientSecret string) {
	return l.club.shipped, ""
}

func (l clubs) LoadFile(context.Context, string) (setup.Source, error) {
	return setup.Source{}, errors.New("no files here")
}

// browser notes what it is to open, and brings back what a test says.
type browser struct {
	begun   []source.SignInRequest
	waiting []domain.SignInFlow
}

func (b *browser) Start(_ context.Context, r source.SignInRequest) (domain.SignInFlow, error) {
	b.begun = append(b.begun, r)
	address, err := r.Consent(source.Consent{State: "st"})
	flow := domain.SignInFlow{ID: "flow", Authorization: r.Authorization, Address: address}
	b.waiting = append(b.waiting, flow)
	return flow, err
}

func (b *browser) Waiting() []domain.SignInFlow { return b.waiting }

func (b *browser) BringBack(context.Context, domain.FlowID, string) error { return nil }

func (b *browser) Cancel(domain.FlowID) error { return domain.ErrNotFound }

func (b *browser) Progress(domain.FlowID) (domain.SignInProgress, error) {
	return domain.SignInProgress{}, domain.ErrNotFound
}

// back is the answer to the last sign-in.
func (b *browser) back(t *testing.T, code string) error {
	t.Helper()
	return b.begun[len(b.begun)-1].Finish(t.Context(), source.Grant{Code: code})
}

type clubWorld struct {
	*setup.Service
	store   *store.Store
	vault   *moving
	club    *club
	browser *browser
	clock   *clock.Manual
}

func newClub(t *testing.T) *clubWorld {
	t.Helper()
	now := clock.NewManual(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC))
	w := &clubWorld{club: &club{ends: now.Now().Add(60 * 24 * time.Hour)}, browser: &browser{}, clock: now}
	w.store = store.New(sqldbtest.OpenSQLite(t, sqldb.Options{Role: sqldb.State, Migrations: store.Migrations()}))
	rows := project.New(sqldbtest.OpenSQLite(t, project.Options()), now)
	w.vault = &moving{}
	w.Service = setup.New(w.store, clubs{w.club}, schema{rows}, w.vault, w.browser, &event.Bus{}, now)
	return w
}

func (w *clubWorld) input() setup.AuthorizationInput {
	return setup.AuthorizationInput{Source: "club", Name: "Club", Values: map[string]any{"credentials": map[string]any{"way": "browser", "client_id": "app"}}}
}

func (w *clubWorld) signedIn(t *testing.T) domain.Authorization {
	t.Helper()
	flow := must[domain.SignInFlow](t)(w.StartSignIn(t.Context(), w.input()))
	if err := w.browser.back(t, "code"); err != nil {
		t.Fatal(err)
	}
	return must[domain.Authorization](t)(w.Authorization(t.Context(), flow.Authorization))
}

func TestASignInMakesAnAuthorization(t *testing.T) {
	w := newClub(t)
	flow := must[domain.SignInFlow](t)(w.StartSignIn(t.Context(), w.input()))
	if flow.Address != "https://club.example/consent?client_id=app&state=st" {
		t.Errorf("the browser is opened at %s", flow.Address)
	}
	before := must[domain.Authorization](t)(w.Authorization(t.Context(), flow.Authorization))
	if before.State != domain.AuthorizationNeedsSignIn || before.StateWords == "" {
		t.Errorf("before: %+v", before)
	}
	if err := w.browser.back(t, "another"); domain.KindOf(err) != domain.SetUp {
		t.Errorf("a wrong code: %v", err)
	}
	if err := w.browser.back(t, "code"); err != nil {
		t.Fatal(err)
	}
	after := must[domain.Authorization](t)(w.Authorization(t.Context(), flow.Authorization))
	if after.State != domain.AuthorizationWorks || !after.ExpiresAt.Equal(w.club.ends) || after.ID != before.ID {
		t.Errorf("after: %+v", after)
	}
	// What the service gave is sealed, described by a field or not.
	if want := []string{"_token", "credentials.instance", "credentials.refresh_token"}; !slices.Equal(after.SecretFields, want) {
		t.Errorf("sealed are %v, want %v; open %v", after.SecretFields, want, after.Values)
	}
	if signedIn, canRevoke := w.SignedIn(t.Context(), after); !signedIn || !canRevoke {
		t.Errorf("signed in %v, can revoke %v", signedIn, canRevoke)
	}
}

func TestASignInUnderWayIsFound(t *testing.T) {
	w := newClub(t)
	waits := func(id domain.SourceID) []domain.SignInFlow {
		t.Helper()
		return must[[]domain.SignInFlow](t)(w.WaitingSignIns(t.Context(), id))
	}
	if flows := waits("club"); len(flows) != 0 {
		t.Errorf("before: %+v", flows)
	}
	begun := must[domain.SignInFlow](t)(w.StartSignIn(t.Context(), w.input()))
	if flows := waits("club"); !slices.Equal(flows, []domain.SignInFlow{begun}) {
		t.Errorf("found %+v, want %+v", flows, begun)
	}
	if flows := waits("another"); len(flows) != 0 {
		t.Errorf("at another source: %+v", flows)
	}
	if err := w.DeleteAuthorization(t.Context(), begun.Authorization); err != nil {
		t.Fatal(err)
	}
	if flows := waits("club"); len(flows) != 0 {
		t.Errorf("of a removed authorization: %+v", flows)
	}
}

func TestAKeyIsNoSignIn(t *testing.T) {
	w := newClub(t)
	in := w.input()
	in.Values = map[string]any{"credentials": map[string]any{"way": "key", "refresh_token": "good"}}
	_, err := w.StartSignIn(t.Context(), in)
	refused(t, err, "no_sign_in")
	a := must[domain.Authorization](t)(w.SaveAuthorization(t.Context(), in))
	if a.State != domain.AuthorizationWorks {
		t.Errorf("the key is %+v", a)
	}
	_, err = w.Reauthorize(t.Context(), a.ID)
	refused(t, err, "no_sign_in")
	in.Values = map[string]any{"credentials": map[string]any{"way": "key"}}
	in.Name = "Other"
	_, err = w.SaveAuthorization(t.Context(), in)
	refused(t, err, "form_invalid")
}

func TestAnAuthorizationThatExpiresSoonSaysSo(t *testing.T) {
	w := newClub(t)
	a := w.signedIn(t)
	for _, test := range []struct {
		after time.Duration
		want  domain.AuthorizationState
	}{{50 * 24 * time.Hour, domain.AuthorizationWorks}, {4 * 24 * time.Hour, domain.AuthorizationExpiresSoon}} {
		w.clock.Advance(test.after)
		if got := must[domain.Authorization](t)(w.Authorization(t.Context(), a.ID)); got.State != test.want {
			t.Errorf("state %s, want %s", got.State, test.want)
		}
	}
}

func TestChangingTheFormKeepsTheSignIn(t *testing.T) {
	w := newClub(t)
	a := w.signedIn(t)
	in := w.input()
	in.ID, in.Name = a.ID, "Club of ours"
	again := must[domain.Authorization](t)(w.SaveAuthorization(t.Context(), in))
	if again.State != domain.AuthorizationWorks || !slices.Contains(again.SecretFields, "credentials.instance") {
		t.Errorf("after a change: %+v", again)
	}
}

func TestTokensAreRenewedOnceForAll(t *testing.T) {
	w := newClub(t)
	a := w.signedIn(t)
	given := source.Config{source.AuthorizationKey: string(a.ID), "since": "2024-01-01", "credentials": map[string]any{"refresh_token": "old"}}
	var renewals, running atomic.Int64
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			out, err := w.KeepTokens(t.Context(), given, func(_ context.Context, now source.Config) (source.Config, error) {
				if running.Add(1) != 1 {
					t.Error("two renew at once")
				}
				defer running.Add(-1)
				if token, _ := source.At(now, []string{"credentials", "refresh_token"}); token == "rotated" {
					return now, nil
				}
				renewals.Add(1)
				return source.With(now, []string{"credentials", "refresh_token"}, "rotated"), nil
			})
			if token, _ := source.At(out, []string{"credentials", "refresh_token"}); err != nil || token != "rotated" {
				t.Errorf("got %v, %v", token, err)
			}
		})
	}
	group.Wait()
	if n := renewals.Load(); n != 1 {
		t.Errorf("%d renewals, want 1", n)
	}
	stored := must[domain.Authorization](t)(w.Authorization(t.Context(), a.ID))
	if _, there := stored.Values["since"]; there || slices.Contains(stored.SecretFields, "since") {
		t.Errorf("a setting became part of the authorization: %+v", stored)
	}
}

func TestARenewalThatFailsChangesNothing(t *testing.T) {
	w := newClub(t)
	a := w.signedIn(t)
	before := must[map[string]string](t)(w.store.Sealed(t.Context(), a.ID))
	cause := errors.New("no")
	_, err := w.KeepTokens(t.Context(), source.Config{source.AuthorizationKey: string(a.ID)}, func(context.Context, source.Config) (source.Config, error) {
		return nil, cause
	})
	after := must[map[string]string](t)(w.store.Sealed(t.Context(), a.ID))
	if !errors.Is(err, cause) || !maps.Equal(before, after) {
		t.Errorf("error %v; sealed before %v, after %v", err, before, after)
	}
}

func TestARotatedTokenIsStoredEvenWhenTheRunIsCancelled(t *testing.T) {
	w := newClub(t)
	a := w.signedIn(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := w.KeepTokens(ctx, source.Config{source.AuthorizationKey: string(a.ID)}, func(_ context.Context, now source.Config) (source.Config, error) {
		cancel() // right after the service has answered
		return source.With(now, []string{"credentials", "refresh_token"}, "rotated"), nil
	})
	sealed := must[map[string]string](t)(w.store.Sealed(t.Context(), a.ID))
	if err != nil || !strings.Contains(sealed["credentials.refresh_token"], flip("rotated")) {
		t.Errorf("error %v, sealed %v", err, sealed)
	}
}

func TestRevoking(t *testing.T) {
	w := newClub(t)
	a := w.signedIn(t)
	w.club.revokeFail = &domain.Error{Kind: domain.ServiceDown, Code: "down", What: "The club does not answer."}
	if _, err := w.RevokeAuthorization(t.Context(), a.ID); domain.KindOf(err) != domain.ServiceDown {
		t.Errorf("revoking while the service is down: %v", err)
	}
	if kept := must[domain.Authorization](t)(w.Authorization(t.Context(), a.ID)); kept.State != domain.AuthorizationWorks {
		t.Errorf("after a failed try: %+v", kept)
	}
	w.club.revokeFail = nil
	revoked := must[domain.Authorization](t)(w.RevokeAuthorization(t.Context(), a.ID))
	if revoked.State != domain.AuthorizationNeedsSignIn || len(revoked.SecretFields) != 0 || !revoked.ExpiresAt.IsZero() {
		t.Errorf("after revoking: %+v", revoked)
	}
	if token, _ := source.At(w.club.revoked[1], []string{"credentials", "refresh_token"}); token != "good" {
		t.Errorf("the service was given %v", token)
	}
	if id, _ := source.At(revoked.Values, []string{"credentials", "client_id"}); id != "app" {
		t.Errorf("the OAuth app is forgotten: %v", revoked.Values)
	}
	// Signing in again keeps the authorization.
	must[domain.SignInFlow](t)(w.Reauthorize(t.Context(), a.ID))
	if err := w.browser.back(t, "code"); err != nil {
		t.Fatal(err)
	}
	if again := must[domain.Authorization](t)(w.Authorization(t.Context(), a.ID)); again.State != domain.AuthorizationWorks {
		t.Errorf("after signing in again: %+v", again)
	}
}

func TestASetUpFileLeavesTheSignInAlone(t *testing.T) {
	w := newClub(t)
	file := setup.File{Version: 1, Authorizations: []setup.FileAuthorization{{
		Name: "Club", Source: "club", Values: map[string]any{"credentials": map[string]any{"way": "browser", "client_id": map[string]any{"env": "CLIENT"}}},
	}}}
	env := setup.Environment{LookupEnv: func(string) (string, bool) { return "app", true }}
	done := must[[]setup.Applied](t)(w.Apply(t.Context(), file, env))
	if len(done) != 2 || done[1].Action != "note" {
		t.Errorf("applied %+v; want the authorization, and a note that it needs the sign-in", done)
	}
	all := must[[]domain.Authorization](t)(w.Authorizations(t.Context(), ""))
	must[domain.SignInFlow](t)(w.Reauthorize(t.Context(), all[0].ID))
	if err := w.browser.back(t, "code"); err != nil {
		t.Fatal(err)
	}
	if done := must[[]setup.Applied](t)(w.Apply(t.Context(), file, env)); len(done) != 0 {
		t.Errorf("applied again: %+v, want nothing", done)
	}
	exported := must[setup.File](t)(w.Export(t.Context()))
	text := string(must[[]byte](t)(setup.WriteFile(exported)))
	if strings.Contains(text, "token") || strings.Contains(text, "instance") || !strings.Contains(text, "client_id: app") {
		t.Errorf("exported:\n%s", text)
	}
}
