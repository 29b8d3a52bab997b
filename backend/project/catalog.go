package project

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tributary/backend/domain"
)

// Names of the columns every table of the project has besides its fields.
const (
	columnID        = "_id"
	columnDeletedAt = "_deleted_at"
	columnChangedAt = "_changed_at"
)

// table is a table of the catalogue in a transaction.
type table struct {
	id            int64
	name          string
	fields        []field
	byName        map[string]int // folded name → index in fields
	live, deleted int64          // rows, as stored
	// liveDelta and deletedDelta are what this transaction adds.
	liveDelta, deletedDelta int64
	numbered                bool // the row counter has been checked against the table
}

// field is a field with its number, by which the history knows it.
type field struct {
	id int64
	domain.Field
}

func (t *table) domain() domain.Table {
	fields := make([]domain.Field, len(t.fields))
	for i, f := range t.fields {
		fields[i] = f.Field
	}
	return domain.Table{Name: t.name, Fields: fields}
}

// field returns the field of that name, without regard to case.
func (t *table) field(name string) (field, error) {
	if i, ok := t.byName[fold(name)]; ok {
		return t.fields[i], nil
	}
	return field{}, fmt.Errorf("field %q of table %q: %w", name, t.name, domain.ErrNotFound)
}

// pick returns the fields of these names; no names means all.
func (t *table) pick(names []string) ([]field, error) {
	if len(names) == 0 {
		return t.fields, nil
	}
	fields := make([]field, len(names))
	for i, name := range names {
		var err error
		if fields[i], err = t.field(name); err != nil {
			return nil, err
		}
	}
	return fields, nil
}

func (t *table) fieldByID(id int64) (field, bool) {
	for _, f := range t.fields {
		if f.id == id {
			return f, true
		}
	}
	return field{}, false
}

// fold is the form in which names are compared.
func fold(name string) string { return strings.ToLower(name) }

// table loads a table once per transaction; domain.ErrNotFound if there is none.
func (tx *Tx) table(ctx context.Context, name string) (*table, error) {
	if t, ok := tx.tables[fold(name)]; ok {
		return t, nil
	}
	t := &table{}
	const query = "SELECT id, name, live_rows, deleted_rows FROM _tributary_tables WHERE folded = ?"
	err := tx.sql.QueryRow(ctx, query, fold(name)).Scan(&t.id, &t.name, &t.live, &t.deleted)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("table %q: %w", name, domain.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("table %q: %w", name, err)
	}
	if err := tx.loadFields(ctx, t); err != nil {
		return nil, fmt.Errorf("fields of table %q: %w", name, err)
	}
	tx.tables[fold(name)] = t
	return t, nil
}

func (tx *Tx) loadFields(ctx context.Context, t *table) error {
	t.fields, t.byName = nil, map[string]int{}
	const query = "SELECT id, name, type, required, choices FROM _tributary_fields WHERE table_id = ? ORDER BY position, id"
	return tx.sql.Each(ctx, query, []any{t.id}, func(rows *sql.Rows) error {
		var f field
		var choices string
		if err := rows.Scan(&f.id, &f.Name, &f.Type, &f.Required, &choices); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(choices), &f.Choices); err != nil {
			return fmt.Errorf("choices of field %q: %w", f.Name, err)
		}
		t.byName[fold(f.Name)] = len(t.fields)
		t.fields = append(t.fields, f)
		return nil
	})
}

// flushRowCounts stores how many rows the transaction added to the counts.
func (tx *Tx) flushRowCounts(ctx context.Context, t *table) error {
	if t.liveDelta == 0 && t.deletedDelta == 0 {
		return nil
	}
	_, err := tx.sql.Exec(ctx, "UPDATE _tributary_tables SET live_rows = live_rows + ?, deleted_rows = deleted_rows + ? WHERE id = ?",
		t.liveDelta, t.deletedDelta, t.id)
	t.live, t.deleted = t.live+t.liveDelta, t.deleted+t.deletedDelta
	t.liveDelta, t.deletedDelta = 0, 0
	return err
}

// Tables lists the tables by name.
func (p *Project) Tables(ctx context.Context) (tables []domain.TableSummary, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		all, err := tx.allTables(ctx)
		for _, t := range all {
			tables = append(tables, domain.TableSummary{Table: t.domain(), Rows: t.live, Deleted: t.deleted})
		}
		return err
	})
	return tables, err
}

// allTables are the tables in the order of their names.
func (tx *Tx) allTables(ctx context.Context) ([]*table, error) {
	var names []string
	err := tx.sql.Each(ctx, "SELECT name FROM _tributary_tables ORDER BY folded", nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	all := make([]*table, len(names))
	for i, name := range names {
		if all[i], err = tx.table(ctx, name); err != nil {
			return nil, err
		}
	}
	return all, nil
}
