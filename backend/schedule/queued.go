package schedule

import (
	"context"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// serveQueue hands out what is queued; the function it returns ends that and waits.
func (s *Scheduler) serveQueue(ctx context.Context) (stop func()) {
	if s.opts.Queue == nil {
		return func() {}
	}
	s.setQueueing(true)
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := s.opts.Queue.Serve(life, s.work); err != nil && !errors.Is(err, context.Canceled) {
			s.setQueueing(false) // runs go on, without a memory
			s.opts.Report(fmt.Errorf("serve the queue: %w", err))
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

func (s *Scheduler) setQueueing(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queueing = on
}

// queues tells whether a run goes through the queue: a dry run and an undo are wanted by
// somebody who waits, or by nobody.
func (s *Scheduler) queues(r Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queueing && !r.DryRun && r.Undo == ""
}

// enqueue puts the ticket of an admitted run into the queue. The queue may hold one of
// the integration already: a run that a former program did not end, or one in hand in
// another program. It is errBusy then, unless a worker has taken this run for it.
func (s *Scheduler) enqueue(ctx context.Context, a *activeRun, r Request) error {
	added, err := s.opts.Queue.Put(ctx, domain.Ticket{Integration: a.run.Integration, Trigger: r.Trigger, Full: r.Full, Allow: r.Allow})
	if err != nil || added {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.begun {
		return nil
	}
	a.begun = true // so that no worker takes it any more
	return errBusy
}

// work carries out one ticket; false asks for it to come again with the next start.
func (s *Scheduler) work(ctx context.Context, t domain.Ticket) (done bool) {
	a := s.take(t.Integration)
	if a == nil {
		var err error
		if a, err = s.resume(ctx, t); err != nil || a == nil {
			return !s.isStopping()
		}
	}
	select {
	case <-a.ready:
		s.execute(a) //nolint:contextcheck // a run has a life of its own
	case <-a.done: // it could not be noted
	}
	return a.outcome.Run.Result != domain.RunInterrupted
}

// take returns the admitted run of an integration that waits for a worker.
func (s *Scheduler) take(id domain.IntegrationID) *activeRun {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, waits := s.active[id]
	if !waits || a.begun || a.run.DryRun {
		return nil
	}
	a.begun = true
	return a
}

// resume makes a run of a ticket that a former program left. It is nil when there is
// nothing to do any more: the integration is gone, runs already, or its schedule will see
// to it.
func (s *Scheduler) resume(ctx context.Context, t domain.Ticket) (*activeRun, error) {
	i, err := s.setup.Integration(ctx, t.Integration)
	if err != nil {
		return nil, err
	}
	if t.Trigger != domain.Manual && !s.mayStart(i) {
		return nil, nil //nolint:nilnil // it becomes due again when it may run
	}
	c, err := s.setup.Configuration(ctx, i.Configuration)
	if err != nil {
		return nil, err
	}
	run := domain.Run{
		ID: domain.NewID[domain.RunID](), Integration: i.ID, Trigger: t.Trigger, Full: t.Full, StartedAt: s.clock.Now().UTC(), Result: domain.RunRunning,
	}
	a, err := s.admit(ctx, run, c.Authorization)
	if isBusy(err) {
		return nil, nil //nolint:nilnil // the same one runs, or the schedule starts it when there is room
	}
	if err != nil {
		return nil, err
	}
	a.begun, a.order = true, Order{Run: run, Integration: i, Allow: t.Allow}
	if err := s.runs.SaveRun(ctx, run); err != nil {
		s.release(a, Outcome{Run: run})
		return nil, fmt.Errorf("note the run: %w", err)
	}
	s.events.Publish(event.RunStarted{Run: run})
	close(a.ready)
	return a, nil
}

// mayStart tells whether an integration runs by itself at the moment.
func (s *Scheduler) mayStart(i domain.Integration) bool {
	now := s.clock.Now()
	return i.State == domain.Active && !i.PausedUntil.After(now) && !s.PausedUntil().After(now)
}

func (s *Scheduler) isStopping() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stopping
}

// leave ends a run that no worker has begun when the program ends.
func (s *Scheduler) leave(a *activeRun) {
	run := a.run
	run.Result, run.ErrorCode, run.EndedAt = domain.RunInterrupted, "closed", s.clock.Now().UTC()
	run.ErrorWords = closedWords
	if err := s.runs.SaveRun(context.WithoutCancel(a.life), run); err != nil {
		s.opts.Report(fmt.Errorf("store the run: %w", err))
	}
	s.release(a, Outcome{Run: run})
	s.events.Publish(event.RunFinished{Run: run})
}
