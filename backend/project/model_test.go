package project_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb/sqldbtest"
)

// model is the project as plain maps: what any sequence of batches must amount to.
type model struct {
	rows  map[domain.RowID]*modelRow
	links map[string]domain.Link // without ID
	seen  map[string]bool
}

type modelRow struct {
	email   string
	visits  domain.Value
	deleted bool
	removed bool
	changes int // lines of history after the creation
}

func newModel() *model {
	return &model{rows: map[domain.RowID]*modelRow{}, links: map[string]domain.Link{}, seen: map[string]bool{}}
}

func (m *model) clone() *model {
	c := newModel()
	for id, r := range m.rows {
		copied := *r
		c.rows[id] = &copied
	}
	for k, l := range m.links {
		c.links[k] = l
	}
	for k := range m.seen {
		c.seen[k] = true
	}
	return c
}

func (m *model) ids(keep func(*modelRow) bool) (list []domain.RowID) {
	for id, r := range m.rows {
		if keep(r) {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// TestAnySequenceOfBatchesEqualsTheModel runs random batches, some of which fail, against
// the database and the model, and compares everything after each.
func TestAnySequenceOfBatchesEqualsTheModel(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		rapid.Check(t, func(r *rapid.T) {
			db := sqldbtest.OpenSQLite(t, project.Options())
			defer func() { _ = db.Close() }()
			compareWithModel(t, r, project.New(db, clock.NewManual(start())), true)
		})
	})
	t.Run("postgres", func(t *testing.T) {
		n := 0
		p := project.New(server.OpenPostgres(t, project.Options()), clock.NewManual(start()))
		rapid.Check(t, func(r *rapid.T) {
			if n++; n > 1 { // one database, emptied: making one costs more than the test
				if err := errors.Join(p.DropTable(t.Context(), "Contacts"), p.Forget(t.Context(), customers())); err != nil {
					r.Fatal(err)
				}
			}
			compareWithModel(t, r, p, false)
		})
	})
}

// compareWithModel compares after each batch, or only at the end, where a query is a round trip.
func compareWithModel(t *testing.T, r *rapid.T, p *project.Project, each bool) {
	t.Helper()
	ctx := t.Context()
	if err := p.CreateTable(ctx, contacts()); err != nil {
		r.Fatal(err)
	}
	m := newModel()
	for batch := range rapid.IntRange(1, 4).Draw(r, "batches") {
		next := m.clone()
		fail := rapid.IntRange(0, 5).Draw(r, "fail") == 0
		stop := errors.New("stop")
		err := p.Write(ctx, func(tx *project.Tx) error {
			for range rapid.IntRange(1, 5).Draw(r, "operations") {
				if err := operation(ctx, r, tx, next, batch); err != nil {
					return err
				}
			}
			if fail {
				return stop
			}
			return nil
		})
		switch {
		case err == nil:
			m = next
		case !errors.Is(err, stop):
			r.Fatal(err)
		}
		if each {
			compare(ctx, r, p, m)
		}
	}
	compare(ctx, r, p, m)
}

// operation does one random thing to both.
func operation(ctx context.Context, r *rapid.T, tx *project.Tx, m *model, batch int) error {
	cause := byRun(fmt.Sprint("run", batch))
	alive := m.ids(func(row *modelRow) bool { return !row.removed })
	switch kind := rapid.IntRange(0, 4).Draw(r, "operation"); {
	case kind == 0 || len(alive) == 0:
		return insertSome(ctx, r, tx, m, cause)
	case kind == 1:
		return updateSome(ctx, r, tx, m, cause, alive)
	case kind == 2:
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(alive), 1, min(3, len(alive)), rapid.ID[domain.RowID]).Draw(r, "deleted")
		hard := rapid.Bool().Draw(r, "hard")
		n, err := tx.Delete(ctx, cause, "Contacts", some, hard)
		for _, id := range some {
			row := m.rows[id]
			if row.deleted {
				continue
			}
			row.deleted, row.removed = true, hard
			row.changes++
			n--
			for identity, l := range m.links {
				if l.Row == id && hard {
					l.Deleted = true
					m.links[identity] = l
					if err := tx.PutLinks(ctx, customers(), []domain.Link{l}); err != nil {
						return err
					}
				}
			}
		}
		if err == nil && n != 0 {
			return fmt.Errorf("the number of deleted rows is off by %d", n)
		}
		return err
	case kind == 3:
		clear(m.seen)
		return tx.BeginFullRead(ctx, customers())
	default:
		return markSome(ctx, r, tx, m)
	}
}

func insertSome(ctx context.Context, r *rapid.T, tx *project.Tx, m *model, cause domain.Cause) error {
	n := rapid.IntRange(1, 45).Draw(r, "inserted")
	rows := make([][]domain.Value, n)
	for i := range rows {
		rows[i] = []domain.Value{fmt.Sprintf("e%d@x.org", len(m.rows)+i)}
	}
	ids, err := tx.Insert(ctx, cause, "Contacts", []string{"Email"}, rows)
	if err != nil {
		return err
	}
	links := make([]domain.Link, n)
	lookFirst := rapid.Bool().Draw(r, "look first")
	identities := make([]string, n)
	for i, id := range ids {
		m.rows[id] = &modelRow{email: domain.TextOf(rows[i][0])}
		links[i] = domain.Link{Identity: domain.TextOf(rows[i][0]), Row: id, Hash: []byte{byte(i)}}
		m.links[links[i].Identity] = links[i]
		identities[i] = links[i].Identity
	}
	if lookFirst {
		if _, err := tx.Links(ctx, customers(), identities); err != nil {
			return err
		}
	}
	return tx.PutLinks(ctx, customers(), links)
}

func updateSome(ctx context.Context, r *rapid.T, tx *project.Tx, m *model, cause domain.Cause, alive []domain.RowID) error {
	var changes []domain.Change
	for range rapid.IntRange(1, 4).Draw(r, "updates") {
		id := rapid.SampledFrom(alive).Draw(r, "row")
		v := domain.Value(rapid.Int64Range(0, 2).Draw(r, "visits"))
		restore := rapid.Bool().Draw(r, "restore")
		changes = append(changes, domain.Change{Row: id, Fields: []string{"Visits"}, Values: []domain.Value{v}, Restore: restore})
		row := m.rows[id]
		if row.visits != v || restore && row.deleted {
			row.changes++
		}
		row.visits = v
		if restore {
			row.deleted = false
		}
	}
	return tx.Update(ctx, cause, "Contacts", changes)
}

func markSome(ctx context.Context, r *rapid.T, tx *project.Tx, m *model) error {
	var identities []string
	for identity := range m.links {
		identities = append(identities, identity)
	}
	slices.Sort(identities)
	some := rapid.SliceOfN(rapid.SampledFrom(append(identities, "unknown")), 1, 20).Draw(r, "seen")
	for _, identity := range some {
		m.seen[identity] = true
	}
	return tx.MarkSeen(ctx, customers(), some)
}

// compare reads everything back.
func compare(ctx context.Context, r *rapid.T, p *project.Project, m *model) {
	page, err := p.Rows(ctx, domain.RowQuery{Table: "Contacts", Deleted: domain.IncludeDeleted, Limit: project.MaxLimit})
	if err != nil {
		r.Fatal(err)
	}
	got := map[domain.RowID]modelRow{}
	for i, row := range page.Rows {
		changes := 0
		if known, ok := m.rows[row.ID]; ok {
			changes = known.changes
		}
		if i%7 == 0 { // a history is several queries: not of every row
			history, err := p.History(ctx, "Contacts", row.ID)
			if err != nil {
				r.Fatal(err)
			}
			changes = len(history) - 1
		}
		got[row.ID] = modelRow{email: domain.TextOf(row.Values[0]), visits: row.Values[2], deleted: !row.DeletedAt.IsZero(), changes: changes}
	}
	want := map[domain.RowID]modelRow{}
	for id, row := range m.rows {
		if !row.removed {
			want[id] = *row
		}
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(modelRow{})); diff != "" {
		r.Fatalf("rows: %s", diff)
	}
	compareLinks(ctx, r, p, m)
	problems, err := p.Check(ctx)
	if err != nil || len(problems) > 0 {
		r.Fatalf("check: %+v, %v", problems, err)
	}
}

func compareLinks(ctx context.Context, r *rapid.T, p *project.Project, m *model) {
	var identities, unseen, wantUnseen []string
	for identity, l := range m.links {
		identities = append(identities, identity)
		if !m.seen[identity] && !l.Deleted {
			wantUnseen = append(wantUnseen, identity)
		}
	}
	err := p.DryRun(ctx, func(tx *project.Tx) error {
		links, err := tx.Links(ctx, customers(), identities)
		if err != nil {
			return err
		}
		for k, l := range links {
			l.ID = 0
			links[k] = l
		}
		if diff := cmp.Diff(m.links, links); diff != "" {
			r.Fatalf("links: %s", diff)
		}
		_, err = tx.Unseen(ctx, customers(), func(some []domain.Link) error {
			for _, l := range some {
				unseen = append(unseen, l.Identity)
			}
			return nil
		})
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	slices.Sort(unseen)
	slices.Sort(wantUnseen)
	if diff := cmp.Diff(wantUnseen, unseen); diff != "" {
		r.Fatalf("unseen: %s", diff)
	}
}
