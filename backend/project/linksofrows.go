package project

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// LinksOfRows returns which of these rows are linked, not Deleted, by this scope, and by
// which identity (any one of them if there are several).
func (tx *Tx) LinksOfRows(ctx context.Context, of domain.Scope, rows []domain.RowID) (map[domain.RowID]string, error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil {
		return nil, err
	}
	owners := map[domain.RowID]string{}
	err = inChunks(tx, rows, func(part []domain.RowID) error {
		query := "SELECT row_id, identity FROM _tributary_links WHERE row_id IN (" +
			sqldb.Placeholders(len(part)) + ") AND scope_id = ? AND deleted = 0"
		return tx.sql.EachPrepared(ctx, query, append(anyOf(numbers(part)), any(s.id)), func(rows *sql.Rows) error {
			var row domain.RowID
			var identity string
			if err := rows.Scan(&row, &identity); err != nil {
				return err
			}
			owners[row] = identity
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("links of rows: %w", err)
	}
	return owners, nil
}

// ClearRecordErrorsBefore removes the errors of the scope that were last seen before that
// time, also those without an identity, and returns how many.
func (tx *Tx) ClearRecordErrorsBefore(ctx context.Context, of domain.Scope, before time.Time) (int64, error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return 0, err
	}
	n, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_record_errors WHERE scope_id = ? AND last_seen < ?", s.id, sqldb.FormatTime(before))
	if err != nil {
		return 0, fmt.Errorf("clear old record errors of %s: %w", of.DataType, err)
	}
	return n, nil
}

// CompareAgain makes everything linked to these rows be compared when it is read next, though
// the record may be what it was.
func (tx *Tx) CompareAgain(ctx context.Context, rows []domain.RowID) error {
	return inChunks(tx, rows, func(part []domain.RowID) error {
		_, err := tx.sql.Exec(ctx, "UPDATE _tributary_links SET hash = NULL WHERE row_id IN ("+sqldb.Placeholders(len(part))+")", anyOf(numbers(part))...)
		if err != nil {
			return fmt.Errorf("have rows compared again: %w", err)
		}
		return nil
	})
}
