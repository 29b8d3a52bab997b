package syncer

import (
	"context"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/mapping"
)

// Deps is what a Syncer needs. All are required except Publish and TempDir.
type Deps struct {
	Project Project
	Clock   clock.Clock
	// Publish receives event.RunProgressed, at most four a second and run. It is
	// called from the goroutine of the run and must be quick.
	Publish func(event.Event)
	// TempDir is where a dry run keeps what it read; empty means the system's.
	TempDir string
}

// Syncer executes runs. It is safe for concurrent use; runs of one integration
// must not overlap.
type Syncer struct {
	project Project
	clock   clock.Clock
	publish func(event.Event)
	tempDir string
}

// New returns a Syncer.
func New(deps Deps) *Syncer {
	s := &Syncer{project: deps.Project, clock: deps.Clock, publish: deps.Publish, tempDir: deps.TempDir}
	if s.publish == nil {
		s.publish = func(event.Event) {}
	}
	return s
}

// Plan is all there is to know for one run.
type Plan struct {
	// Run holds ID, Integration, Trigger, Full and StartedAt; the rest is the result's.
	Run         domain.Run
	Integration domain.Integration
	Transfers   []TransferPlan
	// AllowHeld applies, this once, what the mass-change guard or a doubted
	// emptiness would hold back. It asks for a full read.
	AllowHeld bool
}

// TransferPlan is one data transfer of a run. Transfers that are not active or
// have no type of update ticked are passed over.
type TransferPlan struct {
	Transfer domain.Transfer
	DataType domain.DataType
	Reader   Reader
	// Fields watches what the records have; nil: nobody wants to know.
	Fields *mapping.FieldWatch
	// Shared are the project fields that other data transfers map too: who maps them, this
	// one among them, in the order in which they decide. Nil: none.
	Shared map[string][]domain.Scope
}

// How often everything is read again although the source could tell changes.
const (
	fullEveryWithoutTombstones = 24 * time.Hour
	fullEveryWithTombstones    = 7 * 24 * time.Hour
)

// Run executes the plan and returns the run as it ended. It never panics and has
// no error of its own: what went wrong is in the result. Whatever was committed
// before an error stays. When ctx ends, no further write begins and the result is
// cancelled.
func (s *Syncer) Run(ctx context.Context, plan Plan) domain.Run {
	e := &execution{
		project: s.project, clock: s.clock, plan: plan,
		meter: newMeter(s.clock, s.publish, plan.Run),
	}
	return e.run(ctx)
}

// execution is one run in hand.
type execution struct {
	project Project
	clock   clock.Clock
	plan    Plan
	meter   *meter
	samples *samples // nil unless dry
}

func (e *execution) run(ctx context.Context) (run domain.Run) {
	run = e.plan.Run
	run.Result, run.Transfers = domain.RunOK, nil
	var failure error
	for _, t := range e.plan.Transfers {
		if !t.Transfer.Active || len(e.plan.Integration.Updates[t.DataType.Name]) == 0 {
			continue
		}
		started := e.clock.Now()
		result, err := e.transfer(ctx, t)
		result.Seconds = e.clock.Now().Sub(started).Seconds()
		run.Transfers = append(run.Transfers, result)
		if err != nil && failure == nil {
			failure = err
		}
		if err != nil && !onlyThisDataType(err) {
			break
		}
	}
	conclude(ctx, &run, failure)
	run.EndedAt = e.clock.Now()
	return run
}

// onlyThisDataType tells whether the other data types of the integration may
// still work: a vanished field or a missing permission is one data type's matter.
func onlyThisDataType(err error) bool {
	kind := domain.KindOf(err)
	return kind == domain.SetUp || kind == domain.NotAllowed
}
