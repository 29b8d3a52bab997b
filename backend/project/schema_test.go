package project_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/project"
)

func TestTablesComeBackAsMade(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		must(t, p.CreateTable(t.Context(), domain.Table{Name: "Empty one"}))
		got, err := p.Table(t.Context(), "contacts")
		must(t, err)
		if diff := cmp.Diff(withoutNilChoices(contacts()), withoutNilChoices(got)); diff != "" {
			t.Error(diff)
		}
		list, err := p.Tables(t.Context())
		must(t, err)
		if len(list) != 2 || list[0].Name != "Contacts" || list[1].Name != "Empty one" {
			t.Errorf("got %+v", list)
		}
		if _, err := p.Table(t.Context(), "Nothing"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("got %v, want ErrNotFound", err)
		}
		sound(t, p)
	})
}

func withoutNilChoices(t domain.Table) domain.Table {
	fields := append([]domain.Field(nil), t.Fields...)
	for i := range fields {
		if len(fields[i].Choices) == 0 {
			fields[i].Choices = nil
		}
	}
	return domain.Table{Name: t.Name, Fields: fields}
}

func TestNamesThatCannotBeAreRefusedInWords(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		for name, table := range map[string]domain.Table{
			"empty":              {Name: ""},
			"taken":              {Name: "CONTACTS"},
			"reserved prefix":    {Name: "_tributary_links"},
			"underscore":         {Name: "_x"},
			"SQLite's":           {Name: "SQLite_master"},
			"too long":           {Name: strings.Repeat("é", 40)},
			"space at the end":   {Name: "Contacts "},
			"line break":         {Name: "a\nb"},
			"NUL":                {Name: "a\x00b"},
			"broken text":        {Name: "a\xffb"},
			"invisible":          {Name: "a\u200bb"},
			"field twice":        {Name: "T", Fields: []domain.Field{{Name: "A", Type: domain.Text}, {Name: "a", Type: domain.Text}}},
			"internal field":     {Name: "T", Fields: []domain.Field{{Name: "_id", Type: domain.Text}}},
			"PostgreSQL's field": {Name: "T", Fields: []domain.Field{{Name: "XMIN", Type: domain.Text}}},
			"SQLite's field":     {Name: "T", Fields: []domain.Field{{Name: "rowid", Type: domain.Text}}},
			"unknown type":       {Name: "T", Fields: []domain.Field{{Name: "A", Type: "blob"}}},
		} {
			err := p.CreateTable(t.Context(), table)
			var e *domain.Error
			if !errors.As(err, &e) || e.Kind != domain.SetUp || e.What == "" || e.Do == "" {
				t.Errorf("%s: got %v, want words", name, err)
			}
		}
		list, err := p.Tables(t.Context())
		must(t, err)
		if len(list) != 1 {
			t.Errorf("a refused table was made: %+v", list)
		}
	})
}

func TestHostileNamesAreOrdinaryNames(t *testing.T) {
	hostile := []string{`"`, `a"b`, `'; DROP TABLE Contacts; --`, `a?b`, `$1`, `select`, `order`, `é`, `名前`, `%s`, `a.b`, `[a]`, `\`, `--`}
	each(t, func(t *testing.T, p *project.Project) {
		for _, name := range hostile {
			table := domain.Table{Name: name, Fields: []domain.Field{{Name: name, Type: domain.Text}}}
			must(t, p.CreateTable(t.Context(), table))
			write(t, p, func(ctx context.Context, tx *project.Tx) error {
				ids, err := tx.Insert(ctx, byRun("r"), name, []string{name}, [][]domain.Value{{name}})
				if err != nil {
					return err
				}
				return tx.Update(ctx, byRun("r"), name, []domain.Change{{Row: ids[0], Fields: []string{name}, Values: []domain.Value{name + "!"}}})
			})
			page, err := p.Rows(t.Context(), domain.RowQuery{
				Table: name, Search: name, Sort: domain.RowSort{Field: name},
				Where: []domain.RowFilter{{Field: name, Operator: domain.Equals, Value: name + "!"}},
			})
			must(t, err)
			if len(page.Rows) != 1 {
				t.Errorf("%q: got %d rows", name, len(page.Rows))
			}
			must(t, p.EnsureKey(t.Context(), name, []string{name}))
			must(t, p.RenameField(t.Context(), name, name, name+"2"))
			must(t, p.RenameTable(t.Context(), name, name+"2"))
		}
		sound(t, p)
	})
}

func TestRenamingKeepsRowsHistoryAndKeys(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		must(t, p.EnsureKey(t.Context(), "Contacts", []string{"Email"}))
		id := add(t, p, "r1", "ann@x.org")[0]
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			return tx.Update(ctx, byRun("r2"), "Contacts", []domain.Change{{Row: id, Fields: []string{"Full name"}, Values: []domain.Value{"Ann"}}})
		})
		must(t, p.RenameTable(t.Context(), "Contacts", "People"))
		must(t, p.RenameTable(t.Context(), "People", "PEOPLE"))
		must(t, p.RenameField(t.Context(), "People", "full name", "Name"))
		history, err := p.History(t.Context(), "People", id)
		must(t, err)
		if len(history) != 2 || history[0].Kind != domain.RowUpdated || history[1].Kind != domain.RowCreated {
			t.Fatalf("got %+v", history)
		}
		if before, ok := history[0].Before["Name"]; !ok || before != nil {
			t.Errorf("the before-image is %+v", history[0].Before)
		}
		row, err := p.Row(t.Context(), "People", id)
		must(t, err)
		if row.Values[1] != "Ann" {
			t.Errorf("got %v", row.Values)
		}
		if err := p.RenameField(t.Context(), "People", "Name", "email"); err == nil {
			t.Error("a field took the name of another")
		}
		sound(t, p)
	})
}

func TestFieldsCanBeAddedAndDropped(t *testing.T) {
	each(t, func(t *testing.T, p *project.Project) {
		must(t, p.CreateTable(t.Context(), contacts()))
		id := add(t, p, "r1", "ann@x.org")[0]
		must(t, p.EnsureKey(t.Context(), "Contacts", []string{"Email", "Full name"}))
		must(t, p.EnsureSorted(t.Context(), "Contacts", "Full name"))
		must(t, p.DropField(t.Context(), "Contacts", "Full name"))
		must(t, p.AddField(t.Context(), "Contacts", domain.Field{Name: "Full name", Type: domain.Integer}))
		write(t, p, func(ctx context.Context, tx *project.Tx) error {
			return tx.Update(ctx, byRun("r2"), "Contacts", []domain.Change{{Row: id, Fields: []string{"Full name"}, Values: []domain.Value{int64(7)}}})
		})
		page, err := p.Rows(t.Context(), domain.RowQuery{Table: "Contacts", Fields: []string{"Full name"}})
		must(t, err)
		if len(page.Rows) != 1 || page.Rows[0].Values[0] != int64(7) {
			t.Errorf("got %+v", page.Rows)
		}
		must(t, p.ChangeField(t.Context(), "Contacts", "Colour", true, []string{"green"}))
		table, err := p.Table(t.Context(), "Contacts")
		must(t, err)
		if f, _ := table.Field("Colour"); !f.Required || len(f.Choices) != 1 || f.Choices[0] != "green" {
			t.Errorf("got %+v", f)
		}
		must(t, p.DropTable(t.Context(), "Contacts"))
		must(t, p.CreateTable(t.Context(), contacts()))
		sound(t, p)
	})
}
