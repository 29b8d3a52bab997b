package project

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// undoChunk is how many rows are looked at together.
const undoChunk = 500

// tableByID loads a table by its number; nil if it has been dropped since.
func (tx *Tx) tableByID(ctx context.Context, id int64) (*table, error) {
	for _, t := range tx.tables {
		if t.id == id {
			return t, nil
		}
	}
	var name string
	err := tx.sql.QueryRow(ctx, "SELECT name FROM _tributary_tables WHERE id = ?", id).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // a dropped table is no error: its rows are gone with it
	}
	if err != nil {
		return nil, fmt.Errorf("table %d: %w", id, err)
	}
	return tx.table(ctx, name)
}

// removeCreated removes the rows of a range that nobody has touched since.
func (u *undoing) removeCreated(ctx context.Context, c createdRange) error {
	t, err := u.tx.tableByID(ctx, c.tableID)
	if err != nil || t == nil {
		return err
	}
	for last := c.last; last >= c.first; last -= undoChunk {
		var ids []domain.RowID
		for id := max(c.first, last-undoChunk+1); id <= last; id++ {
			ids = append(ids, domain.RowID(id))
		}
		if err := u.removeSome(ctx, t, c.cause, ids); err != nil {
			return fmt.Errorf("remove created rows of %q: %w", t.name, err)
		}
	}
	return nil
}

func (u *undoing) removeSome(ctx context.Context, t *table, cause int64, ids []domain.RowID) error {
	later, err := u.touchedByOthers(ctx, t, ids)
	if err != nil {
		return err
	}
	others, err := u.linkedByOthers(ctx, ids)
	if err != nil {
		return err
	}
	label, err := u.tx.labelOf(ctx, t)
	if err != nil {
		return err
	}
	var gone []domain.RowID
	err = u.tx.eachRow(ctx, t, t.fields, ids, func(r stored) {
		row := domain.UndoRow{Table: t.name, Row: r.id, Key: label(r.values), Kind: domain.RowCreated, Fields: names(t.fields), Now: r.values}
		switch {
		case later[r.id]:
			row.Reason = domain.ChangedLater
		case others[r.id]:
			row.Reason = domain.UsedByOther
		default:
			gone = append(gone, r.id)
		}
		u.note(row)
		if row.Reason != "" {
			u.count(t, cause, domain.UndoTable{Kept: 1})
		}
	})
	if err != nil {
		return err
	}
	if _, err := u.tx.Delete(ctx, u.by, t.name, gone, true); err != nil {
		return err
	}
	// A row the run created and hid again is removed too; Delete leaves it alone.
	n, err := u.removeHidden(ctx, t, gone)
	if err != nil {
		return err
	}
	t.deletedDelta -= n
	u.count(t, cause, domain.UndoTable{Removed: int64(len(gone))})
	if err := u.tx.dropConflicts(ctx, t, gone); err != nil {
		return err
	}
	return inChunks(u.tx, gone, func(part []domain.RowID) error {
		_, err := u.tx.sql.Exec(ctx, "DELETE FROM _tributary_links WHERE row_id IN ("+sqldb.Placeholders(len(part))+")", anyOf(numbers(part))...)
		return err
	})
}

func (u *undoing) removeHidden(ctx context.Context, t *table, ids []domain.RowID) (total int64, err error) {
	err = inChunks(u.tx, ids, func(part []domain.RowID) error {
		n, err := u.tx.sql.Exec(ctx, "DELETE FROM "+u.tx.sql.Dialect().Quote(t.name)+" WHERE "+columnID+" IN ("+
			sqldb.Placeholders(len(part))+")", anyOf(numbers(part))...)
		total += n
		return err
	})
	return total, err
}

// touchedByOthers tells which rows something else than the run changed.
func (u *undoing) touchedByOthers(ctx context.Context, t *table, ids []domain.RowID) (map[domain.RowID]bool, error) {
	query := "SELECT DISTINCT row_id FROM _tributary_history WHERE table_id = ? AND cause_id NOT IN (" + sqldb.Placeholders(len(u.causes)) + ") AND row_id IN ("
	return u.rowsOf(ctx, ids, query, anyOf(u.causes, t.id))
}

// linkedByOthers tells which rows records of other scopes than the run's are linked to.
func (u *undoing) linkedByOthers(ctx context.Context, ids []domain.RowID) (map[domain.RowID]bool, error) {
	query := "SELECT DISTINCT row_id FROM _tributary_links WHERE deleted = 0 AND scope_id NOT IN (" + u.scopes() + ") AND row_id IN ("
	return u.rowsOf(ctx, ids, query, anyOf(u.causes))
}

// rowsOf runs a query that ends in "IN (" for rows and returns the ones it finds.
func (u *undoing) rowsOf(ctx context.Context, ids []domain.RowID, query string, before []any) (map[domain.RowID]bool, error) {
	found := map[domain.RowID]bool{}
	err := inChunks(u.tx, ids, func(part []domain.RowID) error {
		return u.tx.sql.EachPrepared(ctx, query+sqldb.Placeholders(len(part))+")", anyOf(numbers(part), before...), func(rows *sql.Rows) error {
			var id domain.RowID
			err := rows.Scan(&id)
			found[id] = true
			return err
		})
	})
	return found, err
}
