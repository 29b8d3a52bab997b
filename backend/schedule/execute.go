package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/setup"
	"tributary/backend/source"
	"tributary/backend/syncer"
)

// Runner is the Executor of the program: it makes the plan of a run from the set-up
// and hands it to syncer.
type Runner struct {
	setup  *setup.Service
	syncer *syncer.Syncer
	undoer Undoer
	clock  clock.Clock
}

var _ Executor = (*Runner)(nil)

// NewRunner returns a Runner.
func NewRunner(service *setup.Service, s *syncer.Syncer, u Undoer, c clock.Clock) *Runner {
	return &Runner{setup: service, syncer: s, undoer: u, clock: c}
}

// Execute makes the plan and runs it. A plan that cannot be made is a failed run with
// its reason.
func (r *Runner) Execute(ctx context.Context, o Order) Outcome {
	if o.Undo != "" {
		return r.undo(ctx, o)
	}
	var asked source.Log
	outcome := r.bring(source.WithTrace(ctx, asked.Note), o)
	outcome.Requests = asked.All()
	return outcome
}

// bring brings the service's records, or tells what that would do.
func (r *Runner) bring(ctx context.Context, o Order) Outcome {
	plan, err := r.plan(ctx, o)
	if err != nil {
		return Outcome{Run: failed(ctx, o.Run, err)}
	}
	added, err := r.addNewFields(ctx, o, plan)
	if err != nil {
		return Outcome{Run: failed(ctx, o.Run, err)}
	}
	if o.Run.DryRun {
		dry := r.syncer.DryRun(ctx, plan)
		return Outcome{Run: dry.Run, Changes: dry.Changes, RecordErrors: dry.RecordErrors}
	}
	run := r.syncer.Run(ctx, plan)
	r.noteFields(ctx, plan, added, &run)
	return Outcome{Run: run}
}

func (r *Runner) plan(ctx context.Context, o Order) (syncer.Plan, error) {
	plan := syncer.Plan{Run: o.Run, Integration: o.Integration, AllowHeld: o.Allow}
	c, err := r.setup.Configuration(ctx, o.Integration.Configuration)
	if err != nil {
		return plan, err
	}
	if err := r.setup.NoteUse(ctx, c.Authorization); err != nil {
		return plan, err
	}
	connector, config, err := r.setup.Connector(ctx, c)
	if err != nil {
		return plan, err
	}
	offered, err := watched(ctx, r.clock, func(ctx context.Context, _ func(func() error) error) ([]domain.DataType, error) {
		return connector.Discover(ctx, config)
	})
	if err != nil {
		return plan, err
	}
	transfers, err := r.setup.ActiveTransfers(ctx, c.ID)
	if err != nil {
		return plan, err
	}
	for _, t := range transfers {
		if len(o.Integration.Updates[t.DataType]) == 0 {
			continue
		}
		dataType, err := setup.FindDataType(offered, c.Name, t.DataType)
		if err != nil {
			return plan, err
		}
		if err := vanished(t, dataType); err != nil {
			return plan, err
		}
		watch, err := r.setup.FieldWatch(ctx, t)
		if err != nil {
			return plan, err
		}
		feeders, err := r.setup.TableFeeders(ctx, t.Mapping.Table)
		if err != nil {
			return plan, err
		}
		plan.Transfers = append(plan.Transfers, syncer.TransferPlan{
			Transfer: t, DataType: dataType, Reader: reader{connector, config, r.clock}, Fields: watch, Shared: feeders.Shared,
		})
	}
	return plan, nil
}

// vanished refuses a mapping from a field that the data type no longer has: the rows would
// be blanked by a column that was renamed.
func vanished(t domain.Transfer, d domain.DataType) error {
	if !d.Closed {
		return nil
	}
	for _, a := range t.Mapping.Assignments {
		if slices.ContainsFunc(d.Fields, func(f domain.SourceField) bool { return slices.Equal(f.Path, a.From) }) {
			continue
		}
		return &domain.Error{
			Kind: domain.SetUp, Code: "source_field_gone",
			What:  fmt.Sprintf("“%s” no longer has the field “%s” that the mapping takes “%s” from.", d.Name, a.From, a.To),
			Means: "It was renamed or removed. Nothing was changed in your project.",
			Do:    "Give it its old name again, or choose another field in the mapping.",
		}
	}
	return nil
}

// reader is a connector with the configuration it reads by. One that hangs is left behind.
type reader struct {
	connector source.Connector
	config    source.Config
	clock     clock.Clock
}

func (r reader) Read(ctx context.Context, req domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	return watched(ctx, r.clock, func(ctx context.Context, step func(func() error) error) (domain.ReadOutcome, error) {
		return r.connector.Read(ctx, r.config, req, func(page domain.Page) error {
			return step(func() error { return yield(page) })
		})
	})
}

// failed is a run that ended before it began.
func failed(ctx context.Context, run domain.Run, err error) domain.Run {
	run.Result, run.ErrorKind, run.ErrorCode, run.ErrorDetail = domain.RunFailed, domain.KindOf(err), "unexpected", err.Error()
	var e *domain.Error
	switch {
	case errors.As(err, &e):
		run.ErrorCode, run.RetryAfter = e.Code, e.RetryAfter
		run.ErrorWords = strings.TrimSpace(strings.Join([]string{e.What, e.Means, e.Do}, " "))
		if e.Details != "" {
			run.ErrorDetail = e.Details
		}
	case ctx.Err() != nil:
		run.Result, run.ErrorKind, run.ErrorCode, run.ErrorWords = domain.RunCancelled, domain.Cancelled, "cancelled", "The run was stopped."
	default:
		run.ErrorWords = "Something inside Tributary went wrong before the run could begin. Nothing was changed."
	}
	return run
}

// Settle gives the rows of a table the values that count by the order of its integrations, at
// once. No service is asked.
func (r *Runner) Settle(ctx context.Context, table string) error {
	feeders, err := r.setup.TableFeeders(ctx, table)
	if err != nil {
		return err
	}
	for _, f := range feeders.Feeders {
		if f.Silent {
			continue
		}
		i, err := r.setup.Integration(ctx, f.Scope.Integration)
		if err != nil {
			return err
		}
		err = r.syncer.Settle(ctx, syncer.Plan{Integration: i, Transfers: []syncer.TransferPlan{{
			Transfer: f.Transfer, DataType: domain.DataType{Name: f.Scope.DataType}, Shared: feeders.Shared,
		}}})
		if err != nil {
			return err
		}
	}
	return nil
}

// Plan returns the plan of one data transfer, for replaying its record errors. The
// service is asked for nothing but its data types.
func (r *Runner) Plan(ctx context.Context, scope domain.Scope) (syncer.Plan, error) {
	i, err := r.setup.Integration(ctx, scope.Integration)
	if err != nil {
		return syncer.Plan{}, err
	}
	i.Updates = map[string][]domain.UpdateType{scope.DataType: i.Updates[scope.DataType]}
	run := domain.Run{ID: domain.NewID[domain.RunID](), Integration: i.ID, Trigger: domain.Manual}
	plan, err := r.plan(ctx, Order{Run: run, Integration: i})
	if err != nil {
		return plan, err
	}
	if len(plan.Transfers) != 1 {
		return plan, &domain.Error{
			Kind: domain.SetUp, Code: "transfer_inactive", What: "The data transfer of these record errors is no longer active.",
			Means: "Nothing was replayed.", Do: "Activate it, or ignore the record errors.",
		}
	}
	return plan, nil
}
