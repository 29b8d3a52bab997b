package project_test

import (
	"context"
	"os"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
)

// server is the PostgreSQL of this test binary.
var server = sqldbtest.NewServer()

func TestMain(m *testing.M) { os.Exit(server.Run(m)) }

// start is when every test begins.
func start() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

// each runs a test on both databases.
func each(t *testing.T, test func(t *testing.T, p *project.Project)) {
	t.Helper()
	server.Each(t, project.Options(), func(t *testing.T, db *sqldb.DB) {
		test(t, project.New(db, clock.NewManual(start())))
	})
}

func contacts() domain.Table {
	return domain.Table{Name: "Contacts", Fields: []domain.Field{
		{Name: "Email", Type: domain.Email, Required: true},
		{Name: "Full name", Type: domain.Text},
		{Name: "Visits", Type: domain.Integer},
		{Name: "Spent", Type: domain.Decimal},
		{Name: "Active", Type: domain.Boolean},
		{Name: "Born", Type: domain.Date},
		{Name: "Seen at", Type: domain.DateTime},
		{Name: "Colour", Type: domain.Choice, Choices: []string{"red", "blue"}},
		{Name: "Extra", Type: domain.JSON},
	}}
}

func customers() domain.Scope { return domain.Scope{Integration: "shop", DataType: "customers"} }

func byRun(run string) domain.Cause {
	return domain.Cause{Run: domain.RunID(run), Integration: "shop", DataType: "customers", At: start()}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, p *project.Project, fn func(ctx context.Context, tx *project.Tx) error) {
	t.Helper()
	must(t, p.Write(t.Context(), func(tx *project.Tx) error { return fn(t.Context(), tx) }))
}

// add inserts rows with e-mail addresses, links them, and returns their ids.
func add(t *testing.T, p *project.Project, run string, emails ...string) (ids []domain.RowID) {
	t.Helper()
	write(t, p, func(ctx context.Context, tx *project.Tx) (err error) {
		rows := make([][]domain.Value, len(emails))
		links := make([]domain.Link, len(emails))
		for i, e := range emails {
			rows[i] = []domain.Value{e}
		}
		if ids, err = tx.Insert(ctx, byRun(run), "Contacts", []string{"Email"}, rows); err != nil {
			return err
		}
		for i, e := range emails {
			links[i] = domain.Link{Identity: "id-" + e, Row: ids[i], Hash: []byte("h")}
		}
		return tx.PutLinks(ctx, customers(), links)
	})
	return ids
}

// sound fails the test when the project is not whole.
func sound(t *testing.T, p *project.Project) {
	t.Helper()
	problems, err := p.Check(t.Context())
	must(t, err)
	for _, problem := range problems {
		t.Errorf("problem in %q: %s (%d)", problem.Table, problem.What, problem.Count)
	}
}

func emails(page domain.RowPage) (list []string) {
	for _, r := range page.Rows {
		list = append(list, domain.TextOf(r.Values[0]))
	}
	return list
}
