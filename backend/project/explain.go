package project

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// HistoryEntry is one change of a row. Run, Integration and DataType are empty when the
// person made it.
type HistoryEntry struct {
	At          time.Time
	Kind        ChangeKind
	Run         domain.RunID
	Integration domain.IntegrationID
	DataType    string
	// Before holds what the changed fields held, by the names they have today.
	Before map[string]domain.Value
}

// historyLimit bounds what History returns: the newest.
const historyLimit = 1000

// History returns what happened to a row, the newest first, at most 1,000 entries. Its
// creation is the last one.
func (p *Project) History(ctx context.Context, table string, id domain.RowID) (list []HistoryEntry, err error) {
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

func (tx *Tx) history(ctx context.Context, t *table, id domain.RowID) (list []HistoryEntry, err error) {
	const changes = `SELECT h.at, h.kind, c.run, c.integration, c.data_type, h.before FROM _tributary_history h
		JOIN _tributary_causes c ON c.id = h.cause_id WHERE h.row_id = ? AND h.table_id = ? ORDER BY h.id DESC LIMIT ?`
	err = tx.sql.Each(ctx, changes, []any{int64(id), t.id, historyLimit}, func(rows *sql.Rows) error {
		var e HistoryEntry
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
			f, _ := t.fieldByID(number) // parseBefore leaves only fields that exist
			e.Before[f.Name] = v
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
	e, at := HistoryEntry{Kind: Created}, ""
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

// LinkedRecord is a record of a service that a row is linked to.
type LinkedRecord struct {
	Scope    domain.Scope
	Identity string
	Deleted  bool // gone at the service
}

// Origin is where the value of a field came from.
type Origin struct {
	Field    string
	Value    domain.Value
	Change   HistoryEntry // that gave the value; its Before is nil
	Replaced domain.Value // what it held before; nil for a created row
}

// Explanation tells where the values of a row came from.
type Explanation struct {
	Row     Row
	Origins []Origin // one per field with a known origin, in the order of the fields
	Links   []LinkedRecord
}

// Explain gathers where each value of a row came from.
func (p *Project) Explain(ctx context.Context, table string, id domain.RowID) (Explanation, error) {
	row, err := p.Row(ctx, table, id)
	if err != nil {
		return Explanation{}, err
	}
	x := Explanation{Row: row}
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
				x.addOrigin(f.Name, row.Values[i], changes)
			}
		}
		x.Links, err = tx.linksOfRow(ctx, id)
		return err
	})
	if err != nil {
		return Explanation{}, fmt.Errorf("explain row %d of %q: %w", id, table, err)
	}
	return x, nil
}

// addOrigin finds the newest change that touched a field, else the creation.
func (x *Explanation) addOrigin(name string, value domain.Value, changes []HistoryEntry) {
	for _, c := range changes {
		replaced, touched := c.Before[name]
		if touched || c.Kind == Created {
			c.Before = nil
			x.Origins = append(x.Origins, Origin{Field: name, Value: value, Change: c, Replaced: replaced})
			return
		}
	}
}

func (tx *Tx) linksOfRow(ctx context.Context, id domain.RowID) (list []LinkedRecord, err error) {
	const query = `SELECT s.integration, s.data_type, l.identity, l.deleted FROM _tributary_links l
		JOIN _tributary_scopes s ON s.id = l.scope_id WHERE l.row_id = ? ORDER BY l.id LIMIT 100`
	err = tx.sql.Each(ctx, query, []any{int64(id)}, func(rows *sql.Rows) error {
		var l LinkedRecord
		err := rows.Scan(&l.Scope.Integration, &l.Scope.DataType, &l.Identity, &l.Deleted)
		list = append(list, l)
		return err
	})
	return list, err
}
