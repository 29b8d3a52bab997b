package project_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
)

// The benchmarks apply batches of benchBatch records of about 1 kB, as a run does, and
// report records/s. BenchmarkFloor is the shortest straight-line program that inserts the
// same values: what the project costs is the ratio of the two (goal: a whole run at
// most 2.5 times its floor).
//
//	go test ./backend/project -run '^$' -bench . -benchtime 20x
const benchBatch = 10000

func benchTable() domain.Table {
	t := domain.Table{Name: "Contacts", Fields: []domain.Field{{Name: "Email", Type: domain.Email}}}
	for i := range 7 {
		t.Fields = append(t.Fields, domain.Field{Name: fmt.Sprint("Field ", i), Type: domain.Text})
	}
	return t
}

func benchFields() (list []string) {
	for _, f := range benchTable().Fields {
		list = append(list, f.Name)
	}
	return list
}

// benchRows are records in an order that is random for the identity and the key.
func benchRows(batch int) (identities []string, rows [][]domain.Value) {
	random := rand.New(rand.NewPCG(uint64(batch), 1))
	filler := strings.Repeat("x", 120)
	identities, rows = make([]string, benchBatch), make([][]domain.Value, benchBatch)
	for i := range rows {
		identities[i] = fmt.Sprintf("%016x", random.Uint64())
		rows[i] = []domain.Value{identities[i] + "@example.com"}
		for range 7 {
			rows[i] = append(rows[i], filler)
		}
	}
	return identities, rows
}

func perSecond(b *testing.B) {
	b.Helper()
	b.ReportMetric(float64(b.N)*benchBatch/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkFloor(b *testing.B) {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "floor.db")+
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=cache_size(-65536)&_pragma=wal_autocheckpoint(20000)")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	columns := strings.Repeat(", c TEXT", 7)
	for i := range 7 {
		columns = strings.Replace(columns, "c TEXT", fmt.Sprintf("f%d TEXT", i), 1)
	}
	if _, err := db.Exec("CREATE TABLE contacts (id INTEGER PRIMARY KEY, email TEXT UNIQUE" + columns + ") STRICT"); err != nil {
		b.Fatal(err)
	}
	insert := "INSERT INTO contacts (email, f0, f1, f2, f3, f4, f5, f6) VALUES " + sqldb.Values(20, 8)
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		_, rows := benchRows(n)
		b.StartTimer()
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		stmt, err := tx.Prepare(insert) //nolint:sqlclosecheck // the transaction closes it
		if err != nil {
			b.Fatal(err)
		}
		args := make([]any, 0, 160)
		for _, row := range rows {
			for _, v := range row {
				args = append(args, v)
			}
			if len(args) == 160 {
				if _, err := stmt.Exec(args...); err != nil {
					b.Fatal(err)
				}
				args = args[:0]
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b)
}

func benchProjects(b *testing.B, run func(b *testing.B, p *project.Project)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) {
		run(b, project.New(sqldbtest.OpenSQLite(b, project.Options()), clock.NewManual(start())))
	})
	b.Run("postgres", func(b *testing.B) {
		run(b, project.New(server.OpenPostgres(b, project.Options()), clock.NewManual(start())))
	})
}

// firstRead is one batch of a first full read: all records are new.
func firstRead(ctx context.Context, p *project.Project, identities []string, rows [][]domain.Value) error {
	email := []domain.Field{{Name: "Email", Type: domain.Email}}
	return p.Write(ctx, func(tx *project.Tx) error {
		if _, err := tx.Links(ctx, customers(), identities); err != nil {
			return err
		}
		keys := make([][]domain.Value, len(rows))
		for i, row := range rows {
			keys[i] = row[:1]
		}
		if _, err := tx.RowsByKey(ctx, "Contacts", email, keys); err != nil {
			return err
		}
		ids, err := tx.Insert(ctx, byRun("r"), "Contacts", benchFields(), rows)
		if err != nil {
			return err
		}
		links := make([]domain.Link, len(ids))
		for i, id := range ids {
			links[i] = domain.Link{Identity: identities[i], Row: id, Hash: []byte("0123456789abcdef")}
		}
		if err := tx.PutLinks(ctx, customers(), links); err != nil {
			return err
		}
		if err := tx.MarkSeen(ctx, customers(), identities); err != nil {
			return err
		}
		if _, err := tx.ClearRecordErrors(ctx, customers(), identities); err != nil {
			return err
		}
		return tx.PutProgress(ctx, customers(), domain.TransferProgress{Run: "r"})
	})
}

func BenchmarkFirstRead(b *testing.B) {
	benchProjects(b, func(b *testing.B, p *project.Project) {
		b.Helper()
		ctx := b.Context()
		if err := p.CreateTable(ctx, benchTable()); err != nil {
			b.Fatal(err)
		}
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			identities, rows := benchRows(n)
			b.StartTimer()
			if err := firstRead(ctx, p, identities, rows); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b)
	})
}

// BenchmarkUnchanged reads ten batches again, in which nothing changed.
func BenchmarkUnchanged(b *testing.B) {
	benchProjects(b, func(b *testing.B, p *project.Project) {
		b.Helper()
		ctx := b.Context()
		if err := p.CreateTable(ctx, benchTable()); err != nil {
			b.Fatal(err)
		}
		var batches [][]string
		for n := range 10 {
			identities, rows := benchRows(n)
			if err := firstRead(ctx, p, identities, rows); err != nil {
				b.Fatal(err)
			}
			batches = append(batches, identities)
		}
		for n := 0; b.Loop(); n++ {
			identities := batches[n%len(batches)]
			err := p.Write(ctx, func(tx *project.Tx) error {
				if n%len(batches) == 0 {
					if err := tx.BeginFullRead(ctx, customers()); err != nil {
						return err
					}
				}
				if _, err := tx.Links(ctx, customers(), identities); err != nil {
					return err
				}
				return tx.MarkSeen(ctx, customers(), identities)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b)
	})
}

// BenchmarkUpdated changes one field of every record.
func BenchmarkUpdated(b *testing.B) {
	benchProjects(b, func(b *testing.B, p *project.Project) {
		b.Helper()
		ctx := b.Context()
		if err := p.CreateTable(ctx, benchTable()); err != nil {
			b.Fatal(err)
		}
		identities, rows := benchRows(0)
		if err := firstRead(ctx, p, identities, rows); err != nil {
			b.Fatal(err)
		}
		for n := 0; b.Loop(); n++ {
			err := p.Write(ctx, func(tx *project.Tx) error {
				links, err := tx.Links(ctx, customers(), identities)
				if err != nil {
					return err
				}
				changes := make([]domain.Change, 0, len(links))
				for _, l := range links {
					changes = append(changes, domain.Change{Row: l.Row, Fields: []string{"Field 0"}, Values: []domain.Value{fmt.Sprint(n)}})
				}
				return tx.Update(ctx, byRun("u"), "Contacts", changes)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b)
	})
}
