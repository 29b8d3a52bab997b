package project

import (
	"context"
	"database/sql"
	"fmt"

	"tributary/backend/sqldb"
)

// Problem is something in the project's database that must not be.
type Problem struct {
	Table string // of the project; empty where it concerns all
	What  string // plain words, without row values
	Count int64
}

// Check walks the whole project and returns what is wrong; nothing is the good answer. It
// reads everything, so it takes its time on a large project.
func (p *Project) Check(ctx context.Context) (problems []Problem, err error) {
	tables, err := p.Tables(ctx)
	if err != nil {
		return nil, err
	}
	err = p.read(ctx, func(tx *Tx) error {
		if problems, err = tx.checkStorage(ctx); err != nil {
			return err
		}
		for _, summary := range tables {
			found, err := tx.checkTable(ctx, summary.Name)
			if err != nil {
				return fmt.Errorf("table %q: %w", summary.Name, err)
			}
			problems = append(problems, found...)
		}
		found, err := tx.checkAll(ctx)
		problems = append(problems, found...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("check the project: %w", err)
	}
	return problems, nil
}

// counted is a query that counts what must not be.
type counted struct {
	what, query string
	args        []any
}

func (tx *Tx) count(ctx context.Context, table string, checks []counted) (problems []Problem, err error) {
	for _, c := range checks {
		var n int64
		if err := tx.sql.QueryRow(ctx, c.query, c.args...).Scan(&n); err != nil {
			return nil, fmt.Errorf("%s: %w", c.what, err)
		}
		if n != 0 {
			problems = append(problems, Problem{Table: table, What: c.what, Count: n})
		}
	}
	return problems, nil
}

// checkStorage asks SQLite whether its file is whole.
func (tx *Tx) checkStorage(ctx context.Context) (problems []Problem, err error) {
	if tx.sql.Dialect() != sqldb.SQLite() {
		return nil, nil
	}
	err = tx.sql.Each(ctx, "PRAGMA quick_check(10)", nil, func(rows *sql.Rows) error {
		var said string
		if err := rows.Scan(&said); err != nil {
			return err
		}
		if said != "ok" {
			problems = append(problems, Problem{What: "The file is damaged: " + said, Count: 1})
		}
		return nil
	})
	return problems, err
}

// checkTable compares a table with its catalogue, its links and the history.
func (tx *Tx) checkTable(ctx context.Context, name string) ([]Problem, error) {
	t, err := tx.table(ctx, name)
	if err != nil {
		return nil, err
	}
	q := tx.sql.Dialect().Quote(t.name)
	problems, err := tx.count(ctx, t.name, []counted{
		{"Rows are not counted right.", "SELECT COUNT(*) - CAST(? AS BIGINT) FROM " + q + " WHERE " + columnDeletedAt + " IS NULL", []any{t.live}},
		{"Deleted rows are not counted right.", "SELECT COUNT(*) - CAST(? AS BIGINT) FROM " + q + " WHERE " + columnDeletedAt + " IS NOT NULL", []any{t.deleted}},
		{"Records point to rows that do not exist.", `SELECT COUNT(*) FROM _tributary_links l JOIN _tributary_created r
			ON r.first_row = (SELECT MAX(first_row) FROM _tributary_created WHERE first_row <= l.row_id) AND r.last_row >= l.row_id
			WHERE l.deleted = 0 AND r.table_id = ? AND NOT EXISTS (SELECT 1 FROM ` + q + " x WHERE x." + columnID + " = l.row_id)", []any{t.id}},
		{"Conflicts are noted of rows that do not exist.", "SELECT COUNT(*) FROM _tributary_conflicts c WHERE c.table_id = ? AND NOT EXISTS (SELECT 1 FROM " +
			q + " x WHERE x." + columnID + " = c.row_id)", []any{t.id}},
		{"Rows have numbers that may be given again.", "SELECT COUNT(*) FROM " + q + " WHERE " + columnID +
			" >= (SELECT COALESCE(MAX(next), 0) FROM _tributary_counters WHERE name = 'row')", nil},
	})
	if err != nil {
		return nil, err
	}
	for _, f := range t.fields { // a column that is missing fails here, and says so
		var n int64
		if err := tx.sql.QueryRow(ctx, "SELECT COUNT("+tx.sql.Dialect().Quote(f.Name)+") FROM "+q+" WHERE 1 = 0").Scan(&n); err != nil {
			return nil, fmt.Errorf("field %q: %w", f.Name, err)
		}
	}
	return problems, nil
}

// checkAll looks at what concerns the project as a whole.
func (tx *Tx) checkAll(ctx context.Context) ([]Problem, error) {
	return tx.count(ctx, "", []counted{
		{"Records point to rows that were never created.", `SELECT COUNT(*) FROM _tributary_links l WHERE NOT EXISTS
			(SELECT 1 FROM _tributary_created r WHERE r.first_row = (SELECT MAX(first_row) FROM _tributary_created WHERE first_row <= l.row_id)
			AND r.last_row >= l.row_id)`, nil},
		{"Links have numbers that may be given again.", `SELECT COUNT(*) FROM _tributary_links WHERE id >=
			(SELECT COALESCE(MAX(next), 0) FROM _tributary_counters WHERE name = 'link')`, nil},
		{"Rows were created twice.", `SELECT COUNT(*) FROM _tributary_created a JOIN _tributary_created b
			ON b.first_row > a.first_row AND b.first_row <= a.last_row`, nil},
	})
}

// DoubledKeys returns how many values of these fields more than one row (not deleted)
// has: the question before they become a primary key.
func (p *Project) DoubledKeys(ctx context.Context, table string, fields []string) (n int64, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, table)
		if err != nil {
			return err
		}
		picked, err := t.pick(fields)
		if err != nil {
			return err
		}
		columns, filled := "", ""
		for i, f := range picked {
			if i > 0 {
				columns += ", "
			}
			columns += keyColumn(tx, f)
			filled += " AND " + tx.sql.Dialect().Quote(f.Name) + " IS NOT NULL"
		}
		query := "SELECT COUNT(*) FROM (SELECT 1 FROM " + tx.sql.Dialect().Quote(t.name) + " WHERE " + columnDeletedAt + " IS NULL" + filled +
			" GROUP BY " + columns + " HAVING COUNT(*) > 1) AS doubled"
		return tx.sql.QueryRow(ctx, query).Scan(&n)
	})
	if err != nil {
		return 0, fmt.Errorf("doubled keys in %q: %w", table, err)
	}
	return n, nil
}
