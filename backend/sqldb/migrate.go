package sqldb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"sort"
	"strconv"

	"tributary/backend/domain"
)

// migration is one numbered file for one dialect.
type migration struct {
	version int
	name    string
	sql     string
}

// loadMigrations reads the files of a dialect in order and refuses a folder that
// breaks the rules of README.md.
func loadMigrations(files fs.FS, dialect Dialect) ([]migration, error) {
	if files == nil {
		return nil, errors.New("no migrations given")
	}
	found, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	sort.Strings(found)
	fileName := regexp.MustCompile(`^(\d{4})_([a-z0-9_]+)\.(sqlite|postgres)\.sql$`)
	names := map[string][]string{} // dialect → names in order
	var set []migration
	for _, file := range found {
		parts := fileName.FindStringSubmatch(file)
		if parts == nil {
			return nil, fmt.Errorf("migration %q: the name must look like 0001_name.sqlite.sql", file)
		}
		version, _ := strconv.Atoi(parts[1]) // four digits
		names[parts[3]] = append(names[parts[3]], parts[1]+"_"+parts[2])
		if n := len(names[parts[3]]); n != version {
			return nil, fmt.Errorf("migration %q: number %d comes at place %d", file, version, n)
		}
		if parts[3] != dialect.Name() {
			continue
		}
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, fmt.Errorf("read migration %q: %w", file, err)
		}
		set = append(set, migration{version: version, name: parts[2], sql: string(text)})
	}
	if lite, pg := fmt.Sprint(names["sqlite"]), fmt.Sprint(names["postgres"]); lite != pg {
		return nil, fmt.Errorf("migrations are not mirrored: sqlite %s, postgres %s", lite, pg)
	}
	return set, nil
}

// migrate applies what is missing, each file in its own transaction.
func (db *DB) migrate(ctx context.Context, set []migration) error {
	for {
		done, err := db.migrateNext(ctx, set)
		if done || err != nil {
			return err
		}
	}
}

// migrateNext reads the version and applies the next file in one transaction, so that
// two programs that start at once do not both apply it.
func (db *DB) migrateNext(ctx context.Context, set []migration) (done bool, err error) {
	err = db.Write(ctx, func(tx *Tx) error {
		version, err := schemaVersion(ctx, tx)
		if err != nil {
			return err
		}
		if version > len(set) {
			return newerSchema(version, len(set))
		}
		if done = version == len(set); done {
			return nil
		}
		next := set[version]
		if _, err := tx.Exec(ctx, next.sql); err != nil {
			return fmt.Errorf("migration %04d_%s: %w", next.version, next.name, err)
		}
		_, err = tx.Exec(ctx, "INSERT INTO _tributary_migrations (version, name) VALUES (?, ?)", next.version, next.name)
		if err != nil {
			return fmt.Errorf("note migration %d: %w", next.version, err)
		}
		return nil
	})
	return done, err
}

func schemaVersion(ctx context.Context, tx *Tx) (int, error) {
	create := "CREATE TABLE IF NOT EXISTS _tributary_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL)"
	if tx.dialect == SQLite() {
		create = "CREATE TABLE IF NOT EXISTS _tributary_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
	}
	if _, err := tx.Exec(ctx, create); err != nil {
		return 0, fmt.Errorf("make the list of migrations: %w", err)
	}
	var version int
	if err := tx.QueryRow(ctx, "SELECT COALESCE(MAX(version), 0) FROM _tributary_migrations").Scan(&version); err != nil {
		return 0, fmt.Errorf("read the schema version: %w", err)
	}
	return version, nil
}

func newerSchema(found, known int) *domain.Error {
	return &domain.Error{
		Kind: domain.OurFault, Code: CodeNewerSchema,
		What:  fmt.Sprintf("The database was written by a newer Tributary (its format is %d, this program knows up to %d).", found, known),
		Means: "This program could damage it, so it was not opened.",
		Do:    "Install the newest version of Tributary.",
	}
}
