package syncer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tributary/backend/domain"
)

// finish ends a read that came to its end without an error: what was absent is
// deleted where that can be known, doubted where it is much, and the full read is
// noted as done.
func (t *transfer) finish(ctx context.Context, outcome domain.ReadOutcome) error {
	t.result.Warnings = append(t.result.Warnings, outcome.Warnings...)
	if err := t.endFields(outcome); err != nil {
		return err
	}
	if err := t.settleBlanks(ctx); err != nil {
		return err
	}
	held := false
	if (outcome.Complete || outcome.Resumed) && !outcome.Unchanged {
		var err error
		if held, err = t.absences(ctx, outcome); err != nil {
			return err
		}
	}
	return t.close(ctx, outcome, held)
}

// absences deletes the rows of records a complete read did not bring, and says how
// complete the project is. held tells that nothing was deleted because it would have been
// too much, or looked wrong.
func (t *transfer) absences(ctx context.Context, outcome domain.ReadOutcome) (held bool, err error) {
	found, err := t.compareWithService(ctx, outcome)
	if err != nil {
		return false, err
	}
	gone := domain.Difference{Count: found.unseen, HasRow: true}
	defer func() { t.result.Completeness = found.completeness(gone) }()
	switch {
	case !outcome.Complete: // what moved while the read was interrupted may have been missed
		gone.Cause = domain.NotMet
		return false, nil
	case t.suddenlyEmpty(found):
		gone.Cause = domain.GoneHeldBack
		t.result.Warnings = append(t.result.Warnings, fmt.Sprintf(
			"The service returned no records of “%s”, where the last full read had %d. Nothing was deleted. "+
				"If the service is really empty, allow it once.", t.DataType.Name, t.progress.LastFullRecords))
		return true, nil
	case found.unseen == 0:
		return false, nil
	case !t.receives(domain.Deleted):
		gone.Cause = domain.GoneAtService
		t.result.Counts.LeftOut += found.unseen
		return false, nil
	}
	if !t.plan.AllowHeld && guarded(t.plan.Integration.Guard, found.unseen, found.linked) {
		gone.Cause = domain.GoneHeldBack
		t.hold(found.unseen, found.linked)
		return true, t.listUnseen(ctx)
	}
	if err := t.deleteUnseen(ctx); err != nil {
		return false, err
	}
	gone.Count = 0
	return false, nil
}

// suddenlyEmpty tells that a service with records now has none.
func (t *transfer) suddenlyEmpty(found comparedRead) bool {
	return found.completeness().InService == 0 && t.progress.LastFullRecords > 0 && !t.plan.AllowHeld
}

// errEnough ends the walk through unseen links when a batch is full.
var errEnough = errors.New("a batch is full")

// deleteUnseen deletes in transactions of a batch each; deleted links are no longer
// unseen, so each goes on where the last one ended.
func (t *transfer) deleteUnseen(ctx context.Context) error {
	for more := true; more; {
		p := t.progress
		err := t.project.Write(ctx, func(tx Tx) error {
			var links []domain.Link
			_, err := tx.Unseen(ctx, t.scope, func(part []domain.Link) error {
				links = append(links, part...)
				if len(links) >= batchRows {
					return errEnough
				}
				return nil
			})
			more = errors.Is(err, errEnough)
			if err != nil && !more {
				return err
			}
			n, err := t.delete(ctx, tx, links)
			if err != nil {
				return err
			}
			p.Run, p.Counts = t.plan.Run.ID, t.result.Counts
			p.Counts.Add(n)
			return tx.PutProgress(ctx, t.scope, p)
		})
		if err != nil {
			return fmt.Errorf("delete absent rows of %s: %w", t.DataType.Name, err)
		}
		t.progress, t.result.Counts = p, p.Counts
		t.meter.show(t.result.Counts, t.result.Total, false)
	}
	return nil
}

// delete marks links deleted, and their rows where nothing else links them; rows that
// others link hold from then on what those say.
func (t *transfer) delete(ctx context.Context, tx Tx, links []domain.Link) (n domain.Counts, err error) {
	if len(links) == 0 {
		return n, nil
	}
	rows := make([]domain.RowID, len(links))
	for i := range links {
		links[i].Deleted = true
		rows[i] = links[i].Row
	}
	if err := tx.PutLinks(ctx, t.scope, links); err != nil {
		return n, err
	}
	others, err := tx.OtherLinks(ctx, t.scope, t.Transfer.Mapping.Table, rows)
	if err != nil {
		return n, err
	}
	if len(t.order) > 0 {
		if n.Updated, err = t.settle(ctx, tx, slices.Compact(slices.Sorted(slices.Values(rows)))); err != nil {
			return n, err
		}
	}
	own, err := tx.LinksOfRows(ctx, t.scope, rows) // another record of a shared key
	if err != nil {
		return n, err
	}
	alone := rows[:0]
	for _, row := range rows {
		if _, ownToo := own[row]; !ownToo && !others[row] {
			alone = append(alone, row)
		}
	}
	if err := t.sampleDeleted(ctx, tx, alone); err != nil || len(alone) == 0 {
		return n, err
	}
	n.Deleted, err = tx.Delete(ctx, t.cause, t.Transfer.Mapping.Table, alone, t.plan.Integration.HardDeletions)
	return n, err
}

// close notes that the read is done.
func (t *transfer) close(ctx context.Context, outcome domain.ReadOutcome, held bool) error {
	p := t.progress
	p.Run, p.Counts = t.plan.Run.ID, t.result.Counts
	if t.mode == domain.FullRead {
		if p.FullCheckpoint != nil {
			p.Checkpoint = p.FullCheckpoint
		}
		p.FullReadRun, p.FullCheckpoint = "", nil
		p.LastFullAt = t.clock.Now().UTC()
	}
	if t.result.Completeness != nil && !held {
		p.LastFullRecords = t.result.Completeness.InService
	}
	var open int64
	err := t.write(ctx, p, func(tx Tx) (err error) {
		if t.hasLeftOut {
			if err := tx.ForgetLeftOut(ctx, t.scope); err != nil {
				return err
			}
		}
		// Errors of records that this whole read did not bring again are history.
		if outcome.Complete && !outcome.Unchanged && t.hasErrors {
			if _, err := tx.ClearRecordErrorsBefore(ctx, t.scope, t.started()); err != nil {
				return err
			}
		}
		if t.result.Counts.RecordErrors > 0 {
			open, err = tx.CountRecordErrors(ctx, t.scope)
		}
		return err
	})
	if err == nil && open > 0 { // ignored ones do not make a warning
		t.result.Warnings = append(t.result.Warnings,
			fmt.Sprintf("%d records of “%s” could not become rows.", t.result.Counts.RecordErrors, t.DataType.Name))
	}
	return err
}
