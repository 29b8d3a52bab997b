package schedule_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tributary/backend/budget"
	"tributary/backend/domain"
	"tributary/backend/schedule"
)

// told keeps what the person was told of an active integration.
type told struct {
	warnings, well int
	last           budget.Verdict
}

func (s *told) Ran(_ context.Context, _ domain.Integration, v budget.Verdict, well bool) error {
	s.last = v
	if v.Warn {
		s.warnings++
	}
	if well {
		s.well++
	}
	return nil
}

// past puts runs into the history, the last of them just now.
func (w *world) past(n int, every time.Duration, run domain.Run) {
	for i := range n {
		r := run
		r.ID, r.Integration = domain.RunID(fmt.Sprint(run.ErrorKind, run.Result, i)), "a"
		r.EndedAt = w.clock.Now().Add(-time.Duration(n-1-i) * every)
		r.StartedAt = r.EndedAt
		w.runs = append(w.runs, r)
	}
}

func scheduled(result domain.RunResult, kind domain.Kind) domain.Run {
	return domain.Run{Trigger: domain.Scheduled, Result: result, ErrorKind: kind}
}

func TestWhatUsesTheErrorBudget(t *testing.T) {
	const hour, day = time.Hour, 24 * time.Hour
	down := scheduled(domain.RunFailed, domain.ServiceDown)
	for name, c := range map[string]struct {
		history func(w *world)
		trigger domain.Trigger
		kind    domain.Kind
		want    domain.IntegrationState
		warned  bool
	}{
		"the last failure of a service that is gone": {
			history: func(w *world) { w.past(29, 4*hour, down) }, trigger: domain.Scheduled, kind: domain.ServiceDown, want: domain.Disabled,
		},
		"half of the budget": {
			history: func(w *world) { w.past(14, 4*hour, down) }, trigger: domain.Scheduled, kind: domain.ServiceDown, want: domain.Active, warned: true,
		},
		"one failed manual run after a month off": {
			history: func(w *world) { w.past(30, hour, down); w.clock.Advance(30 * day) }, trigger: domain.Manual, kind: domain.ServiceDown, want: domain.Active,
		},
		"a week offline": {
			history: func(w *world) { w.past(7*24*4, 15*time.Minute, scheduled(domain.RunFailed, domain.Offline)) }, trigger: domain.Scheduled,
			kind: domain.Offline, want: domain.Active,
		},
		"1,000 rate-limited answers": {
			history: func(w *world) { w.past(1000, 15*time.Minute, scheduled(domain.RunFailed, domain.RateLimited)) }, trigger: domain.Scheduled,
			kind: domain.RateLimited, want: domain.Active,
		},
		"30 failures within a day, after a good run long before many that do not count": {
			history: func(w *world) {
				w.past(1, hour, scheduled(domain.RunOK, ""))
				w.past(600, time.Minute, scheduled(domain.RunFailed, domain.RateLimited))
				w.past(29, time.Minute, down)
			}, trigger: domain.Scheduled, kind: domain.ServiceDown, want: domain.Active, warned: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			i := every("a", 4*hour)
			i.StateAt = start.Add(-60 * day)
			var s told
			w := newWorld(t, schedule.Options{Teller: &s}, i)
			c.history(w)
			if _, err := w.sched.SyncNow(t.Context(), "a", schedule.Request{Trigger: c.trigger}); err != nil {
				t.Fatal(err)
			}
			w.end(w.next(), domain.RunFailed, c.kind)
			got, _ := w.Integration(t.Context(), "a")
			if got.State != c.want || (s.warnings > 0) != c.warned {
				t.Errorf("state %s (%s), %d warnings; want %s, warned %v", got.State, got.StateCause, s.warnings, c.want, c.warned)
			}
		})
	}
}

func TestAGoodRunIsToldAlsoWhenThePersonStartedIt(t *testing.T) {
	var s told
	w := newWorld(t, schedule.Options{Teller: &s}, every("a", time.Hour))
	if _, err := w.sched.SyncNow(t.Context(), "a", schedule.Request{}); err != nil {
		t.Fatal(err)
	}
	w.end(w.next(), domain.RunOK, "")
	if s.well != 1 {
		t.Errorf("told %d times that it went well, want once", s.well)
	}
}
