package project_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/project"
)

func TestEveryTypeComesBackAndItsHistoryToo(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		all := []string{"Email", "Full name", "Visits", "Spent", "Active", "Born", "Seen at", "Colour", "Extra"}
		first := []domain.Value{"Ann@x.org", "Ann é", int64(3), "10.50", true, "1990-02-28", "2026-01-02T03:04:05.000006Z", "red", `{"a":1}`}
		second := []domain.Value{"bob@x.org", nil, int64(-9007199254740993), "0.100", false, nil, nil, nil, nil}
		var id domain.RowID
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			ids, err := tx.Insert(ctx, byRun("r1"), "Contacts", all, [][]domain.Value{first})
			id = ids[0]
			return err
		})
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.Update(ctx, byRun("r2"), "Contacts", []domain.Change{{Row: id, Fields: all, Values: second}}); err != nil {
				return err
			}
			got, err := tx.Values(ctx, "Contacts", all, []domain.RowID{id, 999})
			if diff := cmp.Diff(map[domain.RowID][]domain.Value{id: second}, got); diff != "" {
				t.Error(diff)
			}
			return err
		})
		history, err := p.History(t.Context(), "Contacts", id)
		must(t, err)
		for i, name := range all {
			if got := history[0].Before[name]; got != first[i] {
				t.Errorf("before-image of %s: got %#v, want %#v", name, got, first[i])
			}
		}
		sound(t, p)
	})
}

func TestUpdateWritesOnlyWhatDiffers(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		id := add(t, p, "r1", "ann@x.org")[0]
		change := []domain.Change{{Row: id, Fields: []string{"Email", "Visits"}, Values: []domain.Value{"ann@x.org", int64(1)}}}
		for range 2 { // the second time nothing differs
			write(t, p, func(ctx context.Context, tx *project.Tx) error {
				return tx.Update(ctx, byRun("r2"), "Contacts", change)
			})
		}
		history, err := p.History(t.Context(), "Contacts", id)
		must(t, err)
		if len(history) != 2 || len(history[0].Before) != 1 {
			t.Errorf("got %+v, want one update of one field", history)
		}
		err = p.Write(t.Context(), func(tx *project.Tx) error {
			return tx.Update(t.Context(), byRun("r3"), "Contacts", []domain.Change{{Row: 4711}})
		})
		if !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("update of no row: got %v, want ErrNotFound", err)
		}
	})
}

func TestTwoChangesOfOneRowApplyInOrder(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		id := add(t, p, "r1", "ann@x.org")[0]
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			return tx.Update(ctx, byRun("r2"), "Contacts", []domain.Change{
				{Row: id, Fields: []string{"Visits"}, Values: []domain.Value{int64(1)}},
				{Row: id, Fields: []string{"Visits"}, Values: []domain.Value{int64(2)}},
			})
		})
		row, err := p.Row(t.Context(), "Contacts", id)
		must(t, err)
		history, err := p.History(t.Context(), "Contacts", id)
		must(t, err)
		if row.Values[2] != int64(2) || len(history) != 3 || history[0].Before["Visits"] != int64(1) {
			t.Errorf("got %v with history %+v", row.Values, history)
		}
	})
}

func TestDeletedRowsAreHiddenAndRestorable(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		ids := add(t, p, "r1", "a@x.org", "b@x.org", "c@x.org")
		var first, again, hard int64
		write(t, p, func(ctx context.Context, tx *project.Tx) (err error) {
			if first, err = tx.Delete(ctx, byRun("r2"), "Contacts", ids[:2], false); err != nil {
				return err
			}
			if again, err = tx.Delete(ctx, byRun("r2"), "Contacts", ids[:2], false); err != nil {
				return err
			}
			hard, err = tx.Delete(ctx, byRun("r2"), "Contacts", ids[2:], true)
			if err != nil {
				return err
			}
			return tx.PutLinks(ctx, customers(), []domain.Link{{Identity: "id-c@x.org", Row: ids[2], Deleted: true}})
		})
		if first != 2 || again != 0 || hard != 1 {
			t.Errorf("deleted %d, again %d, hard %d; want 2, 0, 1", first, again, hard)
		}
		must(t, p.RestoreRow(t.Context(), "Contacts", ids[0]))
		if err := p.RestoreRow(t.Context(), "Contacts", ids[2]); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("restore a removed row: got %v, want ErrNotFound", err)
		}
		for deleted, want := range map[domain.DeletedRows][]string{
			domain.HideDeleted: {"a@x.org"}, domain.OnlyDeleted: {"b@x.org"}, domain.IncludeDeleted: {"a@x.org", "b@x.org"},
		} {
			q := domain.RowQuery{Table: "Contacts", Deleted: deleted}
			page, err := p.Rows(t.Context(), q)
			must(t, err)
			if diff := cmp.Diff(want, emails(page)); diff != "" {
				t.Errorf("%q: %s", deleted, diff)
			}
			n, err := p.CountRows(t.Context(), q)
			must(t, err)
			if n != int64(len(want)) {
				t.Errorf("%q: counted %d, want %d", deleted, n, len(want))
			}
		}
		history, err := p.History(t.Context(), "Contacts", ids[2])
		must(t, err)
		if history[0].Kind != domain.RowRemoved || history[0].Before["Email"] != "c@x.org" {
			t.Errorf("got %+v, want the whole row as before-image", history[0])
		}
		sound(t, p)
	})
}

func TestRowNumbersAreNeverGivenAgain(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		must(t, p.CreateTable(t.Context(), domain.Table{Name: "Orders"}))
		ids := add(t, p, "r1", "a@x.org", "b@x.org")
		var orders []domain.RowID
		write(t, p, func(ctx context.Context, tx *project.Tx) (err error) {
			if _, err = tx.Delete(ctx, byRun("r2"), "Contacts", ids, true); err != nil {
				return err
			}
			orders, err = tx.Insert(ctx, byRun("r2"), "Orders", nil, [][]domain.Value{{}, {}})
			return err
		})
		if orders[0] <= ids[1] || orders[1] != orders[0]+1 {
			t.Errorf("got %v after %v", orders, ids)
		}
	})
}

func TestRowsAreFoundByKey(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		var ids []domain.RowID
		write(t, p, func(ctx context.Context, tx *project.Tx) (err error) {
			rows := make([][]domain.Value, 250)
			for i := range rows {
				rows[i] = []domain.Value{fmt.Sprintf("User%d@X.org", i), fmt.Sprint("name ", i%10), int64(i)}
			}
			if ids, err = tx.Insert(ctx, byRun("r1"), "Contacts", []string{"Email", "Full name", "Visits"}, rows); err != nil {
				return err
			}
			_, err = tx.Delete(ctx, byRun("r1"), "Contacts", ids[7:8], false)
			return err
		})
		email := domain.Field{Name: "Email", Type: domain.Email}
		name, visits := domain.Field{Name: "Full name", Type: domain.Text}, domain.Field{Name: "Visits", Type: domain.Integer}
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			keys := make([][]domain.Value, 0, 251)
			for i := range 251 {
				keys = append(keys, []domain.Value{fmt.Sprintf("uSER%d@x.ORG", i)})
			}
			found, err := tx.RowsByKey(ctx, "Contacts", []domain.Field{email}, keys)
			if err != nil {
				return err
			}
			if len(found) != 250 {
				t.Errorf("found %d of 250 by email", len(found))
			}
			if got := found["user7@x.org"]; got.Row != ids[7] || !got.Deleted {
				t.Errorf("a hidden row: got %+v", got)
			}
			both, err := tx.RowsByKey(ctx, "Contacts", []domain.Field{name, visits}, [][]domain.Value{{"name 3", int64(13)}, {"name 4", int64(13)}})
			if err != nil {
				return err
			}
			key, _ := domain.KeyOf([]domain.Field{name, visits}, []domain.Value{"name 3", int64(13)})
			if diff := cmp.Diff(map[domain.Key]domain.KeyedRow{key: {Row: ids[13]}}, both); diff != "" {
				t.Error(diff)
			}
			return nil
		})
		n, err := p.DoubledKeys(t.Context(), "Contacts", []string{"Full name"})
		must(t, err)
		if n != 10 {
			t.Errorf("got %d doubled names, want 10", n)
		}
	})
}

func TestEveryTypeCanBeAKey(t *testing.T) {
	values := []domain.Value{"Ann@x.org", "Ann é", int64(3), "10.50", true, "1990-02-28", "2026-01-02T03:04:05.000006Z", "red", `{"a":1}`}
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			var all []string
			for _, f := range contacts().Fields {
				all = append(all, f.Name)
			}
			_, err := tx.Insert(ctx, byRun("r1"), "Contacts", all, [][]domain.Value{values})
			return err
		})
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			for i, f := range contacts().Fields {
				for _, with := range [][]int{{i}, {i, 2}} {
					var fields []domain.Field
					var key []domain.Value
					for _, j := range with {
						fields, key = append(fields, contacts().Fields[j]), append(key, values[j])
					}
					found, err := tx.RowsByKey(ctx, "Contacts", fields, [][]domain.Value{key})
					if err != nil || len(found) != 1 {
						return fmt.Errorf("key %s with %d fields: %d found, %w", f.Name, len(fields), len(found), err)
					}
				}
			}
			return nil
		})
	})
}

func TestDryRunLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		must(t, p.DryRun(t.Context(), func(tx *project.Tx) error {
			_, err := tx.Insert(t.Context(), byRun("r1"), "Contacts", []string{"Email"}, [][]domain.Value{{"a@x.org"}})
			return err
		}))
		stop := errors.New("stop")
		if err := p.DryRun(t.Context(), func(*project.Tx) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("got %v, want the function's error", err)
		}
		n, err := p.CountRows(t.Context(), domain.RowQuery{Table: "Contacts"})
		must(t, err)
		if n != 0 {
			t.Errorf("a dry run left %d rows", n)
		}
		sound(t, p)
	})
}

func TestCrashInABatchLeavesNothingOfIt(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		add(t, p, "r1", "a@x.org")
		func() {
			defer func() { _ = recover() }()
			_ = p.Write(t.Context(), func(tx *project.Tx) error {
				_, _ = tx.Insert(t.Context(), byRun("r2"), "Contacts", []string{"Email"}, [][]domain.Value{{"b@x.org"}})
				_ = tx.PutProgress(t.Context(), customers(), domain.TransferProgress{Run: "r2"})
				panic("crash")
			})
		}()
		progress, err := p.Progress(t.Context(), customers())
		must(t, err)
		n, err := p.CountRows(t.Context(), domain.RowQuery{Table: "Contacts"})
		must(t, err)
		if n != 1 || progress.Run != "" {
			t.Errorf("got %d rows and progress %+v, want one row and none", n, progress)
		}
		sound(t, p)
	})
}

func TestProgressComesBack(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		for _, want := range []domain.TransferProgress{
			{},
			{
				Checkpoint: domain.Checkpoint(`{"since":"2026"}`), MappingVersion: "v1", FullReadRun: "r1", FullCheckpoint: domain.Checkpoint(`null`),
				LastFullAt: start().Add(time.Microsecond), LastFullRecords: 5, Run: "r2",
				Counts: domain.Counts{Read: 1, Created: 2, Updated: 3, Unchanged: 4, Deleted: 5, LeftOut: 6, RecordErrors: 7},
			},
			{Run: "r3"},
		} {
			write(t, p, func(ctx context.Context, tx *project.Tx) error { return tx.PutProgress(ctx, customers(), want) })
			got, err := p.Progress(t.Context(), customers())
			must(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		must(t, p.Forget(t.Context(), customers()))
		got, err := p.Progress(t.Context(), customers())
		must(t, err)
		if diff := cmp.Diff(domain.TransferProgress{}, got); diff != "" {
			t.Errorf("after Forget: %s", diff)
		}
	})
}
