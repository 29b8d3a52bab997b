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

// people fills Contacts with n rows whose values repeat, some empty.
func people(t *testing.T, p *project.Project, n int) {
	t.Helper()
	must(t, p.CreateTable(t.Context(), contacts()))
	write(t, p, func(ctx context.Context, tx *project.Tx) error {
		fields := []string{"Email", "Full name", "Visits", "Spent", "Active", "Born", "Seen at"}
		rows := make([][]domain.Value, n)
		for i := range rows {
			rows[i] = []domain.Value{
				fmt.Sprintf("user%03d@x.org", i), fmt.Sprint("Name ", i%7), int64(i % 5), fmt.Sprintf("%d.5", i%11), i%2 == 0,
				fmt.Sprintf("2000-01-%02d", i%28+1), fmt.Sprintf("2026-01-01T00:00:%02d.000000Z", i%60),
			}
			if i%6 == 0 {
				for j := 1; j < len(rows[i]); j++ {
					rows[i][j] = nil
				}
			}
		}
		_, err := tx.Insert(ctx, byRun("r1"), "Contacts", fields, rows)
		return err
	})
}

func TestPagesGiveEveryRowOnceInOrder(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		people(t, p, 95)
		must(t, p.EnsureSorted(t.Context(), "Contacts", "Spent"))
		for _, field := range []string{"", "Email", "Full name", "Visits", "Spent", "Active", "Born", "Seen at", "Extra"} {
			for _, descending := range []bool{false, true} {
				q := domain.RowQuery{Table: "Contacts", Fields: []string{"Email"}, Sort: domain.RowSort{Field: field, Descending: descending && field != ""}, Limit: 10}
				var walked []string
				for {
					page, err := p.Rows(t.Context(), q)
					must(t, err)
					walked = append(walked, emails(page)...)
					if q.After = page.Next; page.Next == "" {
						break
					}
				}
				q.After, q.Limit = "", 1000
				whole, err := p.Rows(t.Context(), q)
				must(t, err)
				if diff := cmp.Diff(emails(whole), walked); diff != "" {
					t.Errorf("sorted by %q: pages differ from the whole: %s", field, diff)
				}
				var jumped []string
				for q.Limit = 10; q.Offset < 95; q.Offset += 10 {
					page, err := p.Rows(t.Context(), q)
					must(t, err)
					jumped = append(jumped, emails(page)...)
				}
				if diff := cmp.Diff(walked, jumped); diff != "" {
					t.Errorf("sorted by %q: offsets differ from pages: %s", field, diff)
				}
				slices.Sort(walked)
				if len(slices.Compact(walked)) != 95 {
					t.Errorf("sorted by %q: got %d different rows, want 95", field, len(slices.Compact(walked)))
				}
			}
		}
	})
}

func TestSortingKnowsNumbersAndPutsEmptyLast(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			_, err := tx.Insert(ctx, byRun("r1"), "Contacts", []string{"Email", "Spent"},
				[][]domain.Value{{"b", "9.5"}, {"A", "10"}, {"c", nil}, {"D", "-1"}})
			return err
		})
		for _, c := range []struct {
			sort domain.RowSort
			want []string
		}{
			{domain.RowSort{Field: "Spent"}, []string{"D", "b", "A", "c"}},
			{domain.RowSort{Field: "Spent", Descending: true}, []string{"A", "b", "D", "c"}},
			{domain.RowSort{Field: "Email"}, []string{"A", "b", "c", "D"}},
		} {
			page, err := p.Rows(t.Context(), domain.RowQuery{Table: "Contacts", Sort: c.sort})
			must(t, err)
			if diff := cmp.Diff(c.want, emails(page)); diff != "" {
				t.Errorf("%+v: %s", c.sort, diff)
			}
		}
	})
}

func TestFiltersFindWhatTheySay(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		people(t, p, 60)
		for name, c := range map[string]struct {
			q    domain.RowQuery
			want int64
		}{
			"all":                    {domain.RowQuery{}, 60},
			"email in other letters": {where("Email", domain.Equals, "USER007@X.ORG"), 1},
			"number typed":           {where("Visits", domain.Equals, "3"), 10},
			"number":                 {where("Visits", domain.AtLeast, int64(3)), 20},
			"decimal, as a number":   {where("Spent", domain.Greater, "9"), 8},
			"decimal equal":          {where("Spent", domain.Equals, "10.50"), 4},
			"yes":                    {where("Active", domain.Equals, "yes"), 20},
			"day":                    {where("Born", domain.Less, "2000-01-03"), 5},
			"moment by its day":      {where("Seen at", domain.AtLeast, "2026-01-01"), 50},
			"empty":                  {where("Full name", domain.IsEmpty, nil), 10},
			"not empty":              {where("Full name", domain.IsNotEmpty, nil), 50},
			"empty number":           {where("Visits", domain.IsEmpty, nil), 10},
			"not equal keeps empty":  {where("Full name", domain.NotEquals, "Name 1"), 52},
			"contains":               {where("Email", domain.Contains, "ER00"), 10},
			"contains a sign":        {where("Email", domain.Contains, "%"), 0},
			"contains a number":      {where("Visits", domain.Contains, "3"), 10},
			"starts with":            {where("Full name", domain.StartsWith, "name 1"), 8},
			"search":                 {domain.RowQuery{Search: "USER01"}, 10},
			"search with a sign":     {domain.RowQuery{Search: "_"}, 0},
			"two filters": {domain.RowQuery{Where: []domain.RowFilter{
				{Field: "Visits", Operator: domain.Equals, Value: int64(1)}, {Field: "Active", Operator: domain.Equals, Value: false},
			}}, 6},
		} {
			c.q.Table = "Contacts"
			n, err := p.CountRows(t.Context(), c.q)
			if err != nil || n != c.want {
				t.Errorf("%s: counted %d, %v; want %d", name, n, err, c.want)
			}
			page, err := p.Rows(t.Context(), c.q)
			if err != nil || int64(len(page.Rows)) != c.want {
				t.Errorf("%s: got %d rows, %v; want %d", name, len(page.Rows), err, c.want)
			}
		}
	})
}

func where(field string, op domain.RowOperator, v domain.Value) domain.RowQuery {
	return domain.RowQuery{Where: []domain.RowFilter{{Field: field, Operator: op, Value: v}}}
}

func TestFiltersThatMakeNoSenseAreSaid(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		people(t, p, 1)
		for name, q := range map[string]domain.RowQuery{
			"no number":        where("Visits", domain.Equals, "many"),
			"no decimal":       where("Spent", domain.Less, "1e5"),
			"no date":          where("Born", domain.Equals, "31/01/2024"),
			"no moment":        where("Seen at", domain.Equals, "now"),
			"neither yes nor":  where("Active", domain.Equals, "maybe"),
			"unknown operator": where("Visits", "like", "1"),
		} {
			q.Table = "Contacts"
			_, err := p.Rows(t.Context(), q)
			var e *domain.Error
			if !errors.As(err, &e) || e.Kind != domain.SetUp || e.Code != "bad_filter" {
				t.Errorf("%s: got %v, want bad_filter", name, err)
			}
		}
		for name, q := range map[string]domain.RowQuery{
			"unknown table":      {Table: "Nothing"},
			"unknown field":      {Table: "Contacts", Fields: []string{"Nothing"}},
			"unknown sort field": {Table: "Contacts", Sort: domain.RowSort{Field: "Nothing"}},
		} {
			if _, err := p.Rows(t.Context(), q); !errors.Is(err, domain.ErrNotFound) {
				t.Errorf("%s: got %v, want ErrNotFound", name, err)
			}
		}
		if _, err := p.Rows(t.Context(), domain.RowQuery{Table: "Contacts", After: "nonsense"}); err == nil {
			t.Error("a broken place was accepted")
		}
	})
}

func TestExplainTellsWhereEachValueCameFrom(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		id := add(t, p, "r1", "ann@x.org")[0]
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			return tx.Update(ctx, byRun("r2"), "Contacts", []domain.Change{{Row: id, Fields: []string{"Visits"}, Values: []domain.Value{int64(4)}}})
		})
		x, err := p.Explain(t.Context(), "Contacts", id)
		must(t, err)
		if len(x.Origins) != 9 || x.Origins[0].Change.Run != "r1" || x.Origins[0].Change.Kind != domain.RowCreated {
			t.Errorf("got %+v", x.Origins)
		}
		if o := x.Origins[2]; o.Change.Run != "r2" || o.Value != int64(4) || o.Replaced != nil {
			t.Errorf("Visits: got %+v", o)
		}
		if len(x.Links) != 1 || x.Links[0].Identity != "id-ann@x.org" || x.Links[0].Scope != customers() {
			t.Errorf("links: got %+v", x.Links)
		}
	})
}
