package alert

import (
	"time"

	"tributary/backend/budget"
	"tributary/backend/domain"
)

const day = 24 * time.Hour

// reminders returns after how many days off the person is reminded.
func reminders() []int { return []int{7, 14, 21} }

// Moment is all that decides whether something is to be told of an integration.
type Moment struct {
	Now         time.Time
	Integration domain.Integration // as it is now
	// Last is what was told last of it; the zero value if nothing.
	Last domain.Notice
	// Budget is how its error budget stands; only of an active one.
	Budget budget.Verdict
	// RanWell: a run has just ended well.
	RanWell bool
}

// Decide returns which notice the moment deserves, if any. days is set for a reminder.
func Decide(m Moment) (kind domain.NoticeKind, days int, deserved bool) {
	// Told since the integration is in its present state?
	told := !m.Last.At.IsZero() && !m.Last.At.Before(m.Integration.StateAt)
	switch m.Integration.State {
	case domain.Disabled:
		if !told {
			return domain.NoticeDisabled, 0, true
		}
		days = dueReminder(m.Now.Sub(m.Integration.StateAt), m.Last.Days)
		return domain.NoticeReminder, days, days > 0
	case domain.AwaitingSignIn:
		return domain.NoticeSignIn, 0, !told || m.Last.Kind != domain.NoticeSignIn
	case domain.AwaitingDecision:
		return domain.NoticeDecision, 0, !told || m.Last.Kind != domain.NoticeDecision
	case domain.Active:
		return decideActive(m)
	case domain.Inactive:
	}
	return "", 0, false
}

// decideActive: a warning once, until a good run has ended the trouble; the end of trouble
// once. That the person decided about held changes is no recovery: the person knows.
func decideActive(m Moment) (kind domain.NoticeKind, days int, deserved bool) {
	switch m.Last.Kind {
	case domain.NoticeWarning:
		return domain.NoticeRecovered, 0, m.RanWell && !m.Budget.Warn
	case domain.NoticeDisabled, domain.NoticeReminder, domain.NoticeSignIn:
		if m.RanWell {
			return domain.NoticeRecovered, 0, true
		}
	case domain.NoticeDecision, domain.NoticeRecovered, "":
	}
	return domain.NoticeWarning, 0, m.Budget.Warn
}

// dueReminder returns the latest reminder that is due after so long off and was not given;
// 0 if none. Those missed while the computer was off are not made up for one by one.
func dueReminder(off time.Duration, given int) int {
	due := 0
	for _, days := range reminders() {
		if off >= time.Duration(days)*day && days > given {
			due = days
		}
	}
	return due
}
