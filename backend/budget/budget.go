package budget

import (
	"time"

	"tributary/backend/domain"
)

// Each number's default stands in Limits and nowhere else.
const (
	failedRuns   = 30
	days         = 3
	badRecords   = 100
	badPercent   = 50
	badRuns      = 3
	recordErrors = 1000
)

// Limits returns the limits with defaults in place of zeros.
func Limits(l domain.BudgetLimits) domain.BudgetLimits {
	set := func(n *int, standard int) {
		if *n <= 0 {
			*n = standard
		}
	}
	set(&l.FailedRuns, failedRuns)
	set(&l.Days, days)
	set(&l.BadRecords, badRecords)
	set(&l.BadPercent, badPercent)
	set(&l.BadRuns, badRuns)
	set(&l.RecordErrors, recordErrors)
	return l
}

// History is what the rules look at.
type History struct {
	Now time.Time
	// Runs are the finished runs of the integration since it was last activated,
	// the latest first. As many as FailedRuns and BadRuns ask for are enough, as long as
	// nothing but runs that do not count is left out between them.
	Runs []domain.Run
	// LastGood is when the last good run ended; zero: none since it was activated.
	LastGood time.Time
	// ActivatedAt stands in for LastGood where there is none.
	ActivatedAt time.Time
	// OpenRecordErrors are the record errors nobody ignored.
	OpenRecordErrors int64
	// NewRecordErrors are those of them that were first seen in the last NewSince: the
	// present rate.
	NewRecordErrors int64
	NewSince        time.Duration
}

// Cause is which rule speaks.
type Cause string

// The causes.
const (
	FailedRuns   Cause = "failed_runs"
	BadRuns      Cause = "bad_runs"
	RecordErrors Cause = "record_errors"
)

// Meter is how far one rule is used up.
type Meter struct {
	Cause       Cause
	Used, Limit int64
}

// Share is Used of Limit in percent, at most 100.
func (m Meter) Share() int { return int(min(100, m.Used*100/m.Limit)) }

// Verdict is what the rules say.
type Verdict struct {
	Disable bool
	Warn    bool  // at half of a rule or more, and not Disable
	Cause   Cause // of Disable or Warn: the rule that is used up most
	Words   string
	Meters  []Meter // one a rule, always all of them
	// DisableAt is when the integration will be disabled at the present rate; zero
	// when that cannot be told.
	DisableAt time.Time
}

// Evaluate applies the rules.
func Evaluate(limits domain.BudgetLimits, h History) Verdict {
	limits = Limits(limits)
	counted := counting(h.Runs)
	failed := failedInARow(counted)
	rules := []rule{
		failedRunsRule(limits, h, failed),
		badRunsRule(limits, counted),
		recordErrorsRule(limits, h),
	}
	var v Verdict
	var most rule
	for _, r := range rules {
		v.Meters = append(v.Meters, r.meter)
		if most.meter.Limit == 0 || r.before(most) {
			most = r
		}
	}
	v.Disable = most.broken
	v.Warn = !v.Disable && most.half
	if v.Disable || v.Warn {
		v.Cause, v.Words = most.meter.Cause, most.words
	}
	if v.Warn {
		v.DisableAt = most.expected
	}
	return v
}

// rule is one rule applied.
type rule struct {
	meter        Meter
	half, broken bool
	words        string
	expected     time.Time
}

// before orders the rules: the broken one first, then the one used up most.
func (r rule) before(o rule) bool {
	if r.broken != o.broken {
		return r.broken
	}
	if r.half != o.half {
		return r.half
	}
	return r.meter.Share() > o.meter.Share()
}
