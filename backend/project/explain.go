package project

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// historyLimit bounds what History returns: the newest.
const historyLimit = 1000

// History returns what happened to a row, the newest first, at most 1,000 entries. Its
// creation is the last one.
func (p *Project) History(ctx context.Context, table string, id domain.RowID) (list []domain.HistoryEntry, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, table)
		if err != nil {
			return err
		}
		list, err = tx.history(ctx, t, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("history of row %d of %q: %w", id, table, err)
	}
	return list, nil
}

func (tx *Tx) history(ctx context.Context, t *table, id domain.RowID) (list []domain.HistoryEntry, err error) {
	const changes = `SELECT h.at, h.kind, c.run, c.integration, c.data_type, h.before FROM _tributary_history h
		JOIN _tributary_causes c ON c.id = h.cause_id WHERE h.row_id = ? AND h.table_id = ? ORDER BY h.id DESC LIMIT ?`
	err = tx.sql.Each(ctx, changes, []any{int64(id), t.id, historyLimit}, func(rows *sql.Rows) error {
		var e domain.HistoryEntry
		var at, image string
		if err := rows.Scan(&at, &e.Kind, &e.Run, &e.Integration, &e.DataType, &image); err != nil {
			return err
		}
		before, err := t.parseBefore(image)
		if err != nil {
			return err
		}
		e.Before = make(map[string]domain.Value, len(before))
		for number, v := range before {
			if f, ok := t.fieldByID(number); ok {
				e.Before[f.Name] = v
			}
		}
		if e.At, err = sqldb.ParseTime(at); err != nil {
			return err
		}
		list = append(list, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	const creation = `SELECT r.at, c.run, c.integration, c.data_type FROM _tributary_created r
		JOIN _tributary_causes c ON c.id = r.cause_id WHERE r.first_row <= ? AND r.last_row >= ? AND r.table_id = ?
		ORDER BY r.first_row DESC LIMIT 1`
	e, at := domain.HistoryEntry{Kind: domain.RowCreated}, ""
	err = tx.sql.QueryRow(ctx, creation, int64(id), int64(id), t.id).Scan(&at, &e.Run, &e.Integration, &e.DataType)
	if errors.Is(err, sql.ErrNoRows) {
		return list, nil
	}
	if err != nil {
		return nil, err
	}
	if e.At, err = sqldb.ParseTime(at); err != nil {
		return nil, err
	}
	return append(list, e), nil
}

// Explain gathers where each value of a row came from.
func (p *Project) Explain(ctx context.Context, table string, id domain.RowID) (domain.Explanation, error) {
	row, err := p.Row(ctx, table, id)
	if err != nil {
		return domain.Explanation{}, err
	}
	x := domain.Explanation{Row: row}
	err = p.read(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, table)
		if err != nil {
			return err
		}
		changes, err := tx.history(ctx, t, id)
		if err != nil {
			return err
		}
		for i, f := range t.fields {
			if i < len(row.Values) {
				addOrigin(&x, f.Name, row.Values[i], changes)
			}
		}
		if x.Links, err = tx.linksOfRow(ctx, id); err != nil {
			return err
		}
		x.Conflicts, err = tx.Conflicts(ctx, table, []domain.RowID{id})
		return err
	})
	if err != nil {
		return domain.Explanation{}, fmt.Errorf("explain row %d of %q: %w", id, table, err)
	}
	return x, nil
}

// addOrigin finds the newest change that touched a field, else the creation.
func addOrigin(x *domain.Explanation, name string, value domain.Value, changes []domain.HistoryEntry) {
	for _, c := range changes {
		replaced, touched := c.Before[name]
		if touched || c.Kind == domain.RowCreated {
			c.Before = nil
			x.Origins = append(x.Origins, domain.Origin{Field: name, Value: value, Change: c, Replaced: replaced})
			return
		}
	}
}

func (tx *Tx) linksOfRow(ctx context.Context, id domain.RowID) (list []domain.LinkedRecord, err error) {
	const query = `SELECT s.integration, s.data_type, l.identity, l.deleted FROM _tributary_links l
		JOIN _tributary_scopes s ON s.id = l.scope_id WHERE l.row_id = ? ORDER BY l.id LIMIT 100`
	err = tx.sql.Each(ctx, query, []any{int64(id)}, func(rows *sql.Rows) error {
		var l domain.LinkedRecord
		err := rows.Scan(&l.Scope.Integration, &l.Scope.DataType, &l.Identity, &l.Deleted)
		list = append(list, l)
		return err
	})
	return list, err
}
