package project

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// undoWriter writes targets: most in bulk, what concerns a primary key one by one.
type undoWriter struct {
	*undoing
	t       *table
	keys    [][]field
	label   func([]domain.Value) string
	changes []domain.Change
	touched []domain.RowID // hash of their links is forgotten
}

func (u *undoing) newWriter(ctx context.Context, t *table) (*undoWriter, error) {
	keys, err := u.tx.keysOf(ctx, t)
	if err != nil {
		return nil, err
	}
	label, err := u.tx.labelOf(ctx, t)
	return &undoWriter{undoing: u, t: t, keys: keys, label: label}, err
}

// row sets one row back.
func (w *undoWriter) row(ctx context.Context, g target) error {
	if !g.exists && !g.bring {
		return nil // removed by something later: nothing is left to set back
	}
	key := w.movesKey(g)
	if key && (!g.hide || len(g.back) > 0) {
		if err := w.flush(ctx); err != nil { // what came before may free the key
			return err
		}
		holders, err := w.holders(ctx, g)
		if err != nil {
			return err
		}
		if len(holders) > 0 { // what comes after may free it too
			w.waiting = append(w.waiting, waiting{w, g, holders})
			return nil
		}
	}
	return w.put(ctx, g, key)
}

// put sets back a row whose key is free.
func (w *undoWriter) put(ctx context.Context, g target, key bool) error {
	if len(g.kept) > 0 || g.keptMark {
		kept := w.listed(g, g.kept)
		kept.Reason = domain.ChangedLater
		w.note(kept)
		w.count(w.t, g.cause, domain.UndoTable{Kept: 1})
	}
	if len(g.back) == 0 && !g.bring && !g.hide {
		return nil
	}
	w.note(w.listed(g, g.back))
	w.touched = append(w.touched, g.row)
	if err := w.write(ctx, g); err != nil {
		return err
	}
	if key {
		return w.flush(ctx)
	}
	return nil
}

// write does what the target asks for.
func (w *undoWriter) write(ctx context.Context, g target) error {
	if !g.exists {
		w.count(w.t, g.cause, domain.UndoTable{Returned: 1})
		if err := w.putBack(ctx, g); err != nil {
			return err
		}
		return w.mark(ctx, g.row, false)
	}
	change := domain.Change{Row: g.row, Restore: g.bring}
	for _, f := range w.t.fields {
		if v, ok := g.back[f.id]; ok {
			change.Fields, change.Values = append(change.Fields, f.Name), append(change.Values, v)
		}
	}
	if len(change.Fields) > 0 || change.Restore {
		w.changes = append(w.changes, change)
	}
	switch {
	case g.bring:
		w.count(w.t, g.cause, domain.UndoTable{Returned: 1})
		return w.mark(ctx, g.row, false)
	case g.hide:
		w.count(w.t, g.cause, domain.UndoTable{Hidden: 1})
		if err := w.hideAgain(ctx, g); err != nil {
			return err
		}
		return w.mark(ctx, g.row, true)
	}
	w.count(w.t, g.cause, domain.UndoTable{SetBack: 1})
	return nil
}

// flush writes what was gathered.
func (w *undoWriter) flush(ctx context.Context) error {
	if err := w.tx.Update(ctx, w.by, w.t.name, w.changes); err != nil {
		return err
	}
	err := w.tx.CompareAgain(ctx, w.touched)
	if err == nil { // whoever says something else says it then
		err = w.tx.dropConflicts(ctx, w.t, w.touched)
	}
	w.changes, w.touched = nil, nil
	return err
}

// mark makes the run's links to a row say whether its record is gone.
func (w *undoWriter) mark(ctx context.Context, row domain.RowID, deleted bool) error {
	_, err := w.tx.sql.Exec(ctx, "UPDATE _tributary_links SET deleted = ? WHERE row_id = ? AND scope_id IN ("+w.scopes()+")",
		anyOf(w.causes, flag(deleted), int64(row))...)
	return err
}

// putBack inserts a removed row under its own number.
func (w *undoWriter) putBack(ctx context.Context, g target) error {
	d := w.tx.sql.Dialect()
	columns, args := []string{columnID, columnChangedAt}, []any{int64(g.row), sqldb.FormatTime(w.by.At)}
	for _, f := range w.t.fields {
		columns, args = append(columns, f.Name), append(args, d.Encode(f.Type, g.back[f.id]))
	}
	_, err := w.tx.sql.Exec(ctx, "INSERT INTO "+d.Quote(w.t.name)+" ("+d.QuoteAll(columns...)+") VALUES "+sqldb.Values(1, len(columns)), args...)
	if err != nil {
		return fmt.Errorf("put a removed row back: %w", err)
	}
	w.t.liveDelta++
	w.tx.noteActivity(w.by.At, w.t, activity{created: 1})
	return w.tx.noteHistory(ctx, w.by, w.t, []entry{{row: g.row, kind: domain.RowRestored, before: map[int64]domain.Value{}}})
}

// hideAgain marks a row deleted as it was marked before.
func (w *undoWriter) hideAgain(ctx context.Context, g target) error {
	d, at := w.tx.sql.Dialect(), sqldb.FormatTime(w.by.At)
	was := any(at)
	if g.deletedAt != nil {
		was = d.Encode(domain.DateTime, g.deletedAt)
	}
	_, err := w.tx.sql.Exec(ctx, "UPDATE "+d.Quote(w.t.name)+" SET "+columnDeletedAt+" = ?, "+columnChangedAt+" = ? WHERE "+columnID+" = ?", was, at, int64(g.row))
	if err != nil {
		return fmt.Errorf("hide a row again: %w", err)
	}
	w.t.liveDelta--
	w.t.deletedDelta++
	w.tx.noteActivity(w.by.At, w.t, activity{deleted: 1})
	return w.tx.noteHistory(ctx, w.by, w.t, []entry{{row: g.row, kind: domain.RowDeleted, before: map[int64]domain.Value{}}})
}

// listed shows a target to the person.
func (w *undoWriter) listed(g target, values map[int64]domain.Value) domain.UndoRow {
	row := domain.UndoRow{Table: w.t.name, Row: g.row, Kind: g.kind}
	shown := g.now.values
	if !g.exists {
		shown = make([]domain.Value, len(w.t.fields))
		for i, f := range w.t.fields {
			shown[i] = g.back[f.id]
		}
	}
	row.Key = w.label(shown)
	for i, f := range w.t.fields {
		v, ok := values[f.id]
		if !ok {
			continue
		}
		row.Fields, row.Then = append(row.Fields, f.Name), append(row.Then, v)
		if g.exists {
			row.Now = append(row.Now, g.now.values[i])
		}
	}
	return row
}

// movesKey tells whether setting back gives a row another primary key, or brings one back.
func (w *undoWriter) movesKey(g target) bool {
	if g.bring {
		return true
	}
	for _, key := range w.keys {
		for _, f := range key {
			if _, ok := g.back[f.id]; ok {
				return true
			}
		}
	}
	return false
}

// holders are the other rows, not deleted, that have the key of a target.
func (w *undoWriter) holders(ctx context.Context, g target) (list []domain.RowID, err error) {
	for _, key := range w.keys {
		values, full := make([]any, len(key)), true
		for i, f := range key {
			v := g.after(w.t, f)
			values[i], full = w.tx.sql.Dialect().Encode(f.Type, v), full && v != nil
		}
		if !full {
			continue
		}
		query := "SELECT " + columnID + " FROM " + w.tx.sql.Dialect().Quote(w.t.name) + " WHERE " + columnDeletedAt + " IS NULL AND " + columnID + " <> ? AND (" +
			keyCondition(w.tx, key, 1) + ")"
		err := w.tx.sql.Each(ctx, query, append([]any{int64(g.row)}, values...), func(rows *sql.Rows) error {
			var row domain.RowID
			err := rows.Scan(&row)
			list = append(list, row)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look for the key: %w", err)
		}
	}
	return list, nil
}

// after is what a field will hold.
func (g target) after(t *table, f field) domain.Value {
	if v, ok := g.back[f.id]; ok || !g.exists {
		return v
	}
	for i := range t.fields {
		if t.fields[i].id == f.id {
			return g.now.values[i]
		}
	}
	return nil
}

// keysOf returns the fields by which rows of a table are looked up: every primary key a
// mapping has used.
func (tx *Tx) keysOf(ctx context.Context, t *table) (keys [][]field, err error) {
	query := "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? ORDER BY name"
	if tx.sql.Dialect().Name() == "postgres" {
		query = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ? ORDER BY indexname"
	}
	err = tx.sql.Each(ctx, query, []any{t.name}, func(rows *sql.Rows) error {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		list, ours := strings.CutPrefix(name, keyIndex+"_")
		if !ours {
			return nil
		}
		var key []field
		for _, number := range strings.Split(list, "_") {
			id, err := strconv.ParseInt(number, 10, 64)
			if f, ok := t.fieldByID(id); err == nil && ok {
				key = append(key, f)
			}
		}
		keys = append(keys, key)
		return nil
	})
	return keys, err
}

// labelOf returns what a person knows a row by: the values of its primary key, else of its
// first field.
func (tx *Tx) labelOf(ctx context.Context, t *table) (func([]domain.Value) string, error) {
	keys, err := tx.keysOf(ctx, t)
	if err != nil {
		return nil, err
	}
	shown := t.fields[:min(1, len(t.fields))]
	if len(keys) > 0 {
		shown = keys[0]
	}
	return func(values []domain.Value) string {
		var parts []string
		for i, f := range t.fields {
			for _, k := range shown {
				if k.id == f.id && i < len(values) {
					parts = append(parts, domain.TextOf(values[i]))
				}
			}
		}
		return strings.Join(parts, ", ")
	}, nil
}
