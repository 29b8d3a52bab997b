package schedule_test

import (
	"context"
	"runtime"
	"sync"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/schedule"
)

// memory is a queue that outlives the schedule, as the database does.
type memory struct {
	mu      sync.Mutex // guards tickets and wake
	tickets map[domain.IntegrationID]domain.Ticket
	taken   map[domain.IntegrationID]bool
	wake    chan struct{}
}

func newMemory() *memory {
	return &memory{tickets: map[domain.IntegrationID]domain.Ticket{}, taken: map[domain.IntegrationID]bool{}, wake: make(chan struct{}, 1)}
}

func (m *memory) Put(_ context.Context, t domain.Ticket) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, waits := m.tickets[t.Integration]; waits {
		return false, nil
	}
	m.tickets[t.Integration] = t
	select {
	case m.wake <- struct{}{}:
	default:
	}
	return true, nil
}

func (m *memory) Serve(ctx context.Context, work func(context.Context, domain.Ticket) bool) error {
	var group sync.WaitGroup
	defer group.Wait()
	for {
		m.mu.Lock()
		for id, t := range m.tickets {
			if m.taken[id] {
				continue
			}
			m.taken[id] = true
			group.Go(func() {
				done := work(ctx, t)
				m.mu.Lock()
				defer m.mu.Unlock()
				if delete(m.taken, id); done {
					delete(m.tickets, id)
				} else {
					m.taken[id] = ctx.Err() == nil // again with the next Serve
				}
			})
		}
		m.mu.Unlock()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-m.wake:
		}
	}
}

func (m *memory) holds(id domain.IntegrationID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, holds := m.tickets[id]
	return holds
}

func TestARunThatTheEndOfTheProgramStoppedComesAgain(t *testing.T) {
	q := newMemory()
	w := newWorld(t, schedule.Options{Queue: q}, every("a", 24*60*60*1e9))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.sched.Serve(ctx) }()
	w.end(w.next(), domain.RunOK, "") // the first, by schedule
	for q.holds("a") {
		runtime.Gosched() // its end is noted a moment later
	}
	if _, err := w.sched.SyncNow(ctx, "a", schedule.Request{Full: true}); err != nil {
		t.Fatal(err)
	}
	h := w.next()
	cancel()
	<-h.ctx.Done()
	w.end(h, domain.RunCancelled, domain.Cancelled)
	<-ended
	if last := w.runs[len(w.runs)-1]; last.Result != domain.RunInterrupted || !q.holds("a") {
		t.Fatalf("the run ended %s, its ticket is kept: %v; want interrupted and true", last.Result, q.holds("a"))
	}

	w.sched = schedule.New(w, w, w, w, &w.bus, w.clock, schedule.Options{Queue: q})
	clear(q.taken)
	w.serve()
	again := w.next()
	if !again.order.Run.Full || again.order.Run.ID == h.order.Run.ID {
		t.Errorf("the run that came again is %+v, want a new one that reads everything", again.order.Run)
	}
	w.end(again, domain.RunOK, "")
	w.none()
}

func TestATicketOfAnIntegrationSwitchedOffMeanwhileIsDropped(t *testing.T) {
	q := newMemory()
	off := every("a", 24*60*60*1e9)
	off.State = domain.Inactive
	w := newWorld(t, schedule.Options{Queue: q}, off)
	if _, err := q.Put(t.Context(), domain.Ticket{Integration: "a", Trigger: domain.Scheduled}); err != nil {
		t.Fatal(err)
	}
	w.serve()
	w.none()
}
