package sqldb

import (
	"context"
	"fmt"
)

const (
	compactPages = 2000 // given back in one transaction, so that a run never waits for long
	keptFree     = 500  // pages that stay free for what comes next
)

// Compact gives pages of a SQLite file that hold nothing any more back to the system, in
// short transactions, and returns how many. PostgreSQL does that by itself. A file that was
// made before this was possible is left as it is.
func (db *DB) Compact(ctx context.Context) (pages int64, err error) {
	if db.dialect != SQLite() {
		return 0, nil
	}
	for {
		before, err := db.freePages(ctx)
		if err != nil || before <= keptFree {
			return pages, err
		}
		n := min(before-keptFree, compactPages)
		if _, err := db.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA incremental_vacuum(%d)", n)); err != nil {
			return pages, outcome(ctx, fmt.Errorf("give pages back: %w", err))
		}
		after, err := db.freePages(ctx)
		if err != nil || after >= before {
			return pages, err
		}
		pages += before - after
	}
}

func (db *DB) freePages(ctx context.Context) (n int64, err error) {
	if err := db.writer.QueryRowContext(ctx, "PRAGMA freelist_count").Scan(&n); err != nil {
		return 0, outcome(ctx, fmt.Errorf("count free pages: %w", err))
	}
	return n, nil
}
