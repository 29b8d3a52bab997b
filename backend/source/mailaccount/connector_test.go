package mailaccount_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/mailaccount"
)

// service answers requests for tokens as a test says, and keeps what it was asked.
type service struct {
	*httptest.Server
	asked  []url.Values
	status int
	answer string
}

func newService(t *testing.T) *service {
	t.Helper()
	s := &service{status: http.StatusOK}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		s.asked = append(s.asked, r.Form)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(s.status)
		fmt.Fprint(w, s.answer)
	}))
	t.Cleanup(s.Close)
	return s
}

var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// account is the connector of a service that signs in to a mail server.
type account struct {
	*mailaccount.Connector
	clock  *clock.Manual
	proved []string
	prove  error
}

func newAccount(s *service, id string, change func(*mailaccount.Options)) *account {
	a := &account{clock: clock.NewManual(start)}
	p := mailaccount.Providers()[id]
	p.Token = s.URL + strings.TrimPrefix(p.Token, "https://login.microsoftonline.com")
	if id == "google_mail" {
		p.Token, p.Revoke = s.URL+"/token", s.URL+"/revoke"
	}
	o := mailaccount.Options{Provider: p, Clock: a.clock, Prove: func(_ context.Context, address, token string) error {
		a.proved = append(a.proved, address+" "+token)
		return a.prove
	}}
	if change != nil {
		change(&o)
	}
	a.Connector = mailaccount.New(o)
	return a
}

func claims(text string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(text)) + ".x"
}

func tokens(n int, more string) string {
	return fmt.Sprintf(`{"access_token": "access-%d", "refresh_token": "refresh-%d", "token_type": "Bearer", "expires_in": 3600%s}`, n, n, more)
}

func kindAndCode(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return fmt.Sprint(err)
	}
	return string(e.Kind) + " " + e.Code
}

func TestTheConsentPageIsAskedAsEachServiceDocumentsIt(t *testing.T) {
	for id, want := range map[string]string{
		"google_mail": "accounts.google.com/o/oauth2/v2/auth access_type=offline client_id=app code_challenge=ch code_challenge_method=S256 " +
			"prompt=consent select_account redirect_uri=http://127.0.0.1:7/ response_type=code scope=https://mail.google.com/ openid email state=st",
		"microsoft_mail": "login.microsoftonline.com/shop.example/oauth2/v2.0/authorize client_id=app code_challenge=ch code_challenge_method=S256 " +
			"prompt=select_account redirect_uri=http://127.0.0.1:7/ response_type=code " +
			"scope=https://outlook.office.com/SMTP.Send offline_access openid email profile state=st",
	} {
		c := mailaccount.New(mailaccount.Options{Provider: mailaccount.Providers()[id], Clock: clock.System{}})
		got, err := c.ConsentAddress(t.Context(), source.Config{"client_id": "app", "client_secret": "never", "tenant": "shop.example"},
			source.Consent{State: "st", Redirect: "http://127.0.0.1:7/", Challenge: "ch"})
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := url.QueryUnescape(strings.ReplaceAll(u.Query().Encode(), "&", " "))
		if said := u.Host + u.Path + " " + decoded; err != nil || said != want {
			t.Errorf("%s asks\n%s\nwant\n%s", id, said, want)
		}
	}
	c := mailaccount.New(mailaccount.Options{Provider: mailaccount.Providers()["google_mail"], Clock: clock.System{}})
	if _, err := c.ConsentAddress(t.Context(), source.Config{}, source.Consent{}); kindAndCode(err) != "set_up client_missing" {
		t.Errorf("without an app: %v", err)
	}
}

func TestWhoseAccountItIsComesWithTheTokens(t *testing.T) {
	s := newService(t)
	a := newAccount(s, "microsoft_mail", nil)
	config := source.Config{"client_id": "app", "tenant": "shop.example"}
	for name, c := range map[string]struct{ answer, address, fault string }{
		"an email claim":    {tokens(1, `, "id_token": "`+claims(`{"email": "ada@shop.example"}`)+`"`), "ada@shop.example", ""},
		"a user name":       {tokens(1, `, "id_token": "`+claims(`{"preferred_username": "ada@shop.example"}`)+`"`), "ada@shop.example", ""},
		"no address":        {tokens(1, `, "id_token": "`+claims(`{"preferred_username": "+33 6 12"}`)+`"`), "", "set_up sign_in_incomplete"},
		"no ID token":       {tokens(1, ""), "", "set_up sign_in_incomplete"},
		"an ID token torn":  {tokens(1, `, "id_token": "e30.%%%.x"`), "", "set_up sign_in_incomplete"},
		"nothing to renew":  {`{"access_token": "a", "token_type": "Bearer", "id_token": "` + claims(`{"email": "ada@shop.example"}`) + `"}`, "", "set_up sign_in_incomplete"},
		"no JSON at all":    {"<html>", "", "service_down service_down"},
		"an empty answer":   {"", "", "service_down service_down"},
		"no token in there": {"{}", "", "service_down service_down"},
	} {
		s.answer, s.asked = c.answer, nil
		got, err := a.Redeem(t.Context(), config, source.Grant{Code: "code", Redirect: "http://localhost:7/tributary", Verifier: "ver"})
		if c.fault != "" {
			if kindAndCode(err) != c.fault {
				t.Errorf("%s: %v, want %s", name, err, c.fault)
			}
			continue
		}
		if err != nil || got["address"] != c.address || got["refresh_token"] != "refresh-1" || source.TokenOf(got).Access != "access-1" {
			t.Errorf("%s: %v, address %v", name, err, got["address"])
		}
		if ends := source.Ending(got); !ends.Equal(start.Add(90 * 24 * time.Hour)) {
			t.Errorf("%s: the sign-in ends %v", name, ends)
		}
		if f := s.asked[0]; f.Get("code_verifier") != "ver" || f.Get("grant_type") != "authorization_code" || f.Get("client_id") != "app" || f.Has("client_secret") {
			t.Errorf("%s: asked %v", name, f)
		}
	}
}

// signedIn is an authorization whose token ends an hour after start.
func signedIn() source.Config {
	token := source.Token{Access: "access-0", Expires: start.Add(time.Hour), Life: time.Hour}
	return token.In(source.Config{"client_id": "app", "client_secret": "hush", "address": "ada@shop.example", "refresh_token": "refresh-0"})
}

func TestATokenIsRenewedWhenItMustBe(t *testing.T) {
	for name, c := range map[string]struct {
		after   time.Duration
		refused string
		asks    int
		token   string
	}{
		"fresh":                   {0, "", 0, "access-0"},
		"still good":              {44 * time.Minute, "", 0, "access-0"},
		"about to end":            {46 * time.Minute, "", 1, "access-1"},
		"refused":                 {0, "access-0", 1, "access-1"},
		"another one refused":     {0, "access-x", 0, "access-0"},
		"long over, after Easter": {30 * 24 * time.Hour, "", 1, "access-1"},
	} {
		s := newService(t)
		s.answer = tokens(1, "")
		stored := 0
		a := newAccount(s, "google_mail", func(o *mailaccount.Options) {
			o.Keep = func(ctx context.Context, config source.Config, renew func(context.Context, source.Config) (source.Config, error)) (source.Config, error) {
				got, err := renew(ctx, config)
				if err == nil && got["refresh_token"] == "refresh-1" {
					stored++
				}
				return got, err
			}
		})
		a.clock.Advance(c.after)
		address, token, err := a.MailToken(t.Context(), signedIn(), c.refused)
		if err != nil || address != "ada@shop.example" || token != c.token || len(s.asked) != c.asks || stored != c.asks {
			t.Errorf("%s: %s %s, %v; asked %d times, stored %d times", name, address, token, err, len(s.asked), stored)
		}
	}
}

func TestWhyATokenIsNotRenewed(t *testing.T) {
	for name, c := range map[string]struct {
		status       int
		answer, want string
	}{
		"withdrawn":               {400, `{"error": "invalid_grant"}`, "sign_in sign_in_expired"},
		"another consent needed":  {400, `{"error": "interaction_required"}`, "sign_in sign_in_expired"},
		"the app was removed":     {401, `{"error": "invalid_client"}`, "sign_in sign_in_expired"},
		"busy":                    {503, "", "service_down service_down"},
		"too many":                {429, "", "service_down service_down"},
		"a page of the hotel":     {200, "<html>Welcome</html>", "service_down service_down"},
		"nothing that is known":   {400, `{"error": "what?"}`, "service_down service_down"},
		"it repeats what it gets": {400, `{"error": "hush refresh-0"}`, "service_down service_down"},
	} {
		s := newService(t)
		s.status, s.answer = c.status, c.answer
		_, _, err := newAccount(s, "google_mail", nil).MailToken(t.Context(), signedIn(), "access-0")
		if kindAndCode(err) != c.want || strings.Contains(fmt.Sprintf("%+v", err), "refresh-0") {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	s := newService(t)
	a := newAccount(s, "google_mail", nil)
	if _, _, err := a.MailToken(t.Context(), source.Config{"client_id": "app"}, ""); kindAndCode(err) != "sign_in sign_in_expired" || len(s.asked) > 0 {
		t.Errorf("nobody signed in: %v", err)
	}
	s.Close()
	if _, _, err := a.MailToken(t.Context(), signedIn(), "access-0"); kindAndCode(err) != "service_down service_down" {
		t.Errorf("nobody there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := a.MailToken(ctx, signedIn(), "access-0"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestACheckSignsInToTheMailServer(t *testing.T) {
	a := newAccount(newService(t), "google_mail", nil)
	got, err := a.Check(t.Context(), signedIn())
	if err != nil || got.Hint != "ada@shop.example" || len(a.proved) != 1 || a.proved[0] != "ada@shop.example access-0" {
		t.Errorf("%q, %v; proved %v", got.Hint, err, a.proved)
	}
	a.prove = errors.New("not let in")
	if _, err := a.Check(t.Context(), signedIn()); !errors.Is(err, a.prove) {
		t.Errorf("a server that lets nobody in: %v", err)
	}
}

func TestAPermissionIsGivenBack(t *testing.T) {
	s := newService(t)
	a := newAccount(s, "google_mail", nil)
	if err := a.Revoke(t.Context(), signedIn()); err != nil || len(s.asked) != 1 || s.asked[0].Get("token") != "refresh-0" {
		t.Errorf("%v; asked %v", err, s.asked)
	}
	s.status = http.StatusBadRequest // known no more
	if err := a.Revoke(t.Context(), signedIn()); err != nil {
		t.Error(err)
	}
	s.status = http.StatusBadGateway
	if err := a.Revoke(t.Context(), signedIn()); kindAndCode(err) != "service_down service_down" {
		t.Errorf("not taken back: %v", err)
	}
	if err := newAccount(s, "microsoft_mail", nil).Revoke(t.Context(), signedIn()); err != nil || len(s.asked) != 3 {
		t.Errorf("a service without such an address: %v", err)
	}
}

func TestTheFormAsksForWhatTheServiceGives(t *testing.T) {
	for id, want := range map[string]string{
		"google_mail":    "client_id client_secret address refresh_token",
		"microsoft_mail": "client_id tenant address refresh_token",
	} {
		spec, err := newAccount(newService(t), id, nil).Spec(t.Context())
		var names []string
		for _, f := range spec.Authorization {
			names = append(names, f.Name)
		}
		if err != nil || strings.Join(names, " ") != want || spec.SignIn == nil || len(spec.Settings) > 0 {
			t.Errorf("%s: %v, %v", id, names, err)
		}
	}
	a := newAccount(newService(t), "google_mail", nil)
	_, err := a.Read(t.Context(), signedIn(), domain.ReadRequest{DataType: "mails"}, func(domain.Page) error { return nil })
	if kindAndCode(err) != "set_up data_type_unknown" {
		t.Errorf("reading: %v", err)
	}
}
