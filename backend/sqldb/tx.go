package sqldb

import (
	"context"
	"database/sql"
	"fmt"
)

// Tx is one transaction. It is used from one goroutine, not after the function it
// was given to has returned. Queries are written with "?". A query's rows must be
// closed before the next statement: PostgreSQL has one conversation per connection.
type Tx struct {
	tx       *sql.Tx
	dialect  Dialect
	prepared map[string]*sql.Stmt
	before   []func() error
}

// Dialect returns the dialect of the database.
func (t *Tx) Dialect() Dialect { return t.dialect }

// SQL gives the transaction itself, for libraries that take one (the job queue).
func (t *Tx) SQL() *sql.Tx { return t.tx }

// BeforeCommit adds work that is done when the transaction is about to commit; its
// error rolls back instead.
func (t *Tx) BeforeCommit(fn func() error) { t.before = append(t.before, fn) }

func (t *Tx) beforeCommit() error {
	for _, fn := range t.before {
		if err := fn(); err != nil {
			return err
		}
	}
	return nil
}

// Exec runs a statement and returns how many rows it touched.
func (t *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.tx.ExecContext(ctx, t.dialect.Rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Spilling runs fn with large sorts (of an index on many rows) in files instead of in
// memory. A connection that has changed a table's columns before cannot change that any
// more; there they stay in memory.
func (t *Tx) Spilling(ctx context.Context, fn func() error) error {
	if t.dialect.Name() != "sqlite" {
		return fn()
	}
	if _, err := t.tx.ExecContext(ctx, "PRAGMA temp_store = file"); err != nil {
		return fn()
	}
	err := fn()
	// The connection goes back to the pool as it was, whatever became of fn.
	if _, e := t.tx.ExecContext(context.WithoutCancel(ctx), "PRAGMA temp_store = memory"); err == nil && e != nil {
		err = fmt.Errorf("sort in memory: %w", e)
	}
	return err
}

// Query runs a query. The caller closes the rows and asks for their Err.
func (t *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return t.tx.QueryContext(ctx, t.dialect.Rebind(query), args...)
}

// QueryRow runs a query of one row.
func (t *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(ctx, t.dialect.Rebind(query), args...)
}

// ExecPrepared is Exec with a statement prepared once in this transaction, for statements
// that run many times.
func (t *Tx) ExecPrepared(ctx context.Context, query string, args ...any) (int64, error) {
	if err := t.prepare(ctx, query); err != nil {
		return 0, err
	}
	result, err := t.prepared[query].ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// prepare readies a statement; it is closed with the transaction.
func (t *Tx) prepare(ctx context.Context, query string) error {
	if t.prepared[query] != nil {
		return nil
	}
	stmt, err := t.tx.PrepareContext(ctx, t.dialect.Rebind(query)) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	t.prepared[query] = stmt
	return nil
}

// Each runs a query and calls scan for each row, which reads it with rows.Scan.
func (t *Tx) Each(ctx context.Context, query string, args []any, scan func(rows *sql.Rows) error) error {
	rows, err := t.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	return drain(rows, scan)
}

// EachPrepared is Each with a statement prepared once in this transaction.
func (t *Tx) EachPrepared(ctx context.Context, query string, args []any, scan func(rows *sql.Rows) error) error {
	if err := t.prepare(ctx, query); err != nil {
		return err
	}
	rows, err := t.prepared[query].QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	return drain(rows, scan)
}

func drain(rows *sql.Rows, scan func(rows *sql.Rows) error) (err error) {
	defer func() {
		if closing := rows.Close(); err == nil {
			err = closing
		}
	}()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
