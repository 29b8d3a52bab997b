package project

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// LinkedScopes returns which of these scopes link each of the rows (links that are not
// Deleted); rows that none of them links are absent.
func (tx *Tx) LinkedScopes(ctx context.Context, scopes []domain.Scope, rows []domain.RowID) (map[domain.RowID][]domain.Scope, error) {
	byID, ids := map[int64]domain.Scope{}, []int64{}
	for _, of := range scopes {
		s, err := tx.scope(ctx, of, false)
		if err != nil {
			return nil, err
		}
		if _, twice := byID[s.id]; s.id != 0 && !twice {
			byID[s.id], ids = of, append(ids, s.id)
		}
	}
	linked := map[domain.RowID][]domain.Scope{}
	if len(ids) == 0 {
		return linked, nil
	}
	err := inChunks(tx, rows, func(part []domain.RowID) error {
		query := "SELECT DISTINCT row_id, scope_id FROM _tributary_links WHERE deleted = 0 AND row_id IN (" +
			sqldb.Placeholders(len(part)) + ") AND scope_id IN (" + sqldb.Placeholders(len(ids)) + ")"
		return tx.sql.EachPrepared(ctx, query, anyOf(ids, anyOf(numbers(part))...), func(rows *sql.Rows) error {
			var row domain.RowID
			var id int64
			err := rows.Scan(&row, &id)
			linked[row] = append(linked[row], byID[id])
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("who links rows: %w", err)
	}
	return linked, nil
}

// Conflicts returns what is noted of these rows, in no order.
func (tx *Tx) Conflicts(ctx context.Context, tableName string, rows []domain.RowID) (list []domain.Conflict, err error) {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return nil, err
	}
	err = inChunks(tx, rows, func(part []domain.RowID) error {
		query := `SELECT c.row_id, c.field_id, s.integration, s.data_type, c.value, c.since FROM _tributary_conflicts c
			JOIN _tributary_scopes s ON s.id = c.scope_id WHERE c.table_id = ? AND c.row_id IN (` + sqldb.Placeholders(len(part)) + ")"
		return tx.sql.EachPrepared(ctx, query, anyOf(numbers(part), t.id), func(rows *sql.Rows) error {
			c, known, err := t.scanConflict(rows)
			if known {
				list = append(list, c)
			}
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("conflicts of rows of %q: %w", t.name, err)
	}
	return list, nil
}

// scanConflict reads row, field, scope, value and since; known is false for a field that is gone.
func (t *table) scanConflict(rows *sql.Rows) (c domain.Conflict, known bool, err error) {
	var fieldID int64
	var value sql.NullString
	var since string
	if err := rows.Scan(&c.Row, &fieldID, &c.Scope.Integration, &c.Scope.DataType, &value, &since); err != nil {
		return c, false, err
	}
	f, known := t.fieldByID(fieldID)
	c.Field = f.Name
	if c.Since, err = sqldb.ParseTime(since); err == nil && value.Valid {
		c.Value, err = parseValue(value.String)
	}
	return c, known, err
}

// parseValue reads a value written as JSON.
func parseValue(text string) (domain.Value, error) {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil, fmt.Errorf("stored value: %w", err)
	}
	return plainNumber(v)
}

// plainNumber turns a number of JSON into the one of a field.
func plainNumber(v any) (domain.Value, error) {
	number, ok := v.(json.Number)
	if !ok {
		return v, nil
	}
	n, err := number.Int64()
	return n, err
}

// PutConflicts replaces what is noted of these rows by the list.
func (tx *Tx) PutConflicts(ctx context.Context, tableName string, rows []domain.RowID, list []domain.Conflict) error {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return err
	}
	if err := tx.dropConflicts(ctx, t, rows); err != nil {
		return err
	}
	type line struct {
		field, scope int64
		value        sql.NullString
	}
	lines := make([]line, len(list))
	for i, c := range list {
		f, err := t.field(c.Field)
		if err != nil {
			return err
		}
		s, err := tx.scope(ctx, c.Scope, true)
		if err != nil {
			return err
		}
		lines[i] = line{field: f.id, scope: s.id}
		if c.Value == nil {
			continue
		}
		text, err := json.Marshal(c.Value)
		if err != nil {
			return fmt.Errorf("value of a conflict: %w", err)
		}
		lines[i].value = sql.NullString{String: string(text), Valid: true}
	}
	columns := []string{"row_id", "field_id", "scope_id", "table_id", "value", "since"}
	err = tx.bulkInsert(ctx, "_tributary_conflicts", "", columns, len(list), func(i int, args []any) {
		args[0], args[1], args[2], args[3] = int64(list[i].Row), lines[i].field, lines[i].scope, t.id
		args[4], args[5] = lines[i].value, sqldb.FormatTime(list[i].Since)
	})
	if err != nil {
		return fmt.Errorf("note conflicts of %q: %w", t.name, err)
	}
	return nil
}

// dropConflicts forgets what is noted of rows.
func (tx *Tx) dropConflicts(ctx context.Context, t *table, rows []domain.RowID) error {
	var some bool
	err := tx.sql.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM _tributary_conflicts WHERE table_id = ?)", t.id).Scan(&some)
	if err != nil || !some { // the usual case costs one look
		return err
	}
	return inChunks(tx, rows, func(part []domain.RowID) error {
		_, err := tx.sql.ExecPrepared(ctx, "DELETE FROM _tributary_conflicts WHERE table_id = ? AND row_id IN ("+
			sqldb.Placeholders(len(part))+")", anyOf(numbers(part), t.id)...)
		if err != nil {
			return fmt.Errorf("forget conflicts of %q: %w", t.name, err)
		}
		return nil
	})
}

// ConflictedRows returns the first rows of a table behind the given one of which a conflict
// is noted, in the order of their numbers.
func (tx *Tx) ConflictedRows(ctx context.Context, tableName string, after domain.RowID, limit int) (list []domain.RowID, err error) {
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return nil, err
	}
	const query = "SELECT DISTINCT row_id FROM _tributary_conflicts WHERE table_id = ? AND row_id > ? ORDER BY row_id LIMIT ?"
	err = tx.sql.Each(ctx, query, []any{t.id, int64(after), limit}, func(rows *sql.Rows) error {
		var row domain.RowID
		err := rows.Scan(&row)
		list = append(list, row)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("rows of %q with conflicts: %w", t.name, err)
	}
	return list, nil
}
