package project_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/project"
)

// named fills Contacts with rows of these names.
func named(t *testing.T, p *project.Project, names ...string) (ids []domain.RowID) {
	t.Helper()
	must(t, p.CreateTable(t.Context(), contacts()))
	write(t, p, func(ctx context.Context, tx *project.Tx) (err error) {
		rows := make([][]domain.Value, len(names))
		for i, name := range names {
			rows[i] = []domain.Value{fmt.Sprintf("n%d@x.org", i), name}
		}
		ids, err = tx.Insert(ctx, byRun("r1"), "Contacts", []string{"Email", "Full name"}, rows)
		return err
	})
	return ids
}

func TestSearchDoesNotMindCaseAndAccents(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		named(t, p, "Zoé Désilets", "ZOE DESILETS", "Zoe\u0301 De\u0301silets", "Cœur brisé", "Coeur", "Łukasz Groß", "a_b%c.d*e?f[g]", "Ψυχή ΨΥΧΗ", "Ёлка", "Zo\nDesilets")
		for text, want := range map[string]int64{
			"zoé": 3, "ZOE": 3, "désilets": 4, "silets zo": 4, "zo desilets": 4, "oedes": 0, "cœur": 2, "COEUR": 2, "bris": 1,
			"lukasz": 1, "gross": 1, "GROß": 1, "_b%C.": 1, "*e?F[": 1, ".*": 0, "ψυχη": 1, "елка": 1, "n3@x": 1, "  ": 10, `\`: 0, "***": 0,
		} {
			n, err := p.CountRows(t.Context(), domain.RowQuery{Table: "Contacts", Search: text})
			if err != nil || n != want {
				t.Errorf("search %q: %d rows, %v; want %d", text, n, err, want)
			}
		}
		for name, c := range map[string]struct {
			op   domain.RowOperator
			text string
			want int64
		}{
			"contains": {domain.Contains, "ESILÉTS", 4}, "starts": {domain.StartsWith, "zoè", 3}, "starts within": {domain.StartsWith, "desilets", 0},
		} {
			q := where("Full name", c.op, c.text)
			q.Table = "Contacts"
			if n, err := p.CountRows(t.Context(), q); err != nil || n != c.want {
				t.Errorf("%s %q: %d rows, %v; want %d", name, c.text, n, err, c.want)
			}
		}
	})
}

func TestSearchGoesThroughATableInParts(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		const rows = 10_000
		names := make([]string, rows)
		for i := range names {
			names[i] = fmt.Sprintf("row %d", i)
		}
		names[3], names[5000], names[9999] = "Ici", "ici", "ICI"
		ids := named(t, p, names...)
		var found []domain.RowID
		var shares []float64
		q := domain.RowQuery{Table: "Contacts", Search: "ici"}
		must(t, p.Search(t.Context(), q, 0, func(part domain.FoundRows) bool {
			found, shares = append(found, part.IDs...), append(shares, part.Share)
			return true
		}))
		want := []domain.RowID{ids[3], ids[5000], ids[9999]}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Error(diff)
		}
		if len(shares) < 2 || shares[0] >= 0.5 || shares[len(shares)-1] != 1 {
			t.Errorf("shares looked through: %v", shares)
		}
		// Stopped after the first part, it goes on where it was.
		var first domain.FoundRows
		must(t, p.Search(t.Context(), q, 0, func(part domain.FoundRows) bool { first = part; return false }))
		found = first.IDs
		must(t, p.Search(t.Context(), q, first.Through, func(part domain.FoundRows) bool { found = append(found, part.IDs...); return true }))
		if diff := cmp.Diff(want, found); diff != "" {
			t.Error("stopped and gone on:", diff)
		}
		page, err := p.Rows(t.Context(), domain.RowQuery{Table: "Contacts", Only: found, Sort: domain.RowSort{Field: "Email", Descending: true}, Limit: 2})
		must(t, err)
		if diff := cmp.Diff([]string{"n9999@x.org", "n5000@x.org"}, emails(page)); diff != "" {
			t.Error("found rows, sorted:", diff)
		}
		if n, err := p.CountRows(t.Context(), domain.RowQuery{Table: "Contacts", Only: []domain.RowID{}}); err != nil || n != 0 {
			t.Errorf("none of them: %d, %v", n, err)
		}
	})
}

func TestSearchOfAnEmptyTableEnds(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		parts := 0
		must(t, p.Search(t.Context(), domain.RowQuery{Table: "Contacts", Search: "x"}, 0, func(part domain.FoundRows) bool {
			parts++
			return part.Share == 1 && len(part.IDs) == 0
		}))
		if parts != 1 {
			t.Errorf("%d parts", parts)
		}
	})
}

func TestEditionChangesWithTheRows(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		ids := named(t, p, "a")
		seen := map[int64]bool{}
		look := func() {
			t.Helper()
			n, err := p.Edition(t.Context())
			must(t, err)
			if seen[n] {
				t.Errorf("edition %d was seen before", n)
			}
			seen[n] = true
		}
		look()
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			return tx.Update(ctx, byRun("r2"), "Contacts", []domain.Change{{Row: ids[0], Fields: []string{"Full name"}, Values: []domain.Value{"b"}}})
		})
		look()
		add(t, p, "r3", "c@x.org")
		look()
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			_, err := tx.Delete(ctx, byRun("r4"), "Contacts", ids, false)
			return err
		})
		look()
	})
}
