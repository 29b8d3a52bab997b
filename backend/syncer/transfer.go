package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

// transfer is one data transfer of a run in hand. Used from one goroutine.
type transfer struct {
	*execution
	TransferPlan
	mapped   *mapping.Plan
	table    domain.Table
	scope    domain.Scope
	cause    domain.Cause
	progress domain.TransferProgress // as last committed
	result   domain.TransferRun
	version  string                    // of the mapping and the ticks
	order    map[string][]domain.Scope // of the mapped fields that others map too

	mode       domain.ReadMode
	continued  bool         // an interrupted full read goes on
	marking    bool         // seen marks are kept, so that absence can be known
	hasErrors  bool         // record errors may stand in the project that a good record clears
	hasLeftOut bool         // notes of what was left out may stand in the project
	first      *firstPlaces // nil where sources have an identity of their own
}

// transfer runs one data transfer. What it did is in the result also when err is set.
func (e *execution) transfer(ctx context.Context, p TransferPlan) (result domain.TransferRun, err error) {
	t := e.newTransfer(p)
	defer func() { result = t.result }()
	defer t.reportFields()
	defer recovered(&err)
	if err := t.prepare(ctx); err != nil {
		return t.result, err
	}
	if err := t.beginFields(); err != nil {
		return t.result, err
	}
	if err := t.followOrder(ctx); err != nil {
		return t.result, err
	}
	e.meter.begin(p.DataType.Name, t.result.Counts.Read)
	outcome, err := t.read(ctx)
	if err != nil {
		return t.result, errors.Join(err, t.startAgain(ctx, err))
	}
	err = t.finish(ctx, outcome)
	e.meter.show(t.result.Counts, t.result.Total, true)
	return t.result, err
}

func (e *execution) newTransfer(p TransferPlan) *transfer {
	return &transfer{
		execution: e, TransferPlan: p,
		scope: domain.Scope{Integration: e.plan.Integration.ID, DataType: p.DataType.Name},
		cause: domain.Cause{Run: e.plan.Run.ID, Integration: e.plan.Integration.ID, DataType: p.DataType.Name, At: e.clock.Now().UTC()},
		result: domain.TransferRun{
			Transfer: p.Transfer.ID, DataType: p.DataType.Name, Table: p.Transfer.Mapping.Table,
		},
	}
}

// prepare loads what is known and decides how to read.
func (t *transfer) prepare(ctx context.Context) error {
	if err := t.compile(ctx); err != nil {
		return err
	}
	var err error
	if t.progress, err = t.project.Progress(ctx, t.scope); err != nil {
		return fmt.Errorf("progress of %s: %w", t.DataType.Name, err)
	}
	t.version = t.mapped.Version() + "/" + t.ticks()
	sameVersion := t.progress.MappingVersion == t.version
	askedAgain := t.plan.Run.Full && t.progress.FullReadRun != t.plan.Run.ID
	// Without a place to go on from it would not be the same read: it begins anew.
	t.continued = t.progress.FullReadRun != "" && t.progress.FullCheckpoint != nil && sameVersion && !askedAgain
	t.hasLeftOut = t.continued
	t.mode = domain.ChangedOnly
	if t.continued || !sameVersion || askedAgain || t.plan.AllowHeld || !t.DataType.ChangedOnly ||
		t.progress.Checkpoint == nil || t.fullReadIsDue() {
		t.mode = domain.FullRead
	}
	// All links of the very first full read come from itself: none can be unseen.
	first := t.progress.LastFullAt.IsZero() && (t.progress.MappingVersion == "" || t.continued)
	t.marking = !first
	t.hasErrors = t.progress.MappingVersion != ""
	if !t.mapped.OwnIdentity() {
		t.first = newFirstPlaces()
	}
	t.result.Mode = t.mode
	if t.progress.Run == t.plan.Run.ID {
		t.result.Counts = t.progress.Counts
	}
	return nil
}

// compile makes the mapping ready against the table as it is today.
func (t *transfer) compile(ctx context.Context) error {
	table, err := t.project.Table(ctx, t.Transfer.Mapping.Table)
	if errors.Is(err, domain.ErrNotFound) {
		return &domain.Error{
			Kind: domain.SetUp, Code: "table_gone", Err: err,
			What:  "The table “" + t.Transfer.Mapping.Table + "” of the mapping of “" + t.DataType.Name + "” no longer exists.",
			Means: "Nothing was read or changed for this data type.",
			Do:    "Open the mapping and choose another table.",
		}
	}
	if err != nil {
		return fmt.Errorf("table %s: %w", t.Transfer.Mapping.Table, err)
	}
	t.table = table
	if t.mapped, err = mapping.Compile(t.Transfer.Mapping, table, t.DataType.PrimaryKey); err == nil {
		t.order = t.sharedFields()
	}
	return err
}

// ticks is the types of updates as text. They are part of the version: what was
// left out by choice is caught up by the full read after the choice changed.
func (t *transfer) ticks() string {
	var ticks []string
	for _, u := range t.plan.Integration.Updates[t.DataType.Name] {
		ticks = append(ticks, string(u))
	}
	slices.Sort(ticks)
	return strings.Join(slices.Compact(ticks), ",")
}

func (t *transfer) receives(u domain.UpdateType) bool {
	return t.plan.Integration.Receives(t.DataType.Name, u)
}

func (t *transfer) fullReadIsDue() bool {
	every := fullEveryWithoutTombstones
	if t.DataType.Tombstones {
		every = fullEveryWithTombstones
	}
	return t.clock.Now().Sub(t.progress.LastFullAt) >= every
}

// request is what to ask the source for.
func (t *transfer) request() domain.ReadRequest {
	request := domain.ReadRequest{DataType: t.DataType.Name, Mode: t.mode, Checkpoint: t.progress.Checkpoint}
	if t.mode == domain.FullRead {
		request.Checkpoint = nil
		if t.continued {
			request.Checkpoint = t.progress.FullCheckpoint
		}
	}
	return request
}

// read reads from the source and commits batch after batch.
func (t *transfer) read(ctx context.Context) (domain.ReadOutcome, error) {
	if !t.continued {
		if err := t.begin(ctx); err != nil {
			return domain.ReadOutcome{}, err
		}
	}
	readCtx, cancel := context.WithCancel(ctx)
	s := open(readCtx, t.Reader, t.request(), t.mapped, t.lookAtFields)
	err := drain(readCtx, t.clock, s, t.commit)
	cancel()
	discard(s.pages) // let the stages end; what they still hold is not written
	<-s.done
	return s.outcome, err
}

// startAgain forgets where a full read has come to when its error says so: the next run
// begins it anew.
func (t *transfer) startAgain(ctx context.Context, failure error) error {
	var e *domain.Error
	if !errors.As(failure, &e) || !e.StartAgain || t.mode != domain.FullRead {
		return nil
	}
	p := t.progress
	p.FullReadRun, p.FullCheckpoint, p.Checkpoint = "", nil, nil
	return t.write(ctx, p, func(Tx) error { return nil })
}

// begin notes that the read began, before the first record.
func (t *transfer) begin(ctx context.Context) error {
	p := t.progress
	p.Run, p.Counts, p.ReadBeganAt = t.plan.Run.ID, t.result.Counts, t.cause.At
	if t.mode == domain.FullRead {
		p.FullReadRun, p.FullCheckpoint, p.Checkpoint, p.MappingVersion = t.plan.Run.ID, nil, nil, t.version
	}
	return t.write(ctx, p, func(tx Tx) error {
		if err := tx.ForgetHeld(ctx, t.scope, t.mode == domain.FullRead); err != nil {
			return err
		}
		if err := tx.ForgetLeftOut(ctx, t.scope); err != nil || !t.marking {
			return err
		}
		return tx.BeginFullRead(ctx, t.scope)
	})
}

// commit writes one batch: rows, links, history, record errors, counters and
// checkpoint, all or nothing.
func (t *transfer) commit(ctx context.Context, b *batch) error {
	var done domain.Counts
	p := t.progress
	err := t.project.Write(ctx, func(tx Tx) error {
		var err error
		if done, err = t.apply(ctx, tx, b.entries); err != nil {
			return err
		}
		p.Run, p.Counts = t.plan.Run.ID, t.result.Counts
		p.Counts.Add(done)
		if b.checkpoint != nil && t.mode == domain.FullRead {
			p.FullCheckpoint = b.checkpoint
		} else if b.checkpoint != nil {
			p.Checkpoint = b.checkpoint
		}
		return tx.PutProgress(ctx, t.scope, p)
	})
	if err != nil {
		return fmt.Errorf("write a batch of %s: %w", t.DataType.Name, err)
	}
	t.progress, t.result.Counts = p, p.Counts
	t.hasErrors = t.hasErrors || done.RecordErrors > 0
	t.hasLeftOut = t.hasLeftOut || done.LeftOut > 0
	t.result.Total = max(t.result.Total, b.total)
	t.meter.show(t.result.Counts, t.result.Total, false)
	return nil
}

// write runs fn and stores the progress in one transaction.
func (t *transfer) write(ctx context.Context, p domain.TransferProgress, fn func(Tx) error) error {
	err := t.project.Write(ctx, func(tx Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return tx.PutProgress(ctx, t.scope, p)
	})
	if err != nil {
		return fmt.Errorf("write the progress of %s: %w", t.DataType.Name, err)
	}
	t.progress = p
	return nil
}

// started is when the first record of this read can have been met; zero where it is not
// known. A clock that was set back since counts.
func (t *transfer) started() time.Time {
	if began := t.progress.ReadBeganAt; began.Before(t.cause.At) {
		return began
	}
	return t.cause.At
}
