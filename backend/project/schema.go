package project

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"tributary/backend/domain"
)

// CreateTable makes a table with its fields (there may be none yet). Names are checked;
// what is wrong comes back as a *domain.Error with words.
func (p *Project) CreateTable(ctx context.Context, t domain.Table) error {
	return p.Write(ctx, func(tx *Tx) error { return tx.createTable(ctx, t) })
}

// RenameTable renames a table; its rows, history and links stay. Mappings that name the
// table are the caller's to change.
func (p *Project) RenameTable(ctx context.Context, name, to string) error {
	return p.Write(ctx, func(tx *Tx) error { return tx.renameTable(ctx, name, to) })
}

// DropTable removes a table with all its rows and their history. Only the person may
// ask for that.
func (p *Project) DropTable(ctx context.Context, name string) error {
	return p.Write(ctx, func(tx *Tx) error { return tx.dropTable(ctx, name) })
}

// AddField adds a field to a table; it is empty in the rows there are.
func (p *Project) AddField(ctx context.Context, table string, f domain.Field) error {
	return p.Write(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, table)
		if err != nil {
			return err
		}
		return tx.addField(ctx, t, f, true)
	})
}

// RenameField renames a field; values and history stay.
func (p *Project) RenameField(ctx context.Context, table, name, to string) error {
	return p.Write(ctx, func(tx *Tx) error { return tx.renameField(ctx, table, name, to) })
}

// ChangeField changes whether a field is required and its choices. Type and name stay.
func (p *Project) ChangeField(ctx context.Context, table, name string, required bool, choices []string) error {
	return p.Write(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, table)
		if err != nil {
			return err
		}
		f, err := t.field(name)
		if err != nil {
			return err
		}
		list, err := choicesJSON(choices)
		if err != nil {
			return err
		}
		_, err = tx.sql.Exec(ctx, "UPDATE _tributary_fields SET required = ?, choices = ? WHERE id = ?", flag(required), list, f.id)
		if err != nil {
			return fmt.Errorf("change field %q: %w", name, err)
		}
		return nil
	})
}

// DropField removes a field with its values. Only the person may ask for that.
func (p *Project) DropField(ctx context.Context, table, name string) error {
	return p.Write(ctx, func(tx *Tx) error { return tx.dropField(ctx, table, name) })
}

func (tx *Tx) createTable(ctx context.Context, t domain.Table) error {
	if err := CheckTableName(t.Name); err != nil {
		return err
	}
	if err := tx.nameIsFree(ctx, t.Name); err != nil {
		return err
	}
	id, err := tx.take(ctx, "table", 1, 1)
	if err != nil {
		return err
	}
	d := tx.sql.Dialect()
	moment := d.ColumnType(domain.DateTime)
	create := "CREATE TABLE " + d.Quote(t.Name) + " (" + columnID + " BIGINT PRIMARY KEY, " + columnDeletedAt + " " + moment + ", " +
		columnChangedAt + " " + moment + " NOT NULL"
	for _, f := range t.Fields {
		if err := checkField(f); err != nil {
			return err
		}
		create += ", " + d.Quote(f.Name) + " " + d.ColumnType(f.Type)
	}
	create += ")"
	if d.Name() == "sqlite" { // INTEGER makes _id the row's own number, without an index
		create = strings.Replace(create, "BIGINT", "INTEGER", 1) + " STRICT"
	}
	made := &table{id: id, name: t.Name, byName: map[string]int{}}
	_, err = tx.sql.Exec(ctx, "INSERT INTO _tributary_tables (id, name, folded) VALUES (?, ?, ?)", id, t.Name, fold(t.Name))
	if err != nil {
		return fmt.Errorf("note table %q: %w", t.Name, err)
	}
	for _, f := range t.Fields { // finds fields named twice before SQL does
		if err := tx.addField(ctx, made, f, false); err != nil {
			return err
		}
	}
	if _, err := tx.sql.Exec(ctx, create); err != nil {
		return fmt.Errorf("create table %q: %w", t.Name, err)
	}
	tx.tables[fold(t.Name)] = made
	return nil
}

func (tx *Tx) nameIsFree(ctx context.Context, name string) error {
	var n int
	err := tx.sql.QueryRow(ctx, "SELECT COUNT(*) FROM _tributary_tables WHERE folded = ?", fold(name)).Scan(&n)
	if err != nil {
		return fmt.Errorf("look for table %q: %w", name, err)
	}
	if n > 0 {
		return nameTaken("table", name)
	}
	return nil
}

// addField notes a field and, with addColumn, adds its column.
func (tx *Tx) addField(ctx context.Context, t *table, f domain.Field, addColumn bool) error {
	if err := checkField(f); err != nil {
		return err
	}
	if _, taken := t.byName[fold(f.Name)]; taken {
		return nameTaken("field", f.Name)
	}
	if len(t.fields) >= maxFields {
		return &domain.Error{
			Kind: domain.SetUp, Code: "too_many_fields", What: fmt.Sprintf("A table may have %d fields.", maxFields),
			Means: "The field was not saved.", Do: "Remove fields that are not needed, or use a second table.",
		}
	}
	choices, err := choicesJSON(f.Choices)
	if err != nil {
		return err
	}
	id, err := tx.take(ctx, fieldCounter, 1, 1)
	if err != nil {
		return err
	}
	_, err = tx.sql.Exec(ctx, `INSERT INTO _tributary_fields (id, table_id, position, name, folded, type, required, choices)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, id, t.id, id, f.Name, fold(f.Name), string(f.Type), flag(f.Required), choices)
	if err != nil {
		return fmt.Errorf("note field %q: %w", f.Name, err)
	}
	if addColumn {
		d := tx.sql.Dialect()
		_, err = tx.sql.Exec(ctx, "ALTER TABLE "+d.Quote(t.name)+" ADD COLUMN "+d.Quote(f.Name)+" "+d.ColumnType(f.Type))
		if err != nil {
			return fmt.Errorf("add field %q: %w", f.Name, err)
		}
	}
	t.byName[fold(f.Name)] = len(t.fields)
	t.fields = append(t.fields, field{id: id, Field: f})
	return nil
}

func choicesJSON(choices []string) (string, error) {
	if choices == nil {
		return "[]", nil
	}
	list, err := json.Marshal(choices)
	return string(list), err
}

func (tx *Tx) renameTable(ctx context.Context, name, to string) error {
	t, err := tx.table(ctx, name)
	if err != nil {
		return err
	}
	if err := CheckTableName(to); err != nil {
		return err
	}
	if fold(name) != fold(to) {
		if err := tx.nameIsFree(ctx, to); err != nil {
			return err
		}
	}
	if t.name == to {
		return nil
	}
	if _, err := tx.sql.Exec(ctx, "UPDATE _tributary_tables SET name = ?, folded = ? WHERE id = ?", to, fold(to), t.id); err != nil {
		return fmt.Errorf("note the new name of table %q: %w", name, err)
	}
	d := tx.sql.Dialect()
	// In two steps: SQLite takes a name that differs in capitals only for the same one.
	const between = "_tributary_renamed"
	for _, step := range [][2]string{{t.name, between}, {between, to}} {
		if _, err := tx.sql.Exec(ctx, "ALTER TABLE "+d.Quote(step[0])+" RENAME TO "+d.Quote(step[1])); err != nil {
			return fmt.Errorf("rename table %q: %w", name, err)
		}
	}
	delete(tx.tables, fold(name))
	return nil
}

func (tx *Tx) dropTable(ctx context.Context, name string) error {
	t, err := tx.table(ctx, name)
	if err != nil {
		return err
	}
	d := tx.sql.Dialect()
	// Links go with their rows: the next full read starts anew in another table.
	for _, statement := range []string{
		"DELETE FROM _tributary_links WHERE EXISTS (SELECT 1 FROM _tributary_created c WHERE c.table_id = ? AND row_id BETWEEN c.first_row AND c.last_row)",
		"DELETE FROM _tributary_history WHERE table_id = ?",
		"DELETE FROM _tributary_created WHERE table_id = ?",
		"DELETE FROM _tributary_activity WHERE table_id = ?",
		"DELETE FROM _tributary_tables WHERE id = ?",
	} {
		if _, err := tx.sql.Exec(ctx, statement, t.id); err != nil {
			return fmt.Errorf("forget table %q: %w", name, err)
		}
	}
	if _, err := tx.sql.Exec(ctx, "DROP TABLE "+d.Quote(t.name)); err != nil {
		return fmt.Errorf("drop table %q: %w", name, err)
	}
	delete(tx.tables, fold(name))
	return nil
}

func (tx *Tx) renameField(ctx context.Context, tableName, name, to string) error {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return err
	}
	f, err := t.field(name)
	if err != nil {
		return err
	}
	if err := CheckFieldName(to); err != nil {
		return err
	}
	if i, taken := t.byName[fold(to)]; taken && t.fields[i].id != f.id {
		return nameTaken("field", to)
	}
	if f.Name == to {
		return nil
	}
	if _, err := tx.sql.Exec(ctx, "UPDATE _tributary_fields SET name = ?, folded = ? WHERE id = ?", to, fold(to), f.id); err != nil {
		return fmt.Errorf("note the new name of field %q: %w", name, err)
	}
	d := tx.sql.Dialect()
	rename := "ALTER TABLE " + d.Quote(t.name) + " RENAME COLUMN " + d.Quote(f.Name) + " TO " + d.Quote(to)
	if _, err := tx.sql.Exec(ctx, rename); err != nil {
		return fmt.Errorf("rename field %q: %w", name, err)
	}
	return tx.loadFields(ctx, t)
}

func (tx *Tx) dropField(ctx context.Context, tableName, name string) error {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return err
	}
	f, err := t.field(name)
	if err != nil {
		return err
	}
	if err := tx.dropIndexesOf(ctx, t, f); err != nil {
		return fmt.Errorf("drop the indexes of field %q: %w", name, err)
	}
	if _, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_held WHERE field_id = ?", f.id); err != nil {
		return fmt.Errorf("forget what is held of field %q: %w", name, err)
	}
	if _, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_fields WHERE id = ?", f.id); err != nil {
		return fmt.Errorf("forget field %q: %w", name, err)
	}
	d := tx.sql.Dialect()
	if _, err := tx.sql.Exec(ctx, "ALTER TABLE "+d.Quote(t.name)+" DROP COLUMN "+d.Quote(f.Name)); err != nil {
		return fmt.Errorf("drop field %q: %w", name, err)
	}
	return tx.loadFields(ctx, t)
}
