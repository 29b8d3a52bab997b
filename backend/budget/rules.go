package budget

import (
	"fmt"
	"time"

	"tributary/backend/domain"
)

const day = 24 * time.Hour

// counting drops the runs that never count.
func counting(runs []domain.Run) []domain.Run {
	var counted []domain.Run
	for _, r := range runs {
		switch {
		case r.DryRun, r.Trigger == domain.Manual && !good(r), r.ErrorCode == domain.CodeFieldsChanged:
		case good(r), r.Result == domain.RunFailed && counts(r.ErrorKind):
			counted = append(counted, r)
		}
	}
	return counted
}

// good tells whether a run ends a row of failures. One that needs a decision read
// everything and did its work.
func good(r domain.Run) bool {
	return r.Result == domain.RunOK || r.Result == domain.RunWarning || r.Result == domain.RunNeedsDecision
}

// counts is the last column of the table of kinds.
func counts(kind domain.Kind) bool {
	switch kind {
	case domain.ServiceDown, domain.NotAllowed, domain.SetUp, domain.BadRecords, domain.OurFault:
		return true
	case domain.Offline, domain.RateLimited, domain.SignIn, domain.Cancelled:
		return false
	default:
		return false
	}
}

// failedInARow returns the failed runs since the last good one, the latest first.
func failedInARow(runs []domain.Run) []domain.Run {
	for i, r := range runs {
		if good(r) {
			return runs[:i]
		}
	}
	return runs
}

// failedRunsRule: many failed runs in a row, and long enough since the last good one.
func failedRunsRule(l domain.BudgetLimits, h History, failed []domain.Run) rule {
	since := h.LastGood
	if since.IsZero() {
		since = h.ActivatedAt
	}
	n, limit := int64(len(failed)), int64(l.FailedRuns)
	longEnough := since.Add(time.Duration(l.Days) * day)
	r := rule{
		meter:  Meter{FailedRuns, n, limit},
		half:   n*2 >= limit,
		broken: n >= limit && !h.Now.Before(longEnough),
		words:  fmt.Sprintf("%d runs in a row failed, the last good one was %s.", n, ago(h.Now.Sub(since))),
	}
	if r.half {
		r.expected = later(longEnough, atThisRate(failed, limit-n, h.Now))
	}
	return r
}

// badRunsRule: in several runs in a row, many record errors that are a large share.
func badRunsRule(l domain.BudgetLimits, runs []domain.Run) rule {
	var bad []domain.Run
	for _, r := range runs {
		if !isBad(l, r) {
			break
		}
		bad = append(bad, r)
	}
	n, limit := int64(len(bad)), int64(l.BadRuns)
	r := rule{
		meter: Meter{BadRuns, n, limit}, half: n*2 >= limit, broken: n >= limit,
		words: fmt.Sprintf("In %d runs in a row, at least %d %% of the records could not become rows.", n, l.BadPercent),
	}
	if r.half && n > 0 {
		r.expected = atThisRate(bad, limit-n, bad[0].EndedAt)
	}
	return r
}

func isBad(l domain.BudgetLimits, r domain.Run) bool {
	var total domain.Counts
	for _, t := range r.Transfers {
		total.Add(t.Counts)
	}
	return total.RecordErrors >= int64(l.BadRecords) && total.RecordErrors*100 >= total.Read*int64(l.BadPercent)
}

// recordErrorsRule: many open record errors. Without new ones there is no rate, and no date.
func recordErrorsRule(l domain.BudgetLimits, h History) rule {
	n, limit := h.OpenRecordErrors, int64(l.RecordErrors)
	r := rule{
		meter: Meter{RecordErrors, n, limit}, half: n*2 >= limit, broken: n >= limit,
		words: fmt.Sprintf("%d records could not become rows and wait as record errors.", n),
	}
	if r.half && !r.broken && h.NewRecordErrors > 0 {
		r.expected = h.Now.Add(h.NewSince / time.Duration(h.NewRecordErrors) * time.Duration(limit-n))
	}
	return r
}

// atThisRate tells when so many more runs will have failed, at the pace of these.
func atThisRate(runs []domain.Run, more int64, now time.Time) time.Time {
	if len(runs) < 2 || more <= 0 {
		return now
	}
	span := runs[0].EndedAt.Sub(runs[len(runs)-1].EndedAt)
	return now.Add(span / time.Duration(len(runs)-1) * time.Duration(more))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// ago says how long something is past, in the largest unit that fits.
func ago(d time.Duration) string {
	switch hours := int(d / time.Hour); {
	case hours >= 48:
		return fmt.Sprintf("%d days ago", hours/24)
	case hours >= 2:
		return fmt.Sprintf("%d hours ago", hours)
	default:
		return "less than two hours ago"
	}
}
