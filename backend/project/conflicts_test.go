package project_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tributary/backend/domain"
	"tributary/backend/project"
)

func crm() domain.Scope { return domain.Scope{Integration: "crm", DataType: "people"} }

// conflicted is a project with two rows of the shop, one of them also the CRM's.
func conflicted(t *testing.T, p *project.Project) []domain.RowID {
	t.Helper()
	must(t, p.CreateTable(t.Context(), contacts()))
	must(t, p.EnsureKey(t.Context(), "Contacts", []string{"Email"}))
	ids := add(t, p, "first", "a@x.org", "b@x.org")
	write(t, p, func(ctx context.Context, tx *project.Tx) error {
		return tx.PutLinks(ctx, crm(), []domain.Link{{Identity: "7", Row: ids[0], Hash: []byte("h")}, {Identity: "8", Row: ids[1], Deleted: true}})
	})
	return ids
}

func say(row domain.RowID, field string, of domain.Scope, v domain.Value) domain.Conflict {
	return domain.Conflict{Row: row, Field: field, Scope: of, Value: v, Since: start()}
}

func TestConflictsAreKeptReplacedAndListed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *project.Project) {
		ids := conflicted(t, p)
		noted := []domain.Conflict{
			say(ids[0], "Visits", crm(), int64(7)), say(ids[0], "Spent", crm(), "10.50"), say(ids[0], "Active", crm(), true),
			say(ids[0], "Seen at", crm(), "2026-01-02T03:04:05.000006Z"), say(ids[0], "Extra", crm(), `{"a":1}`), say(ids[0], "Full name", crm(), nil),
			say(ids[1], "Full name", customers(), "Bea"),
		}
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.PutConflicts(ctx, "Contacts", ids, noted[:6]); err != nil {
				return err
			}
			if err := tx.PutConflicts(ctx, "Contacts", ids[1:], noted[6:]); err != nil { // the other row keeps its own
				return err
			}
			got, err := tx.Conflicts(ctx, "Contacts", ids)
			sortBy := func(a, b domain.Conflict) bool {
				return a.Field+string(a.Scope.Integration) < b.Field+string(b.Scope.Integration)
			}
			if diff := cmp.Diff(noted, got, sorted(sortBy)); diff != "" {
				t.Errorf("conflicts: %s", diff)
			}
			linked, _ := tx.LinkedScopes(ctx, []domain.Scope{customers(), crm(), {Integration: "unknown"}, crm()}, ids)
			want := map[domain.RowID][]domain.Scope{ids[0]: {customers(), crm()}, ids[1]: {customers()}}
			if diff := cmp.Diff(want, linked, sorted(func(a, b domain.Scope) bool { return a.Integration > b.Integration })); diff != "" {
				t.Errorf("who links the rows: %s", diff)
			}
			first, _ := tx.ConflictedRows(ctx, "Contacts", 0, 1)
			rest, _ := tx.ConflictedRows(ctx, "Contacts", ids[0], 5)
			if diff := cmp.Diff([][]domain.RowID{ids[:1], ids[1:]}, [][]domain.RowID{first, rest}); diff != "" {
				t.Errorf("rows with conflicts: %s", diff)
			}
			return err
		})
		list, err := p.ListConflicts(t.Context(), domain.FindConflicts{Table: "contacts", Field: "visits"})
		must(t, err)
		want := []domain.ConflictRow{{Conflict: noted[0], Table: "Contacts", Key: "a@x.org", Linked: []domain.Scope{customers(), crm()}, Against: []domain.Scope{crm()}}}
		if diff := cmp.Diff(want, list, sorted(func(a, b domain.Scope) bool { return a.Integration > b.Integration })); diff != "" {
			t.Errorf("the list: %s", diff)
		}
		if all, err := p.ListConflicts(t.Context(), domain.FindConflicts{Offset: 1, Limit: 4}); err != nil || len(all) != 4 {
			t.Errorf("a page of the list has %d, want 4: %v", len(all), err)
		}
		counts, err := p.CountConflicts(t.Context(), domain.FindConflicts{Table: "Contacts"})
		must(t, err)
		without, err := p.CountConflicts(t.Context(), domain.FindConflicts{Without: []domain.Scope{crm()}})
		if err != nil || len(without) != 1 || without[0].Count != 1 {
			t.Errorf("without the CRM %+v: %v", without, err)
		}
		if len(counts) != 6 || counts[0] != (domain.ConflictCount{Table: "Contacts", Field: "Full name", Count: 1}) { // who says nothing is not counted
			t.Errorf("counts %+v", counts)
		}
		x, err := p.Explain(t.Context(), "Contacts", ids[1])
		must(t, err)
		if diff := cmp.Diff(noted[6:], x.Conflicts); diff != "" {
			t.Errorf("explained: %s", diff)
		}
		sound(t, p)
	})
}

func sorted[T any](less func(a, b T) bool) cmp.Option { return cmpopts.SortSlices(less) }

func TestConflictsGoWithWhatTheyAreAbout(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(ctx context.Context, p *project.Project, ids []domain.RowID) error{
		"the field is dropped": func(ctx context.Context, p *project.Project, _ []domain.RowID) error {
			return p.DropField(ctx, "Contacts", "Visits")
		},
		"the table is dropped": func(ctx context.Context, p *project.Project, _ []domain.RowID) error {
			return p.DropTable(ctx, "Contacts")
		},
		"who says it is forgotten": func(ctx context.Context, p *project.Project, _ []domain.RowID) error {
			return p.ForgetIntegration(ctx, "crm")
		},
		"the row is really removed": func(ctx context.Context, p *project.Project, ids []domain.RowID) error {
			return p.Write(ctx, func(tx *project.Tx) error {
				for scope, gone := range map[domain.Scope][]domain.Link{
					crm():       {{Identity: "7", Row: ids[0], Deleted: true}},
					customers(): {{Identity: "id-a@x.org", Row: ids[0], Deleted: true}, {Identity: "id-b@x.org", Row: ids[1], Deleted: true}},
				} {
					if err := tx.PutLinks(ctx, scope, gone); err != nil {
						return err
					}
				}
				_, err := tx.Delete(ctx, byRun("second"), "Contacts", ids, true)
				return err
			})
		},
		"the run that made the row is undone": func(ctx context.Context, p *project.Project, ids []domain.RowID) error {
			err := p.Write(ctx, func(tx *project.Tx) error {
				return tx.PutLinks(ctx, crm(), []domain.Link{{Identity: "7", Row: ids[0], Deleted: true}})
			})
			if err == nil {
				_, err = p.Undo(ctx, "first", "undone")
			}
			return err
		},
		"the run that changed the row is undone": func(ctx context.Context, p *project.Project, ids []domain.RowID) error {
			err := p.Write(ctx, func(tx *project.Tx) error {
				later := byRun("second")
				later.At = start().Add(time.Hour)
				return tx.Update(ctx, later, "Contacts", []domain.Change{change(ids[0], "Visits", int64(1))})
			})
			if err == nil {
				_, err = p.Undo(ctx, "second", "undone")
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, p *project.Project) {
				ids := conflicted(t, p)
				write(t, p, func(ctx context.Context, tx *project.Tx) error {
					return tx.PutConflicts(ctx, "Contacts", ids[:1], []domain.Conflict{say(ids[0], "Visits", crm(), int64(7))})
				})
				must(t, end(t.Context(), p, ids))
				list, err := p.ListConflicts(t.Context(), domain.FindConflicts{})
				if err != nil || len(list) > 0 {
					t.Errorf("%+v stands yet: %v", list, err)
				}
				sound(t, p)
			})
		})
	}
}

// What was compared already is compared once more.
func TestRowsAreComparedAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *project.Project) {
		ids := conflicted(t, p)
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			if err := tx.CompareAgain(ctx, ids[:1]); err != nil {
				return err
			}
			links, err := tx.Links(ctx, customers(), []string{"id-a@x.org", "id-b@x.org"})
			if len(links["id-a@x.org"].Hash) != 0 || len(links["id-b@x.org"].Hash) == 0 {
				t.Errorf("links %+v", links)
			}
			return err
		})
	})
}
