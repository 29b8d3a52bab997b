package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tributary/backend/domain"
)

// Indexes are named by the numbers of their fields, so they survive renaming:
// _tributary_key_3_7 is on the fields 3 and 7, _tributary_sort_3 on field 3.
const (
	keyIndex  = "_tributary_key"
	sortIndex = "_tributary_sort"
)

func indexName(kind string, fields []field) string {
	var b strings.Builder
	b.WriteString(kind)
	for _, f := range fields {
		b.WriteString("_" + strconv.FormatInt(f.id, 10))
	}
	return b.String()
}

// EnsureKey makes look-ups by these fields (a primary key) fast. It is cheap when that
// has been done before.
func (p *Project) EnsureKey(ctx context.Context, table string, fields []string) error {
	return p.Write(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, table)
		if err != nil {
			return err
		}
		picked, err := t.pick(fields)
		if err != nil {
			return err
		}
		return tx.ensureKey(ctx, t, picked)
	})
}

func (tx *Tx) ensureKey(ctx context.Context, t *table, fields []field) error {
	d := tx.sql.Dialect()
	columns := make([]string, len(fields))
	for i, f := range fields {
		columns[i] = keyColumn(tx, f)
		if d.Name() == "postgres" && f.Type == domain.JSON {
			return nil // JSON has no order there; such a key is looked up slowly
		}
	}
	on := d.Quote(t.name) + " (" + strings.Join(columns, ", ") + ")"
	if d.Name() == "postgres" && len(fields) == 1 {
		// A hash takes texts of any length; the usual index refuses long ones.
		on = d.Quote(t.name) + " USING hash (" + columns[0] + ")"
	}
	err := tx.sql.Spilling(ctx, func() error {
		_, err := tx.sql.Exec(ctx, "CREATE INDEX IF NOT EXISTS "+d.Quote(indexName(keyIndex, fields))+" ON "+on)
		return err
	})
	if err != nil {
		return fmt.Errorf("index the key of %q: %w", t.name, err)
	}
	return nil
}

// keyColumn is the expression by which a key field is compared and indexed.
func keyColumn(tx *Tx, f field) string {
	d := tx.sql.Dialect()
	switch column := d.Quote(f.Name); {
	case f.Type == domain.Email:
		return d.Folded(column)
	case f.Type == domain.JSON && d.Name() == "postgres":
		return "CAST(" + column + " AS TEXT)"
	default:
		return column
	}
}

// keyValue is the placeholder that belongs to keyColumn.
func keyValue(tx *Tx, f field) string {
	if f.Type == domain.Email {
		return tx.sql.Dialect().FoldedValue()
	}
	return "?"
}

// EnsureSorted makes sorting and filtering by a field fast at any number of rows. It is
// cheap when that has been done before.
func (p *Project) EnsureSorted(ctx context.Context, table, name string) error {
	return p.Write(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, table)
		if err != nil {
			return err
		}
		f, err := t.field(name)
		if err != nil {
			return err
		}
		d := tx.sql.Dialect()
		err = tx.sql.Spilling(ctx, func() error {
			_, err := tx.sql.Exec(ctx, "CREATE INDEX IF NOT EXISTS "+d.Quote(indexName(sortIndex, []field{f}))+" ON "+
				d.Quote(t.name)+" ("+sortColumn(tx, f)+", "+columnID+")")
			return err
		})
		if err != nil {
			return fmt.Errorf("index field %q: %w", name, err)
		}
		return nil
	})
}

// dropIndexesOf removes the indexes a field takes part in, so that it can be dropped.
func (tx *Tx) dropIndexesOf(ctx context.Context, t *table, f field) error {
	d := tx.sql.Dialect()
	query := "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?"
	if d.Name() == "postgres" {
		query = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ?"
	}
	var names []string
	err := tx.sql.Each(ctx, query, []any{t.name}, func(rows *sql.Rows) error {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		if slices.Contains(strings.Split(name, "_"), strconv.FormatInt(f.id, 10)) && strings.HasPrefix(name, "_tributary_") {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := tx.sql.Exec(ctx, "DROP INDEX "+d.Quote(name)); err != nil {
			return err
		}
	}
	return nil
}
