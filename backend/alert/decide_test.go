package alert_test

import (
	"testing"
	"time"

	"tributary/backend/alert"
	"tributary/backend/budget"
	"tributary/backend/domain"
)

const day = 24 * time.Hour

func start() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }

func TestDecide(t *testing.T) {
	const none = domain.NoticeKind("")
	since := start()
	told := func(kind domain.NoticeKind, after time.Duration, days int) domain.Notice {
		return domain.Notice{Kind: kind, At: since.Add(after), Days: days}
	}
	cases := []struct {
		name  string
		state domain.IntegrationState
		after time.Duration // since the state began
		last  domain.Notice
		warn  bool
		well  bool
		want  domain.NoticeKind
		days  int
	}{
		{name: "a good run of a healthy one", state: domain.Active, well: true, want: none},
		{name: "half of the budget", state: domain.Active, warn: true, want: domain.NoticeWarning},
		{name: "still at half", state: domain.Active, warn: true, last: told(domain.NoticeWarning, 1, 0), want: none},
		{name: "a good run that leaves the budget at half", state: domain.Active, warn: true, well: true, last: told(domain.NoticeWarning, 1, 0), want: none},
		{name: "a good run after the warning", state: domain.Active, well: true, last: told(domain.NoticeWarning, 1, 0), want: domain.NoticeRecovered},
		{name: "a second good run", state: domain.Active, well: true, last: told(domain.NoticeRecovered, 1, 0), want: none},
		{name: "half again after the recovery", state: domain.Active, warn: true, last: told(domain.NoticeRecovered, 1, 0), want: domain.NoticeWarning},

		{name: "disabled", state: domain.Disabled, want: domain.NoticeDisabled},
		{name: "disabled after a warning", state: domain.Disabled, last: told(domain.NoticeWarning, -day, 0), want: domain.NoticeDisabled},
		{name: "disabled a second time", state: domain.Disabled, last: told(domain.NoticeDisabled, -day, 0), want: domain.NoticeDisabled},
		{name: "told at the very moment", state: domain.Disabled, last: told(domain.NoticeDisabled, 0, 0), want: none},
		{name: "six days off", state: domain.Disabled, after: 7*day - 1, last: told(domain.NoticeDisabled, 0, 0), want: none},
		{name: "seven days off", state: domain.Disabled, after: 7 * day, last: told(domain.NoticeDisabled, 0, 0), want: domain.NoticeReminder, days: 7},
		{name: "reminded of seven days", state: domain.Disabled, after: 13 * day, last: told(domain.NoticeReminder, 7*day, 7), want: none},
		{name: "fourteen days off", state: domain.Disabled, after: 14 * day, last: told(domain.NoticeReminder, 7*day, 7), want: domain.NoticeReminder, days: 14},
		{name: "a month off, the computer too", state: domain.Disabled, after: 30 * day, last: told(domain.NoticeDisabled, 0, 0), want: domain.NoticeReminder, days: 21},
		{name: "after the last reminder", state: domain.Disabled, after: 90 * day, last: told(domain.NoticeReminder, 30*day, 21), want: none},

		{name: "on again, not yet run", state: domain.Active, last: told(domain.NoticeReminder, -day, 14), want: none},
		{name: "on again, and well", state: domain.Active, well: true, last: told(domain.NoticeReminder, -day, 14), want: domain.NoticeRecovered},
		{name: "on again, and failing", state: domain.Active, warn: true, last: told(domain.NoticeDisabled, -day, 0), want: domain.NoticeWarning},

		{name: "sign-in needed", state: domain.AwaitingSignIn, want: domain.NoticeSignIn},
		{name: "sign-in needed, told", state: domain.AwaitingSignIn, after: 30 * day, last: told(domain.NoticeSignIn, 0, 0), want: none},
		{name: "signed in and well", state: domain.Active, well: true, last: told(domain.NoticeSignIn, -1, 0), want: domain.NoticeRecovered},
		{name: "decision needed", state: domain.AwaitingDecision, want: domain.NoticeDecision},
		{name: "decision needed, told", state: domain.AwaitingDecision, last: told(domain.NoticeDecision, 0, 0), want: none},
		{name: "decided and well", state: domain.Active, well: true, last: told(domain.NoticeDecision, -1, 0), want: none},
		{name: "switched off by the person", state: domain.Inactive, after: 30 * day, last: told(domain.NoticeDisabled, -1, 0), want: none},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kind, days, deserved := alert.Decide(alert.Moment{
				Now: since.Add(c.after), Integration: domain.Integration{State: c.state, StateAt: since}, Last: c.last,
				Budget: budget.Verdict{Warn: c.warn}, RanWell: c.well,
			})
			if !deserved {
				kind, days = none, 0
			}
			if kind != c.want || days != c.days {
				t.Errorf("told %q (%d days), want %q (%d)", kind, days, c.want, c.days)
			}
		})
	}
}
