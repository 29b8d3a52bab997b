package project

import (
	"context"
	"database/sql"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// ListConflicts lists conflicts in which something is said, by table, row and field. Where an
// integration says nothing, there is nothing to look at.
func (p *Project) ListConflicts(ctx context.Context, find domain.FindConflicts) (list []domain.ConflictRow, err error) {
	if find.Limit <= 0 {
		find.Limit = DefaultLimit
	}
	find.Limit = min(find.Limit, MaxLimit)
	err = p.read(ctx, func(tx *Tx) error {
		if list, err = tx.listConflicts(ctx, find); err != nil {
			return err
		}
		return tx.fillConflicts(ctx, list)
	})
	if err != nil {
		return nil, fmt.Errorf("list conflicts: %w", err)
	}
	return list, nil
}

func (tx *Tx) listConflicts(ctx context.Context, find domain.FindConflicts) (list []domain.ConflictRow, err error) {
	c := conflictConditions(find)
	query := `SELECT c.row_id, c.field_id, s.integration, s.data_type, c.value, c.since, t.name FROM _tributary_conflicts c
		JOIN _tributary_scopes s ON s.id = c.scope_id JOIN _tributary_tables t ON t.id = c.table_id
		JOIN _tributary_fields f ON f.id = c.field_id` + c.where() + " ORDER BY t.folded, c.row_id, f.position, s.id LIMIT ? OFFSET ?"
	type raw struct {
		table        string
		fieldID      int64
		value, since sql.NullString
		domain.ConflictRow
	}
	var lines []raw
	err = tx.sql.Each(ctx, query, append(c.args, find.Limit, find.Offset), func(rows *sql.Rows) error {
		var r raw
		err := rows.Scan(&r.Row, &r.fieldID, &r.Scope.Integration, &r.Scope.DataType, &r.value, &r.since, &r.table)
		lines = append(lines, r)
		return err
	})
	for _, r := range lines { // tables are loaded when no query is open
		t, err := tx.table(ctx, r.table)
		if err != nil {
			return nil, err
		}
		f, _ := t.fieldByID(r.fieldID)
		r.ConflictRow.Table, r.ConflictRow.Field = t.name, f.Name
		if r.ConflictRow.Value, err = parseValue(r.value.String); err != nil {
			return nil, err
		}
		if r.ConflictRow.Since, err = sqldb.ParseTime(r.since.String); err != nil {
			return nil, err
		}
		list = append(list, r.ConflictRow)
	}
	return list, err
}

// fillConflicts adds what the rows hold, what they are known by, and who feeds them.
func (tx *Tx) fillConflicts(ctx context.Context, list []domain.ConflictRow) error {
	byTable := map[string][]domain.RowID{}
	for _, c := range list {
		byTable[c.Table] = append(byTable[c.Table], c.Row)
	}
	for name, rows := range byTable {
		t, err := tx.table(ctx, name)
		if err != nil {
			return err
		}
		label, err := tx.labelOf(ctx, t)
		if err != nil {
			return err
		}
		held := map[domain.RowID][]domain.Value{}
		if err := tx.eachRow(ctx, t, t.fields, rows, func(r stored) { held[r.id] = r.values }); err != nil {
			return err
		}
		linked, err := tx.whoLinks(ctx, rows)
		if err != nil {
			return err
		}
		noted, err := tx.Conflicts(ctx, name, rows)
		if err != nil {
			return err
		}
		for i := range list {
			c := &list[i]
			if c.Table != name {
				continue
			}
			c.Key, c.Linked = label(held[c.Row]), linked[c.Row]
			for _, n := range noted {
				if n.Row == c.Row && n.Field == c.Field {
					c.Against = append(c.Against, n.Scope)
				}
			}
			for at, f := range t.fields {
				if f.Name == c.Field && at < len(held[c.Row]) {
					c.Kept = held[c.Row][at]
				}
			}
		}
	}
	return nil
}

// whoLinks returns every scope that links each of the rows.
func (tx *Tx) whoLinks(ctx context.Context, rows []domain.RowID) (map[domain.RowID][]domain.Scope, error) {
	linked := map[domain.RowID][]domain.Scope{}
	err := inChunks(tx, rows, func(part []domain.RowID) error {
		query := `SELECT DISTINCT l.row_id, s.integration, s.data_type FROM _tributary_links l JOIN _tributary_scopes s ON s.id = l.scope_id
			WHERE l.deleted = 0 AND l.row_id IN (` + sqldb.Placeholders(len(part)) + ")"
		return tx.sql.EachPrepared(ctx, query, anyOf(numbers(part)), func(rows *sql.Rows) error {
			var row domain.RowID
			var s domain.Scope
			err := rows.Scan(&row, &s.Integration, &s.DataType)
			linked[row] = append(linked[row], s)
			return err
		})
	})
	return linked, err
}

// CountConflicts returns how many there are by table and field, without regard to Limit and
// Offset.
func (p *Project) CountConflicts(ctx context.Context, find domain.FindConflicts) (list []domain.ConflictCount, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		c := conflictConditions(find)
		query := `SELECT t.name, f.name, COUNT(*) FROM _tributary_conflicts c JOIN _tributary_tables t ON t.id = c.table_id
			JOIN _tributary_fields f ON f.id = c.field_id` + c.where() + " GROUP BY t.name, t.folded, f.name, f.position ORDER BY t.folded, f.position"
		return tx.sql.Each(ctx, query, c.args, func(rows *sql.Rows) error {
			var n domain.ConflictCount
			err := rows.Scan(&n.Table, &n.Field, &n.Count)
			list = append(list, n)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("count conflicts: %w", err)
	}
	return list, nil
}

func conflictConditions(find domain.FindConflicts) condition {
	var c condition
	c.add("c.value IS NOT NULL")
	if find.Table != "" {
		c.add("c.table_id IN (SELECT id FROM _tributary_tables WHERE folded = ?)", fold(find.Table))
	}
	if find.Field != "" {
		c.add("c.field_id IN (SELECT id FROM _tributary_fields WHERE folded = ?)", fold(find.Field))
	}
	for _, s := range find.Without {
		c.add("c.scope_id NOT IN (SELECT id FROM _tributary_scopes WHERE integration = ? AND data_type = ?)", string(s.Integration), s.DataType)
	}
	return c
}
