package project

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// past is one line of the history of a row.
type past struct {
	id, cause int64
	kind      domain.ChangeKind
	before    map[int64]domain.Value
}

// deletionMark is the number under which the history keeps when a row was marked deleted.
// No field has it.
const deletionMark = 0

// walkBack sets back the rows the run changed, the last change first: a primary key that
// went from row to row goes back the same way.
func (u *undoing) walkBack(ctx context.Context) error {
	query := "SELECT id, row_id, table_id FROM _tributary_history WHERE cause_id IN (" + sqldb.Placeholders(len(u.causes)) +
		") AND id < ? ORDER BY id DESC LIMIT ?"
	for below := int64(1) << 62; ; {
		last := map[domain.RowID]int64{} // the last line of each row in this part
		tables := map[int64][]domain.RowID{}
		n := 0
		err := u.tx.sql.EachPrepared(ctx, query, append(anyOf(u.causes), below, undoChunk), func(rows *sql.Rows) error {
			var row, tableID int64
			if err := rows.Scan(&below, &row, &tableID); err != nil {
				return err
			}
			n++
			if id := domain.RowID(row); last[id] == 0 && !u.madeHere(row) {
				last[id] = below
				tables[tableID] = append(tables[tableID], id)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("changes of the run: %w", err)
		}
		for _, id := range slices.Sorted(maps.Keys(tables)) {
			t, err := u.tx.tableByID(ctx, id)
			if err != nil {
				return err
			}
			if t == nil {
				continue
			}
			if err := u.setBack(ctx, t, tables[id], last); err != nil {
				return fmt.Errorf("set back rows of %q: %w", t.name, err)
			}
		}
		if n < undoChunk {
			return nil
		}
	}
}

// setBack sets back the rows whose last change by the run is the given line; the others
// came in an earlier part.
func (u *undoing) setBack(ctx context.Context, t *table, rows []domain.RowID, last map[domain.RowID]int64) error {
	pasts, err := u.pasts(ctx, t, rows)
	if err != nil {
		return err
	}
	now := map[domain.RowID]stored{}
	if err := u.tx.eachRow(ctx, t, t.fields, rows, func(r stored) { now[r.id] = r }); err != nil {
		return err
	}
	writer, err := u.newWriter(ctx, t)
	if err != nil {
		return err
	}
	for _, row := range rows {
		lines := pasts[row]
		own := slices.IndexFunc(lines, u.isOwn)
		if own < 0 || lines[u.lastOwn(lines)].id != last[row] {
			continue
		}
		r, exists := now[row]
		if err := writer.row(ctx, u.target(t, lines[own:], row, r, exists)); err != nil {
			return err
		}
	}
	return writer.flush(ctx)
}

func (u *undoing) isOwn(p past) bool { return slices.Contains(u.causes, p.cause) }

func (u *undoing) lastOwn(lines []past) int {
	for i := len(lines) - 1; i >= 0; i-- {
		if u.isOwn(lines[i]) {
			return i
		}
	}
	return -1
}

// pasts reads the whole history of rows, the oldest line first.
func (u *undoing) pasts(ctx context.Context, t *table, rows []domain.RowID) (map[domain.RowID][]past, error) {
	all := map[domain.RowID][]past{}
	err := inChunks(u.tx, rows, func(part []domain.RowID) error {
		query := "SELECT id, row_id, cause_id, kind, before FROM _tributary_history WHERE table_id = ? AND row_id IN (" +
			sqldb.Placeholders(len(part)) + ") ORDER BY id"
		return u.tx.sql.EachPrepared(ctx, query, anyOf(numbers(part), t.id), func(rows *sql.Rows) error {
			var p past
			var row domain.RowID
			var image string
			if err := rows.Scan(&p.id, &row, &p.cause, &p.kind, &image); err != nil {
				return err
			}
			var err error
			p.before, err = t.parseBefore(image)
			all[row] = append(all[row], p)
			return err
		})
	})
	return all, err
}

// target is what a row was before the run, as far as nothing touched it later.
type target struct {
	row       domain.RowID
	cause     int64
	kind      domain.ChangeKind // what the run had done
	now       stored
	exists    bool
	back      map[int64]domain.Value // field number → value to set back
	kept      map[int64]domain.Value // field number → value that stays away: touched later
	keptMark  bool                   // a later change deleted or restored the row
	deletedAt domain.Value           // for a row that was hidden before the run
	bring     bool                   // make it visible again, or put it back whole
	hide      bool
}

// target goes through the lines since the run's first one. The first of them that touched
// a field tells what it held; a later line of something else claims it.
func (u *undoing) target(t *table, lines []past, row domain.RowID, now stored, exists bool) target {
	g := target{row: row, now: now, exists: exists, back: map[int64]domain.Value{}, kept: map[int64]domain.Value{}, kind: domain.RowUpdated}
	var mark *past
	for i := range lines {
		p := &lines[i]
		own := u.isOwn(*p)
		if own && g.cause == 0 {
			g.cause = p.cause
		}
		for field, before := range p.before {
			if field == deletionMark {
				continue
			}
			_, known := g.back[field]
			switch {
			case own && !known:
				g.back[field] = before
			case !own && known && p.kind != domain.RowRemoved:
				g.kept[field] = g.back[field]
			}
		}
		if p.kind == domain.RowUpdated {
			continue
		}
		switch {
		case own && mark == nil:
			mark = p
		case !own && mark != nil:
			g.keptMark = true
		}
	}
	for field := range g.kept {
		delete(g.back, field)
	}
	if mark != nil {
		g.kind = mark.kind
	}
	if mark != nil && !g.keptMark {
		switch {
		case mark.kind == domain.RowRestored && exists && now.deletedAt == nil:
			g.hide, g.deletedAt = true, mark.before[deletionMark]
		case mark.kind != domain.RowRestored:
			g.bring = !exists || now.deletedAt != nil
		}
	}
	g.dropEqual(t)
	return g
}

// dropEqual leaves out what stands there already.
func (g *target) dropEqual(t *table) {
	if !g.exists {
		return
	}
	for i, f := range t.fields {
		for _, m := range []map[int64]domain.Value{g.back, g.kept} {
			if v, ok := m[f.id]; ok && v == g.now.values[i] {
				delete(m, f.id)
			}
		}
	}
}
