package project_test

import (
	"context"
	"slices"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/project"
)

func TestATableHasAnotherEditionAfterEveryChangeAndNoOtherTable(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		strange(t, p)
		must(t, p.CreateTable(t.Context(), domain.Table{Name: "Other", Fields: []domain.Field{{Name: "A", Type: domain.Text}}}))
		edition := func(table string) string {
			t.Helper()
			all, err := p.TableEditions(t.Context())
			must(t, err)
			i := slices.IndexFunc(all, func(e domain.TableEdition) bool { return e.Table == table })
			return all[i].Edition
		}
		page, err := p.Rows(t.Context(), domain.RowQuery{Table: "Contacts", Deleted: domain.IncludeDeleted})
		must(t, err)
		row, hidden := page.Rows[0].ID, page.Rows[2].ID
		seen, other := []string{edition("Contacts")}, edition("Other")
		by := func(fn func(ctx context.Context, tx *project.Tx) error) func() {
			return func() { write(t, p, fn) }
		}
		update := func(c domain.Change) func() {
			return by(func(ctx context.Context, tx *project.Tx) error {
				return tx.Update(ctx, byRun("r2"), "Contacts", []domain.Change{c})
			})
		}
		remove := func(hard bool) func() {
			return by(func(ctx context.Context, tx *project.Tx) error {
				_, err := tx.Delete(ctx, byRun("r2"), "Contacts", []domain.RowID{row}, hard)
				return err
			})
		}
		for _, step := range []struct {
			what string
			do   func()
		}{
			{"a changed value", update(domain.Change{Row: row, Fields: []string{"Full name"}, Values: []domain.Value{"b"}})},
			{"a row marked deleted", remove(false)},
			{"a row that came back", func() { must(t, p.RestoreRow(t.Context(), "Contacts", row)) }},
			{"another that came back", func() { must(t, p.RestoreRow(t.Context(), "Contacts", hidden)) }},
			{"a removed row", remove(true)},
			{"a run to be undone", by(func(ctx context.Context, tx *project.Tx) error {
				return tx.Update(ctx, byRun("r3"), "Contacts", []domain.Change{{Row: hidden, Fields: []string{"Full name"}, Values: []domain.Value{"c"}}})
			})},
			{"an undone run", func() {
				if report, err := p.Undo(t.Context(), "r3", "u1"); err != nil || len(report.Tables) == 0 {
					t.Errorf("undone: %+v, %v", report, err)
				}
			}},
			{"a new field", func() { must(t, p.AddField(t.Context(), "Contacts", domain.Field{Name: "New", Type: domain.Text})) }},
			{"a renamed field", func() { must(t, p.RenameField(t.Context(), "Contacts", "New", "Newer")) }},
		} {
			step.do()
			now := edition("Contacts")
			if slices.Contains(seen, now) {
				t.Errorf("%s left the edition %s", step.what, now)
			}
			seen = append(seen, now)
		}
		if now := edition("Other"); now != other {
			t.Errorf("the other table’s edition was %s and is %s", other, now)
		}
		if now := edition("Contacts"); now != seen[len(seen)-1] {
			t.Errorf("asked again, the edition is %s", now)
		}
	})
}
