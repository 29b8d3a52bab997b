package project

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"tributary/backend/domain"
)

// place is what a cursor holds.
type place struct {
	ID    int64   `json:"i"`
	Value *string `json:"v,omitempty"` // of the sort field as text; nil: empty
}

func cursorAt(id domain.RowID, v domain.Value) domain.RowCursor {
	at := place{ID: int64(id)}
	if v != nil {
		text := domain.TextOf(v)
		at.Value = &text
	}
	raw, err := json.Marshal(at)
	if err != nil {
		panic(err) // a number and a text always encode
	}
	return domain.RowCursor(base64.RawURLEncoding.EncodeToString(raw))
}

// placeOf reads a cursor back.
func placeOf(c domain.RowCursor) (at place, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(string(c))
	if err == nil {
		err = json.Unmarshal(raw, &at)
	}
	if err != nil {
		return at, fmt.Errorf("place in the rows: %w", err)
	}
	return at, nil
}

// page reads one row more than the limit, to know whether there is a next page.
func (s *selection) page(ctx context.Context, tx *Tx) ([]domain.StoredRow, error) {
	var at *place
	if s.query.After != "" {
		p, err := placeOf(s.query.After)
		if err != nil {
			return nil, err
		}
		at = &p
	}
	if s.sort == nil {
		return s.unsorted(ctx, tx, at)
	}
	return s.sorted(ctx, tx, at)
}

func (s *selection) unsorted(ctx context.Context, tx *Tx, at *place) ([]domain.StoredRow, error) {
	c, offset := s.where, s.query.Offset
	if at != nil {
		c = c.with(columnID+" > ?", at.ID)
	} else if offset > 0 {
		first, ok, err := s.rowAt(ctx, tx, offset)
		if err != nil {
			return nil, err
		}
		if ok {
			c, offset = c.with(columnID+" >= ?", first), 0
		}
	}
	return s.run(ctx, tx, c, columnID, s.query.Limit+1, offset)
}

// rowAt finds the number of the row at an offset without walking there, from the ranges in
// which rows were created. That is exact while no row of the table was deleted.
func (s *selection) rowAt(ctx context.Context, tx *Tx, offset int64) (id int64, ok bool, err error) {
	if len(s.query.Where) > 0 || s.query.Search != "" || s.query.Only != nil || s.query.Deleted == domain.OnlyDeleted || s.table.deleted > 0 {
		return 0, false, nil
	}
	var created int64
	const query = `SELECT first_row, last_row FROM _tributary_created WHERE table_id = ? ORDER BY first_row`
	err = tx.sql.Each(ctx, query, []any{s.table.id}, func(rows *sql.Rows) error {
		var first, last int64
		if err := rows.Scan(&first, &last); err != nil {
			return err
		}
		size := last - first + 1
		if offset >= created && offset < created+size {
			id, ok = first+offset-created, true
		}
		created += size
		return nil
	})
	// Rows removed by an undo or by hand leave holes: then the ranges do not tell.
	return id, ok && created == s.table.live, err
}

// sorted reads the rows with a value first, then the empty ones, so that each part can
// use an index.
func (s *selection) sorted(ctx context.Context, tx *Tx, at *place) ([]domain.StoredRow, error) {
	column, q := sortColumn(tx, *s.sort), s.query
	quoted := tx.sql.Dialect().Quote(s.sort.Name)
	direction, beyond := "", ">"
	if q.Sort.Descending {
		direction, beyond = " DESC", "<"
	}
	var rows []domain.StoredRow
	offset := q.Offset
	if at == nil || at.Value != nil {
		c := s.where.with(quoted + " IS NOT NULL")
		if at != nil {
			v, err := typed(*s.sort, *at.Value)
			if err != nil {
				return nil, err
			}
			c.add("("+column+", "+columnID+") "+beyond+" ("+sortValue(tx, *s.sort)+", ?)", tx.sql.Dialect().Encode(s.sort.Type, v), at.ID)
		}
		var err error
		rows, err = s.run(ctx, tx, c, column+direction+", "+columnID+direction, q.Limit+1, offset)
		if err != nil || len(rows) > q.Limit {
			return rows, err
		}
		if offset, err = s.leftOf(ctx, tx, c, offset, len(rows)); err != nil {
			return nil, err
		}
		at = nil
	}
	c := s.where.with(quoted + " IS NULL")
	if at != nil {
		c.add(columnID+" > ?", at.ID)
	}
	empty, err := s.run(ctx, tx, c, columnID, q.Limit+1-len(rows), offset)
	return append(rows, empty...), err
}

// leftOf is what remains of an offset behind the rows of c.
func (s *selection) leftOf(ctx context.Context, tx *Tx, c condition, offset int64, found int) (int64, error) {
	if offset == 0 || found > 0 {
		return 0, nil
	}
	var n int64
	query := "SELECT COUNT(*) FROM " + tx.sql.Dialect().Quote(s.table.name) + c.where()
	err := tx.sql.QueryRow(ctx, query, c.args...).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return offset, nil
	}
	return max(0, offset-n), err
}
