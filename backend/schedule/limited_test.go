package schedule_test

import (
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/schedule"
	"tributary/backend/source"
)

func TestARunThatMetALimitGoesOnWhenTheServiceAllowsMore(t *testing.T) {
	for name, c := range map[string]struct {
		every, said, paused, want time.Duration
	}{
		"much sooner than its schedule":  {24 * time.Hour, 20 * time.Minute, 0, 20 * time.Minute},
		"later than its schedule":        {5 * time.Minute, 20 * time.Minute, 0, 20 * time.Minute},
		"it did not say when":            {24 * time.Hour, 0, 0, 15 * time.Minute},
		"in a moment":                    {24 * time.Hour, time.Second, 0, time.Minute},
		"in a month":                     {24 * time.Hour, 720 * time.Hour, 0, time.Hour},
		"not while the person paused it": {24 * time.Hour, 20 * time.Minute, 2 * time.Hour, 2 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, schedule.Options{}, every("a", c.every))
			w.serve()
			first := w.next()
			if c.paused > 0 {
				w.mu.Lock()
				i := w.integrations["a"]
				i.PausedUntil = start.Add(c.paused)
				w.integrations["a"] = i
				w.mu.Unlock()
			}
			first.order.Run.RetryAfter = c.said
			w.end(first, domain.RunFailed, domain.RateLimited)
			i, err := w.Integration(t.Context(), "a")
			if err != nil {
				t.Fatal(err)
			}
			if i.State != domain.Active {
				t.Errorf("state %q, want active", i.State)
			}
			if got := w.sched.NextRun(t.Context(), i).Sub(start); got != c.want {
				t.Errorf("it goes on after %v, want %v", got, c.want)
			}
			w.none()
			w.clock.Advance(c.want)
			second := w.next()
			if second.order.Run.Trigger != domain.CatchUp {
				t.Errorf("trigger %q, want catch_up", second.order.Run.Trigger)
			}
			w.end(second, domain.RunOK, "")
			if got := w.sched.NextRun(t.Context(), i).Sub(w.clock.Now()); got != c.every {
				t.Errorf("afterwards it runs in %v, want %v", got, c.every)
			}
		})
	}
}

func TestAGoodRunInBetweenLeavesNothingToGoOnWith(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("a", 24*time.Hour))
	w.serve()
	first := w.next()
	first.order.Run.RetryAfter = 20 * time.Minute
	w.end(first, domain.RunFailed, domain.RateLimited)
	if _, err := w.sched.SyncNow(t.Context(), "a", schedule.Request{}); err != nil {
		t.Fatal(err)
	}
	w.end(w.next(), domain.RunOK, "")
	i, err := w.Integration(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.sched.NextRun(t.Context(), i).Sub(start); got != 24*time.Hour {
		t.Errorf("it runs in %v, want tomorrow", got)
	}
}

func TestARunTellsThatItWaitsForTheService(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("a", time.Hour))
	w.serve()
	running := w.next()
	var told []domain.Progress
	w.bus.Subscribe(func(e event.Event) {
		if p, ok := e.(event.RunProgressed); ok {
			told = append(told, p.Progress)
		}
	})
	until := start.Add(10 * time.Minute)
	source.TellWait(running.ctx, until)
	want := domain.Progress{Run: running.order.Run.ID, Integration: "a", WaitsUntil: until}
	if len(told) != 1 || told[0] != want {
		t.Errorf("told %+v, want %+v", told, want)
	}
	// What had been read before is written while it waits.
	w.bus.Publish(event.RunProgressed{Progress: domain.Progress{Run: want.Run, Integration: "a", DataType: "customers", Counts: domain.Counts{Read: 40}}})
	want.DataType, want.Counts.Read = "customers", 40
	if got := w.sched.Running("a"); got == nil || *got != want {
		t.Errorf("the run stands at %+v, want %+v", got, want)
	}
	w.end(running, domain.RunOK, "")
}
