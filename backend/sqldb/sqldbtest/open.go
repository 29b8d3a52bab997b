package sqldbtest

import (
	"path/filepath"
	"testing"

	"tributary/backend/sqldb"
)

// Each runs test once per database, each time on an empty one that is closed after
// the test.
func (s *Server) Each(t *testing.T, opts sqldb.Options, test func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, OpenSQLite(t, opts)) })
	t.Run("postgres", func(t *testing.T) { test(t, s.OpenPostgres(t, opts)) })
}

// OpenSQLite opens a new file in the test's folder.
func OpenSQLite(t testing.TB, opts sqldb.Options) *sqldb.DB {
	t.Helper()
	return opened(t)(sqldb.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), string(opts.Role)+".db"), opts))
}

// OpenPostgres opens a new database of the server.
func (s *Server) OpenPostgres(t testing.TB, opts sqldb.Options) *sqldb.DB {
	t.Helper()
	return opened(t)(sqldb.OpenPostgres(t.Context(), s.Database(t), opts))
}

func opened(t testing.TB) func(*sqldb.DB, error) *sqldb.DB {
	t.Helper()
	return func(db *sqldb.DB, err error) *sqldb.DB {
		t.Helper()
		if err != nil {
			t.Fatalf("open: %v", err)
		}
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
		return db
	}
}
