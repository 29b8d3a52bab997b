package alert_test

import (
	"errors"
	"testing"
	"time"

	"tributary/backend/budget"
	"tributary/backend/domain"
)

const cause = "30 runs in a row failed, the last good one was 4 days ago."

func (w *world) ran(v budget.Verdict, well bool) {
	w.t.Helper()
	i, err := w.db.Integration(w.t.Context(), "i")
	w.check(err)
	w.check(w.alert.Ran(w.t.Context(), i, v, well))
}

func TestTheStoryOfAServiceThatFailsForGood(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		failed := domain.Run{
			ID: "r", Integration: "i", Trigger: domain.Scheduled, StartedAt: start(), EndedAt: start(), Result: domain.RunFailed,
			ErrorKind: domain.ServiceDown, ErrorCode: "down", ErrorWords: "Shop does not answer.",
		}
		w.check(w.db.SaveRun(t.Context(), failed))
		half := budget.Verdict{Warn: true, Words: "15 runs in a row failed.", DisableAt: start().Add(3 * day)}
		w.ran(half, false)
		w.ran(half, false)
		w.round()
		w.wantGot("ada@shop.example", "“Shop customers” may soon be disabled")
		contains(t, w.mails[0].Text, "15 runs in a row failed.", "around 5 March 2026 at 09:00", "1 × Shop does not answer.", "tributary:integrations/i")

		w.pass(3 * day)
		w.change(domain.Disabled, cause)
		w.round()
		w.wantGot("eve@shop.example", "“Shop customers” may soon be disabled", "“Shop customers” was disabled")
		last := w.mails[len(w.mails)-1]
		contains(t, last.Text, "has been off since 5 March 2026 at 09:00", cause, "1 × Shop does not answer.", "choose “Activate”")
		contains(t, last.HTML, "<h1", "Shop customers", `href="tributary:integrations/i"`)

		w.pass(30 * day)
		w.change(domain.Active, "")
		w.ran(budget.Verdict{}, true)
		w.ran(budget.Verdict{}, true)
		w.round()
		w.wantGot("ben@shop.example", "“Shop customers” may soon be disabled", "“Shop customers” was disabled",
			"“Shop customers” has been off for 7 days", "“Shop customers” has been off for 14 days", "“Shop customers” has been off for 21 days",
			"“Shop customers” works again")
		if len(w.bubbles) != 6 || w.bubbles[1].Page != "/integrations/i" || !w.bubbles[1].Urgent {
			t.Errorf("bubbles: %+v; want one for each of the six notices", w.bubbles)
		}
	})
}

func TestTheStateAndItsNoticesAreStoredTogetherOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		i := integration()
		i.State, i.StateCause, i.StateAt = domain.Disabled, cause, w.clock.Now()
		tidings, err := w.alert.OfState(t.Context(), i)
		w.check(err)
		if len(tidings.Notices) != 1 || len(tidings.Mails) != 3 {
			t.Fatalf("%d notices and %d mails, want one and three", len(tidings.Notices), len(tidings.Mails))
		}
		tidings.Mails[2].MessageID = tidings.Mails[1].MessageID // the table refuses it
		if err := w.db.SaveStateAndTidings(t.Context(), i, tidings); err == nil {
			t.Fatal("two mails with one message id were stored")
		}
		stored, err := w.db.Integration(t.Context(), "i")
		w.check(err)
		mails, err := w.db.Mails(t.Context(), 10)
		w.check(err)
		if _, err := w.db.LastNotice(t.Context(), "i"); stored.State != domain.Active || len(mails) != 0 || !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("after the refusal: state %s, %d mails, notice %v; want nothing of it", stored.State, len(mails), err)
		}
	})
}

func TestOneMailAnHourCollectsTheRest(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.change(domain.AwaitingDecision, "42 of 60 rows would be deleted.")
		w.clock.Advance(10 * time.Minute)
		w.change(domain.AwaitingSignIn, "Shop does not accept the key.")
		w.clock.Advance(10 * time.Minute)
		w.change(domain.Active, "")
		w.ran(budget.Verdict{}, true)
		w.round()
		w.wantGot("ada@shop.example", "“Shop customers” needs your decision")
		w.clock.Advance(39 * time.Minute)
		w.round()
		w.wantGot("ada@shop.example", "“Shop customers” needs your decision")
		w.clock.Advance(time.Minute)
		w.round()
		w.wantGot("ada@shop.example", "“Shop customers” needs your decision", "“Shop customers”: 2 notices")
		contains(t, w.mails[len(w.mails)-1].Text, "Shop does not accept the key.", "works again")
		w.clock.Advance(time.Minute)
		w.change(domain.Disabled, cause) // does not wait for the hour
		w.round()
		w.wantGot("ada@shop.example", "“Shop customers” needs your decision", "“Shop customers”: 2 notices", "“Shop customers” was disabled")
	})
}

func TestOneNoticeForAllThatWaitForASignIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.check(w.db.SaveAuthorization(t.Context(), domain.Authorization{ID: "a", Source: "shop", Name: "Key"}, nil))
		w.check(w.db.SaveConfiguration(t.Context(), domain.Configuration{ID: "c", Source: "shop", Name: "Shop", Authorization: "a"}))
		orders := integration()
		orders.ID, orders.Name, orders.EmailAlerts = "o", "Shop orders", []string{"fay@shop.example"}
		w.check(w.db.SaveIntegration(t.Context(), orders))

		w.change(domain.AwaitingSignIn, "Shop does not accept the key.")
		orders.State, orders.StateCause, orders.StateAt = domain.AwaitingSignIn, "Shop does not accept the key.", w.clock.Now()
		second, err := w.alert.OfState(t.Context(), orders)
		w.check(err)
		if len(second.Notices)+len(second.Mails) != 0 {
			t.Errorf("the second one that waits tells again: %+v", second)
		}
		w.round()
		w.wantGot("ada@shop.example", "“Shop customers” needs you to sign in")
		w.wantGot("fay@shop.example", "“Shop customers” needs you to sign in")
		contains(t, w.mails[0].Text, "These wait for it too: Shop orders.")
	})
}

func TestNobodyIsDisturbed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.prefs.QuietFrom, w.prefs.QuietUntil = "22:00", "07:00"
		w.clock.Advance(14 * time.Hour) // 23:00
		w.change(domain.Disabled, cause)
		w.round()
		if len(w.bubbles) != 0 || len(w.mails) != 3 {
			t.Fatalf("at night: %d bubbles and %d mails, want none and three", len(w.bubbles), len(w.mails))
		}
		w.clock.Advance(8 * time.Hour) // 07:00
		w.round()
		if len(w.bubbles) != 1 {
			t.Errorf("in the morning: %d bubbles, want one", len(w.bubbles))
		}
		w.prefs.NoBubbles = true
		w.change(domain.Active, "")
		w.ran(budget.Verdict{}, true)
		w.round()
		if len(w.bubbles) != 1 {
			t.Error("a bubble was shown though the person wants none")
		}
	})
}

func TestManyBubblesAreOne(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for n, id := range []domain.IntegrationID{"1", "2", "3", "4"} {
			i := integration()
			i.ID, i.Name, i.EmailAlerts = id, "Number "+string(id), nil
			i.State, i.StateAt = domain.Disabled, w.clock.Now().Add(time.Duration(n))
			tidings, err := w.alert.OfState(t.Context(), i)
			w.check(err)
			w.check(w.db.SaveStateAndTidings(t.Context(), i, tidings))
		}
		w.round()
		if len(w.bubbles) != 1 {
			t.Fatalf("%d bubbles, want one", len(w.bubbles))
		}
		contains(t, w.bubbles[0].Title, "4 notices")
		contains(t, w.bubbles[0].Body, "“Number 1” was disabled", "“Number 4” was disabled")
	})
}

func TestTheThreeCommonestErrors(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.codes = map[domain.RecordErrorCode]int64{domain.NotDate: 3, domain.NotEmail: 900, domain.TooLong: 20, domain.KeyMissing: 7}
		w.change(domain.Disabled, "1000 records could not become rows and wait as record errors.")
		w.round()
		contains(t, w.mails[0].Text, "900 × A record with not_an_email.\n- 20 × A record with too_long.\n- 7 × A record with key_missing.\n\n")
	})
}
