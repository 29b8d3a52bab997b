package project_test

import (
	"fmt"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
)

// searchedRows is how many rows the benchmark searches; a look through 1,000,000 takes
// 1,000,000/searchedRows times as long, what is told first no longer than here.
const searchedRows = 100_000

// BenchmarkSearch looks for a text that no row holds, so that all are looked at. x-plain is how
// many times as long that takes as the database's own LIKE, which minds accents and tells
// nothing on the way; first-ms is when the first part was told.
//
//	go test ./backend/project -run '^$' -bench Search -benchtime 3x
func BenchmarkSearch(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { searchAll(b, sqldbtest.OpenSQLite(b, project.Options()), "LIKE") })
	b.Run("postgres", func(b *testing.B) { searchAll(b, server.OpenPostgres(b, project.Options()), "ILIKE") })
}

func searchAll(b *testing.B, db *sqldb.DB, like string) {
	b.Helper()
	ctx, p := b.Context(), project.New(db, clock.System{})
	fillSearched(b, p)
	var plain, first time.Duration
	for b.Loop() {
		told := time.Time{}
		began := time.Now()
		err := p.Search(ctx, domain.RowQuery{Table: "Contacts", Search: "zzyzx"}, 0, func(part domain.FoundRows) bool {
			if told.IsZero() {
				told = time.Now()
			}
			return len(part.IDs) == 0
		})
		if err != nil {
			b.Fatal(err)
		}
		first += told.Sub(began)
		b.StopTimer()
		began = time.Now()
		query := `SELECT COUNT(*) FROM "Contacts" WHERE _deleted_at IS NULL AND ("Email" ` + like + ` '%zzyzx%' OR "Full name" ` + like + ` '%zzyzx%' OR "Colour" ` + like + ` '%zzyzx%')`
		err = db.Read(ctx, func(tx *sqldb.Tx) error {
			var n int
			return tx.QueryRow(ctx, query).Scan(&n)
		})
		if err != nil {
			b.Fatal(err)
		}
		plain += time.Since(began)
		b.StartTimer()
	}
	b.ReportMetric(b.Elapsed().Seconds()/plain.Seconds(), "x-plain")
	b.ReportMetric(first.Seconds()*1000/float64(b.N), "first-ms")
	b.ReportMetric(searchedRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func fillSearched(b *testing.B, p *project.Project) {
	b.Helper()
	ctx := b.Context()
	if err := p.CreateTable(ctx, contacts()); err != nil {
		b.Fatal(err)
	}
	for at := 0; at < searchedRows; at += benchBatch {
		rows := make([][]domain.Value, benchBatch)
		for i := range rows {
			n := at + i
			rows[i] = []domain.Value{
				fmt.Sprintf("customer.%07d@example.com", n), fmt.Sprintf("Léonie Bélanger-Desrochers %d, 12 rue de la Montagne, Trois-Rivières", n), "red",
				fmt.Sprintf(`{"note":"%080d"}`, n),
			}
		}
		err := p.Write(ctx, func(tx *project.Tx) error {
			_, err := tx.Insert(ctx, byRun("r"), "Contacts", []string{"Email", "Full name", "Colour", "Extra"}, rows)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
