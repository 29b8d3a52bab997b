package schedule_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/schedule"
)

// pass lets time pass as it does for a computer that is awake.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	for ; d > 0; d -= 5 * time.Second {
		if err := w.clock.AwaitTimers(w.t.Context(), 1); err != nil {
			w.t.Fatal(err)
		}
		w.clock.Advance(5 * time.Second)
	}
}

func TestNothingRunsOfflineAndEachOnceWhenTheNetworkIsBack(t *testing.T) {
	var offline atomic.Bool
	offline.Store(true)
	o := schedule.Options{
		Holding:      func(context.Context) schedule.Hold { return schedule.Hold{Network: offline.Load()} },
		NeedsNetwork: func(_ context.Context, i domain.Integration) bool { return i.ID != "files" },
	}
	w := newWorld(t, o, every("one", time.Hour), every("two", time.Hour), every("files", 24*14*time.Hour))
	w.serve()
	w.pass(2 * time.Minute)
	h := w.next()
	if h.order.Integration.ID != "files" {
		t.Fatalf("%s ran offline", h.order.Integration.ID)
	}
	w.end(h, domain.RunOK, "")
	for range 7 { // a week
		w.none()
		w.clock.Advance(24 * time.Hour)
	}
	w.none()
	if len(w.runs) != 1 {
		t.Errorf("%d runs are counted after a week offline, want the one of the files", len(w.runs))
	}

	offline.Store(false)
	w.clock.Advance(5 * time.Second)
	first := w.next()
	w.none() // the second one follows within two minutes
	w.pass(2 * time.Minute)
	second := w.next()
	if first.order.Integration.ID == second.order.Integration.ID || first.order.Run.Trigger != domain.CatchUp || second.order.Run.Trigger != domain.CatchUp {
		t.Errorf("ran %s (%s) and %s (%s); want each once, to catch up", first.order.Integration.ID, first.order.Run.Trigger, second.order.Integration.ID, second.order.Run.Trigger)
	}
	w.end(first, domain.RunOK, "")
	w.end(second, domain.RunOK, "")
	w.none()
}

func TestAfterSleepEachRunsOnceSpread(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("one", time.Hour), every("two", time.Hour))
	w.serve()
	w.end(w.next(), domain.RunOK, "")
	w.none()
	w.pass(2 * time.Minute)
	w.end(w.next(), domain.RunOK, "")
	w.none()

	w.clock.Advance(10 * time.Hour) // asleep: the timer comes late
	first := w.next()
	w.none()
	w.pass(2 * time.Minute)
	second := w.next()
	if first.order.Integration.ID == second.order.Integration.ID {
		t.Errorf("%s ran twice", first.order.Integration.ID)
	}
	w.end(first, domain.RunOK, "")
	w.end(second, domain.RunOK, "")
	w.none()
}

func TestAClockSetBackDelaysNothingForMoreThanAnInterval(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("one", time.Hour))
	w.serve()
	w.end(w.next(), domain.RunOK, "")
	w.none()
	w.clock.Advance(-30 * 24 * time.Hour)
	ran := false
	for waited := time.Duration(0); !ran && waited < 2*time.Hour; waited += 10 * time.Minute {
		w.bus.Publish(event.IntegrationChanged{}) // in life the timer comes, by the time that has passed
		if err := w.clock.AwaitTimers(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		select {
		case h := <-w.hands:
			w.end(h, domain.RunOK, "")
			ran = true
		case <-time.After(20 * time.Millisecond):
			w.clock.Advance(10 * time.Minute)
		}
	}
	if !ran {
		t.Fatal("it did not run within two hours")
	}

	// A program that starts now finds the first run in its future.
	w.sched = schedule.New(w, w, w, w, &w.bus, w.clock, schedule.Options{})
	w.clock.Advance(-time.Hour)
	w.serve()
	w.end(w.next(), domain.RunOK, "")
}

func TestOldThingsAreClearedOnceADay(t *testing.T) {
	cleared := make(chan struct{}, 100)
	w := newWorld(t, schedule.Options{Purge: func(context.Context) error { cleared <- struct{}{}; return nil }})
	w.serve()
	w.none()
	if len(cleared) != 0 {
		t.Error("cleared at the very start")
	}
	for day := range 3 {
		w.clock.Advance(24 * time.Hour)
		select {
		case <-cleared:
		case <-time.After(10 * time.Second):
			t.Fatalf("nothing was cleared on day %d", day)
		}
		w.none()
	}
	if len(cleared) != 0 {
		t.Errorf("cleared %d times too often", len(cleared))
	}
}
