package syncer

import (
	"context"
	"slices"
	"strings"
	"time"

	"tributary/backend/domain"
)

// Where several data transfers map one field, the row holds the value of the first in the
// table's order that has one. What each of them says is known without keeping it twice: it
// is what the row holds, unless a conflict notes another value.

// sharing is what is known of some rows that several scopes may feed.
type sharing struct {
	order   map[string][]domain.Scope // field → who maps it, the first one decides
	linked  map[domain.RowID][]domain.Scope
	noted   map[domain.RowID]map[string]map[domain.Scope]domain.Conflict
	touched map[domain.RowID]bool
}

// loadSharing reads what concerns these rows; nil where no field is shared.
func (t *transfer) loadSharing(ctx context.Context, tx Tx, rows []domain.RowID) (*sharing, error) {
	if len(t.order) == 0 {
		return nil, nil //nolint:nilnil // nothing is shared: nothing to weigh
	}
	s := &sharing{
		order: t.order, touched: map[domain.RowID]bool{},
		noted: map[domain.RowID]map[string]map[domain.Scope]domain.Conflict{},
	}
	if len(rows) == 0 {
		return s, nil
	}
	rows = slices.Compact(slices.Sorted(slices.Values(rows)))
	var err error
	if s.linked, err = tx.LinkedScopes(ctx, scopesOf(t.order), rows); err != nil {
		return nil, err
	}
	list, err := tx.Conflicts(ctx, t.table.Name, rows)
	for _, c := range list {
		s.put(c)
	}
	return s, err
}

// scopesOf lists everybody in an order, each once.
func scopesOf(order map[string][]domain.Scope) (all []domain.Scope) {
	for _, list := range order {
		for _, scope := range list {
			if !slices.Contains(all, scope) {
				all = append(all, scope)
			}
		}
	}
	return all
}

func (s *sharing) put(c domain.Conflict) {
	if s.noted[c.Row] == nil {
		s.noted[c.Row] = map[string]map[domain.Scope]domain.Conflict{}
	}
	if s.noted[c.Row][c.Field] == nil {
		s.noted[c.Row][c.Field] = map[domain.Scope]domain.Conflict{}
	}
	s.noted[c.Row][c.Field][c.Scope] = c
}

// voices are the scopes that have a say in a field of a row, the first one decides. own is
// about to be linked, or is; the zero value: nobody.
func (s *sharing) voices(row domain.RowID, field string, own domain.Scope) (list []domain.Scope) {
	for _, scope := range s.order[field] {
		if scope == own || slices.Contains(s.linked[row], scope) {
			list = append(list, scope)
		}
	}
	return list
}

// says returns what a scope says of a field that holds a value.
func (s *sharing) says(row domain.RowID, field string, scope domain.Scope, holds domain.Value) domain.Value {
	if c, ok := s.noted[row][field][scope]; ok {
		return c.Value
	}
	return holds
}

// weigh returns what a field that holds a value should hold when own says something (and
// nobody, when own is the zero value): the first value in the order; nil when nobody has one.
func (s *sharing) weigh(row domain.RowID, field string, own domain.Scope, said, holds domain.Value) domain.Value {
	for _, scope := range s.voices(row, field, own) {
		v := said
		if scope != own {
			v = s.says(row, field, scope, holds)
		}
		if v != nil {
			return v
		}
	}
	return nil
}

// note keeps what everybody says when a field that held a value holds another one from now
// on. own is as in weigh.
func (s *sharing) note(row domain.RowID, field string, own domain.Scope, said, held, holds domain.Value, at time.Time) {
	voices := s.voices(row, field, own)
	before := s.noted[row][field]
	if len(voices) < 2 && len(before) == 0 {
		return
	}
	after := map[domain.Scope]domain.Conflict{}
	for _, scope := range voices {
		v := said
		if scope != own {
			v = s.says(row, field, scope, held)
		}
		if v == holds || len(voices) < 2 && scope == own {
			continue
		}
		c := domain.Conflict{Row: row, Field: field, Scope: scope, Value: v, Since: at}
		if old, ok := before[scope]; ok && old.Value == v {
			c.Since = old.Since
		}
		after[scope] = c
	}
	if sameConflicts(before, after) {
		return
	}
	if s.noted[row] == nil {
		s.noted[row] = map[string]map[domain.Scope]domain.Conflict{}
	}
	s.noted[row][field], s.touched[row] = after, true
}

func sameConflicts(a, b map[domain.Scope]domain.Conflict) bool {
	if len(a) != len(b) {
		return false
	}
	for scope, c := range a {
		if other, ok := b[scope]; !ok || other.Value != c.Value {
			return false
		}
	}
	return true
}

// write stores what changed.
func (s *sharing) write(ctx context.Context, tx Tx, table string) error {
	if s == nil || len(s.touched) == 0 {
		return nil
	}
	var rows []domain.RowID
	for row := range s.touched {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	var list []domain.Conflict
	for _, row := range rows {
		for _, scopes := range s.noted[row] {
			for _, c := range scopes {
				list = append(list, c)
			}
		}
	}
	slices.SortFunc(list, func(a, b domain.Conflict) int {
		if a.Row != b.Row {
			return int(a.Row - b.Row)
		}
		return strings.Compare(a.Field+"\x00"+string(a.Scope.Integration)+"\x00"+a.Scope.DataType,
			b.Field+"\x00"+string(b.Scope.Integration)+"\x00"+b.Scope.DataType)
	})
	return tx.PutConflicts(ctx, table, rows, list)
}

// lookUpShared reads what others say of the rows that may change.
func (c *comparison) lookUpShared(ctx context.Context) (err error) {
	rows := make([]domain.RowID, 0, len(c.current))
	for row := range c.current {
		rows = append(rows, row)
	}
	c.shared, err = c.loadSharing(ctx, c.tx, rows)
	return err
}

func (c *comparison) writeShared(ctx context.Context) error {
	return c.shared.write(ctx, c.tx, c.table.Name)
}

// weigh returns what a row should hold in the mapped fields, now that a record says what
// it says. A primary key is the record's as a whole, or stays.
func (c *comparison) weigh(e *entry, row domain.RowID) []domain.Value {
	if c.shared == nil {
		return e.mapped.Values
	}
	holds, current := slices.Clone(e.mapped.Values), c.current[row]
	for i, field := range c.mapped.FieldNames() {
		if len(c.shared.order[field]) > 0 {
			holds[i] = c.shared.weigh(row, field, c.scope, e.mapped.Values[i], current[i])
		}
	}
	keys := c.mapped.KeyIndexes()
	if slices.ContainsFunc(keys, func(k int) bool { return holds[k] != e.mapped.Values[k] }) {
		for _, k := range keys {
			holds[k] = current[k]
		}
	}
	return holds
}

// noteShared keeps what the record says where the row holds something else, and what others
// say where it did so far.
func (c *comparison) noteShared(e *entry, row domain.RowID, holds []domain.Value) {
	if c.shared == nil {
		return
	}
	for i, field := range c.mapped.FieldNames() {
		if len(c.shared.order[field]) > 0 {
			c.shared.note(row, field, c.scope, e.mapped.Values[i], c.current[row][i], holds[i], c.cause.At)
		}
	}
}
