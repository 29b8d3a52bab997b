package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/schedule"
)

func TestWhatARunAskedIsKept(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("a", time.Hour))
	w.serve()
	h := w.next()
	finished := make(chan struct{})
	defer w.bus.Subscribe(func(e event.Event) {
		if _, ok := e.(event.RunFinished); ok {
			close(finished)
		}
	})()
	run := h.order.Run
	run.Result = domain.RunFailed
	h.finish <- schedule.Outcome{Run: run, Requests: domain.Exchanges{Count: 2}}
	<-finished
	w.mu.Lock()
	defer w.mu.Unlock()
	if want := fmt.Sprintf("2 in %s", run.ID); len(w.asked) != 1 || w.asked[0] != want {
		t.Errorf("kept %q, want %q", w.asked, want)
	}
}
