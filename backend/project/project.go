package project

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

//go:embed sql/*.sql
var migrations embed.FS

// Options are what the project's database must be opened with.
func Options() sqldb.Options {
	files, err := fs.Sub(migrations, "sql")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sqldb.Options{Role: sqldb.Project, Migrations: files}
}

// Project is the person's database. It is safe for concurrent use.
type Project struct {
	db    *sqldb.DB
	clock clock.Clock
}

// New returns the project in a database that was opened with Options. The database
// stays the caller's to close.
func New(db *sqldb.DB, c clock.Clock) *Project { return &Project{db: db, clock: c} }

// Write runs fn in one transaction that excludes other writers. It commits when fn
// returns nil and rolls back otherwise, also on panic. It begins nothing once ctx has
// ended. The Tx must not be used after fn returned.
func (p *Project) Write(ctx context.Context, fn func(*Tx) error) error {
	return p.db.Write(ctx, func(raw *sqldb.Tx) error {
		tx, err := beginWrite(ctx, raw)
		if err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		return tx.flush(ctx)
	})
}

// beginWrite readies a transaction that writes.
func beginWrite(ctx context.Context, raw *sqldb.Tx) (*Tx, error) {
	if raw.Dialect() == sqldb.Postgres() {
		// Every look-up of a batch has an index. Of tables that were filled a moment ago PostgreSQL
		// knows no sizes, and would read them whole for each look-up.
		if _, err := raw.Exec(ctx, "SET LOCAL enable_seqscan = off"); err != nil {
			return nil, fmt.Errorf("ready the transaction: %w", err)
		}
	}
	return newTx(raw), nil
}

// errDryRun rolls a dry run back.
var errDryRun = errors.New("dry run")

// DryRun is Write that always rolls back; it returns fn's error.
func (p *Project) DryRun(ctx context.Context, fn func(*Tx) error) error {
	err := p.db.Write(ctx, func(raw *sqldb.Tx) error {
		tx, err := beginWrite(ctx, raw)
		if err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		if err := tx.flush(ctx); err != nil { // so that a dry run fails where a real one would
			return err
		}
		return errDryRun
	})
	if errors.Is(err, errDryRun) {
		return nil
	}
	return err
}

// read runs fn on one state of the project without waiting for writers.
func (p *Project) read(ctx context.Context, fn func(*Tx) error) error {
	return p.db.Read(ctx, func(raw *sqldb.Tx) error { return fn(newTx(raw)) })
}

// Table returns a table; domain.ErrNotFound if there is none of that name.
func (p *Project) Table(ctx context.Context, name string) (found domain.Table, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, name)
		if err != nil {
			return err
		}
		found = t.domain()
		return nil
	})
	return found, err
}

// Progress returns where the transfer stands; the zero value if it never ran.
func (p *Project) Progress(ctx context.Context, scope domain.Scope) (progress domain.TransferProgress, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		progress, err = tx.progress(ctx, scope)
		return err
	})
	if err != nil {
		return domain.TransferProgress{}, fmt.Errorf("progress of %s: %w", scope.DataType, err)
	}
	return progress, nil
}

// Forget removes everything known of a scope (links, progress, seen marks, record
// errors), for an integration that is removed. Rows and their history stay.
func (p *Project) Forget(ctx context.Context, scope domain.Scope) error {
	return p.Write(ctx, func(tx *Tx) error {
		_, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_scopes WHERE integration = ? AND data_type = ?",
			scope.Integration, scope.DataType)
		if err != nil {
			return fmt.Errorf("forget %s: %w", scope.DataType, err)
		}
		return nil
	})
}
