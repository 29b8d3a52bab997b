package project

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// Update writes changes of rows; before-images of what differs go into the history. A
// change whose row was marked deleted restores it when Restore is set. A change
// that changes nothing writes nothing. A row that does not exist is domain.ErrNotFound.
func (tx *Tx) Update(ctx context.Context, cause domain.Cause, tableName string, changes []domain.Change) error {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return err
	}
	for _, group := range groupByFields(changes) {
		for part := range slices.Chunk(group, updateChunk) {
			if err := tx.updateGroup(ctx, cause, t, part); err != nil {
				return fmt.Errorf("update rows of %q: %w", t.name, err)
			}
		}
	}
	return nil
}

// updateChunk is how many rows are read before they are changed.
const updateChunk = 1000

// groupByFields puts together what changes the same fields, in the order given. A row that
// comes twice starts a new group, so that its second change sees the first.
func groupByFields(changes []domain.Change) [][]domain.Change {
	var groups [][]domain.Change
	index := map[string]int{}
	seen := map[domain.RowID]bool{}
	for _, c := range changes {
		if seen[c.Row] {
			clear(index)
			clear(seen)
		}
		seen[c.Row] = true
		signature := strings.Join(c.Fields, "\x00")
		i, ok := index[signature]
		if !ok {
			i = len(groups)
			index[signature] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}

// updateGroup changes rows that all change the same fields.
func (tx *Tx) updateGroup(ctx context.Context, cause domain.Cause, t *table, changes []domain.Change) error {
	var fields []field
	if len(changes[0].Fields) > 0 {
		var err error
		if fields, err = t.pick(changes[0].Fields); err != nil {
			return err
		}
	}
	ids := make([]domain.RowID, len(changes))
	for i, c := range changes {
		ids[i] = c.Row
	}
	before := make(map[domain.RowID]stored, len(ids))
	if err := tx.eachRow(ctx, t, fields, ids, func(r stored) { before[r.id] = r }); err != nil {
		return err
	}
	var entries []entry
	for _, c := range changes {
		old, ok := before[c.Row]
		if !ok {
			return fmt.Errorf("row %d: %w", c.Row, domain.ErrNotFound)
		}
		e, changed := difference(old, fields, c)
		if !changed {
			continue
		}
		if err := tx.updateRow(ctx, cause, t, fields, c, e.kind == domain.RowRestored); err != nil {
			return fmt.Errorf("row %d: %w", c.Row, err)
		}
		entries = append(entries, e)
		tx.noteActivity(cause.At, t, activity{updated: 1})
		if e.kind == domain.RowRestored {
			t.liveDelta++
			t.deletedDelta--
		}
	}
	return tx.noteHistory(ctx, cause, t, entries)
}

// difference is the before-image of what a change really changes.
func difference(old stored, fields []field, c domain.Change) (entry, bool) {
	e := entry{row: c.Row, kind: domain.RowUpdated, before: map[int64]domain.Value{}}
	for i, f := range fields {
		if old.values[i] != c.Values[i] {
			e.before[f.id] = old.values[i]
		}
	}
	if c.Restore && old.deletedAt != nil {
		e.kind = domain.RowRestored
	}
	return e, len(e.before) > 0 || e.kind == domain.RowRestored
}

func (tx *Tx) updateRow(ctx context.Context, cause domain.Cause, t *table, fields []field, c domain.Change, restore bool) error {
	d := tx.sql.Dialect()
	var set strings.Builder
	set.WriteString("UPDATE " + d.Quote(t.name) + " SET " + columnChangedAt + " = ?")
	args := make([]any, 0, len(fields)+2)
	args = append(args, sqldb.FormatTime(cause.At))
	for i, f := range fields {
		set.WriteString(", " + d.Quote(f.Name) + " = ?")
		args = append(args, d.Encode(f.Type, c.Values[i]))
	}
	if restore {
		set.WriteString(", " + columnDeletedAt + " = NULL")
	}
	stmt, err := tx.sql.Prepared(ctx, set.String()+" WHERE "+columnID+" = ?")
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(ctx, append(args, int64(c.Row))...)
	return err
}
