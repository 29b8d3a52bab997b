package project

import (
	"context"
	"fmt"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// Delete marks rows deleted (or removes them when hard), with history. Rows already
// deleted are left alone. It returns how many it changed.
func (tx *Tx) Delete(ctx context.Context, cause domain.Cause, tableName string, rows []domain.RowID, hard bool) (int64, error) {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return 0, err
	}
	var changed int64
	for part := range slices.Chunk(rows, updateChunk) {
		n, err := tx.deleteChunk(ctx, cause, t, part, hard)
		if err != nil {
			return changed, fmt.Errorf("delete rows of %q: %w", t.name, err)
		}
		changed += n
	}
	return changed, nil
}

func (tx *Tx) deleteChunk(ctx context.Context, cause domain.Cause, t *table, rows []domain.RowID, hard bool) (int64, error) {
	kind, fields := domain.RowDeleted, []field(nil)
	if hard {
		kind, fields = domain.RowRemoved, t.fields // the whole row is the before-image
	}
	var entries []entry
	var ids []int64
	err := tx.eachRow(ctx, t, fields, rows, func(r stored) {
		if r.deletedAt != nil {
			return
		}
		e := entry{row: r.id, kind: kind, before: map[int64]domain.Value{}}
		for i, f := range fields {
			e.before[f.id] = r.values[i]
		}
		entries, ids = append(entries, e), append(ids, int64(r.id))
	})
	if err != nil {
		return 0, err
	}
	if err := inChunks(tx, ids, func(part []int64) error { return tx.hide(ctx, cause, t, part, hard) }); err != nil {
		return 0, err
	}
	if hard {
		if err := tx.dropConflicts(ctx, t, rows); err != nil {
			return 0, err
		}
	}
	n := int64(len(ids))
	t.liveDelta -= n
	if !hard {
		t.deletedDelta += n
	}
	tx.noteActivity(cause.At, t, activity{deleted: n})
	return n, tx.noteHistory(ctx, cause, t, entries)
}

func (tx *Tx) hide(ctx context.Context, cause domain.Cause, t *table, ids []int64, hard bool) error {
	d := tx.sql.Dialect()
	in := " WHERE " + columnID + " IN (" + sqldb.Placeholders(len(ids)) + ")"
	query, args := "DELETE FROM "+d.Quote(t.name)+in, anyOf(ids)
	if !hard {
		at := sqldb.FormatTime(cause.At)
		query = "UPDATE " + d.Quote(t.name) + " SET " + columnDeletedAt + " = ?, " + columnChangedAt + " = ?" + in
		args = anyOf(ids, at, at)
	}
	_, err := tx.sql.ExecPrepared(ctx, query, args...)
	return err
}
