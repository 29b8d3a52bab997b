package project_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/project"
)

// snapshot is every row byte for byte, except when it was changed last: an undo is a change.
func snapshot(t testing.TB, p *project.Project, table string) map[domain.RowID]string {
	t.Helper()
	page, err := p.Rows(t.Context(), domain.RowQuery{Table: table, Deleted: domain.IncludeDeleted, Limit: project.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	all := map[domain.RowID]string{}
	for _, r := range page.Rows {
		all[r.ID] = fmt.Sprintf("%v deleted %s", r.Values, r.DeletedAt)
	}
	return all
}

func change(row domain.RowID, field string, v domain.Value) domain.Change {
	return domain.Change{Row: row, Fields: []string{field}, Values: []domain.Value{v}}
}

func TestUndoRestoresByteEqualRows(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		must(t, p.EnsureKey(t.Context(), "Contacts", []string{"Email"}))
		ids := add(t, p, "first", "a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org")
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.Update(ctx, byRun("first"), "Contacts", []domain.Change{{
				Row: ids[0], Fields: []string{"Spent", "Active", "Seen at", "Extra"}, Values: []domain.Value{"10.50", true, "2026-01-02T03:04:05.000006Z", `{"a":1}`},
			}}); err != nil {
				return err
			}
			_, err := tx.Delete(ctx, byRun("first"), "Contacts", ids[3:4], false)
			return err
		})
		before := snapshot(t, p, "Contacts")
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			bad := byRun("bad")
			bad.At = start().AddDate(0, 0, 1)
			if _, err := tx.Insert(ctx, bad, "Contacts", []string{"Email"}, [][]domain.Value{{"new@x.org"}, {"hid@x.org"}}); err != nil {
				return err
			}
			// The keys go round: a's goes to b, b's to a third value.
			changes := []domain.Change{
				change(ids[1], "Email", "z@x.org"), change(ids[0], "Email", "b@x.org"), change(ids[0], "Spent", nil),
				change(ids[0], "Extra", `{"b":2}`), change(ids[0], "Active", false),
				{Row: ids[3], Restore: true},
				change(ids[3], "Visits", int64(7)),
			}
			if err := tx.Update(ctx, bad, "Contacts", changes); err != nil {
				return err
			}
			if _, err := tx.Delete(ctx, bad, "Contacts", []domain.RowID{ids[2], ids[4] + 2}, false); err != nil {
				return err
			}
			_, err := tx.Delete(ctx, bad, "Contacts", ids[4:5], true)
			return err
		})
		preview, err := p.UndoPreview(t.Context(), "bad")
		must(t, err)
		report, err := p.Undo(t.Context(), "bad", "undo")
		must(t, err)
		if diff := cmp.Diff(before, snapshot(t, p, "Contacts")); diff != "" {
			t.Errorf("the rows are not what they were: %s", diff)
		}
		want := []domain.UndoTable{{Table: "Contacts", DataType: "customers", SetBack: 2, Removed: 2, Returned: 2, Hidden: 1}}
		if diff := cmp.Diff(want, report.Tables); diff != "" {
			t.Errorf("counts: %s", diff)
		}
		if diff := cmp.Diff(preview, report); diff != "" {
			t.Errorf("the preview said something else: %s", diff)
		}
		sound(t, p)
		if _, err := p.Undo(t.Context(), "bad", "again"); err == nil {
			t.Error("a run was undone twice")
		}
		if _, err := p.Undo(t.Context(), "unknown", "undo"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("undo of an unknown run: %v", err)
		}
		// An undo is a run like others: it can be taken back too.
		_, err = p.Undo(t.Context(), "undo", "redo")
		must(t, err)
		sound(t, p)
	})
}

func TestUndoLeavesWhatChangedLater(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		must(t, p.EnsureKey(t.Context(), "Contacts", []string{"Email"}))
		ids := add(t, p, "first", "a@x.org", "b@x.org", "c@x.org")
		var made []domain.RowID
		write(t, p, func(ctx context.Context, tx *project.Tx) (err error) {
			if made, err = tx.Insert(ctx, byRun("bad"), "Contacts", []string{"Email"}, [][]domain.Value{{"m@x.org"}, {"n@x.org"}}); err != nil {
				return err
			}
			if err := tx.Update(ctx, byRun("bad"), "Contacts", []domain.Change{
				{Row: ids[0], Fields: []string{"Visits", "Full name"}, Values: []domain.Value{int64(1), "bad"}},
				change(ids[1], "Email", "moved@x.org"),
			}); err != nil {
				return err
			}
			_, err = tx.Delete(ctx, byRun("bad"), "Contacts", ids[2:3], false)
			return err
		})
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.Update(ctx, byRun("later"), "Contacts", []domain.Change{
				change(ids[0], "Visits", int64(2)), change(made[0], "Full name", "kept"), {Row: ids[2], Restore: true},
			}); err != nil {
				return err
			}
			_, err := tx.Insert(ctx, byRun("later"), "Contacts", []string{"Email"}, [][]domain.Value{{"B@x.org"}}) // takes the key that was left
			return err
		})
		report, err := p.Undo(t.Context(), "bad", "undo")
		must(t, err)
		rows := snapshot(t, p, "Contacts")
		if got := rows[ids[0]]; got != `[a@x.org <nil> 2 <nil> <nil> <nil> <nil> <nil> <nil>] deleted 0001-01-01 00:00:00 +0000 UTC` {
			t.Errorf("row of which one field changed later: %s", got)
		}
		if _, ok := rows[made[0]]; !ok {
			t.Error("a created row that was changed later is gone")
		}
		if _, ok := rows[made[1]]; ok {
			t.Error("a created row that nobody touched is still there")
		}
		reasons := map[domain.RowID]domain.UndoReason{}
		for _, k := range report.Kept {
			reasons[k.Row] = k.Reason
		}
		want := map[domain.RowID]domain.UndoReason{
			ids[0]: domain.ChangedLater, made[0]: domain.ChangedLater, ids[1]: domain.KeyInUse, ids[2]: domain.ChangedLater,
		}
		if diff := cmp.Diff(want, reasons); diff != "" {
			t.Errorf("what was left as it is: %s", diff)
		}
		if i := slices.IndexFunc(report.Changes, func(r domain.UndoRow) bool { return r.Row == ids[0] }); i < 0 ||
			!slices.Equal(report.Changes[i].Fields, []string{"Full name"}) {
			t.Errorf("changes: %+v", report.Changes)
		}
		sound(t, p)
	})
}

func TestUndoOfARunWhoseHistoryIsGoneIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		ids := add(t, p, "first", "a@x.org")
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			return tx.Update(ctx, byRun("old"), "Contacts", []domain.Change{change(ids[0], "Visits", int64(1))})
		})
		_, err := p.PurgeHistory(t.Context(), start().AddDate(0, 0, 1))
		must(t, err)
		states, err := p.UndoStates(t.Context(), []domain.RunID{"first", "old", "none"})
		must(t, err)
		if diff := cmp.Diff(map[domain.RunID]domain.UndoState{"first": domain.UndoPossible, "old": domain.UndoTooOld}, states); diff != "" {
			t.Errorf("states: %s", diff)
		}
		var said *domain.Error
		if _, err := p.Undo(t.Context(), "old", "undo"); !errors.As(err, &said) || said.Code != "history_gone" {
			t.Errorf("undo: %v", err)
		}
	})
}

// A key that goes from row to row is set back in whatever order the changes were written.
func TestUndoSetsBackKeysThatWaitForEachOther(t *testing.T) {
	t.Parallel()
	for name, changes := range map[string]func(a, b domain.RowID) []domain.Change{
		"one after the other, touched again later": func(a, b domain.RowID) []domain.Change {
			return []domain.Change{change(a, "Email", "c@x.org"), change(b, "Email", "a@x.org"), change(a, "Visits", int64(1))}
		},
		"a swap": func(a, b domain.RowID) []domain.Change {
			return []domain.Change{change(a, "Email", "z@x.org"), change(b, "Email", "a@x.org"), change(a, "Email", "b@x.org")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, p *project.Project) {
				must(t, p.CreateTable(t.Context(), contacts()))
				must(t, p.EnsureKey(t.Context(), "Contacts", []string{"Email"}))
				ids := add(t, p, "first", "a@x.org", "b@x.org")
				before := snapshot(t, p, "Contacts")
				write(t, p, func(ctx context.Context, tx *project.Tx) error {
					return tx.Update(ctx, byRun("bad"), "Contacts", changes(ids[0], ids[1]))
				})
				report, err := p.Undo(t.Context(), "bad", "undo")
				must(t, err)
				if diff := cmp.Diff(before, snapshot(t, p, "Contacts")); diff != "" || len(report.Kept) > 0 {
					t.Errorf("the rows are not what they were: %s; kept %+v", diff, report.Kept)
				}
				sound(t, p)
			})
		})
	}
}
