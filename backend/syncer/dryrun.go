package syncer

import (
	"context"
	"errors"
	"fmt"

	"tributary/backend/domain"
)

// DryRunResult is what a run would do.
type DryRunResult struct {
	Run domain.Run // with exact counts; DryRun is set
	// Changes are the first SamplesPerKind of each data type and kind.
	Changes []Sample
	// RecordErrors are the first SamplesPerKind of each data type.
	RecordErrors []domain.RecordError
}

// DryRun executes the plan on the same code path as Run, in a transaction that is
// rolled back: on an unchanged source and project, the following Run does exactly this.
// It reads everything first, into a file, and holds the transaction only then.
func (s *Syncer) DryRun(ctx context.Context, plan Plan) (result DryRunResult) {
	plan.Run.DryRun = true
	spooled, closeAll, err := s.readAhead(ctx, plan)
	if err == nil {
		err = s.dryRun(ctx, spooled, &result)
	}
	if err = errors.Join(err, closeAll()); err != nil {
		result.Run = plan.Run
		result.Run.Transfers = nil
		conclude(ctx, &result.Run, err)
		result.Run.EndedAt = s.clock.Now()
	}
	return result
}

func (s *Syncer) dryRun(ctx context.Context, plan Plan, result *DryRunResult) error {
	frozen, err := s.freeze(ctx, plan)
	if err != nil {
		return err
	}
	return s.project.DryRun(ctx, func(tx Tx) error {
		frozen.tx = tx
		e := &execution{
			project: frozen, clock: s.clock, plan: plan,
			meter:   newMeter(s.clock, s.publish, plan.Run),
			samples: &samples{taken: map[sampleKind]int{}},
		}
		result.Run = e.run(ctx)
		result.Changes, result.RecordErrors = e.samples.changes, e.samples.errors
		return nil
	})
}

// readAhead replaces the readers of the plan by what they bring now. closeAll must be
// called, also after an error.
func (s *Syncer) readAhead(ctx context.Context, plan Plan) (spooled Plan, closeAll func() error, err error) {
	var files []*spool
	closeAll = func() error {
		var errs []error
		for _, f := range files {
			errs = append(errs, f.close())
		}
		return errors.Join(errs...)
	}
	spooled = plan
	spooled.Transfers = nil
	e := &execution{project: s.project, clock: s.clock, plan: plan, meter: newMeter(s.clock, s.publish, plan.Run)}
	for _, p := range plan.Transfers {
		if !p.Transfer.Active || len(plan.Integration.Updates[p.DataType.Name]) == 0 {
			continue
		}
		t := e.newTransfer(p)
		if err := t.prepare(ctx); err != nil {
			return plan, closeAll, err
		}
		file, err := newSpool(s.tempDir)
		if err != nil {
			return plan, closeAll, err
		}
		files = append(files, file)
		if err := file.fill(ctx, p.Reader, t.request()); err != nil {
			return plan, closeAll, err
		}
		p.Reader = file
		spooled.Transfers = append(spooled.Transfers, p)
	}
	return spooled, closeAll, nil
}

// frozen is the project inside one transaction: what a run writes is seen by the
// run only. Tables and progress are read before it begins.
type frozen struct {
	tx       Tx
	tables   map[string]domain.Table
	progress map[domain.Scope]domain.TransferProgress
}

var _ Project = (*frozen)(nil)

func (s *Syncer) freeze(ctx context.Context, plan Plan) (*frozen, error) {
	f := &frozen{tables: map[string]domain.Table{}, progress: map[domain.Scope]domain.TransferProgress{}}
	for _, p := range plan.Transfers {
		name := p.Transfer.Mapping.Table
		table, err := s.project.Table(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		f.tables[name] = table
		scope := domain.Scope{Integration: plan.Integration.ID, DataType: p.DataType.Name}
		if f.progress[scope], err = s.project.Progress(ctx, scope); err != nil {
			return nil, fmt.Errorf("progress of %s: %w", scope.DataType, err)
		}
	}
	return f, nil
}

func (f *frozen) Table(_ context.Context, name string) (domain.Table, error) {
	table, ok := f.tables[name]
	if !ok {
		return domain.Table{}, domain.ErrNotFound
	}
	return table, nil
}

func (f *frozen) Progress(_ context.Context, scope domain.Scope) (domain.TransferProgress, error) {
	return f.progress[scope], nil
}

// Write runs fn in the transaction in hand. After an error of fn the whole dry run
// ends, so that nothing needs to be taken back here.
func (f *frozen) Write(ctx context.Context, fn func(Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return fn(f.tx)
}

func (f *frozen) DryRun(ctx context.Context, fn func(Tx) error) error { return f.Write(ctx, fn) }
