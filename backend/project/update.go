package project

import (
	"context"
	"fmt"
	"slices"
	"strconv"
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
	var different []domain.Change
	var restored []int64
	for _, c := range changes {
		old, ok := before[c.Row]
		if !ok {
			return fmt.Errorf("row %d: %w", c.Row, domain.ErrNotFound)
		}
		e, changed := difference(old, fields, c)
		if !changed {
			continue
		}
		entries, different = append(entries, e), append(different, c)
		if e.kind == domain.RowRestored {
			restored = append(restored, int64(c.Row))
		}
	}
	if err := tx.updateRows(ctx, cause, t, fields, different); err != nil {
		return err
	}
	if err := tx.show(ctx, t, restored); err != nil {
		return err
	}
	tx.noteActivity(cause.At, t, activity{updated: int64(len(entries))})
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
		e.before[deletionMark] = old.deletedAt
	}
	return e, len(e.before) > 0 || e.kind == domain.RowRestored
}

// updateRows writes the new values of several rows a statement.
func (tx *Tx) updateRows(ctx context.Context, cause domain.Cause, t *table, fields []field, changes []domain.Change) error {
	d, width := tx.sql.Dialect(), len(fields)+1
	for part := range slices.Chunk(changes, d.RowsPerInsert(width)) {
		args := make([]any, 0, len(part)*width+1)
		for _, c := range part {
			args = append(args, int64(c.Row))
			for i, f := range fields {
				args = append(args, d.Encode(f.Type, c.Values[i]))
			}
		}
		args = append(args, sqldb.FormatTime(cause.At)) // SET stands behind the list
		if _, err := tx.sql.ExecPrepared(ctx, updateQuery(d, t, fields, len(part)), args...); err != nil {
			return err
		}
	}
	return nil
}

// updateQuery joins the rows with a list of new values. Both databases take the names of the
// list's columns from WITH; PostgreSQL needs their types.
func updateQuery(d sqldb.Dialect, t *table, fields []field, rows int) string {
	columns, set, row := []string{"n"}, []string{columnChangedAt + " = " + typedValue(d, domain.DateTime)}, []string{typedValue(d, domain.Integer)}
	for i, f := range fields {
		column := "v" + strconv.Itoa(i)
		columns = append(columns, column)
		set = append(set, d.Quote(f.Name)+" = new_values."+column)
		row = append(row, typedValue(d, f.Type))
	}
	values := strings.Join(slices.Repeat([]string{"(" + strings.Join(row, ", ") + ")"}, rows), ", ")
	return "WITH new_values (" + strings.Join(columns, ", ") + ") AS (VALUES " + values + ") UPDATE " + d.Quote(t.name) +
		" SET " + strings.Join(set, ", ") + " FROM new_values WHERE " + columnID + " = new_values.n"
}

// typedValue is a placeholder of a type where the database cannot tell it by itself.
func typedValue(d sqldb.Dialect, t domain.FieldType) string {
	if d.Name() == "sqlite" {
		return "?"
	}
	return "CAST(? AS " + d.ColumnType(t) + ")"
}

// show takes the mark of deletion away.
func (tx *Tx) show(ctx context.Context, t *table, ids []int64) error {
	t.liveDelta += int64(len(ids))
	t.deletedDelta -= int64(len(ids))
	return inChunks(tx, ids, func(part []int64) error {
		_, err := tx.sql.Exec(ctx, "UPDATE "+tx.sql.Dialect().Quote(t.name)+" SET "+columnDeletedAt+" = NULL WHERE "+columnID+
			" IN ("+sqldb.Placeholders(len(part))+")", anyOf(part)...)
		return err
	})
}
