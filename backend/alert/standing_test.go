package alert_test

import (
	"testing"

	"tributary/backend/budget"
	"tributary/backend/domain"
)

func (w *world) wantStanding(when string, titles ...string) {
	w.t.Helper()
	var got []string
	for _, b := range w.standing {
		got = append(got, b.Title)
	}
	if len(got) != len(titles) {
		w.t.Fatalf("%s, %q stand on the desktop, want %q", when, got, titles)
	}
	for i := range got {
		if got[i] != titles[i] {
			w.t.Errorf("%s, %q stand on the desktop, want %q", when, got, titles)
		}
	}
}

func TestABubbleIsPutAwayWhenItsTroubleIsOver(t *testing.T) {
	for state, title := range map[domain.IntegrationState]string{
		domain.AwaitingSignIn:   "“Shop customers” needs you to sign in",
		domain.AwaitingDecision: "“Shop customers” needs your decision",
		domain.Disabled:         "“Shop customers” was disabled",
	} {
		t.Run(string(state), func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				w.change(state, cause)
				w.round()
				w.round()
				w.wantStanding("in trouble", title)
				w.prefs.QuietFrom, w.prefs.QuietUntil = "00:00", "23:59" // what goes disturbs nobody
				w.change(domain.Active, "")
				w.round()
				w.wantStanding("when it is over")
			})
		})
	}
}

func TestTheNextBubbleOfAnIntegrationTakesThePlaceOfTheLast(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.ran(budget.Verdict{Warn: true, Words: cause}, false)
		w.round()
		w.wantStanding("at half", "“Shop customers” may soon be disabled")
		w.pass(day)
		w.change(domain.Disabled, cause)
		w.round()
		w.wantStanding("at the limit", "“Shop customers” was disabled")
		w.pass(8 * day)
		w.wantStanding("a week later", "“Shop customers” has been off for 7 days")
		w.change(domain.Active, "")
		w.ran(budget.Verdict{}, true)
		w.round()
		w.wantStanding("in the end", "“Shop customers” works again")
	})
}

func TestTheBubbleOfAnIntegrationThatIsGoneIsPutAway(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.change(domain.Disabled, cause)
		w.round()
		w.check(w.db.DeleteIntegration(t.Context(), "i"))
		w.round()
		w.wantStanding("once it is deleted")
	})
}
