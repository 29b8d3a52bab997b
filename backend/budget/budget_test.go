package budget_test

import (
	"testing"
	"time"

	"tributary/backend/budget"
	"tributary/backend/domain"
)

func now() time.Time { return time.Date(2025, 3, 10, 12, 0, 0, 0, time.UTC) }

// repeated returns n runs like this one, an hour apart, the latest first.
func repeated(n int, run domain.Run) []domain.Run {
	runs := make([]domain.Run, n)
	for i := range runs {
		run.EndedAt = now().Add(-time.Duration(i) * time.Hour)
		runs[i] = run
	}
	return runs
}

func failed(kind domain.Kind) domain.Run {
	return domain.Run{Trigger: domain.Scheduled, Result: domain.RunFailed, ErrorKind: kind}
}

func bad(read, errs int64) domain.Run {
	return domain.Run{Trigger: domain.Scheduled, Result: domain.RunFailed, ErrorKind: domain.BadRecords, Transfers: []domain.TransferRun{
		{Counts: domain.Counts{Read: read, RecordErrors: errs}},
	}}
}

func TestEvaluate(t *testing.T) {
	longAgo, yesterday := now().AddDate(0, 0, -4), now().AddDate(0, 0, -1)
	manual := failed(domain.ServiceDown)
	manual.Trigger = domain.Manual
	dry := failed(domain.ServiceDown)
	dry.DryRun = true
	stopped := failed(domain.SetUp)
	stopped.ErrorCode = domain.CodeFieldsChanged
	good := domain.Run{Trigger: domain.Scheduled, Result: domain.RunWarning}
	cases := []struct {
		name          string
		limits        domain.BudgetLimits
		runs          []domain.Run
		lastGood      time.Time
		open, fresh   int64
		warn, disable bool
		cause         budget.Cause
		expected      time.Time
	}{
		{name: "nothing happened", lastGood: yesterday},
		{name: "14 failed runs", runs: repeated(14, failed(domain.ServiceDown)), lastGood: longAgo},
		{name: "half of the failed runs", runs: repeated(15, failed(domain.ServiceDown)), lastGood: longAgo, warn: true, cause: budget.FailedRuns, expected: now().Add(15 * time.Hour)},
		{name: "29 failed runs", runs: repeated(29, failed(domain.SetUp)), lastGood: longAgo, warn: true, cause: budget.FailedRuns, expected: now().Add(time.Hour)},
		{name: "30 failed runs within three days", runs: repeated(30, failed(domain.OurFault)), lastGood: yesterday, warn: true, cause: budget.FailedRuns, expected: now().AddDate(0, 0, 2)},
		{name: "30 failed runs and three days", runs: repeated(30, failed(domain.NotAllowed)), lastGood: now().AddDate(0, 0, -3), disable: true, cause: budget.FailedRuns},
		{name: "never a good run, activated long ago", runs: repeated(30, failed(domain.ServiceDown)), disable: true, cause: budget.FailedRuns},
		{name: "a good run resets the row", runs: append(repeated(14, failed(domain.ServiceDown)), append([]domain.Run{good}, repeated(40, failed(domain.ServiceDown))...)...), lastGood: longAgo},
		{name: "offline counts zero", runs: repeated(100, failed(domain.Offline)), lastGood: longAgo},
		{name: "a stop for changed fields is no failure", runs: repeated(100, stopped), lastGood: longAgo},
		{name: "rate limits count zero", runs: repeated(100, failed(domain.RateLimited)), lastGood: longAgo},
		{name: "sign-in has its own state", runs: repeated(100, failed(domain.SignIn)), lastGood: longAgo},
		{name: "manual runs count zero", runs: repeated(100, manual), lastGood: longAgo},
		{name: "dry runs count zero", runs: repeated(100, dry), lastGood: longAgo},
		{name: "cancelled runs count zero", runs: repeated(100, domain.Run{Result: domain.RunCancelled, ErrorKind: domain.Cancelled}), lastGood: longAgo},
		{name: "own limits", limits: domain.BudgetLimits{FailedRuns: 2, Days: 1}, runs: repeated(2, failed(domain.ServiceDown)), lastGood: yesterday, disable: true, cause: budget.FailedRuns},

		{name: "one bad run", runs: repeated(1, bad(200, 100)), lastGood: yesterday},
		{name: "two bad runs in a row", runs: repeated(2, bad(200, 100)), lastGood: yesterday, warn: true, cause: budget.BadRuns, expected: now().Add(time.Hour)},
		{name: "three bad runs in a row", runs: repeated(3, bad(200, 100)), lastGood: yesterday, disable: true, cause: budget.BadRuns},
		{name: "99 record errors are not many", runs: repeated(3, bad(99, 99)), lastGood: yesterday},
		{name: "less than half are bad", runs: repeated(3, bad(201, 100)), lastGood: yesterday},
		{name: "a good run between bad ones", runs: []domain.Run{bad(200, 100), bad(200, 100), good, bad(200, 100)}, lastGood: yesterday, warn: true, cause: budget.BadRuns},

		{name: "499 open record errors", open: 499, lastGood: yesterday},
		{name: "half of the open record errors", open: 500, lastGood: yesterday, warn: true, cause: budget.RecordErrors},
		{name: "half of the open record errors, seven new ones a week", open: 500, fresh: 7, lastGood: yesterday, warn: true, cause: budget.RecordErrors, expected: now().AddDate(0, 0, 500)},
		{name: "1,000 open record errors", open: 1000, lastGood: yesterday, disable: true, cause: budget.RecordErrors},
		{name: "a broken rule speaks before a nearly broken one", open: 1000, runs: repeated(29, failed(domain.ServiceDown)), lastGood: longAgo, disable: true, cause: budget.RecordErrors},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v := budget.Evaluate(c.limits, budget.History{
				Now: now(), Runs: c.runs, LastGood: c.lastGood, ActivatedAt: longAgo, OpenRecordErrors: c.open,
				NewRecordErrors: c.fresh, NewSince: 7 * 24 * time.Hour,
			})
			if v.Warn != c.warn || v.Disable != c.disable || v.Cause != c.cause {
				t.Errorf("verdict warn %v, disable %v, %q; want %v, %v, %q", v.Warn, v.Disable, v.Cause, c.warn, c.disable, c.cause)
			}
			if (v.Warn || v.Disable) != (v.Words != "") {
				t.Errorf("words %q do not go with warn %v, disable %v", v.Words, v.Warn, v.Disable)
			}
			if !c.expected.IsZero() && !v.DisableAt.Equal(c.expected) {
				t.Errorf("expected to be disabled at %v, want %v", v.DisableAt, c.expected)
			}
			if len(v.Meters) != 3 {
				t.Errorf("%d meters, want one a rule", len(v.Meters))
			}
		})
	}
}

func TestMeterShare(t *testing.T) {
	v := budget.Evaluate(domain.BudgetLimits{}, budget.History{Now: now(), LastGood: now(), OpenRecordErrors: 250})
	if got := v.Meters[2]; got.Share() != 25 || got.Cause != budget.RecordErrors {
		t.Errorf("meter %+v at %d %%, want record_errors at 25 %%", got, got.Share())
	}
}
