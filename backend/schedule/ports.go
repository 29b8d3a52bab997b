package schedule

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/syncer"
)

// Setup is what the schedule needs of the set-up; *setup.Service is one.
type Setup interface {
	Integrations(ctx context.Context) ([]domain.Integration, error)
	Integration(ctx context.Context, id domain.IntegrationID) (domain.Integration, error)
	Configuration(ctx context.Context, id domain.ConfigurationID) (domain.Configuration, error)
	Authorization(ctx context.Context, id domain.AuthorizationID) (domain.Authorization, error)
	SetState(ctx context.Context, id domain.IntegrationID, state domain.IntegrationState, cause string) (domain.Integration, error)
	NoteSignIn(ctx context.Context, id domain.AuthorizationID, cause error) error
}

// Runs keeps the runs.
type Runs interface {
	SaveRun(ctx context.Context, r domain.Run) error
	// SaveRequests keeps what services were asked in a run that ended at a time.
	SaveRequests(ctx context.Context, run domain.RunID, at time.Time, asked domain.Exchanges) error
	// Runs returns runs, newest first.
	Runs(ctx context.Context, f domain.FindRuns) ([]domain.Run, error)
	// EndInterruptedRuns marks runs that a former life of the program left running.
	EndInterruptedRuns(ctx context.Context, at time.Time) error
	DeleteRunsBefore(ctx context.Context, before time.Time) error
}

// RecordErrors counts record errors.
type RecordErrors interface {
	CountRecordErrors(ctx context.Context, find domain.FindRecordErrors) (int64, error)
}

// Executor executes one run. It never fails: how the run ended is in the run it
// returns. While it runs, event.RunProgressed is published.
type Executor interface {
	Execute(ctx context.Context, o Order) Outcome
}

// Order is one run to execute.
type Order struct {
	Run         domain.Run // ID, trigger, full, dry run and start are set
	Integration domain.Integration
	// Allow lets the mass-change guard's held changes pass, once.
	Allow bool
	// Undo is the run to take back; empty: bring the service's records.
	Undo domain.RunID
}

// Outcome is how a run ended.
type Outcome struct {
	Run domain.Run
	// Changes and RecordErrors are the examples of a dry run.
	Changes      []syncer.Sample
	RecordErrors []domain.RecordError
	// Undo is what was taken back, or with a dry run would be.
	Undo domain.Undo
	// Requests are what services were asked.
	Requests domain.Exchanges
}

// Undoer takes runs back; *project.Project is one.
type Undoer interface {
	Undo(ctx context.Context, run, as domain.RunID) (domain.Undo, error)
	UndoPreview(ctx context.Context, run domain.RunID) (domain.Undo, error)
}

// Queue keeps the runs that are to begin, so that none is forgotten when the program ends
// or is killed.
type Queue interface {
	// Put adds a ticket. added is false when one of its integration waits or is in hand.
	Put(ctx context.Context, t domain.Ticket) (added bool, err error)
	// Serve hands each ticket to work in a goroutine of its own until ctx ends, and waits.
	// A ticket whose work returns false comes again with the next Serve.
	Serve(ctx context.Context, work func(ctx context.Context, t domain.Ticket) (done bool)) error
}

// Events is where events go and come from.
type Events interface {
	Publish(e event.Event)
	Subscribe(handle func(event.Event)) (cancel func())
}
