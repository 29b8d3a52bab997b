package syncer_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gojson "github.com/goccy/go-json"
	_ "modernc.org/sqlite" // the driver of the floor

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/syncer"
)

// wire is a service whose records come as bytes of about 1 kB each and are decoded page by
// page, as a connector does it.
type wire struct{ pages [][]byte }

func newWire(records int) *wire {
	const perPage = 100
	w := &wire{}
	filler := strings.Repeat("x", 700)
	for from := 0; from < records; from += perPage {
		var page []domain.Record
		for i := from; i < min(from+perPage, records); i++ {
			r := person(fmt.Sprint(i), fmt.Sprintf("person%d@example.org", i), fmt.Sprintf("Person %d", i))
			r["billing"] = map[string]any{"city": "Lyon", "postcode": "69001", "line": filler}
			page = append(page, r)
		}
		raw, err := json.Marshal(page)
		if err != nil {
			panic(err) // plain maps always marshal
		}
		w.pages = append(w.pages, raw)
	}
	return w
}

func (w *wire) Read(_ context.Context, _ domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	for i, raw := range w.pages {
		var records []domain.Record
		decoder := gojson.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber()
		if err := decoder.Decode(&records); err != nil {
			return domain.ReadOutcome{}, err
		}
		page := domain.Page{Records: records, Bytes: int64(len(raw)) * 3, Checkpoint: json.RawMessage(fmt.Sprint(i))}
		if err := yield(page); err != nil {
			return domain.ReadOutcome{}, err
		}
	}
	return domain.ReadOutcome{Complete: true}, nil
}

const benchmarkRecords = 50_000

func benchmarkPlan(w *wire) syncer.Plan {
	plan := syncer.Plan{
		Integration: domain.Integration{ID: "shop", Updates: map[string][]domain.UpdateType{"customers": {created, updated, deleted}}},
		Transfers: []syncer.TransferPlan{{
			Transfer: domain.Transfer{Active: true, Mapping: domain.Mapping{Table: "People", Assignments: []domain.Assignment{
				{From: domain.Path{"email"}, To: "Email", PrimaryKey: true},
				{From: domain.Path{"name"}, To: "Name"},
				{From: domain.Path{"billing", "city"}, To: "Notes"},
			}}},
			DataType: domain.DataType{Name: "customers", PrimaryKey: []domain.Path{{"id"}}}, Reader: w,
		}},
	}
	plan.Run.ID = domain.NewID[domain.RunID]()
	return plan
}

func perSecond(b *testing.B, spent time.Duration) {
	b.Helper()
	b.ReportMetric(float64(b.N)*benchmarkRecords/spent.Seconds(), "records/s")
}

func BenchmarkDecodeAlone(b *testing.B) {
	w := newWire(benchmarkRecords)
	for b.Loop() {
		if _, err := w.Read(context.Background(), domain.ReadRequest{}, func(domain.Page) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, b.Elapsed())
}

func BenchmarkFirstFullRead(b *testing.B) {
	w := newWire(benchmarkRecords)
	for b.Loop() {
		b.StopTimer()
		s := syncer.New(syncer.Deps{Project: openProject(b, clock.System{}), Clock: clock.System{}})
		b.StartTimer()
		run := s.Run(context.Background(), benchmarkPlan(w))
		if run.Result != domain.RunOK || run.Transfers[0].Counts.Created != benchmarkRecords {
			b.Fatalf("run %s %+v", run.Result, run.Transfers)
		}
	}
	perSecond(b, b.Elapsed())
}

func BenchmarkUnchangedFullRead(b *testing.B) {
	w := newWire(benchmarkRecords)
	s := syncer.New(syncer.Deps{Project: openProject(b, clock.System{}), Clock: clock.System{}})
	s.Run(context.Background(), benchmarkPlan(w))
	for b.Loop() {
		run := s.Run(context.Background(), benchmarkPlan(w))
		if run.Transfers[0].Counts.Unchanged != benchmarkRecords {
			b.Fatalf("run %s %+v", run.Result, run.Transfers)
		}
	}
	perSecond(b, b.Elapsed())
}

// BenchmarkFloor is the shortest way from the same bytes into a file of the same
// database: decoded, inserted, nothing else.
func BenchmarkFloor(b *testing.B) {
	w := newWire(benchmarkRecords)
	for b.Loop() {
		b.StopTimer()
		db := floorDatabase(b)
		b.StartTimer()
		if err := w.insertInto(b.Context(), db); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, b.Elapsed())
}

func floorDatabase(b *testing.B) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "floor.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	db.SetMaxOpenConns(1)
	for _, statement := range []string{
		"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -65536", "PRAGMA wal_autocheckpoint = 20000",
		"CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT, notes TEXT) STRICT",
	} {
		if _, err := db.ExecContext(b.Context(), statement); err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// insertInto inserts 20 rows a statement and 10,000 a transaction, the best of the trials.
func (w *wire) insertInto(ctx context.Context, db *sql.DB) (err error) {
	const perStatement, perTransaction = 20, 10_000
	statement := "INSERT INTO people (email, name, notes) VALUES " + strings.TrimSuffix(strings.Repeat("(?,?,?),", perStatement), ",")
	var tx *sql.Tx
	var args []any
	rows := 0
	_, err = w.Read(ctx, domain.ReadRequest{}, func(page domain.Page) error {
		for _, r := range page.Records {
			if tx == nil {
				if tx, err = db.BeginTx(ctx, nil); err != nil {
					return err
				}
			}
			city, _ := domain.Path{"billing", "city"}.Lookup(r)
			if args = append(args, r["email"], r["name"], city); len(args) < perStatement*3 {
				continue
			}
			if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
				return err
			}
			args = args[:0]
			if rows += perStatement; rows%perTransaction == 0 {
				if err := tx.Commit(); err != nil {
					return err
				}
				tx = nil
			}
		}
		return nil
	})
	return err
}
