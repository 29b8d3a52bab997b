package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// PutHeld notes fields a run would empty, to be decided when the read ends; held: rows it
// would delete, or fields, that wait for the person.
func (tx *Tx) PutHeld(ctx context.Context, of domain.Scope, tableName string, list []domain.HeldField, held bool) error {
	s, err := tx.scope(ctx, of, true)
	if err != nil {
		return err
	}
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return err
	}
	fields := make([]int64, len(list))
	for i, h := range list {
		if h.Field == "" {
			continue
		}
		f, err := t.field(h.Field)
		if err != nil {
			return err
		}
		fields[i] = f.id
	}
	clause := tx.sql.Dialect().Upsert([]string{"scope_id", "row_id", "field_id"}, []string{"counted", "held"})
	columns := []string{"scope_id", "row_id", "table_id", "field_id", "counted", "held"}
	err = tx.bulkInsert(ctx, "_tributary_held", clause, columns, len(list), func(i int, args []any) {
		args[0], args[1], args[2], args[3], args[4], args[5] = s.id, int64(list[i].Row), t.id, fields[i], flag(list[i].Counted), flag(held)
	})
	if err != nil {
		return fmt.Errorf("note what is held of %s: %w", of.DataType, err)
	}
	return nil
}

// DropHeld forgets what is noted of these rows: they have other values by now, or are done.
func (tx *Tx) DropHeld(ctx context.Context, of domain.Scope, rows []domain.RowID) error {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 || len(rows) == 0 {
		return err
	}
	var some bool
	if err := tx.sql.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM _tributary_held WHERE scope_id = ?)", s.id).Scan(&some); err != nil || !some {
		return err
	}
	return inChunks(tx, rows, func(part []domain.RowID) error {
		_, err := tx.sql.ExecPrepared(ctx, "DELETE FROM _tributary_held WHERE scope_id = ? AND row_id IN ("+
			sqldb.Placeholders(len(part))+")", anyOf(numbers(part), s.id)...)
		return err
	})
}

// ForgetHeld forgets what waited for the person, with pendingToo also what is pending: a
// read that compares everything asks anew.
func (tx *Tx) ForgetHeld(ctx context.Context, of domain.Scope, pendingToo bool) error {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return err
	}
	query := "DELETE FROM _tributary_held WHERE scope_id = ?"
	if !pendingToo {
		query += " AND held = 1"
	}
	if _, err = tx.sql.Exec(ctx, query, s.id); err != nil {
		return fmt.Errorf("forget what is held of %s: %w", of.DataType, err)
	}
	return nil
}

// CountPending returns, per field, how many rows a run would empty of it.
func (tx *Tx) CountPending(ctx context.Context, of domain.Scope) (map[string]int64, error) {
	counts := map[string]int64{}
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return counts, err
	}
	const query = `SELECT f.name, COUNT(*) FROM _tributary_held h JOIN _tributary_fields f ON f.id = h.field_id
		WHERE h.scope_id = ? AND h.held = 0 GROUP BY f.name`
	err = tx.sql.Each(ctx, query, []any{s.id}, func(rows *sql.Rows) error {
		var name string
		var n int64
		err := rows.Scan(&name, &n)
		counts[name] = n
		return err
	})
	return counts, err
}

// HoldPending lets these fields wait for the person, and returns of how many rows, and how
// many of those have nothing else pending and were not counted.
func (tx *Tx) HoldPending(ctx context.Context, of domain.Scope, tableName string, names []string) (rows, untouched int64, err error) {
	s, err := tx.scope(ctx, of, true)
	if err != nil {
		return 0, 0, err
	}
	t, err := tx.table(ctx, tableName)
	if err != nil {
		return 0, 0, err
	}
	fields, err := t.pick(names)
	if err != nil || len(names) == 0 {
		return 0, 0, err
	}
	args := []any{s.id}
	for _, f := range fields {
		args = append(args, f.id)
	}
	_, err = tx.sql.Exec(ctx, "UPDATE _tributary_held SET held = 1 WHERE scope_id = ? AND held = 0 AND field_id IN ("+sqldb.Placeholders(len(fields))+")", args...)
	if err != nil {
		return 0, 0, fmt.Errorf("hold fields of %q: %w", t.name, err)
	}
	err = tx.sql.QueryRow(ctx, `SELECT COUNT(DISTINCT row_id), COUNT(DISTINCT CASE WHEN counted = 0 AND NOT EXISTS (SELECT 1 FROM _tributary_held p
		WHERE p.scope_id = h.scope_id AND p.row_id = h.row_id AND p.held = 0) THEN row_id END) FROM _tributary_held h
		WHERE h.scope_id = ? AND h.held = 1 AND h.field_id <> 0`, s.id).Scan(&rows, &untouched)
	return rows, untouched, err
}

// Pending returns up to limit fields that may be emptied now, row by row.
func (tx *Tx) Pending(ctx context.Context, of domain.Scope, limit int) (list []domain.HeldField, err error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return nil, err
	}
	const query = `SELECT h.row_id, f.name, h.counted FROM _tributary_held h JOIN _tributary_fields f ON f.id = h.field_id
		WHERE h.scope_id = ? AND h.held = 0 ORDER BY h.row_id, h.field_id LIMIT ?`
	err = tx.sql.Each(ctx, query, []any{s.id, limit}, func(rows *sql.Rows) error {
		var h domain.HeldField
		err := rows.Scan(&h.Row, &h.Field, &h.Counted)
		list = append(list, h)
		return err
	})
	return list, err
}

// DonePending forgets fields that were emptied.
func (tx *Tx) DonePending(ctx context.Context, of domain.Scope, rows []domain.RowID) error {
	s, err := tx.scope(ctx, of, false)
	if err != nil {
		return err
	}
	return inChunks(tx, rows, func(part []domain.RowID) error {
		_, err := tx.sql.ExecPrepared(ctx, "DELETE FROM _tributary_held WHERE scope_id = ? AND held = 0 AND row_id IN ("+
			sqldb.Placeholders(len(part))+")", anyOf(numbers(part), s.id)...)
		return err
	})
}

// HeldRows lists rows of an integration that wait for the person's decision, from at most
// limit notes: one per row to delete, one per field to empty.
func (p *Project) HeldRows(ctx context.Context, integration domain.IntegrationID, limit int) (list []domain.HeldRow, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		tables := map[int64][]domain.RowID{}
		found := map[domain.RowID]*domain.HeldRow{}
		const query = `SELECT h.table_id, h.row_id, s.data_type, COALESCE(f.name, '') FROM _tributary_held h JOIN _tributary_scopes s ON s.id = h.scope_id
			LEFT JOIN _tributary_fields f ON f.id = h.field_id WHERE s.integration = ? AND h.held = 1 ORDER BY h.row_id, h.field_id LIMIT ?`
		err := tx.sql.Each(ctx, query, []any{integration, limit}, func(rows *sql.Rows) error {
			var tableID int64
			var h domain.HeldRow
			var name string
			if err := rows.Scan(&tableID, &h.Row, &h.DataType, &name); err != nil {
				return err
			}
			if found[h.Row] == nil {
				found[h.Row] = &h
				tables[tableID] = append(tables[tableID], h.Row)
			}
			if name != "" {
				found[h.Row].Fields = append(found[h.Row].Fields, name)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for id, rows := range tables {
			if err := tx.describeHeld(ctx, id, rows, found); err != nil {
				return err
			}
		}
		for _, h := range found {
			list = append(list, *h)
		}
		return nil
	})
	slices.SortFunc(list, func(a, b domain.HeldRow) int { return int(a.Row - b.Row) })
	if err != nil {
		return nil, fmt.Errorf("list held rows: %w", err)
	}
	return list, nil
}

func (tx *Tx) describeHeld(ctx context.Context, tableID int64, rows []domain.RowID, found map[domain.RowID]*domain.HeldRow) error {
	t, err := tx.tableByID(ctx, tableID)
	if err != nil || t == nil {
		return err
	}
	label, err := tx.labelOf(ctx, t)
	if err != nil {
		return err
	}
	return tx.eachRow(ctx, t, t.fields, rows, func(r stored) {
		h := found[r.id]
		h.Table, h.Key = t.name, label(r.values)
		for _, name := range h.Fields {
			if i, ok := t.byName[fold(name)]; ok {
				h.Values = append(h.Values, r.values[i])
			}
		}
	})
}
