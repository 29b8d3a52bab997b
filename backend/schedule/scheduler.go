package schedule

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
)

// DefaultMaxRuns is how many runs may be in hand at once.
const DefaultMaxRuns = 4

// Options tune a scheduler. The zero value is good.
type Options struct {
	MaxRuns int            // 0: DefaultMaxRuns
	Local   *time.Location // zone of cron times; nil: UTC
	// Queue keeps the runs that are to begin while Serve works; nil: they are forgotten when
	// the program ends.
	Queue Queue
	// Holding tells what keeps integrations from running by themselves at the moment, and
	// NeedsNetwork which need the network; nil: nothing does.
	Holding      func(ctx context.Context) Hold
	NeedsNetwork func(ctx context.Context, i domain.Integration) bool
	// Purge clears what is too old; it is called once a day. nil: nothing is cleared.
	Purge func(ctx context.Context) error
	// Report receives errors nobody else can be told about (a state that could not
	// be stored); nil drops them.
	Report func(error)
	Teller Teller // nil: nobody is told how an integration stands
}

// Scheduler starts runs. Make it with New; Serve runs the schedule; SyncNow works
// with and without it. Safe for concurrent use.
type Scheduler struct {
	setup    Setup
	runs     Runs
	errors   RecordErrors
	executor Executor
	events   Events
	clock    clock.Clock
	opts     Options
	wake     chan struct{} // asks Serve to look again; buffered, one is enough
	heldBack bool          // something due had to wait; Serve's own

	mu          sync.Mutex // guards all below
	active      map[domain.IntegrationID]*activeRun
	waiting     map[domain.IntegrationID]time.Time // catch-up starts that were spread
	limited     map[domain.IntegrationID]time.Time // when those that a limit stopped go on
	started     map[domain.IntegrationID]time.Time // last starts in this program, with what the clock can tell of passing time
	pausedUntil time.Time
	stopping    bool
	queueing    bool           // Serve works, with a queue
	group       sync.WaitGroup // runs in hand
}

// activeRun is a run in hand.
type activeRun struct {
	run           domain.Run
	authorization domain.AuthorizationID
	progress      domain.Progress
	life          context.Context //nolint:containedctx // the run's own, which outlasts whoever asked for it
	order         Order           // set before ready is closed
	ready         chan struct{}   // closed when a queued run may begin
	begun         bool            // by a worker of the queue
	cancel        context.CancelFunc
	cancelled     bool          // by the person
	done          chan struct{} // closed when outcome is set
	outcome       Outcome
}

// New returns a scheduler; nothing runs before Serve or SyncNow.
func New(setup Setup, runs Runs, errors RecordErrors, executor Executor, events Events, c clock.Clock, o Options) *Scheduler {
	if o.MaxRuns <= 0 {
		o.MaxRuns = DefaultMaxRuns
	}
	if o.Local == nil {
		o.Local = time.UTC
	}
	if o.Report == nil {
		o.Report = func(error) {}
	}
	s := &Scheduler{
		setup: setup, runs: runs, errors: errors, executor: executor, events: events, clock: c, opts: o, wake: make(chan struct{}, 1),
		active: map[domain.IntegrationID]*activeRun{}, waiting: map[domain.IntegrationID]time.Time{}, limited: map[domain.IntegrationID]time.Time{}, started: map[domain.IntegrationID]time.Time{},
	}
	events.Subscribe(s.noteProgress) // for the life of the program, as the scheduler
	return s
}

func (s *Scheduler) noteProgress(e event.Event) {
	p, ok := e.(event.RunProgressed)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, running := s.active[p.Progress.Integration]; running {
		// What was read before the wait is still told while it waits.
		waits := a.progress.WaitsUntil
		a.progress = p.Progress
		if a.progress.WaitsUntil.Before(waits) {
			a.progress.WaitsUntil = waits
		}
	}
}

// tellWait tells that a run waits for the service.
func (s *Scheduler) tellWait(a *activeRun, until time.Time) {
	s.mu.Lock()
	now := a.progress
	s.mu.Unlock()
	now.WaitsUntil = until.UTC()
	s.events.Publish(event.RunProgressed{Progress: now})
}

// Serve runs the schedule until ctx ends, then cancels the runs in hand and waits
// for them to finish their batch.
func (s *Scheduler) Serve(ctx context.Context) error {
	if err := s.runs.EndInterruptedRuns(ctx, s.clock.Now().UTC()); err != nil {
		return fmt.Errorf("end interrupted runs: %w", err)
	}
	cancel := s.events.Subscribe(func(e event.Event) {
		switch e.(type) {
		case event.IntegrationChanged, event.ConfigurationChanged, event.AuthorizationChanged, event.RunFinished:
			s.look()
		}
	})
	defer cancel()
	defer s.serveQueue(ctx)()
	defer s.stop() //nolint:contextcheck // the runs it ends have lives of their own
	s.plan(ctx)
	var tidy purger
	defer tidy.wait()
	for {
		s.purge(ctx, &tidy)
		looked := s.clock.Now()
		next := s.startDue(ctx)
		timer := s.clock.NewTimer(next)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C():
		case <-s.wake:
			timer.Stop()
		}
		if jumped(looked, s.clock.Now(), next) {
			s.replan(ctx)
		}
	}
}

// look asks Serve to look at the schedule again.
func (s *Scheduler) look() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// stop cancels what is in hand and waits for it.
func (s *Scheduler) stop() {
	s.mu.Lock()
	s.stopping = true
	for _, a := range s.active {
		a.cancel()
		select {
		case <-a.ready:
			if !a.begun { // the queue keeps it for the next start
				a.begun = true
				go s.leave(a)
			}
		default:
		}
	}
	s.mu.Unlock()
	s.group.Wait()
}

// maxWait bounds how long Serve sleeps, so that a clock that jumped is noticed, and what
// another process changed about the set-up (apply on the command line).
const maxWait = 5 * time.Second

// startDue starts what is due and returns how long nothing will be.
func (s *Scheduler) startDue(ctx context.Context) time.Duration {
	now := s.clock.Now()
	wait := maxWait
	if paused := s.PausedUntil(); now.Before(paused) {
		s.heldBack = true
		return min(wait, paused.Sub(now))
	}
	var h holds
	if s.heldBack && !s.holding(ctx, &h) { // all of it would start at this moment
		s.heldBack = false
		s.replan(ctx)
	}
	all, err := s.setup.Integrations(ctx)
	if err != nil {
		s.opts.Report(fmt.Errorf("read the schedule: %w", err))
		return wait
	}
	for _, i := range all {
		due, ok := s.due(ctx, i, now)
		switch {
		case !ok:
		case due.After(now):
			wait = min(wait, due.Sub(now))
		case s.held(ctx, i, &h):
			s.heldBack = true
		default:
			trigger := domain.Scheduled
			if s.takeWaiting(i.ID) {
				trigger = domain.CatchUp
			}
			_, err := s.start(ctx, i, Request{Trigger: trigger})
			if err != nil && !isBusy(err) {
				s.opts.Report(err)
			}
		}
	}
	return max(wait, time.Millisecond)
}

// due returns when, seen from now, an integration runs next by itself; ok is false when
// it does not. now is given, so that "at once" is never after it.
func (s *Scheduler) due(ctx context.Context, i domain.Integration, now time.Time) (at time.Time, ok bool) {
	if i.State == domain.AwaitingSignIn && s.signedIn(ctx, i) {
		if changed, err := s.setup.SetState(ctx, i.ID, domain.Active, ""); err == nil {
			i = changed
			s.catchUp(i.ID, now)
		}
	}
	if i.State != domain.Active || s.Running(i.ID) != nil {
		return time.Time{}, false
	}
	s.mu.Lock()
	spreadTo, spreads := s.waiting[i.ID]
	s.mu.Unlock()
	if !spreads {
		spreadTo, spreads = s.allowedFrom(i)
	}
	if spreads {
		return spreadTo, true
	}
	last, err := s.lastStart(ctx, i.ID, now)
	if err != nil {
		s.opts.Report(err)
		return time.Time{}, false
	}
	at, err = Next(i.Schedule, last, now, s.opts.Local)
	if err != nil {
		return time.Time{}, false
	}
	if at.Before(i.PausedUntil) {
		at = i.PausedUntil
	}
	return at, true
}

// plan spreads what is overdue when the program starts.
func (s *Scheduler) plan(ctx context.Context) {
	all, err := s.setup.Integrations(ctx)
	if err != nil {
		s.opts.Report(fmt.Errorf("read the schedule: %w", err))
		return
	}
	now := s.clock.Now()
	var overdue []domain.IntegrationID
	for _, i := range all {
		if at, ok := s.due(ctx, i, now); ok && !at.After(now) {
			overdue = append(overdue, i.ID)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for n, id := range overdue {
		s.waiting[id] = spread(now, n, len(overdue))
	}
}

// catchUp has an integration start at once: what it missed while it waited is fetched.
func (s *Scheduler) catchUp(id domain.IntegrationID, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting[id] = now
}

func (s *Scheduler) takeWaiting(id domain.IntegrationID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, was := s.waiting[id]
	_, limited := s.limited[id]
	delete(s.waiting, id)
	delete(s.limited, id)
	return was || limited
}

// lastStart returns when an integration last started, seen from now; the zero time when
// it is to run at once. A run that seems to lie ahead was noted before the clock was set
// back and tells nothing; for runs of this program counts what has passed since.
func (s *Scheduler) lastStart(ctx context.Context, id domain.IntegrationID, now time.Time) (time.Time, error) {
	last, err := s.runs.Runs(ctx, domain.FindRuns{Integration: id, Limit: 1})
	if err != nil {
		return time.Time{}, fmt.Errorf("read the last run: %w", err)
	}
	var noted time.Time
	if len(last) > 0 && last[0].Result != domain.RunInterrupted && !last[0].StartedAt.After(now) {
		noted = last[0].StartedAt
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if mine, known := s.started[id]; known {
		if own := now.Round(0).Add(-max(now.Sub(mine), 0)); own.After(noted) {
			return own, nil
		}
	}
	return noted, nil
}

func (s *Scheduler) signedIn(ctx context.Context, i domain.Integration) bool {
	c, err := s.setup.Configuration(ctx, i.Configuration)
	if err != nil || c.Authorization == "" {
		return false
	}
	a, err := s.setup.Authorization(ctx, c.Authorization)
	return err == nil && (a.State == domain.AuthorizationWorks || a.State == domain.AuthorizationExpiresSoon)
}
