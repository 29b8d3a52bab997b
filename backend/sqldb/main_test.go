package sqldb_test

import (
	"os"
	"testing"
	"testing/fstest"

	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
)

// server is the PostgreSQL of this test binary.
var server = sqldbtest.NewServer()

func TestMain(m *testing.M) { os.Exit(server.Run(m)) }

// pets is a small set of migrations; versions tells how many.
func pets(versions int) sqldb.Options {
	files := fstest.MapFS{}
	if versions >= 1 {
		files["0001_pets.sqlite.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT UNIQUE) STRICT;")}
		files["0001_pets.postgres.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE pets (id BIGINT PRIMARY KEY, name TEXT UNIQUE);")}
	}
	if versions >= 2 {
		both := []byte("ALTER TABLE pets ADD COLUMN age INTEGER;\nINSERT INTO pets (id, name) VALUES (100, 'Rex; the dog');")
		files["0002_age.sqlite.sql"] = &fstest.MapFile{Data: both}
		files["0002_age.postgres.sql"] = &fstest.MapFile{Data: both}
	}
	return sqldb.Options{Role: sqldb.Project, Migrations: files}
}
