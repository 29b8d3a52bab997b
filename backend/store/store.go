package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

//go:embed sql/*.sql
var files embed.FS

// Migrations are the numbered files of the state database, for sqldb.Options.
func Migrations() fs.FS {
	sub, err := fs.Sub(files, "sql")
	if err != nil {
		panic(err) // the folder is embedded: this cannot fail in a program that was built
	}
	return sub
}

// Store is the state. Make it with New.
type Store struct{ db *sqldb.DB }

// New returns the store over a database opened with Migrations.
func New(db *sqldb.DB) *Store { return &Store{db: db} }

// scanner is what both a row and rows offer.
type scanner interface{ Scan(dest ...any) error }

// list runs a query and reads every row with read.
func list[T any](ctx context.Context, s *Store, query string, args []any, read func(scanner) (T, error)) ([]T, error) {
	out := []T{}
	err := s.db.Read(ctx, func(tx *sqldb.Tx) error {
		return tx.Each(ctx, query, args, func(rows *sql.Rows) error {
			one, err := read(rows)
			out = append(out, one)
			return err
		})
	})
	return out, err
}

// one runs a query of at most one row; domain.ErrNotFound when there is none.
func one[T any](ctx context.Context, s *Store, query string, args []any, read func(scanner) (T, error)) (T, error) {
	var out T
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		out, err = read(tx.QueryRow(ctx, query, args...))
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return out, domain.ErrNotFound
	}
	return out, err
}

// exec runs one statement in a transaction of its own.
func (s *Store) exec(ctx context.Context, query string, args ...any) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
}

// upsert inserts or overwrites one row by its id, the first column.
func upsert(ctx context.Context, tx *sqldb.Tx, table string, columns []string, values ...any) error {
	d := tx.Dialect()
	query := "INSERT INTO " + d.Quote(table) + " (" + d.QuoteAll(columns...) + ") VALUES (" +
		sqldb.Placeholders(len(columns)) + ") " + d.Upsert(columns[:1], columns[1:])
	_, err := tx.Exec(ctx, query, values...)
	return err
}

// encode returns v as JSON text.
func encode(v any) (string, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("encode state: %w", err)
	}
	return string(raw), nil
}

// column is JSON text and what it is read into.
type column struct {
	text   string
	target any // pointer
}

// decode reads the columns.
func decode(columns ...column) error {
	for _, c := range columns {
		if err := json.Unmarshal([]byte(c.text), c.target); err != nil {
			return fmt.Errorf("decode state: %w", err)
		}
	}
	return nil
}

// moments reads stored times into the targets, pairs of text and pointer.
func moments(texts []string, targets ...*time.Time) error {
	for i, text := range texts {
		t, err := sqldb.ParseTime(text)
		if err != nil {
			return err
		}
		*targets[i] = t
	}
	return nil
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
