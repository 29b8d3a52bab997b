package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// MaxLimit is the most rows one page may have; DefaultLimit how many without a Limit.
const (
	DefaultLimit = 100
	MaxLimit     = 1000
)

// Rows returns one page of rows.
func (p *Project) Rows(ctx context.Context, q domain.RowQuery) (page domain.RowPage, err error) {
	if q.Limit <= 0 {
		q.Limit = DefaultLimit
	}
	q.Limit = min(q.Limit, MaxLimit)
	err = p.read(ctx, func(tx *Tx) error {
		s, err := newSelection(ctx, tx, q)
		if err != nil {
			return err
		}
		page.Fields = s.domainFields()
		if page.Rows, err = s.page(ctx, tx); err != nil {
			return fmt.Errorf("read rows of %q: %w", s.table.name, err)
		}
		if len(page.Rows) > q.Limit {
			last := page.Rows[q.Limit-1]
			page.Next = cursorAt(last.ID, s.sortValueOf(last))
			page.Rows = page.Rows[:q.Limit]
		}
		s.trim(page.Rows)
		return nil
	})
	if err != nil {
		return domain.RowPage{}, err
	}
	return page, nil
}

// CountRows returns how many rows a query has in all. Without filters it is known at
// any size; with them it reads the table.
func (p *Project) CountRows(ctx context.Context, q domain.RowQuery) (n int64, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		t, err := tx.table(ctx, q.Table)
		if err != nil {
			return err
		}
		if len(q.Where) == 0 && q.Search == "" && q.Only == nil {
			n = map[domain.DeletedRows]int64{domain.HideDeleted: t.live, domain.OnlyDeleted: t.deleted, domain.IncludeDeleted: t.live + t.deleted}[q.Deleted]
			return nil
		}
		c, err := conditions(tx, t, q)
		if err != nil {
			return err
		}
		query := "SELECT COUNT(*) FROM " + tx.sql.Dialect().Quote(t.name) + c.where()
		if err := tx.sql.QueryRow(ctx, query, c.args...).Scan(&n); err != nil {
			return fmt.Errorf("count rows of %q: %w", t.name, err)
		}
		return nil
	})
	return n, err
}

// Row returns one row with all its fields, deleted or not; domain.ErrNotFound if it does
// not exist.
func (p *Project) Row(ctx context.Context, table string, id domain.RowID) (row domain.StoredRow, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		s, err := newSelection(ctx, tx, domain.RowQuery{Table: table, Deleted: domain.IncludeDeleted, Limit: 1})
		if err != nil {
			return err
		}
		s.where.add(columnID+" = ?", int64(id))
		rows, err := s.run(ctx, tx, s.where, columnID, 1, 0)
		if err != nil {
			return fmt.Errorf("read row %d of %q: %w", id, table, err)
		}
		if len(rows) == 0 {
			return fmt.Errorf("row %d of %q: %w", id, table, domain.ErrNotFound)
		}
		row = rows[0]
		return nil
	})
	return row, err
}

// selection is a query against one state of the catalogue.
type selection struct {
	query  domain.RowQuery
	table  *table
	fields []field // what is read; the sort field stands last when it was not asked for
	asked  int     // how many of fields were asked for
	sort   *field
	sortAt int // index of sort in fields
	where  condition
}

func newSelection(ctx context.Context, tx *Tx, q domain.RowQuery) (*selection, error) {
	t, err := tx.table(ctx, q.Table)
	if err != nil {
		return nil, err
	}
	s := &selection{query: q, table: t}
	if s.fields, err = t.pick(q.Fields); err != nil {
		return nil, err
	}
	s.fields = slices.Clone(s.fields)
	s.asked = len(s.fields)
	if q.Sort.Field != "" {
		f, err := t.field(q.Sort.Field)
		if err != nil {
			return nil, err
		}
		s.sort = &f
		s.sortAt = slices.IndexFunc(s.fields, func(o field) bool { return o.id == f.id })
		if s.sortAt < 0 {
			s.sortAt = len(s.fields)
			s.fields = append(s.fields, f)
		}
	}
	s.where, err = conditions(tx, t, q)
	return s, err
}

func (s *selection) domainFields() []domain.Field {
	fields := make([]domain.Field, s.asked)
	for i := range fields {
		fields[i] = s.fields[i].Field
	}
	return fields
}

func (s *selection) sortValueOf(r domain.StoredRow) domain.Value {
	if s.sort == nil {
		return nil
	}
	return r.Values[s.sortAt]
}

// trim removes the sort field where it was not asked for.
func (s *selection) trim(rows []domain.StoredRow) {
	for i := range rows {
		rows[i].Values = rows[i].Values[:s.asked]
	}
}

// head is the SELECT without conditions.
func (s *selection) head(d sqldb.Dialect) string {
	columns := append([]string{columnID, columnDeletedAt, columnChangedAt}, names(s.fields)...)
	return "SELECT " + d.QuoteAll(columns...) + " FROM " + d.Quote(s.table.name)
}

// run reads rows; limit < 0 means all.
func (s *selection) run(ctx context.Context, tx *Tx, c condition, order string, limit int, offset int64) (found []domain.StoredRow, err error) {
	query := s.head(tx.sql.Dialect()) + c.where() + " ORDER BY " + order + " LIMIT ? OFFSET ?"
	args := append(slices.Clone(c.args), limit, offset)
	err = tx.sql.Each(ctx, query, args, func(rows *sql.Rows) error {
		r, err := s.scan(tx.sql.Dialect(), rows)
		found = append(found, r)
		return err
	})
	return found, err
}

func (s *selection) scan(d sqldb.Dialect, rows *sql.Rows) (r domain.StoredRow, err error) {
	raw := make([]any, len(s.fields)+2)
	into := make([]any, len(raw)+1)
	into[0] = (*int64)(&r.ID)
	for i := range raw {
		into[i+1] = &raw[i]
	}
	if err := rows.Scan(into...); err != nil {
		return r, err
	}
	if r.DeletedAt, err = moment(d, raw[0]); err != nil {
		return r, err
	}
	if r.ChangedAt, err = moment(d, raw[1]); err != nil {
		return r, err
	}
	r.Values = make([]domain.Value, len(s.fields))
	for i, f := range s.fields {
		if r.Values[i], err = d.Decode(f.Type, raw[i+2]); err != nil {
			return r, fmt.Errorf("field %q: %w", f.Name, err)
		}
	}
	return r, nil
}

func moment(d sqldb.Dialect, raw any) (time.Time, error) {
	v, err := d.Decode(domain.DateTime, raw)
	if err != nil || v == nil {
		return time.Time{}, err
	}
	return sqldb.ParseTime(domain.TextOf(v))
}
