package sqldb_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
)

func count(t *testing.T, db *sqldb.DB) int {
	t.Helper()
	var n int
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT COUNT(*) FROM pets").Scan(&n)
	})
	if err != nil {
		t.Fatalf("count: %v", err)
	}
	return n
}

func insert(ctx context.Context, tx *sqldb.Tx, id int, name string) error {
	_, err := tx.Exec(ctx, "INSERT INTO pets (id, name) VALUES (?, ?)", id, name)
	return err
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a *domain.Error with code %s", err, code)
	}
	if e.Code != code || e.Kind != domain.OurFault {
		t.Errorf("got %s/%s, want %s/%s", e.Kind, e.Code, domain.OurFault, code)
	}
	if e.What == "" || e.Means == "" || e.Do == "" {
		t.Errorf("the words are not complete: %+v", e)
	}
}

func TestWriteCommitsAllOrNothing(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		if err := db.Write(ctx, func(tx *sqldb.Tx) error { return insert(ctx, tx, 1, "Rex") }); err != nil {
			t.Fatalf("write: %v", err)
		}
		stop := errors.New("stop")
		err := db.Write(ctx, func(tx *sqldb.Tx) error {
			if err := insert(ctx, tx, 2, "Mia"); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Errorf("got %v, want the function's error", err)
		}
		if n := count(t, db); n != 1 {
			t.Errorf("got %d rows, want 1", n)
		}
	})
}

func TestPanicRollsBackAndGoesOn(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = db.Write(ctx, func(tx *sqldb.Tx) error {
				_ = insert(ctx, tx, 1, "Rex")
				panic("crash")
			})
		}()
		if n := count(t, db); n != 0 {
			t.Errorf("got %d rows, want 0", n)
		}
		if err := db.Write(ctx, func(tx *sqldb.Tx) error { return insert(ctx, tx, 1, "Rex") }); err != nil {
			t.Errorf("write after a panic: %v", err)
		}
	})
}

func TestCancelledContextBeginsNothing(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		called := false
		err := db.Write(ctx, func(*sqldb.Tx) error { called = true; return nil })
		if !errors.Is(err, context.Canceled) || called {
			t.Errorf("got %v, called %t; want context.Canceled, false", err, called)
		}
	})
}

func TestCancelDuringWriteRollsBack(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Write(ctx, func(tx *sqldb.Tx) error {
			if err := insert(ctx, tx, 1, "Rex"); err != nil {
				return err
			}
			cancel()
			return insert(ctx, tx, 2, "Mia")
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled", err)
		}
		if n := count(t, db); n != 0 {
			t.Errorf("got %d rows, want 0", n)
		}
	})
}

func TestWritersExcludeEachOther(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		const writers, each = 4, 25
		done := make(chan error, writers)
		for range writers {
			go func() {
				for range each {
					err := db.Write(ctx, func(tx *sqldb.Tx) error {
						var n int
						if err := tx.QueryRow(ctx, "SELECT COALESCE(MAX(id), 0) FROM pets").Scan(&n); err != nil {
							return err
						}
						return insert(ctx, tx, n+1, fmt.Sprint(n))
					})
					if err != nil {
						done <- err
						return
					}
				}
				done <- nil
			}()
		}
		for range writers {
			if err := <-done; err != nil {
				t.Errorf("write: %v", err)
			}
		}
		if n := count(t, db); n != writers*each {
			t.Errorf("got %d rows, want %d", n, writers*each)
		}
	})
}

func TestReadSeesOneStateAndRefusesWrites(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		err := db.Read(ctx, func(tx *sqldb.Tx) error {
			var before, after int
			if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM pets").Scan(&before); err != nil {
				return err
			}
			if err := db.Write(ctx, func(tx *sqldb.Tx) error { return insert(ctx, tx, 1, "Rex") }); err != nil {
				return err
			}
			if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM pets").Scan(&after); err != nil {
				return err
			}
			if before != after {
				t.Errorf("a read saw %d, then %d rows", before, after)
			}
			return insert(ctx, tx, 2, "Mia")
		})
		wantCode(t, err, sqldb.CodeReadOnly)
	})
}

func TestBeforeCommitCanRefuse(t *testing.T) {
	server.Each(t, pets(1), func(t *testing.T, db *sqldb.DB) {
		ctx, refuse := t.Context(), errors.New("refuse")
		err := db.Write(ctx, func(tx *sqldb.Tx) error {
			tx.BeforeCommit(func() error { return refuse })
			return insert(ctx, tx, 1, "Rex")
		})
		if !errors.Is(err, refuse) || count(t, db) != 0 {
			t.Errorf("got %v and %d rows, want the refusal and none", err, count(t, db))
		}
	})
}

func TestFullDiskIsSaidAndLeavesTheDatabaseWhole(t *testing.T) {
	opts := pets(1)
	opts.MaxPages = 20
	db := sqldbtest.OpenSQLite(t, opts)
	ctx := t.Context()
	if err := db.Write(ctx, func(tx *sqldb.Tx) error { return insert(ctx, tx, 1, "Rex") }); err != nil {
		t.Fatalf("write: %v", err)
	}
	err := db.Write(ctx, func(tx *sqldb.Tx) error { return insert(ctx, tx, 2, strings.Repeat("x", 1<<20)) })
	wantCode(t, err, sqldb.CodeDiskFull)
	if n := count(t, db); n != 1 {
		t.Errorf("got %d rows, want 1", n)
	}
	if err := db.Write(ctx, func(tx *sqldb.Tx) error { return insert(ctx, tx, 3, "Mia") }); err != nil {
		t.Errorf("a small write after a full disk: %v", err)
	}
}

func TestLockedByAnotherProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "project.db")
	db, err := sqldb.OpenSQLite(t.Context(), path, pets(1))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	defer func() { _ = db.Close() }()
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatalf("open as another program: %v", err)
	}
	defer func() { _ = other.Close() }()
	lock, err := other.Conn(t.Context())
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer func() { _ = lock.Close() }()
	if _, err := lock.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatalf("lock: %v", err)
	}
	if _, err := db.Writer().ExecContext(t.Context(), "PRAGMA busy_timeout(1)"); err != nil {
		t.Fatalf("shorten the wait: %v", err)
	}
	wantCode(t, db.Write(t.Context(), func(*sqldb.Tx) error { return nil }), sqldb.CodeLocked)
}

func TestUnusableFilesAreSaid(t *testing.T) {
	garbage := filepath.Join(t.TempDir(), "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("this is no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"no database": garbage,
		"no folder":   filepath.Join(t.TempDir(), "missing", "project.db"),
		"a folder":    t.TempDir(),
	} {
		t.Run(name, func(t *testing.T) {
			db, err := sqldb.OpenSQLite(t.Context(), path, pets(1))
			if err == nil {
				_ = db.Close()
			}
			wantCode(t, err, sqldb.CodeIO)
		})
	}
}

func TestNewFileIsTheOwnersOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a ?#%41 'é.db")
	db, err := sqldb.OpenSQLite(t.Context(), path, pets(1))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	defer func() { _ = db.Close() }()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v; want mode 0600", info, err)
	}
	if count(t, db) != 0 {
		t.Error("a new database is not empty")
	}
}

func TestPostgresAddressStaysOutOfErrors(t *testing.T) {
	for name, address := range map[string]string{
		"unreadable":  "postgres://me:s3cret@host:notaport/x",
		"unreachable": "postgres://me:s3cret@127.0.0.1:1/x?connect_timeout=2",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sqldb.OpenPostgres(t.Context(), address, pets(1))
			if err == nil || strings.Contains(fmt.Sprintf("%+v", err), "s3cret") {
				t.Errorf("got %v, want an error without the password", err)
			}
			var e *domain.Error
			if !errors.As(err, &e) || e.Do == "" {
				t.Errorf("got %v, want words for the person", err)
			}
		})
	}
}
