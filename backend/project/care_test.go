package project_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
)

func TestPurgeKeepsWhatIsYoungAndWhoCreated(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		list := make([]string, 6000)
		for i := range list {
			list[i] = fmt.Sprint("u", i)
		}
		ids := add(t, p, "r1", list...)
		update := func(run string, at time.Time, v int64) {
			cause := byRun(run)
			cause.At = at
			write(t, p, func(ctx context.Context, tx *project.Tx) error {
				changes := make([]domain.Change, len(ids))
				for i, id := range ids {
					changes[i] = domain.Change{Row: id, Fields: []string{"Visits"}, Values: []domain.Value{v}}
				}
				return tx.Update(ctx, cause, "Contacts", changes)
			})
		}
		update("old", start().AddDate(0, 0, -31), 1)
		update("new", start().AddDate(0, 0, -1), 2)
		n, err := p.PurgeHistory(t.Context(), start().AddDate(0, 0, -30))
		must(t, err)
		if n != 6000 {
			t.Errorf("purged %d, want 6000", n)
		}
		again, err := p.PurgeHistory(t.Context(), start().AddDate(0, 0, -30))
		if err != nil || again != 0 {
			t.Errorf("purged %d more, %v", again, err)
		}
		history, err := p.History(t.Context(), "Contacts", ids[0])
		must(t, err)
		if len(history) != 2 || history[0].Run != "new" || history[1].Run != "r1" {
			t.Errorf("got %+v", history)
		}
		all, err := p.PurgeHistory(t.Context(), start().AddDate(1, 0, 0))
		if err != nil || all != 6000 {
			t.Errorf("purged %d at last, %v; want 6000", all, err)
		}
		sound(t, p)
	})
}

func TestActivityIsByTheDaysOfTheAsker(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		at := func(cause domain.Cause, hours int) domain.Cause {
			cause.At = start().Add(time.Duration(hours) * time.Hour)
			return cause
		}
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			ids, err := tx.Insert(ctx, at(byRun("r1"), 0), "Contacts", []string{"Email"}, [][]domain.Value{{"a"}, {"b"}, {"c"}})
			if err != nil {
				return err
			}
			// 13 hours later it is the next day in UTC, and was already in the east.
			change := []domain.Change{{Row: ids[0], Fields: []string{"Visits"}, Values: []domain.Value{int64(1)}}}
			if err := tx.Update(ctx, at(byRun("r2"), 13), "Contacts", change); err != nil {
				return err
			}
			_, err = tx.Delete(ctx, at(byRun("r2"), 11), "Contacts", ids[1:], false)
			return err
		})
		east := time.FixedZone("east", 2*3600)
		for name, c := range map[string]struct {
			from time.Time
			want []string
		}{
			"UTC":  {start(), []string{"2026-03-01 3/0/2", "2026-03-02 0/1/0"}},
			"east": {start().In(east), []string{"2026-03-01 3/0/0", "2026-03-02 0/1/2"}},
			"late": {start().AddDate(0, 0, 1), []string{"2026-03-02 0/1/0"}},
		} {
			days, err := p.Activity(t.Context(), c.from)
			must(t, err)
			var got []string
			for _, d := range days {
				got = append(got, fmt.Sprintf("%s %d/%d/%d", d.Day.Format(time.DateOnly), d.Created, d.Updated, d.Deleted))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

func TestForgettingLeavesTheRows(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		id := add(t, p, "r1", "a@x.org")[0]
		must(t, p.Forget(t.Context(), customers()))
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			links, err := tx.Links(ctx, customers(), []string{"id-a@x.org"})
			if len(links) != 0 {
				t.Errorf("links remain: %+v", links)
			}
			return err
		})
		if _, err := p.Row(t.Context(), "Contacts", id); err != nil {
			t.Errorf("the row is gone: %v", err)
		}
		sound(t, p)
	})
}

func TestFullDiskLosesNothingSaved(t *testing.T) {
	opts := project.Options()
	opts.MaxPages = 150
	p := project.New(sqldbtest.OpenSQLite(t, opts), clock.NewManual(start()))
	must(t, p.CreateTable(t.Context(), contacts()))
	saved := 0
	var err error
	for i := range 1000 {
		err = p.Write(t.Context(), func(tx *project.Tx) error {
			rows := [][]domain.Value{{fmt.Sprint(i), strings.Repeat("x", 3000)}}
			ids, err := tx.Insert(t.Context(), byRun("r"), "Contacts", []string{"Email", "Full name"}, rows)
			if err != nil {
				return err
			}
			if err := tx.PutLinks(t.Context(), customers(), []domain.Link{{Identity: fmt.Sprint(i), Row: ids[0]}}); err != nil {
				return err
			}
			return tx.PutProgress(t.Context(), customers(), domain.TransferProgress{LastFullRecords: int64(i + 1)})
		})
		if err != nil {
			break
		}
		saved++
	}
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != sqldb.CodeDiskFull {
		t.Fatalf("got %v, want disk_full", err)
	}
	n, err := p.CountRows(t.Context(), domain.RowQuery{Table: "Contacts"})
	must(t, err)
	progress, err := p.Progress(t.Context(), customers())
	must(t, err)
	if n != int64(saved) || progress.LastFullRecords != int64(saved) {
		t.Errorf("saved %d, found %d rows and progress %d", saved, n, progress.LastFullRecords)
	}
	sound(t, p)
}

func TestDamageIsFound(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		add(t, p, "r1", "a@x.org", "b@x.org")
		sound(t, p)
	})
	for name, damage := range map[string]string{
		"a row removed by hand": `DELETE FROM "Contacts" WHERE _id = 1`,
		"a row hidden by hand":  `UPDATE "Contacts" SET _deleted_at = '2026-01-01T00:00:00.000000Z' WHERE _id = 1`,
		"a link to nothing":     `UPDATE _tributary_links SET row_id = 99`,
		"a counter set back":    `UPDATE _tributary_counters SET next = 1`,
		"a range twice":         `INSERT INTO _tributary_created SELECT 2, 5, table_id, cause_id, at FROM _tributary_created`,
	} {
		t.Run(name, func(t *testing.T) {
			db := sqldbtest.OpenSQLite(t, project.Options())
			p := project.New(db, clock.NewManual(start()))
			must(t, p.CreateTable(t.Context(), contacts()))
			add(t, p, "r1", "a@x.org", "b@x.org")
			_, err := db.Writer().ExecContext(t.Context(), damage)
			must(t, err)
			problems, err := p.Check(t.Context())
			must(t, err)
			if len(problems) == 0 {
				t.Error("nothing was found")
			}
		})
	}
}

func TestProjectOpensAgainAsItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "project.db")
	for i := range 2 {
		db, err := sqldb.OpenSQLite(t.Context(), path, project.Options())
		must(t, err)
		p := project.New(db, clock.NewManual(start()))
		if i == 0 {
			must(t, p.CreateTable(t.Context(), contacts()))
			add(t, p, "r1", "a@x.org")
		} else {
			ids := add(t, p, "r2", "b@x.org")
			if ids[0] != 2 {
				t.Errorf("the second row is number %d, want 2", ids[0])
			}
		}
		sound(t, p)
		must(t, db.Close())
	}
}

// TestSchemasAreMirrored compares the columns of the two dialects.
func TestSchemasAreMirrored(t *testing.T) {
	lite, pg := columns(t, "sqlite"), columns(t, "postgres")
	if diff := cmp.Diff(lite, pg); diff != "" {
		t.Errorf("the schemas differ: %s", diff)
	}
}

func columns(t *testing.T, dialect string) map[string][]string {
	t.Helper()
	db, query := (*sqldb.DB)(nil), ""
	if dialect == "sqlite" {
		db = sqldbtest.OpenSQLite(t, project.Options())
		query = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1, 2"
	} else {
		db = server.OpenPostgres(t, project.Options())
		query = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2"
	}
	found := map[string][]string{}
	rows, err := db.Writer().QueryContext(t.Context(), query)
	must(t, err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var table, column string
		must(t, rows.Scan(&table, &column))
		found[table] = append(found[table], column)
	}
	must(t, rows.Err())
	return found
}

func TestWhatChangedSinceIsKnown(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		old := byRun("r0")
		old.At = start().AddDate(0, 0, -2)
		var ids []domain.RowID
		write(t, p, func(ctx context.Context, tx *project.Tx) (err error) {
			ids, err = tx.Insert(ctx, old, "Contacts", []string{"Email"}, [][]domain.Value{{"a"}, {"b"}})
			return err
		})
		ids = append(ids, add(t, p, "r1", "c")...)
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			return tx.Update(ctx, byRun("r1"), "Contacts", []domain.Change{{Row: ids[0], Fields: []string{"Visits"}, Values: []domain.Value{int64(1)}}})
		})
		got, err := p.ChangesSince(t.Context(), "Contacts", ids, start().AddDate(0, 0, -1))
		must(t, err)
		if diff := cmp.Diff(map[domain.RowID][]string{ids[0]: {"Visits"}, ids[2]: nil}, got); diff != "" {
			t.Error(diff)
		}
	})
}
