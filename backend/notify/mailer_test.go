package notify_test

import (
	"context"
	"crypto/x509"
	"errors"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/notify"
	"tributary/backend/notify/mailpittest"
)

func letter(to string) domain.Mail {
	return domain.Mail{
		ID: "m1", To: to, MessageID: "m1@shop.example", Subject: "« Clients » a été désactivée", CreatedAt: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
		Text: "Le service ne répond pas.\n", HTML: "<p>Le service ne répond pas.</p>",
	}
}

// mailer sends to a server as its owner would.
func mailer(t *testing.T, port int, roots *x509.CertPool, change func(*notify.Account)) *notify.Mailer {
	t.Helper()
	account := notify.Account{
		MailServer: domain.MailServer{Host: "127.0.0.1", Port: port, TLS: domain.MailStartTLS, User: mailpittest.User, From: "tributary@shop.example"},
		Password:   mailpittest.Password,
	}
	if change != nil {
		change(&account)
	}
	m := notify.NewMailer(notify.MailerOptions{
		Account: func(context.Context, string) (notify.Account, error) { return account, nil }, Roots: roots, Timeout: 20 * time.Second,
	})
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

func wantError(t *testing.T, err error, kind domain.Kind, code, words string) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Code != code || !strings.Contains(e.What+e.Details, words) {
		t.Errorf("got %v\nwant %s, %s with %q", err, kind, code, words)
	}
	if err != nil && strings.Contains(err.Error(), mailpittest.Password) {
		t.Error("the password stands in the error")
	}
}

func TestAMailArrivesAsItWasWritten(t *testing.T) {
	for name, direct := range map[string]bool{"STARTTLS": false, "TLS": true} {
		t.Run(name, func(t *testing.T) {
			s := mailpittest.Start(t, mailpittest.Options{DirectTLS: direct})
			m := mailer(t, s.Port, s.Roots, func(a *notify.Account) {
				if direct {
					a.TLS = domain.MailTLS
				}
			})
			answer, err := m.Send(t.Context(), letter("ada@shop.example"))
			if err != nil || !strings.Contains(answer, "Ok") {
				t.Fatalf("answer %q, %v", answer, err)
			}
			got := s.Messages()
			if len(got) != 1 || got[0].MessageID != "m1@shop.example" || got[0].To[0].Address != "ada@shop.example" || got[0].From.Name != "Tributary" ||
				got[0].Subject != "« Clients » a été désactivée" || !strings.Contains(got[0].Text, "répond pas.") || !strings.Contains(got[0].HTML, "<p>Le service") {
				t.Errorf("the mailbox has %+v", got)
			}
			h := s.Headers(got[0].ID)
			if h["Auto-Submitted"][0] != "auto-generated" || !strings.HasPrefix(h["Date"][0], "Mon, 02 Mar 2026") {
				t.Errorf("headers: %v", h)
			}
		})
	}
}

func TestWhyAMailWasNotTaken(t *testing.T) {
	s := mailpittest.Start(t, mailpittest.Options{Recipients: "^(ada|eve)@"})
	t.Run("the wrong password", func(t *testing.T) {
		m := mailer(t, s.Port, s.Roots, func(a *notify.Account) { a.Password = "wrong" })
		_, err := m.Send(t.Context(), letter("ada@shop.example"))
		wantError(t, err, domain.SignIn, "mail_password", "does not accept the user and password")
	})
	t.Run("an address it does not know", func(t *testing.T) {
		_, err := mailer(t, s.Port, s.Roots, nil).Send(t.Context(), letter("ben@shop.example"))
		wantError(t, err, domain.SetUp, domain.MailRefused, "550 5.1.0 Requested action not taken: mailbox unavailable")
	})
	t.Run("not just now", func(t *testing.T) {
		s.Answer(451)
		defer s.Answer(0)
		_, err := mailer(t, s.Port, s.Roots, nil).Send(t.Context(), letter("ada@shop.example"))
		wantError(t, err, domain.ServiceDown, domain.MailLater, "451")
	})
	t.Run("a certificate nobody vouches for", func(t *testing.T) {
		_, err := mailer(t, s.Port, nil, nil).Send(t.Context(), letter("ada@shop.example"))
		wantError(t, err, domain.SetUp, "mail_certificate", "certificate")
	})
	t.Run("TLS where STARTTLS is spoken", func(t *testing.T) {
		_, err := mailer(t, s.Port, s.Roots, func(a *notify.Account) { a.TLS = domain.MailTLS }).Send(t.Context(), letter("ada@shop.example"))
		wantError(t, err, domain.SetUp, "mail_no_tls", "encryption")
	})
	t.Run("none is set up", func(t *testing.T) {
		_, err := mailer(t, s.Port, s.Roots, func(a *notify.Account) { *a = notify.Account{} }).Send(t.Context(), letter("ada@shop.example"))
		wantError(t, err, domain.SetUp, "mail_none", "No mail server")
	})
	s.Stop()
	t.Run("the server is gone", func(t *testing.T) {
		_, err := mailer(t, s.Port, s.Roots, nil).Send(t.Context(), letter("ada@shop.example"))
		wantError(t, err, domain.ServiceDown, "mail_down", "does not answer")
	})
}

func TestNobodySignsInOverAnOpenLine(t *testing.T) {
	s := mailpittest.Start(t, mailpittest.Options{NoTLS: true})
	for name, encryption := range map[string]string{"STARTTLS that is not offered": domain.MailStartTLS, "no encryption": domain.MailPlain} {
		t.Run(name, func(t *testing.T) {
			line := tap(t, s.Port, nil)
			_, err := mailer(t, line.port, s.Roots, func(a *notify.Account) { a.TLS = encryption }).Send(t.Context(), letter("ada@shop.example"))
			if err == nil {
				t.Error("the mail was sent")
			}
			if said := line.said(); strings.Contains(strings.ToUpper(said), "AUTH") {
				t.Errorf("the client signed in over an open line:\n%s", said)
			}
		})
	}
	if len(s.Messages()) != 0 {
		t.Error("a mail arrived")
	}
	t.Run("without a user it may be open", func(t *testing.T) {
		m := mailer(t, s.Port, nil, func(a *notify.Account) { a.TLS, a.User, a.Password = domain.MailPlain, "", "" })
		if _, err := m.Send(t.Context(), letter("ada@shop.example")); err != nil || len(s.Messages()) != 1 {
			t.Errorf("%v, %d mails", err, len(s.Messages()))
		}
	})
}

func TestALineThatBreaks(t *testing.T) {
	s := mailpittest.Start(t, mailpittest.Options{NoTLS: true})
	open := func(a *notify.Account) { a.TLS, a.User, a.Password = domain.MailPlain, "", "" }
	t.Run("in the middle of the mail", func(t *testing.T) {
		line := tap(t, s.Port, func(said string) bool { return strings.Contains(said, "Subject:") })
		_, err := mailer(t, line.port, nil, open).Send(t.Context(), letter("ada@shop.example"))
		wantError(t, err, domain.ServiceDown, "mail_down", "broke off")
		if n := len(s.Messages()); n != 0 {
			t.Fatalf("%d mails arrived, want none", n)
		}
		if _, err := mailer(t, s.Port, nil, open).Send(t.Context(), letter("ada@shop.example")); err != nil || len(s.Messages()) != 1 {
			t.Errorf("the second time: %v, %d mails; want exactly one", err, len(s.Messages()))
		}
	})
	t.Run("after the mail was taken", func(t *testing.T) {
		line := tap(t, s.Port, func(said string) bool { return strings.Contains(said, "RSET") || strings.Contains(said, "QUIT") })
		if answer, err := mailer(t, line.port, nil, open).Send(t.Context(), letter("eve@shop.example")); err != nil || answer == "" {
			t.Errorf("answer %q, %v; want it taken", answer, err)
		}
	})
}

func TestPresetsAreEncrypted(t *testing.T) {
	for _, p := range notify.Presets() {
		if p.Name == "" || p.Host == "" || p.TLS == domain.MailStartTLS && p.Port != 587 || p.TLS == domain.MailTLS && p.Port != 465 || p.TLS == domain.MailPlain {
			t.Errorf("preset %+v", p)
		}
	}
}
