package alert_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"tributary/backend/domain"
)

func down() error {
	return &domain.Error{Kind: domain.ServiceDown, Code: "mail_down", What: "The mail server does not answer."}
}

func TestAServerThatIsDownForADayGetsEachMailOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.refuse = func(domain.Mail) error { return down() }
		w.change(domain.Disabled, cause)
		w.pass(day)
		if w.asked > 40 {
			t.Errorf("the server was asked %d times in a day, want about one an hour", w.asked)
		}
		if m := w.outbox("ben@shop.example"); m.State != domain.MailWaiting || m.Answer != "The mail server does not answer." {
			t.Errorf("after a day: %s, %q", m.State, m.Answer)
		}
		w.refuse = nil
		w.alert = w.service() // the program was started again
		w.pass(2 * time.Hour)
		for _, a := range integration().EmailAlerts {
			w.wantGot(a, "“Shop customers” was disabled")
		}
		if m := w.outbox("ben@shop.example"); m.State != domain.MailDelivered || m.Answer != "250 2.0.0 Ok" {
			t.Errorf("in the end: %s, %q", m.State, m.Answer)
		}
	})
}

func TestOneOfThreeAddressesIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.refuse = func(m domain.Mail) error {
			if m.To == "ben@shop.example" {
				return &domain.Error{Kind: domain.SetUp, Code: domain.MailRefused, What: "The mail server refused the address.", Details: "550 5.1.1 No such user"}
			}
			return nil
		}
		w.change(domain.Disabled, cause)
		w.pass(5 * time.Hour)
		w.wantGot("ada@shop.example", "“Shop customers” was disabled")
		w.wantGot("ben@shop.example")
		w.wantGot("eve@shop.example", "“Shop customers” was disabled")
		m := w.outbox("ben@shop.example")
		if m.State != domain.MailFailed || m.Attempts != 1 {
			t.Errorf("the refused one: %s after %d attempts, want failed after one", m.State, m.Attempts)
		}
		contains(t, m.Answer, "\n550 5.1.1 No such user")

		w.refuse = nil
		w.check(w.alert.SendAgain(t.Context(), m.ID))
		w.round()
		w.wantGot("ben@shop.example", "“Shop customers” was disabled")
		w.check(w.alert.SendAgain(t.Context(), m.ID)) // delivered: nothing happens
		w.round()
		w.wantGot("ben@shop.example", "“Shop customers” was disabled")
	})
}

func TestAfterThreeDaysAMailIsGivenUp(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.refuse = func(domain.Mail) error { return down() }
		w.change(domain.Disabled, cause)
		w.pass(4 * day)
		m := w.outbox("ada@shop.example")
		if given := m.AnsweredAt.Sub(m.CreatedAt); m.State != domain.MailFailed || given < 3*day-2*time.Hour || given > 3*day {
			t.Errorf("%s, last tried after %s; want failed after three days", m.State, given)
		}
	})
}

func TestANewMailServerIsTriedAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.refuse = func(domain.Mail) error {
			return &domain.Error{Kind: domain.SignIn, Code: "mail_password", What: "The mail server does not accept the password."}
		}
		w.change(domain.Disabled, cause)
		w.pass(10 * time.Hour)
		w.refuse = nil
		w.check(w.alert.Retry(t.Context()))
		w.round()
		w.wantGot("ada@shop.example", "“Shop customers” was disabled")
	})
}

func TestAMailInHandIsNotSentByAnother(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.change(domain.Disabled, cause)
		other := w.service() // another workstation on the same database
		w.refuse = func(m domain.Mail) error {
			w.refuse = nil
			w.mu.Unlock()
			defer w.mu.Lock()
			_, err := other.Deliver(t.Context())
			return err
		}
		w.round()
		w.pass(time.Hour)
		for _, a := range integration().EmailAlerts {
			w.wantGot(a, "“Shop customers” was disabled")
		}
	})
}

// A crash after the server took the mail and before its answer was kept: it is sent again
// under the same message id, so that the server can tell.
func TestACrashAfterAcceptanceSendsTheSameMessage(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.change(domain.Disabled, cause)
		dying, die := context.WithCancel(t.Context())
		var taken []string
		w.refuse = func(m domain.Mail) error {
			taken = append(taken, m.MessageID)
			die()
			return context.Canceled
		}
		_, err := w.alert.Deliver(dying)
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		w.refuse, w.alert = nil, w.service()
		w.pass(time.Hour)
		for _, m := range w.mails {
			if slices.Contains(taken, m.MessageID) {
				return
			}
		}
		t.Errorf("%q was not sent again", taken)
	})
}
