package project

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tributary/backend/sqldb"
)

// purgeBatch is how many lines of history one transaction removes, so that a purge never
// holds up a run for long.
const purgeBatch = 5000

// PurgeHistory removes history older than before, in short transactions, and returns how
// many lines went. The room they took is given back to the disk. Who created which rows is kept: it is one line per batch. Runs of which
// something went can no longer be undone.
func (p *Project) PurgeHistory(ctx context.Context, before time.Time) (int64, error) {
	var total int64
	for {
		n, err := p.purgeSome(ctx, sqldb.FormatTime(before))
		total += n
		if err != nil {
			return total, fmt.Errorf("purge history: %w", err)
		}
		if n < purgeBatch {
			return total, errors.Join(p.purgeActivity(ctx, before), p.compact(ctx))
		}
	}
}

// compact keeps the use of the disk bounded: what the purge freed is given back.
func (p *Project) compact(ctx context.Context) error {
	if _, err := p.db.Compact(ctx); err != nil {
		return fmt.Errorf("compact the project: %w", err)
	}
	return nil
}

// purgeSome walks from the oldest line; numbers grow with time.
func (p *Project) purgeSome(ctx context.Context, before string) (removed int64, err error) {
	err = p.Write(ctx, func(tx *Tx) error {
		var last, newer sql.NullInt64
		const firstKept = "SELECT id FROM _tributary_history WHERE at >= ? ORDER BY id LIMIT 1"
		if err := tx.sql.QueryRow(ctx, "SELECT MAX(id) FROM (SELECT id FROM _tributary_history ORDER BY id LIMIT ?) AS oldest", purgeBatch).Scan(&last); err != nil {
			return err
		}
		if !last.Valid {
			return nil
		}
		err := tx.sql.QueryRow(ctx, "SELECT MIN(id) FROM ("+firstKept+") AS kept", before).Scan(&newer)
		if err != nil {
			return err
		}
		end := last.Int64
		if newer.Valid {
			end = min(end, newer.Int64-1)
		}
		_, err = tx.sql.Exec(ctx, `UPDATE _tributary_causes SET purged = 1 WHERE purged = 0 AND id IN
			(SELECT cause_id FROM _tributary_history WHERE id <= ?)`, end)
		if err != nil {
			return err
		}
		removed, err = tx.sql.Exec(ctx, "DELETE FROM _tributary_history WHERE id <= ?", end)
		return err
	})
	return removed, err
}

// activityDays is how long the daily counts are kept: enough for a chart of a year.
const activityDays = 400

func (p *Project) purgeActivity(ctx context.Context, before time.Time) error {
	return p.Write(ctx, func(tx *Tx) error {
		_, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_activity WHERE hour < ?",
			before.AddDate(0, 0, -activityDays).UTC().Format(hourLayout))
		if err != nil {
			return fmt.Errorf("purge activity: %w", err)
		}
		return nil
	})
}
