package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/schedule"
)

var start = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// world is a small set-up in memory: the integrations, their runs, and an executor
// whose runs end when the test says so.
type world struct {
	t     *testing.T
	bus   event.Bus
	clock *clock.Manual
	sched *schedule.Scheduler

	mu            sync.Mutex // guards all below
	integrations  map[domain.IntegrationID]domain.Integration
	authorization domain.Authorization
	runs          []domain.Run // oldest first
	hands         chan hand
	openErrors    int64
	asked         []string // "2 in <run>" for each run whose requests were kept
}

// hand is a run in hand: the test ends it by sending an outcome.
type hand struct {
	order  schedule.Order
	ctx    context.Context
	finish chan schedule.Outcome
}

func newWorld(t *testing.T, o schedule.Options, list ...domain.Integration) *world {
	t.Helper()
	w := &world{
		t: t, clock: clock.NewManual(start), integrations: map[domain.IntegrationID]domain.Integration{},
		authorization: domain.Authorization{ID: "auth", State: domain.AuthorizationWorks}, hands: make(chan hand, 100),
	}
	for _, i := range list {
		w.integrations[i.ID] = i
	}
	o.Report = func(err error) { t.Errorf("reported: %v", err) }
	w.sched = schedule.New(w, w, w, w, &w.bus, w.clock, o)
	return w
}

func (w *world) Integrations(context.Context) ([]domain.Integration, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []domain.Integration
	for _, i := range w.integrations {
		list = append(list, i)
	}
	return list, nil
}

func (w *world) Integration(_ context.Context, id domain.IntegrationID) (domain.Integration, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i, ok := w.integrations[id]
	if !ok {
		return i, domain.ErrNotFound
	}
	return i, nil
}

// Configuration gives each integration a configuration of its own name; those that
// begin with "shared" have one authorization together.
func (w *world) Configuration(_ context.Context, id domain.ConfigurationID) (domain.Configuration, error) {
	c := domain.Configuration{ID: id}
	if id == "shared" {
		c.Authorization = "auth"
	}
	return c, nil
}

func (w *world) Authorization(context.Context, domain.AuthorizationID) (domain.Authorization, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.authorization, nil
}

func (w *world) SetState(_ context.Context, id domain.IntegrationID, state domain.IntegrationState, cause string) (domain.Integration, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := w.integrations[id]
	i.State, i.StateCause = state, cause
	w.integrations[id] = i
	return i, nil
}

func (w *world) NoteSignIn(context.Context, domain.AuthorizationID, error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.authorization.State = domain.AuthorizationNeedsSignIn
	return nil
}

func (w *world) SaveRun(_ context.Context, r domain.Run) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for n := range w.runs {
		if w.runs[n].ID == r.ID {
			w.runs[n] = r
			return nil
		}
	}
	w.runs = append(w.runs, r)
	return nil
}

func (w *world) SaveRequests(_ context.Context, run domain.RunID, _ time.Time, asked domain.Exchanges) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, fmt.Sprintf("%d in %s", asked.Count, run))
	return nil
}

func (w *world) Runs(_ context.Context, f domain.FindRuns) ([]domain.Run, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []domain.Run
	for n := len(w.runs) - 1; n >= 0; n-- {
		r := w.runs[n]
		if r.Integration == f.Integration && (f.DryRuns || !r.DryRun) && (f.Result == "" || f.Result == r.Result) && !r.StartedAt.Before(f.Since) {
			found = append(found, w.runs[n])
		}
	}
	return found[:min(len(found), max(f.Limit, 0))], nil
}

func (w *world) CountRecordErrors(context.Context, domain.FindRecordErrors) (int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.openErrors, nil
}

func (w *world) EndInterruptedRuns(context.Context, time.Time) error { return nil }
func (w *world) DeleteRunsBefore(context.Context, time.Time) error   { return nil }

func (w *world) Execute(ctx context.Context, o schedule.Order) schedule.Outcome {
	h := hand{order: o, ctx: ctx, finish: make(chan schedule.Outcome, 1)}
	w.hands <- h
	return <-h.finish
}

// serve runs the schedule until the test ends, and checks that it then ends.
func (w *world) serve() {
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.sched.Serve(ctx) }()
	w.t.Cleanup(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			w.t.Errorf("Serve returned %v, want context.Canceled", err)
		}
	})
}

// next waits for the next run to be in hand.
func (w *world) next() hand {
	w.t.Helper()
	select {
	case h := <-w.hands:
		return h
	case <-time.After(10 * time.Second):
		w.t.Fatal("no run started")
		return hand{}
	}
}

// none checks that nothing started once the schedule sleeps again.
func (w *world) none() {
	w.t.Helper()
	if err := w.clock.AwaitTimers(w.t.Context(), 1); err != nil {
		w.t.Fatal(err)
	}
	select {
	case h := <-w.hands:
		w.t.Fatalf("%s started, want none", h.order.Integration.ID)
	default:
	}
}

// end lets a run end and waits until the scheduler knows.
func (w *world) end(h hand, result domain.RunResult, kind domain.Kind) {
	w.t.Helper()
	finished := make(chan struct{})
	cancel := w.bus.Subscribe(func(e event.Event) {
		if f, ok := e.(event.RunFinished); ok && f.Run.ID == h.order.Run.ID {
			close(finished)
		}
	})
	run := h.order.Run
	run.Result, run.ErrorKind = result, kind
	h.finish <- schedule.Outcome{Run: run}
	<-finished
	cancel()
}

func every(id domain.IntegrationID, d time.Duration) domain.Integration {
	return domain.Integration{ID: id, Name: string(id), Configuration: domain.ConfigurationID(id), State: domain.Active, Schedule: domain.Schedule{Every: d}}
}

func TestAnActiveIntegrationRunsAtOnceAndThenAtItsInterval(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("a", 30*time.Second))
	w.serve()
	first := w.next()
	if first.order.Run.Trigger != domain.CatchUp {
		t.Errorf("first trigger %q, want catch_up", first.order.Run.Trigger)
	}
	w.end(first, domain.RunOK, "")
	w.none()
	if err := w.clock.AwaitTimers(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(30 * time.Second)
	second := w.next()
	if second.order.Run.Trigger != domain.Scheduled {
		t.Errorf("second trigger %q, want schedule", second.order.Run.Trigger)
	}
	w.end(second, domain.RunOK, "")
}

// moving is a clock that, as a real one, never shows the same time twice.
type moving struct {
	*clock.Manual
}

func (m moving) Now() time.Time {
	m.Advance(time.Microsecond)
	return m.Manual.Now()
}

func TestANewIntegrationRunsAtOnceThoughTimePasses(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("a", time.Hour))
	w.sched = schedule.New(w, w, w, w, &w.bus, moving{w.clock}, schedule.Options{})
	w.serve()
	w.end(w.next(), domain.RunOK, "")
}

func TestOnlyActiveIntegrationsThatAreNotPausedRun(t *testing.T) {
	inactive, disabled, paused := every("inactive", time.Minute), every("disabled", time.Minute), every("paused", time.Minute)
	inactive.State, disabled.State, paused.PausedUntil = domain.Inactive, domain.Disabled, start.Add(time.Hour)
	w := newWorld(t, schedule.Options{}, inactive, disabled, paused)
	w.serve()
	w.none()
	next, never := w.sched.NextRun(t.Context(), paused), w.sched.NextRun(t.Context(), disabled)
	if !next.Equal(start.Add(time.Hour)) || !never.IsZero() {
		t.Errorf("next run of the paused one %v and the disabled one %v; want in an hour and never", next, never)
	}
}

func TestRunsOfOneIntegrationNeverOverlap(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("a", time.Minute))
	one, err := w.sched.SyncNow(t.Context(), "a", schedule.Request{})
	if err != nil {
		t.Fatal(err)
	}
	two, err := w.sched.SyncNow(t.Context(), "a", schedule.Request{})
	if err != nil || two.ID != one.ID {
		t.Errorf("second Sync now: run %s, %v; want the run in hand %s", two.ID, err, one.ID)
	}
	if _, err := w.sched.SyncNow(t.Context(), "a", schedule.Request{DryRun: true}); domain.KindOf(err) != domain.SetUp {
		t.Errorf("dry run during a run: %v, want it refused", err)
	}
	w.end(w.next(), domain.RunOK, "")
}

func TestScheduledRunsKeepToTheLimits(t *testing.T) {
	one, two, three := every("one", time.Minute), every("two", time.Minute), every("three", time.Minute)
	one.Configuration, two.Configuration = "shared", "shared"
	w := newWorld(t, schedule.Options{MaxRuns: 2}, one, two, three)
	for _, id := range []domain.IntegrationID{"one", "three"} {
		if _, err := w.sched.SyncNow(t.Context(), id, schedule.Request{Trigger: domain.Scheduled}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.sched.SyncNow(t.Context(), "two", schedule.Request{Trigger: domain.Scheduled}); err == nil {
		t.Error("a second scheduled run of one authorization started")
	}
	if _, err := w.sched.SyncNow(t.Context(), "two", schedule.Request{}); err != nil {
		t.Errorf("what the person asks for is held back: %v", err)
	}
	for range 3 {
		w.end(w.next(), domain.RunOK, "")
	}
}

func TestCancelEndsTheContextOfTheRun(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("a", time.Minute))
	if _, err := w.sched.SyncNow(t.Context(), "a", schedule.Request{}); err != nil {
		t.Fatal(err)
	}
	h := w.next()
	w.sched.Cancel("a")
	<-h.ctx.Done()
	w.end(h, domain.RunCancelled, domain.Cancelled)
	if w.sched.Running("a") != nil {
		t.Error("the run is still in hand")
	}
}

func TestAnIntegrationWaitsForSignInAndGoesOnByItself(t *testing.T) {
	i := every("a", time.Minute)
	i.Configuration = "shared"
	w := newWorld(t, schedule.Options{}, i)
	w.serve()
	w.end(w.next(), domain.RunFailed, domain.SignIn)
	if got, _ := w.Integration(t.Context(), "a"); got.State != domain.AwaitingSignIn {
		t.Fatalf("state %q, want needs_sign_in", got.State)
	}
	w.none()
	w.mu.Lock()
	w.authorization.State = domain.AuthorizationWorks
	w.mu.Unlock()
	w.clock.Advance(2 * time.Minute)
	w.end(w.next(), domain.RunOK, "")
	if got, _ := w.Integration(t.Context(), "a"); got.State != domain.Active {
		t.Errorf("state %q, want active", got.State)
	}
}

func TestAHeldRunWaitsForTheDecision(t *testing.T) {
	w := newWorld(t, schedule.Options{}, every("a", time.Minute))
	w.serve()
	w.end(w.next(), domain.RunNeedsDecision, "")
	w.none()
	if _, err := w.sched.SyncNow(t.Context(), "a", schedule.Request{Allow: true}); err != nil {
		t.Fatal(err)
	}
	h := w.next()
	if !h.order.Allow {
		t.Error("the run does not carry the person's leave")
	}
	w.end(h, domain.RunOK, "")
	if got, _ := w.Integration(t.Context(), "a"); got.State != domain.Active {
		t.Errorf("state %q, want active", got.State)
	}
}

func TestTheErrorBudgetDisables(t *testing.T) {
	i := every("a", time.Minute)
	i.Budget = domain.BudgetLimits{RecordErrors: 7}
	w := newWorld(t, schedule.Options{}, i)
	w.openErrors = 7
	w.serve()
	w.end(w.next(), domain.RunOK, "")
	got, _ := w.Integration(t.Context(), "a")
	if got.State != domain.Disabled || got.StateCause == "" {
		t.Errorf("state %q, cause %q; want disabled with its cause", got.State, got.StateCause)
	}
	w.none()
}

func TestNext(t *testing.T) {
	quarter := domain.Schedule{Every: 15 * time.Minute}
	for name, test := range map[string]struct {
		schedule domain.Schedule
		last     time.Time
		want     time.Time
	}{
		"never ran":              {quarter, time.Time{}, start},
		"ran five minutes ago":   {quarter, start.Add(-5 * time.Minute), start.Add(10 * time.Minute)},
		"a week off":             {quarter, start.Add(-7 * 24 * time.Hour), start.Add(-7*24*time.Hour + 15*time.Minute)},
		"clock was set back":     {quarter, start.Add(72 * time.Hour), start.Add(15 * time.Minute)},
		"cron, never ran":        {domain.Schedule{Cron: "30 9 * * *"}, time.Time{}, start.Add(90 * time.Minute)},
		"cron, missed while off": {domain.Schedule{Cron: "0 6 * * *"}, start.Add(-24 * time.Hour), start.Add(-2 * time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := schedule.Next(test.schedule, test.last, start, time.UTC)
			if err != nil || !got.Equal(test.want) {
				t.Errorf("Next = %v, %v; want %v", got, err, test.want)
			}
		})
	}
	if _, err := schedule.Next(domain.Schedule{Cron: "often"}, start, start, time.UTC); domain.KindOf(err) != domain.SetUp {
		t.Errorf("a bad cron line: %v, want a set_up error", err)
	}
}
