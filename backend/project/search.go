package project

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// A search looks at firstPart row numbers first, so that it soon has something to show,
// and at as many each time as take about partTime.
const (
	firstPart = 4000
	partTime  = 100 * time.Millisecond
)

// Search finds the rows of a query behind a row, part by part, so that what was found is
// known at once and a rare text does not keep anybody waiting: found is told of every part,
// and ends the search by returning false. Sort, Limit and Offset of the query do not count;
// rows added meanwhile are not looked at.
func (p *Project) Search(ctx context.Context, q domain.RowQuery, behind domain.RowID, found func(part domain.FoundRows) bool) error {
	first, last, err := p.span(ctx, q.Table)
	if err != nil {
		return err
	}
	at := max(int64(behind), first-1)
	for size := int64(firstPart); ; {
		to := min(at+size, last)
		began := p.clock.Now()
		part, err := p.searchPart(ctx, q, at, to)
		if err != nil {
			return err
		}
		part.Through, part.Share = domain.RowID(to), 1
		if to < last {
			part.Share = float64(to-first+1) / float64(last-first+1)
		}
		if !found(part) || to >= last {
			return nil
		}
		at = to
		switch took := p.clock.Now().Sub(began); {
		case took < partTime/2:
			size *= 2
		case took > partTime*2:
			size = max(size/2, 1)
		}
	}
}

// span is the first and the last row of a table; without rows, last is before first.
func (p *Project) span(ctx context.Context, name string) (first, last int64, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, name)
		if err != nil {
			return err
		}
		from := " FROM " + tx.sql.Dialect().Quote(t.name)
		// Two looks at the ends of the index; asked for together, all rows would be read.
		query := "SELECT COALESCE((SELECT MIN(" + columnID + ")" + from + "), 1), COALESCE((SELECT MAX(" + columnID + ")" + from + "), 0)"
		return tx.sql.QueryRow(ctx, query).Scan(&first, &last)
	})
	if err != nil {
		return 0, 0, fmt.Errorf("ends of %q: %w", name, err)
	}
	return first, last, nil
}

func (p *Project) searchPart(ctx context.Context, q domain.RowQuery, after, to int64) (part domain.FoundRows, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, q.Table)
		if err != nil {
			return err
		}
		wanted, err := conditions(tx, t, q)
		if err != nil {
			return err
		}
		c := condition{}
		c.add(columnID+" > ? AND "+columnID+" <= ?", after, to)
		c.sql, c.args = append(c.sql, wanted.sql...), append(c.args, wanted.args...)
		query := "SELECT " + columnID + " FROM " + tx.sql.Dialect().Quote(t.name) + c.where() + " ORDER BY " + columnID
		return tx.sql.Each(ctx, query, c.args, func(rows *sql.Rows) error {
			var id domain.RowID
			err := rows.Scan((*int64)(&id))
			part.IDs = append(part.IDs, id)
			return err
		})
	})
	if err != nil {
		return domain.FoundRows{}, fmt.Errorf("search %q: %w", q.Table, err)
	}
	return part, nil
}

// isOneOf is the condition that a row is one of these.
func (tx *Tx) isOneOf(ids []domain.RowID) (string, any) {
	if tx.sql.Dialect() == sqldb.Postgres() {
		plain := make([]int64, len(ids))
		for i, id := range ids {
			plain[i] = int64(id)
		}
		return columnID + " = ANY(?)", plain
	}
	list, err := json.Marshal(ids)
	if err != nil {
		panic(err) // numbers always encode
	}
	return columnID + " IN (SELECT value FROM json_each(?))", string(list)
}

// Edition tells one state of the project's rows from another: it is another number after
// every change of rows.
func (p *Project) Edition(ctx context.Context) (edition int64, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		// Every change takes a number for a row or for the history, and numbers are never given again.
		const query = "SELECT COALESCE(SUM(next), 0) FROM _tributary_counters WHERE name IN (?, ?)"
		return tx.sql.QueryRow(ctx, query, rowCounter, historyCounter).Scan(&edition)
	})
	if err != nil {
		return 0, fmt.Errorf("edition of the rows: %w", err)
	}
	return edition, nil
}
