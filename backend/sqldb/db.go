package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// DB is one open database of one role. It is safe for concurrent use.
type DB struct {
	dialect Dialect
	writer  *sql.DB // one connection on SQLite
	reader  *sql.DB // on PostgreSQL the same pool
	lockKey int64   // PostgreSQL: advisory lock that excludes other writers
	locks   string  // SQLite: folder of the files of Alone
}

// Dialect returns the dialect of the database.
func (db *DB) Dialect() Dialect { return db.dialect }

// Writer gives the pool that may write, for libraries that bring their own SQL (the
// job queue). On SQLite it has one connection: whoever holds it must not wait for Write.
func (db *DB) Writer() *sql.DB { return db.writer }

// Write runs fn in one transaction that excludes other writers of this database, also
// those of other processes and machines. It commits when fn returns nil and rolls
// back otherwise, also on a panic, which goes on. It begins nothing once ctx has
// ended. Do not call Write inside fn.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, db.writer, nil, func(tx *Tx) error {
		if db.dialect == Postgres() {
			if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(?)", db.lockKey); err != nil {
				return fmt.Errorf("wait for other writers: %w", err)
			}
		}
		return fn(tx)
	})
}

// Read runs fn in a transaction that only reads and sees one state of the database
// throughout. It does not wait for writers.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if db.dialect == Postgres() {
		opts.Isolation = sql.LevelRepeatableRead
	}
	return db.run(ctx, db.reader, opts, fn)
}

func (db *DB) run(ctx context.Context, pool *sql.DB, opts *sql.TxOptions, fn func(*Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	raw, err := pool.BeginTx(ctx, opts)
	if err != nil {
		return outcome(ctx, fmt.Errorf("begin: %w", err))
	}
	tx := &Tx{tx: raw, dialect: db.dialect, prepared: map[string]*sql.Stmt{}}
	finished := false
	defer func() {
		if !finished { // fn panicked or called runtime.Goexit
			_ = raw.Rollback() // the panic is the news; a rollback can only fail with the connection
		}
	}()
	err = fn(tx)
	finished = true
	if err == nil {
		err = tx.beforeCommit()
	}
	if err != nil {
		if undo := raw.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
			err = errors.Join(err, fmt.Errorf("roll back: %w", undo))
		}
		return outcome(ctx, err)
	}
	if err := raw.Commit(); err != nil {
		return outcome(ctx, fmt.Errorf("commit: %w", err))
	}
	return nil
}

// outcome explains an error; once ctx has ended, that is the reason whatever the driver
// made of it (SQLite says "interrupted").
func outcome(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil && !errors.Is(err, ended) {
		return fmt.Errorf("%w: %w", ended, err)
	}
	return Explain(err)
}

// Close ends all connections. Transactions in hand are waited for.
func (db *DB) Close() error {
	if db.reader == db.writer {
		return db.writer.Close()
	}
	return errors.Join(db.reader.Close(), db.writer.Close())
}
