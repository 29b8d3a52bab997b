package project

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// Tx is one transaction on the project. Reads see the transaction's own writes.
// Slices given are not kept. It is used from one goroutine.
//
// Counters, created ranges, seen marks and activity are gathered and written once,
// when the transaction is about to commit.
type Tx struct {
	sql      *sqldb.Tx
	tables   map[string]*table // by folded name
	scopes   map[domain.Scope]*scope
	causes   map[domain.Cause]int64 // without their time
	counters map[string]*counter
	created  []createdRange
	activity map[activityKey]*activity
}

func newTx(raw *sqldb.Tx) *Tx {
	return &Tx{
		sql: raw, tables: map[string]*table{}, scopes: map[domain.Scope]*scope{}, causes: map[domain.Cause]int64{},
		counters: map[string]*counter{}, activity: map[activityKey]*activity{},
	}
}

// flush writes what was gathered.
func (tx *Tx) flush(ctx context.Context) error {
	for _, s := range tx.scopes {
		if err := tx.flushSeen(ctx, s); err != nil {
			return fmt.Errorf("seen marks: %w", err)
		}
	}
	if err := tx.flushCreated(ctx); err != nil {
		return fmt.Errorf("history of created rows: %w", err)
	}
	if err := tx.flushActivity(ctx); err != nil {
		return fmt.Errorf("activity: %w", err)
	}
	for _, t := range tx.tables {
		if err := tx.flushRowCounts(ctx, t); err != nil {
			return fmt.Errorf("row counts of %s: %w", t.name, err)
		}
	}
	for name, c := range tx.counters {
		if err := tx.flushCounter(ctx, name, c); err != nil {
			return fmt.Errorf("counter %s: %w", name, err)
		}
	}
	return nil
}

// counter gives numbers that are never given again.
type counter struct{ next, stored int64 }

// The counters.
const (
	rowCounter     = "row"
	linkCounter    = "link"
	fieldCounter   = "field"
	historyCounter = "history"
)

// take reserves n numbers and returns the first, at least atLeast.
func (tx *Tx) take(ctx context.Context, name string, n int, atLeast int64) (int64, error) {
	c, ok := tx.counters[name]
	if !ok {
		c = &counter{}
		err := tx.sql.QueryRow(ctx, "SELECT next FROM _tributary_counters WHERE name = ?", name).Scan(&c.stored)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, fmt.Errorf("counter %s: %w", name, err)
		}
		c.next = max(c.stored, 1)
		tx.counters[name] = c
	}
	first := max(c.next, atLeast)
	c.next = first + int64(n)
	return first, nil
}

func (tx *Tx) flushCounter(ctx context.Context, name string, c *counter) error {
	if c.next == c.stored {
		return nil
	}
	_, err := tx.sql.Exec(ctx, "INSERT INTO _tributary_counters (name, next) VALUES (?, ?) "+
		tx.sql.Dialect().Upsert([]string{"name"}, []string{"next"}), name, c.next)
	c.stored = c.next
	return err
}

// bulkInsert inserts many rows, several a statement. clause is appended (ON CONFLICT …);
// bind fills args with the values of row i.
func (tx *Tx) bulkInsert(ctx context.Context, into, clause string, columns []string, rows int, bind func(i int, args []any)) error {
	d := tx.sql.Dialect()
	per, width := d.RowsPerInsert(len(columns)), len(columns)
	head := "INSERT INTO " + into + " (" + d.QuoteAll(columns...) + ") VALUES "
	args := make([]any, min(per, rows)*width)
	for start := 0; start < rows; start += per {
		n := min(per, rows-start)
		for i := range n {
			bind(start+i, args[i*width:(i+1)*width])
		}
		if _, err := tx.sql.ExecPrepared(ctx, head+sqldb.Values(n, width)+" "+clause, args[:n*width]...); err != nil {
			return err
		}
	}
	return nil
}

// inChunks calls fn for parts of items, each small enough for one look-up.
func inChunks[T any](tx *Tx, items []T, fn func(part []T) error) error {
	size := 100
	if tx.sql.Dialect() == sqldb.Postgres() {
		size = 1000 // each look-up is a round trip
	}
	for part := range slices.Chunk(items, size) {
		if err := fn(part); err != nil {
			return err
		}
	}
	return nil
}

// anyOf turns items into bound values, after the given ones.
func anyOf[T any](items []T, before ...any) []any {
	args := make([]any, 0, len(before)+len(items))
	args = append(args, before...)
	for _, item := range items {
		args = append(args, item)
	}
	return args
}
