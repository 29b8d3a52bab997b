package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// ChangesSince returns, for those of the rows that changed since then, the fields that
// did; nil fields mean that the row is new. It is meant for one page of rows.
func (p *Project) ChangesSince(ctx context.Context, table string, rows []domain.RowID, since time.Time) (map[domain.RowID][]string, error) {
	changes := map[domain.RowID][]string{}
	err := p.read(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, table)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(rows, 400) {
			if err := tx.changedFields(ctx, t, part, since, changes); err != nil {
				return err
			}
			if err := tx.newRows(ctx, t, part, since, changes); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("changes of %q: %w", table, err)
	}
	return changes, nil
}

func (tx *Tx) changedFields(ctx context.Context, t *table, rows []domain.RowID, since time.Time, into map[domain.RowID][]string) error {
	query := `SELECT row_id, before FROM _tributary_history WHERE table_id = ? AND at >= ? AND row_id IN (` + sqldb.Placeholders(len(rows)) + `)`
	args := append([]any{t.id, sqldb.FormatTime(since)}, anyOf(numbers(rows))...)
	return tx.sql.Each(ctx, query, args, func(found *sql.Rows) error {
		var (
			row   int64
			image string
		)
		if err := found.Scan(&row, &image); err != nil {
			return err
		}
		before, err := t.parseBefore(image)
		if err != nil {
			return err
		}
		for id := range before {
			f, known := t.fieldByID(id)
			if known && !slices.Contains(into[domain.RowID(row)], f.Name) {
				into[domain.RowID(row)] = append(into[domain.RowID(row)], f.Name)
			}
		}
		return nil
	})
}

func (tx *Tx) newRows(ctx context.Context, t *table, rows []domain.RowID, since time.Time, into map[domain.RowID][]string) error {
	const query = `SELECT first_row, last_row FROM _tributary_created WHERE table_id = ? AND at >= ? AND last_row >= ? AND first_row <= ?`
	low, high := slices.Min(rows), slices.Max(rows)
	return tx.sql.Each(ctx, query, []any{t.id, sqldb.FormatTime(since), int64(low), int64(high)}, func(found *sql.Rows) error {
		var first, last int64
		if err := found.Scan(&first, &last); err != nil {
			return err
		}
		for _, row := range rows {
			if int64(row) >= first && int64(row) <= last {
				into[row] = nil
			}
		}
		return nil
	})
}

// CodeCounts returns how many open record errors there are of each code, of one
// integration or of all for "".
func (p *Project) CodeCounts(ctx context.Context, integration domain.IntegrationID) (map[domain.RecordErrorCode]int64, error) {
	counts := map[domain.RecordErrorCode]int64{}
	err := p.read(ctx, func(tx *Tx) error {
		query := `SELECT e.code, COUNT(*) FROM _tributary_record_errors e JOIN _tributary_scopes s ON s.id = e.scope_id WHERE e.ignored = 0`
		var args []any
		if integration != "" {
			query, args = query+" AND s.integration = ?", []any{integration}
		}
		return tx.sql.Each(ctx, query+" GROUP BY e.code", args, func(found *sql.Rows) error {
			var (
				code domain.RecordErrorCode
				n    int64
			)
			err := found.Scan(&code, &n)
			counts[code] = n
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("count record errors: %w", err)
	}
	return counts, nil
}

// ForgetIntegration removes everything known of an integration (links, progress, seen
// marks, record errors). Rows and their history stay.
func (p *Project) ForgetIntegration(ctx context.Context, id domain.IntegrationID) error {
	return p.Write(ctx, func(tx *Tx) error {
		if _, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_scopes WHERE integration = ?", id); err != nil {
			return fmt.Errorf("forget an integration: %w", err)
		}
		return nil
	})
}
