package syncer_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"tributary/backend/domain"
	"tributary/backend/syncer"
)

// fakeProject is a project in memory that obeys the contract of syncer.Project.
// Knobs: failWrite makes that Write (counted from 1) fail before it commits,
// crashAfter after it committed, afterCommit is called after each.
type fakeProject struct {
	tables      map[string]domain.Table
	state       *fakeState
	writes      int
	failWrite   int
	crashAfter  int
	afterCommit func(n int)
}

var errDisk = errors.New("disk full")

type fakeState struct {
	next      domain.RowID
	rows      map[domain.RowID]fakeRow
	links     map[domain.Scope]map[string]domain.Link
	seen      map[domain.Scope]map[string]bool
	errors    map[domain.Scope]map[string]domain.RecordError
	progress  map[domain.Scope]domain.TransferProgress
	calls     map[string]int
	held      map[domain.Scope]map[domain.RowID]map[string]fakePending
	left      map[domain.Scope]map[string]domain.UpdateType
	conflicts map[domain.RowID][]domain.Conflict
}

type fakeRow struct {
	table   string
	values  map[string]domain.Value
	deleted bool
}

func newFake(tables ...domain.Table) *fakeProject {
	f := &fakeProject{tables: map[string]domain.Table{}, state: &fakeState{}}
	for _, t := range tables {
		f.tables[t.Name] = t
	}
	return f
}

func (s *fakeState) clone() *fakeState {
	c := &fakeState{
		next: s.next, rows: map[domain.RowID]fakeRow{}, links: map[domain.Scope]map[string]domain.Link{},
		seen: map[domain.Scope]map[string]bool{}, errors: map[domain.Scope]map[string]domain.RecordError{},
		progress: maps.Clone(s.progress), calls: maps.Clone(s.calls),
		held: map[domain.Scope]map[domain.RowID]map[string]fakePending{}, conflicts: map[domain.RowID][]domain.Conflict{}, left: map[domain.Scope]map[string]domain.UpdateType{},
	}
	for scope, left := range s.left {
		c.left[scope] = maps.Clone(left)
	}
	for row, list := range s.conflicts {
		c.conflicts[row] = slices.Clone(list)
	}
	for scope, rows := range s.held {
		c.held[scope] = map[domain.RowID]map[string]fakePending{}
		for row, fields := range rows {
			c.held[scope][row] = maps.Clone(fields)
		}
	}
	if c.progress == nil {
		c.progress, c.calls = map[domain.Scope]domain.TransferProgress{}, map[string]int{}
	}
	for id, r := range s.rows {
		r.values = maps.Clone(r.values)
		c.rows[id] = r
	}
	for k, v := range s.links {
		c.links[k] = maps.Clone(v)
	}
	for k, v := range s.seen {
		c.seen[k] = maps.Clone(v)
	}
	for k, v := range s.errors {
		c.errors[k] = maps.Clone(v)
	}
	return c
}

func (f *fakeProject) Table(_ context.Context, name string) (domain.Table, error) {
	t, ok := f.tables[name]
	if !ok {
		return t, domain.ErrNotFound
	}
	return t, nil
}

func (f *fakeProject) Progress(_ context.Context, scope domain.Scope) (domain.TransferProgress, error) {
	return f.state.progress[scope], nil
}

func (f *fakeProject) Write(ctx context.Context, fn func(syncer.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f.writes++
	state := f.state.clone()
	if err := fn(&fakeTx{f, state}); err != nil {
		return err
	}
	if f.writes == f.failWrite {
		return errDisk
	}
	f.state = state
	if f.afterCommit != nil {
		f.afterCommit(f.writes)
	}
	if f.writes == f.crashAfter {
		return errDisk
	}
	return nil
}

func (f *fakeProject) DryRun(ctx context.Context, fn func(syncer.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return fn(&fakeTx{f, f.state.clone()})
}

type fakeTx struct {
	*fakeProject
	state *fakeState
}

var _ syncer.Tx = (*fakeTx)(nil)

func (tx *fakeTx) count(call string) { tx.state.calls[call]++ }

func (tx *fakeTx) Links(_ context.Context, scope domain.Scope, identities []string) (map[string]domain.Link, error) {
	tx.count("Links")
	found := map[string]domain.Link{}
	for _, identity := range identities {
		if l, ok := tx.state.links[scope][identity]; ok {
			found[identity] = l
		}
	}
	return found, nil
}

func (tx *fakeTx) CountLinks(_ context.Context, scope domain.Scope) (n int64, err error) {
	for _, l := range tx.state.links[scope] {
		if !l.Deleted {
			n++
		}
	}
	return n, nil
}

func (tx *fakeTx) key(row fakeRow, fields []domain.Field) domain.Key {
	values := make([]domain.Value, len(fields))
	for i, f := range fields {
		values[i] = row.values[f.Name]
	}
	key, _ := domain.KeyOf(fields, values)
	return key
}

func (tx *fakeTx) RowsByKey(_ context.Context, table string, fields []domain.Field, keys [][]domain.Value) (map[domain.Key]domain.KeyedRow, error) {
	tx.count("RowsByKey")
	wanted, found := map[domain.Key]bool{}, map[domain.Key]domain.KeyedRow{}
	for _, values := range keys {
		key, _ := domain.KeyOf(fields, values)
		wanted[key] = true
	}
	for id, row := range tx.state.rows {
		if key := tx.key(row, fields); row.table == table && wanted[key] {
			found[key] = domain.KeyedRow{Row: id, Deleted: row.deleted}
		}
	}
	return found, nil
}

func (tx *fakeTx) Values(_ context.Context, table string, fields []string, rows []domain.RowID) (map[domain.RowID][]domain.Value, error) {
	tx.count("Values")
	found := map[domain.RowID][]domain.Value{}
	for _, id := range rows {
		row, ok := tx.state.rows[id]
		if !ok || row.table != table {
			continue
		}
		for _, f := range fields {
			found[id] = append(found[id], row.values[f])
		}
	}
	return found, nil
}

func (tx *fakeTx) Insert(_ context.Context, _ domain.Cause, table string, fields []string, rows [][]domain.Value) ([]domain.RowID, error) {
	tx.count("Insert")
	var ids []domain.RowID
	for _, values := range rows {
		tx.state.next++
		row := fakeRow{table: table, values: map[string]domain.Value{}}
		for i, f := range fields {
			row.values[f] = values[i]
		}
		tx.state.rows[tx.state.next] = row
		ids = append(ids, tx.state.next)
	}
	return ids, nil
}

func (tx *fakeTx) Update(_ context.Context, _ domain.Cause, _ string, changes []domain.Change) error {
	tx.count("Update")
	for _, c := range changes {
		row, ok := tx.state.rows[c.Row]
		if !ok {
			return fmt.Errorf("row %d: %w", c.Row, domain.ErrNotFound)
		}
		for i, f := range c.Fields {
			row.values[f] = c.Values[i]
		}
		row.deleted = row.deleted && !c.Restore
		tx.state.rows[c.Row] = row
	}
	return nil
}

func (tx *fakeTx) Delete(_ context.Context, _ domain.Cause, _ string, rows []domain.RowID, hard bool) (n int64, err error) {
	tx.count("Delete")
	for _, id := range rows {
		row, ok := tx.state.rows[id]
		if !ok || row.deleted {
			continue
		}
		n++
		row.deleted = true
		tx.state.rows[id] = row
		if hard {
			delete(tx.state.rows, id)
		}
	}
	return n, nil
}

func (tx *fakeTx) PutLinks(_ context.Context, scope domain.Scope, links []domain.Link) error {
	tx.count("PutLinks")
	if tx.state.links[scope] == nil {
		tx.state.links[scope] = map[string]domain.Link{}
	}
	for _, l := range links {
		l.ID = int64(len(tx.state.links[scope]) + 1)
		tx.state.links[scope][l.Identity] = l
	}
	return nil
}

func (tx *fakeTx) OtherLinks(_ context.Context, scope domain.Scope, _ string, rows []domain.RowID) (map[domain.RowID]bool, error) {
	found := map[domain.RowID]bool{}
	for other, links := range tx.state.links {
		for _, l := range links {
			if other != scope && !l.Deleted && slices.Contains(rows, l.Row) {
				found[l.Row] = true
			}
		}
	}
	return found, nil
}

func (tx *fakeTx) LinksOfRows(_ context.Context, scope domain.Scope, rows []domain.RowID) (map[domain.RowID]string, error) {
	found := map[domain.RowID]string{}
	for _, l := range tx.state.links[scope] {
		if !l.Deleted && slices.Contains(rows, l.Row) {
			found[l.Row] = l.Identity
		}
	}
	return found, nil
}

func (tx *fakeTx) BeginFullRead(_ context.Context, scope domain.Scope) error {
	delete(tx.state.seen, scope)
	return nil
}

func (tx *fakeTx) MarkSeen(_ context.Context, scope domain.Scope, identities []string) error {
	tx.count("MarkSeen")
	if tx.state.seen[scope] == nil {
		tx.state.seen[scope] = map[string]bool{}
	}
	for _, identity := range identities {
		tx.state.seen[scope][identity] = true
	}
	return nil
}

func (tx *fakeTx) Unseen(_ context.Context, scope domain.Scope, yield func([]domain.Link) error) (int64, error) {
	var unseen []domain.Link
	for identity, l := range tx.state.links[scope] {
		if !l.Deleted && !tx.state.seen[scope][identity] {
			unseen = append(unseen, l)
		}
	}
	if yield == nil || len(unseen) == 0 {
		return int64(len(unseen)), nil
	}
	return int64(len(unseen)), yield(unseen)
}

func (tx *fakeTx) PutRecordErrors(_ context.Context, errs []domain.RecordError) (fresh int64, err error) {
	for _, e := range errs {
		scope := domain.Scope{Integration: e.Integration, DataType: e.DataType}
		if tx.state.errors[scope] == nil {
			tx.state.errors[scope] = map[string]domain.RecordError{}
		}
		subject := e.Identity
		if subject == "" {
			subject = "at " + e.Position
		}
		before, known := tx.state.errors[scope][subject]
		if !known || before.Run != e.Run {
			fresh++
		}
		e.Ignored = before.Ignored
		tx.state.errors[scope][subject] = e
	}
	return fresh, nil
}

func (tx *fakeTx) ClearRecordErrors(_ context.Context, scope domain.Scope, identities []string) (n int64, err error) {
	for _, identity := range identities {
		if _, ok := tx.state.errors[scope][identity]; ok {
			n++
			delete(tx.state.errors[scope], identity)
		}
	}
	return n, nil
}

func (tx *fakeTx) ClearRecordErrorsBefore(_ context.Context, scope domain.Scope, before time.Time) (n int64, err error) {
	for subject, e := range tx.state.errors[scope] {
		if e.LastSeen.Before(before) {
			n++
			delete(tx.state.errors[scope], subject)
		}
	}
	return n, nil
}

func (tx *fakeTx) RemoveRecordErrors(_ context.Context, ids []domain.RecordErrorID) error {
	for _, errs := range tx.state.errors {
		maps.DeleteFunc(errs, func(_ string, e domain.RecordError) bool { return slices.Contains(ids, e.ID) })
	}
	return nil
}

func (tx *fakeTx) CountRecordErrors(_ context.Context, scope domain.Scope) (n int64, err error) {
	for _, e := range tx.state.errors[scope] {
		if !e.Ignored {
			n++
		}
	}
	return n, nil
}

func (tx *fakeTx) PutProgress(_ context.Context, scope domain.Scope, p domain.TransferProgress) error {
	tx.state.progress[scope] = p
	return nil
}
