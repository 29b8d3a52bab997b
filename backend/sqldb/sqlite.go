package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// busyMillis is how long a statement waits for a lock of another process.
const busyMillis = 10000

// OpenSQLite opens or makes the file at path and brings its schema up to date. The
// folder must exist. A new file is readable by its owner only.
func OpenSQLite(ctx context.Context, path string, opts Options) (*DB, error) {
	set, err := loadMigrations(opts.Migrations, SQLite())
	if err != nil {
		return nil, err
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("place of the %s database: %w", opts.Role, err)
	}
	if err := claim(path); err != nil {
		return nil, err
	}
	db := &DB{dialect: SQLite(), locks: filepath.Join(filepath.Dir(path), "locks")}
	tune := opts.Role.tuning()
	if db.writer, err = sqlitePool(path, writerPragmas(tune, opts.MaxPages), "immediate", 1); err != nil {
		return nil, err
	}
	// Migrate before the first reader: it may not make the file, and needs its mode.
	if err := db.migrate(ctx, set); err != nil {
		return nil, errors.Join(err, db.writer.Close())
	}
	if db.reader, err = sqlitePool(path, readerPragmas(tune), "deferred", tune.readers); err != nil {
		return nil, errors.Join(err, db.writer.Close())
	}
	return db, nil
}

// claim makes the file with mode 0600 when it is missing; SQLite gives its side files
// the same mode.
func claim(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // G304: the data directory is the person's choice
	switch {
	case errors.Is(err, os.ErrPermission):
		return explained(CodeReadOnly, fmt.Errorf("open %s: %w", filepath.Base(path), err))
	case err != nil:
		return explained(CodeIO, fmt.Errorf("open %s: %w", filepath.Base(path), err))
	}
	return f.Close()
}

func sqlitePool(path string, pragmas []string, lock string, connections int) (*sql.DB, error) {
	query := url.Values{"_pragma": pragmas, "_txlock": {lock}}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/… on Windows
	}
	address := url.URL{Scheme: "file", Path: slashed, RawQuery: query.Encode()}
	connector, err := sqlite.NewConnector(address.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool, nil
}

func writerPragmas(t tuning, maxPages int) []string {
	pragmas := []string{
		fmt.Sprintf("busy_timeout(%d)", busyMillis), // first: the others may need it
		"auto_vacuum(incremental)",                  // of a new file only; see DB.Compact
		"journal_mode(WAL)",
		"synchronous(" + t.synchronous + ")",
		"foreign_keys(1)",
		fmt.Sprintf("cache_size(-%d)", t.writerCacheKiB),
		fmt.Sprintf("wal_autocheckpoint(%d)", t.walPages),
		"journal_size_limit(67108864)", // a log grown by a long reader shrinks again
		// Every insert of several rows notes what it would undo by itself; in a file that
		// was a quarter of a first read's time (measured). See Tx.Spilling for large sorts.
		"temp_store(memory)",
	}
	if maxPages > 0 {
		pragmas = append(pragmas, fmt.Sprintf("max_page_count(%d)", maxPages))
	}
	return pragmas
}

func readerPragmas(t tuning) []string {
	return []string{
		fmt.Sprintf("busy_timeout(%d)", busyMillis),
		"query_only(1)",
		fmt.Sprintf("cache_size(-%d)", t.readerCacheKiB),
	}
}
