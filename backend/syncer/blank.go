package syncer

import (
	"context"
	"fmt"
	"slices"

	"tributary/backend/domain"
)

// A field that loses its value waits until the read has ended: only then is known in how
// many rows it would, and whether that is too many to do unasked. So the size of a batch
// does not matter, and a dry run counts what the run does.

// withoutBlanks takes the fields out of a change that it would empty.
func (c *comparison) withoutBlanks(change domain.Change) domain.Change {
	if c.plan.AllowHeld || !slices.Contains(change.Values, nil) {
		return change
	}
	kept := domain.Change{Row: change.Row, Restore: change.Restore}
	for i, field := range change.Fields {
		if change.Values[i] != nil {
			kept.Fields = append(kept.Fields, field)
			kept.Values = append(kept.Values, change.Values[i])
		}
	}
	return kept
}

// postpone notes what a row waits for; a later record of the row starts anew.
func (c *comparison) postpone(change domain.Change, isPending, written bool) {
	delete(c.pending, change.Row)
	if !isPending {
		return
	}
	for i, field := range change.Fields {
		if change.Values[i] == nil {
			c.pending[change.Row] = append(c.pending[change.Row], domain.HeldField{Row: change.Row, Field: field, Counted: written})
		}
	}
}

// withBlanks is what a row holds after a change: emptied fields keep their value for now.
func (c *comparison) withBlanks(values []domain.Value, row domain.RowID) []domain.Value {
	values = slices.Clone(values)
	for _, held := range c.pending[row] {
		i := slices.Index(c.mapped.FieldNames(), held.Field)
		values[i] = c.current[row][i]
	}
	return values
}

// writePending replaces what was noted of the rows of this batch.
func (c *comparison) writePending(ctx context.Context) error {
	known := make([]domain.RowID, 0, len(c.newLinks))
	for _, link := range c.newLinks {
		known = append(known, link.Row)
	}
	if err := c.tx.DropHeld(ctx, c.scope, known); err != nil {
		return err
	}
	var list []domain.HeldField
	for _, fields := range c.pending {
		list = append(list, fields...)
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b domain.HeldField) int { return int(a.Row - b.Row) })
	return c.tx.PutHeld(ctx, c.scope, c.Transfer.Mapping.Table, list, false)
}

// settleBlanks empties the fields that wait, unless they are too many; those are held.
func (t *transfer) settleBlanks(ctx context.Context) error {
	var held, untouched, linked int64
	pending := false
	p := t.progress
	err := t.project.Write(ctx, func(tx Tx) error {
		counts, err := tx.CountPending(ctx, t.scope)
		if pending = len(counts) > 0; err != nil || !pending {
			return err
		}
		if linked, err = tx.CountLinks(ctx, t.scope); err != nil {
			return err
		}
		var tooMany []string
		for field, n := range counts {
			if !t.plan.AllowHeld && guarded(t.plan.Integration.Guard, n, linked) {
				tooMany = append(tooMany, field)
			}
		}
		slices.Sort(tooMany)
		if held, untouched, err = tx.HoldPending(ctx, t.scope, t.Transfer.Mapping.Table, tooMany); err != nil {
			return err
		}
		p.Run, p.Counts = t.plan.Run.ID, t.result.Counts
		p.Counts.Unchanged += untouched
		return tx.PutProgress(ctx, t.scope, p)
	})
	if err != nil {
		return fmt.Errorf("count emptied fields of %s: %w", t.DataType.Name, err)
	}
	if !pending {
		return nil
	}
	t.progress, t.result.Counts = p, p.Counts
	t.hold(held, linked)
	if held > 0 {
		t.result.Held.Blanked = held
	}
	return t.emptyPending(ctx)
}

// emptyPending empties what may be emptied, in transactions of a batch each.
func (t *transfer) emptyPending(ctx context.Context) error {
	for more := true; more; {
		p := t.progress
		err := t.project.Write(ctx, func(tx Tx) error {
			list, err := tx.Pending(ctx, t.scope, batchRows)
			if err != nil {
				return err
			}
			if more = len(list) == batchRows; more { // the last row may have more fields
				last := list[len(list)-1].Row
				list = slices.DeleteFunc(list, func(h domain.HeldField) bool { return h.Row == last })
			}
			n, err := t.empty(ctx, tx, list)
			p.Run, p.Counts = t.plan.Run.ID, t.result.Counts
			p.Counts.Add(n)
			if err != nil {
				return err
			}
			return tx.PutProgress(ctx, t.scope, p)
		})
		if err != nil {
			return fmt.Errorf("empty fields of %s: %w", t.DataType.Name, err)
		}
		t.progress, t.result.Counts = p, p.Counts
	}
	return nil
}

// empty writes the changes of some pending fields and counts the rows that are not counted
// yet. A field of which another integration has a value by now is not emptied.
func (t *transfer) empty(ctx context.Context, tx Tx, list []domain.HeldField) (counted domain.Counts, err error) {
	var changes []domain.Change
	var rows []domain.RowID
	fresh := map[domain.RowID]bool{}
	for _, h := range list {
		if len(rows) == 0 || rows[len(rows)-1] != h.Row {
			rows = append(rows, h.Row)
			changes = append(changes, domain.Change{Row: h.Row})
		}
		change := &changes[len(changes)-1]
		change.Fields, change.Values = append(change.Fields, h.Field), append(change.Values, nil)
		fresh[h.Row] = !h.Counted
	}
	current, err := tx.Values(ctx, t.Transfer.Mapping.Table, t.mapped.FieldNames(), rows)
	if err != nil {
		return counted, err
	}
	shared, err := t.loadSharing(ctx, tx, rows)
	if err != nil {
		return counted, err
	}
	changes = slices.DeleteFunc(changes, func(c domain.Change) bool { return current[c.Row] == nil }) // removed meanwhile
	for _, c := range changes {
		written := t.fillEmptied(shared, c, current[c.Row])
		if written {
			t.sampleChange(c, current[c.Row])
		}
		switch {
		case !fresh[c.Row]:
		case written:
			counted.Updated++
		default:
			counted.Unchanged++
		}
	}
	if len(changes) > 0 {
		if err := tx.Update(ctx, t.cause, t.Transfer.Mapping.Table, changes); err != nil {
			return counted, err
		}
	}
	if err := shared.write(ctx, tx, t.table.Name); err != nil {
		return counted, err
	}
	return counted, tx.DonePending(ctx, t.scope, rows)
}

// fillEmptied puts what others say into a change that empties fields, notes what this scope
// says, and tells whether the row will be another one.
func (t *transfer) fillEmptied(shared *sharing, c domain.Change, current []domain.Value) (written bool) {
	for at, field := range c.Fields {
		i := slices.Index(t.mapped.FieldNames(), field)
		if shared != nil && i >= 0 && len(shared.order[field]) > 0 {
			c.Values[at] = shared.weigh(c.Row, field, t.scope, nil, current[i])
			shared.note(c.Row, field, t.scope, nil, current[i], c.Values[at], t.cause.At)
		}
		written = written || i < 0 || c.Values[at] != current[i]
	}
	return written
}

func (t *transfer) sampleChange(c domain.Change, current []domain.Value) {
	if !t.samples.wants(t.DataType.Name, domain.Updated) {
		return
	}
	s := Sample{DataType: t.DataType.Name, Table: t.result.Table, Kind: domain.Updated, Fields: c.Fields, After: c.Values}
	for _, name := range c.Fields {
		if i := slices.Index(t.mapped.FieldNames(), name); i >= 0 {
			s.Before = append(s.Before, current[i])
		} else {
			s.Before = append(s.Before, nil)
		}
	}
	if keys := t.mapped.KeyIndexes(); len(keys) > 0 {
		s.Identity = domain.TextOf(current[keys[0]])
	}
	t.samples.changes = append(t.samples.changes, s)
}
