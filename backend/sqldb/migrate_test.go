package sqldb_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tributary/backend/sqldb"
)

// opener opens one database again and again.
type opener func(ctx context.Context, opts sqldb.Options) (*sqldb.DB, error)

func eachOpener(t *testing.T, test func(t *testing.T, open opener)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "project.db")
		test(t, func(ctx context.Context, o sqldb.Options) (*sqldb.DB, error) { return sqldb.OpenSQLite(ctx, path, o) })
	})
	t.Run("postgres", func(t *testing.T) {
		address := server.Database(t)
		test(t, func(ctx context.Context, o sqldb.Options) (*sqldb.DB, error) {
			return sqldb.OpenPostgres(ctx, address, o)
		})
	})
}

func openClose(t *testing.T, open opener, opts sqldb.Options) error {
	t.Helper()
	db, err := open(t.Context(), opts)
	if err != nil {
		return err
	}
	return db.Close()
}

func TestUpgradeKeepsDataAndRunsOnce(t *testing.T) {
	eachOpener(t, func(t *testing.T, open opener) {
		db, err := open(t.Context(), pets(1))
		if err != nil {
			t.Fatalf("open: %v", err)
		}
		err = db.Write(t.Context(), func(tx *sqldb.Tx) error { return insert(t.Context(), tx, 1, "Mia") })
		if err != nil {
			t.Fatalf("write: %v", err)
		}
		_ = db.Close()
		for range 2 {
			if db, err = open(t.Context(), pets(2)); err != nil {
				t.Fatalf("upgrade: %v", err)
			}
			if n := count(t, db); n != 2 {
				t.Errorf("got %d rows, want Mia and the migration's", n)
			}
			_ = db.Close()
		}
	})
}

// A program that opens a newer database would write what it does not understand. This
// covers the refusal only, not that every version really reads its own data.
func TestNewerSchemaIsRefusedWithBothVersions(t *testing.T) {
	eachOpener(t, func(t *testing.T, open opener) {
		if err := openClose(t, open, pets(2)); err != nil {
			t.Fatalf("open: %v", err)
		}
		err := openClose(t, open, pets(1))
		wantCode(t, err, sqldb.CodeNewerSchema)
		if !strings.Contains(err.Error(), "format is 2") || !strings.Contains(err.Error(), "up to 1") {
			t.Errorf("got %q, want both versions", err)
		}
		if err := openClose(t, open, pets(2)); err != nil {
			t.Errorf("the refused database is no longer usable: %v", err)
		}
	})
}

func TestBrokenMigrationLeavesNothing(t *testing.T) {
	eachOpener(t, func(t *testing.T, open opener) {
		broken := pets(1)
		files, ok := broken.Migrations.(fstest.MapFS)
		if !ok {
			t.Fatalf("the migrations are a %T", broken.Migrations)
		}
		both := &fstest.MapFile{Data: []byte("CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);")}
		files["0002_broken.sqlite.sql"], files["0002_broken.postgres.sql"] = both, both
		if err := openClose(t, open, broken); err == nil || !strings.Contains(err.Error(), "0002_broken") {
			t.Fatalf("got %v, want an error that names the migration", err)
		}
		db, err := open(t.Context(), pets(1))
		if err != nil {
			t.Fatalf("open with the good migrations: %v", err)
		}
		defer func() { _ = db.Close() }()
		err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), "CREATE TABLE half (id INTEGER)")
			return err
		})
		if err != nil {
			t.Errorf("the broken migration left its table: %v", err)
		}
	})
}

func TestMigrationFilesFollowTheRules(t *testing.T) {
	for name, files := range map[string][]string{
		"strange name":      {"one.sql"},
		"gap":               {"0002_b.sqlite.sql", "0002_b.postgres.sql"},
		"not mirrored":      {"0001_a.sqlite.sql"},
		"names differ":      {"0001_a.sqlite.sql", "0001_b.postgres.sql"},
		"number given once": {"0001_a.sqlite.sql", "0001_a.postgres.sql", "0001_b.sqlite.sql", "0001_b.postgres.sql"},
	} {
		t.Run(name, func(t *testing.T) {
			set := fstest.MapFS{}
			for _, f := range files {
				set[f] = &fstest.MapFile{}
			}
			path := filepath.Join(t.TempDir(), "project.db")
			_, err := sqldb.OpenSQLite(t.Context(), path, sqldb.Options{Role: sqldb.Project, Migrations: set})
			if err == nil {
				t.Errorf("%v were accepted", files)
			}
		})
	}
}
