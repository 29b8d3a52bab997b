package backend_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"tributary/backend"
	"tributary/backend/api"
	"tributary/backend/catalog"
	"tributary/backend/domain"
	"tributary/backend/source/mailaccount"
)

const mailOwner = "owner@shop.example"

// mailHouse is a mail service: it gives out tokens, and its mail server takes the last of
// them, over TLS only.
type mailHouse struct {
	*httptest.Server
	t *testing.T

	mu        sync.Mutex // guards all below
	number    int        // of tokens given out
	good      int        // the token that the mail server takes; 0: none
	withdrawn bool       // the sign-in is not renewed any more
	mails     []string   // addresses that got one
}

func newMailHouse(t *testing.T) *mailHouse {
	t.Helper()
	h := &mailHouse{t: t}
	h.Server = httptest.NewServer(http.HandlerFunc(h.token))
	t.Cleanup(h.Close)
	return h
}

// token answers POST /token.
func (h *mailHouse) token(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if err := r.ParseForm(); err != nil || r.FormValue("client_secret") != clientMarker {
		h.t.Errorf("asked for a token with the client secret %q, %v", r.FormValue("client_secret"), err)
	}
	if h.withdrawn && r.FormValue("grant_type") == "refresh_token" {
		w.WriteHeader(http.StatusBadRequest)
		if err := json.NewEncoder(w).Encode(map[string]any{"error": "invalid_grant", "error_description": r.Form.Encode()}); err != nil {
			h.t.Error(err)
		}
		return
	}
	h.number++
	h.good, h.withdrawn = h.number, false
	claims, err := json.Marshal(map[string]string{"email": mailOwner})
	if err != nil {
		h.t.Error(err)
	}
	err = json.NewEncoder(w).Encode(map[string]any{
		"access_token": fmt.Sprint(accessMarker, h.number), "refresh_token": fmt.Sprint(renewMarker, h.number), "expires_in": 3600, "token_type": "Bearer",
		"id_token": "e30." + base64.RawURLEncoding.EncodeToString(claims) + ".sig",
	})
	if err != nil {
		h.t.Error(err)
	}
}

// takes tells whether the mail server takes what a client says of itself.
func (h *mailHouse) takes(said string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return said == fmt.Sprintf("user=%s\x01auth=Bearer %s%d\x01\x01", mailOwner, accessMarker, h.good)
}

func (h *mailHouse) change(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f()
}

func (h *mailHouse) got() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.mails...)
}

// NewSession greets a client of the mail server.
func (h *mailHouse) NewSession(*smtp.Conn) (smtp.Session, error) { return &mailGuest{house: h}, nil }

type mailGuest struct {
	house    *mailHouse
	signedIn bool
	to       string
}

func (*mailGuest) Reset()                   {}
func (*mailGuest) Logout() error            { return nil }
func (*mailGuest) AuthMechanisms() []string { return []string{"XOAUTH2"} }
func (g *mailGuest) Auth(string) (sasl.Server, error) {
	return xoauth2{g}, nil
}

func (g *mailGuest) Mail(string, *smtp.MailOptions) error {
	if !g.signedIn {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (g *mailGuest) Rcpt(to string, _ *smtp.RcptOptions) error {
	g.to = to
	return nil
}

func (g *mailGuest) Data(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	g.house.change(func() { g.house.mails = append(g.house.mails, g.to) })
	return nil
}

// xoauth2 is the server's side of XOAUTH2, as Google documents it: one message of the
// client; whoever is not let in gets a challenge with the reason, answers it empty, and is
// then refused.
type xoauth2 struct{ *mailGuest }

func (x xoauth2) Next(response []byte) (challenge []byte, done bool, err error) {
	switch {
	case x.house.takes(string(response)):
		x.signedIn = true
		return nil, true, nil
	case len(response) == 0:
		return nil, true, &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "Username and Password not accepted."}
	}
	return []byte(`{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}`), false, nil
}

// serveMail opens the mail server, which speaks TLS from the first byte.
func (h *mailHouse) serveMail() (port int, roots *x509.CertPool) {
	h.t.Helper()
	certificate, roots := localCertificate(h.t)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12})
	if err != nil {
		h.t.Fatal(err)
	}
	server := smtp.NewServer(h)
	server.Domain, server.ErrorLog = "127.0.0.1", unheard{}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(l) // ends when the test closes it
	}()
	h.t.Cleanup(func() {
		if err := server.Close(); err != nil {
			h.t.Error(err)
		}
		<-ended
	})
	address, _ := l.Addr().(*net.TCPAddr)
	return address.Port, roots
}

// localCertificate is one for 127.0.0.1 that signs itself.
func localCertificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, roots
}

// provider is the service as the program knows it.
func (h *mailHouse) provider() mailaccount.Provider {
	p := mailaccount.Providers()["google_mail"]
	p.Consent, p.Token, p.Revoke = h.URL+"/consent", h.URL+"/token", h.URL+"/revoke"
	return p
}

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for limit := time.Now().Add(time.Minute); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("not in a minute: %s", what)
		}
	}
}

// TestMailIsSentByASignIn is the life of a mail account: signed in to with the browser, used,
// its token withdrawn before its time, its sign-in ended, and signed in to again.
func TestMailIsSentByASignIn(t *testing.T) {
	h, p := newMailHouse(t), newProgram(t)
	port, roots := h.serveMail()
	server := domain.MailServer{Host: "127.0.0.1", Port: port, TLS: domain.MailTLS}
	var log syncedBuffer
	b, err := backend.New(t.Context(), backend.Options{
		DataDir: filepath.Join(p.dir, "data"), Exclusive: true, LogLevel: "debug", LogTo: &log, OpenBrowser: agreed(t),
	}.WithMailService("google_mail", h.provider(), server, roots))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	authorizations, mail := bound[*api.AuthorizationsAPI](t, b), bound[*api.MailAPI](t, b)
	finish := func(flow api.SignInFlow, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, "the sign-in ends", func() bool {
			progress, err := authorizations.SignInProgress(flow.ID)
			if err != nil || progress.State == domain.SignInFailed {
				t.Fatalf("the sign-in ended %+v, %v", progress.Error, err)
			}
			return progress.State == domain.SignInDone
		})
		return flow.Authorization
	}
	one := func() api.Authorization {
		t.Helper()
		return must(authorizations.List("google_mail"))(t)[0]
	}

	id := finish(authorizations.StartSignIn(api.AuthorizationInput{
		Source: "google_mail", Name: "Gmail", Values: map[string]any{"client_id": "app", "client_secret": clientMarker},
	}))
	if a := one(); a.State != domain.AuthorizationWorks || a.Hint != mailOwner {
		t.Fatalf("after the sign-in: %s %q, hint %q", a.State, a.StateWords, a.Hint)
	}
	saved, err := mail.Save(api.MailServer{Host: "127.0.0.1", Port: port, TLS: domain.MailTLS, From: mailOwner, Authorization: id}, "")
	if err != nil || saved.Server.Authorization != id {
		t.Fatalf("%+v, %v", saved.Server, err)
	}
	elsewhere := api.MailServer{Host: "smtp.elsewhere.example", Port: 587, TLS: domain.MailStartTLS, From: mailOwner, Authorization: id}
	if _, err := mail.Save(elsewhere, ""); err == nil || !strings.Contains(err.Error(), "signs in to 127.0.0.1 only") {
		t.Errorf("a token for another server: %v", err)
	}
	if answer, err := mail.Test("ada@shop.example"); err != nil || !strings.Contains(answer, "250") && answer == "" {
		t.Fatalf("the test: %q, %v", answer, err)
	}
	if err := authorizations.Delete(id); err == nil || !strings.Contains(err.Error(), "used to send mail") {
		t.Errorf("deleting what sends mail: %v", err)
	}

	h.change(func() { h.good = 99 }) // the service withdraws the token, not the sign-in
	if _, err := mail.Test("ben@shop.example"); err != nil || one().State != domain.AuthorizationWorks {
		t.Errorf("with a token withdrawn before its time: %v", err)
	}

	h.change(func() { h.good, h.withdrawn = 99, true })
	var e *domain.Error
	if _, err := mail.Test("eve@shop.example"); !errors.As(err, &e) || e.Kind != domain.SignIn || e.Code != "sign_in_expired" {
		t.Errorf("with a sign-in that has ended: %v", err)
	}
	if a := one(); a.State != domain.AuthorizationNeedsSignIn {
		t.Errorf("the authorization is %s", a.State)
	}
	failed := must(mail.Get())(t).Outbox[0]
	if failed.To != "eve@shop.example" || !strings.Contains(failed.Answer, "no longer accepts the sign-in") {
		t.Errorf("the outbox says %+v", failed)
	}
	if err := mail.SendAgain(failed.ID); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the mail was tried again, and waits", func() bool {
		m := must(mail.Get())(t).Outbox[0]
		return m.State == domain.MailWaiting && m.Attempts == 1
	})

	finish(authorizations.Reauthorize(id))
	eventually(t, "the mail goes out after the sign-in", func() bool { return must(mail.Get())(t).Outbox[0].State == domain.MailDelivered })
	if got := h.got(); strings.Join(got, " ") != "ada@shop.example ben@shop.example eve@shop.example" {
		t.Errorf("mails went to %v", got)
	}
	shown, err := json.Marshal([]any{must(authorizations.List(""))(t), must(mail.Get())(t)})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	secrets := map[string]string{"the client secret": clientMarker, "an access token": accessMarker, "a refresh token": renewMarker}
	exported := p.run("export-setup")
	if !strings.Contains(exported.out, "authorization: Gmail") {
		t.Errorf("the exported set-up does not say how mail is signed in to:\n%s", exported.out)
	}
	holds(t, "the exported set-up", []byte(exported.out), secrets)
	holds(t, "the log", []byte(log.String()), secrets)
	holds(t, "what the window shows", shown, secrets)
	folderHolds(t, filepath.Join(p.dir, "data"), secrets)
}

// TestEveryMailServiceIsDescribed holds what the form asks for against what the catalog says
// about it in both languages.
func TestEveryMailServiceIsDescribed(t *testing.T) {
	services := backend.MailServiceIDs()
	if len(services) != 2 {
		t.Errorf("the mail services are %v", services)
	}
	b := must(backend.New(t.Context(), backend.Options{DataDir: t.TempDir()}))(t)
	defer func() {
		if err := b.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	}()
	sources := bound[*api.SourcesAPI](t, b)
	for _, id := range services {
		known, ok := catalog.FindMail(string(id))
		if !ok {
			t.Fatalf("the catalog does not know %s", id)
		}
		spec := must(sources.Spec(string(id)))(t)
		if len(spec.Guide) == 0 || spec.SignIn == nil || len(spec.SignIn.Guide) == 0 || len(spec.SignIn.Permissions) == 0 {
			t.Errorf("%s has no guide", id)
		}
		for _, f := range spec.Authorization {
			said, ok := known.Fields.Find(f.Name)
			if !ok || said.FR.Title == "" || said.FR.Description == "" || f.Title != said.EN.Title || f.Help != said.EN.Description {
				t.Errorf("%s, field %s: %+v; the form says %q, %q", id, f.Name, said, f.Title, f.Help)
			}
		}
		if len(known.Fields) != len(spec.Authorization) {
			t.Errorf("%s: %d fields are described, %d asked for", id, len(known.Fields), len(spec.Authorization))
		}
	}
	for _, s := range must(sources.List())(t) {
		if s.Category == "Email" {
			t.Errorf("%s is offered as a source of records", s.Name)
		}
	}
}
