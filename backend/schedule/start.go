package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/source"
)

// Request says how a run is wanted.
type Request struct {
	Trigger domain.Trigger
	Full    bool // read everything again
	DryRun  bool
	Allow   bool // let the mass-change guard's held changes pass, once
	// Undo is a run to take back, in a run of its own; with DryRun only to tell what
	// that would do.
	Undo domain.RunID
}

// errBusy tells that a run cannot start now: one of the same integration or the same
// authorization is in hand, or too many are.
var errBusy = errors.New("busy")

func isBusy(err error) bool { return errors.Is(err, errBusy) }

// SyncNow starts a run and returns at once. When one of the integration is in hand
// already, that one is returned. The limits on runs at once do not hold for what the
// person asks for.
func (s *Scheduler) SyncNow(ctx context.Context, id domain.IntegrationID, r Request) (domain.Run, error) {
	a, err := s.begin(ctx, id, r)
	if err != nil {
		return domain.Run{}, err
	}
	return a.run, nil
}

// SyncAndWait is SyncNow, and waits for the outcome. When ctx ends the run is
// cancelled.
func (s *Scheduler) SyncAndWait(ctx context.Context, id domain.IntegrationID, r Request) (Outcome, error) {
	a, err := s.begin(ctx, id, r)
	if err != nil {
		return Outcome{}, err
	}
	select {
	case <-a.done:
	case <-ctx.Done():
		s.Cancel(id)
		<-a.done
	}
	return a.outcome, nil
}

func (s *Scheduler) begin(ctx context.Context, id domain.IntegrationID, r Request) (*activeRun, error) {
	i, err := s.setup.Integration(ctx, id)
	if err != nil {
		return nil, err
	}
	switch {
	case r.Undo != "":
		r.Trigger = domain.Undoing
	case r.Trigger == "":
		r.Trigger = domain.Manual
	}
	a, err := s.start(ctx, i, r)
	if isBusy(err) && a != nil {
		if a.run.DryRun != r.DryRun || r.Undo != "" {
			return nil, &domain.Error{
				Kind: domain.SetUp, Code: "running", What: fmt.Sprintf("“%s” is running just now.", i.Name),
				Means: "Two runs of one integration never overlap.", Do: "Wait until it has finished, or cancel it.",
			}
		}
		return a, nil
	}
	return a, err
}

// start starts a run. With errBusy it returns the run of the same integration that
// is in hand, if that is why.
func (s *Scheduler) start(ctx context.Context, i domain.Integration, r Request) (*activeRun, error) {
	c, err := s.setup.Configuration(ctx, i.Configuration)
	if err != nil {
		return nil, fmt.Errorf("source configuration of %s: %w", i.Name, err)
	}
	now := s.clock.Now().UTC()
	run := domain.Run{
		ID: domain.NewID[domain.RunID](), Integration: i.ID, Trigger: r.Trigger, Full: r.Full, DryRun: r.DryRun,
		StartedAt: now, Result: domain.RunRunning,
	}
	a, err := s.admit(ctx, run, c.Authorization)
	if err != nil {
		return a, err
	}
	a.order = Order{Run: run, Integration: i, Allow: r.Allow, Undo: r.Undo}
	queued := s.queues(r)
	if queued {
		if err := s.enqueue(ctx, a, r); err != nil {
			s.release(a, Outcome{Run: run})
			return nil, err
		}
	}
	if err := s.runs.SaveRun(ctx, run); err != nil {
		s.release(a, Outcome{Run: run})
		return nil, fmt.Errorf("note the run: %w", err)
	}
	s.events.Publish(event.RunStarted{Run: run})
	if !queued {
		go s.execute(a) //nolint:contextcheck // a run has a life of its own
		return a, nil
	}
	close(a.ready)
	return a, nil
}

// admit gives a run its place under the limits. Its life outlasts the caller: a run
// goes on when the window that asked for it is closed.
func (s *Scheduler) admit(ctx context.Context, run domain.Run, authorization domain.AuthorizationID) (*activeRun, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return nil, &domain.Error{Kind: domain.Cancelled, Code: "stopping", What: "Tributary is being closed.", Do: "Start it again."}
	}
	if a, running := s.active[run.Integration]; running {
		return a, errBusy
	}
	if run.Trigger != domain.Manual && run.Trigger != domain.Undoing {
		if len(s.active) >= s.opts.MaxRuns || s.authorizationBusyLocked(authorization) {
			return nil, errBusy
		}
	}
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	a := &activeRun{
		run: run, authorization: authorization, life: life, cancel: cancel, ready: make(chan struct{}), done: make(chan struct{}),
		progress: domain.Progress{Run: run.ID, Integration: run.Integration},
	}
	s.active[run.Integration] = a
	if !run.DryRun {
		s.started[run.Integration] = s.clock.Now()
	}
	s.group.Add(1)
	return a, nil
}

func (s *Scheduler) authorizationBusyLocked(id domain.AuthorizationID) bool {
	if id == "" {
		return false
	}
	for _, a := range s.active {
		if a.authorization == id {
			return true
		}
	}
	return false
}

// execute runs in a goroutine of its own, which stop waits for.
func (s *Scheduler) execute(a *activeRun) {
	o := a.order
	ctx := source.WithWaits(a.life, func(until time.Time) { s.tellWait(a, until) })
	outcome := s.executor.Execute(ctx, o)
	outcome.Run.EndedAt = s.clock.Now().UTC()
	if outcome.Run.Result == domain.RunCancelled && !s.wasCancelled(a) {
		// The program ends: nobody gave up on this run, the next start goes on with it.
		outcome.Run.Result, outcome.Run.ErrorCode = domain.RunInterrupted, "closed"
		outcome.Run.ErrorWords = closedWords
	}
	// What came of a run is kept even when the run was cancelled.
	keep := context.WithoutCancel(ctx)
	if err := s.runs.SaveRun(keep, outcome.Run); err != nil {
		s.opts.Report(fmt.Errorf("store the run: %w", err))
	} else if outcome.Requests.Count > 0 {
		if err := s.runs.SaveRequests(keep, outcome.Run.ID, outcome.Run.EndedAt, outcome.Requests); err != nil {
			s.opts.Report(fmt.Errorf("store what was asked in the run: %w", err))
		}
	}
	if err := s.conclude(keep, o.Integration, a.authorization, outcome); err != nil {
		s.opts.Report(fmt.Errorf("draw the consequences of the run: %w", err))
	}
	s.release(a, outcome)
	s.events.Publish(event.RunFinished{Run: outcome.Run})
}

const closedWords = "Tributary was closed during the run. What was done stays; the next start goes on from there."

// wasCancelled tells whether the person cancelled the run.
func (s *Scheduler) wasCancelled(a *activeRun) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return a.cancelled
}

func (s *Scheduler) release(a *activeRun, outcome Outcome) {
	a.cancel()
	s.mu.Lock()
	a.outcome = outcome
	delete(s.active, a.run.Integration)
	s.mu.Unlock()
	close(a.done)
	s.group.Done()
}
