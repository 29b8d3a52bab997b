package syncer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gojson "github.com/goccy/go-json"
	"pgregory.net/rapid"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb/sqldbtest"
	"tributary/backend/syncer"
)

// realProject shows a project on SQLite to the syncer, as backend.go does.
type realProject struct{ *project.Project }

var _ syncer.Project = realProject{}

func (p realProject) Write(ctx context.Context, fn func(syncer.Tx) error) error {
	return p.Project.Write(ctx, func(tx *project.Tx) error { return fn(tx) })
}

func (p realProject) DryRun(ctx context.Context, fn func(syncer.Tx) error) error {
	return p.Project.DryRun(ctx, func(tx *project.Tx) error { return fn(tx) })
}

func openProject(t testing.TB, c clock.Clock) realProject {
	t.Helper()
	p := project.New(sqldbtest.OpenSQLite(t, project.Options()), c)
	if err := p.CreateTable(context.Background(), people()); err != nil {
		t.Fatal(err)
	}
	return realProject{p}
}

func (p realProject) rows(t testing.TB) []string {
	t.Helper()
	page, err := p.Rows(context.Background(), domain.RowQuery{Table: "People", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range page.Rows {
		all = append(all, strings.TrimSpace(domain.TextOf(r.Values[0])+" "+domain.TextOf(r.Values[1])))
	}
	slices.Sort(all)
	return all
}

func visible(rows []string) []string {
	return slices.DeleteFunc(slices.Clone(rows), func(s string) bool { return strings.HasPrefix(s, "(") })
}

// The project on SQLite and the one in memory end the same whatever the service does.
func TestSQLiteEqualsTheModel(t *testing.T) {
	records := rapid.Custom(func(t *rapid.T) domain.Record {
		return person(fmt.Sprint(rapid.IntRange(1, 9).Draw(t, "id")),
			rapid.SampledFrom([]string{"a@x.org", "B@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org", "nobody"}).Draw(t, "email"),
			rapid.SampledFrom([]string{"Ann", "Bob", ""}).Draw(t, "name"))
	})
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		s := newStage(outer)
		s.plan.Transfers[0].Transfer.Mapping.SharedKeyLastWins = rapid.Bool().Draw(t, "last wins")
		s.plan.Integration.HardDeletions = rapid.Bool().Draw(t, "hard deletions")
		onDisk := openProject(outer, s.clock)
		onSQLite := syncer.New(syncer.Deps{Project: onDisk, Clock: s.clock})
		for range rapid.IntRange(1, 4).Draw(t, "runs") {
			s.service.records = rapid.SliceOfN(records, 0, 10).Draw(t, "records")
			s.service.pageSize = rapid.IntRange(1, 4).Draw(t, "page")
			if ticks := rapid.SliceOfDistinct(rapid.SampledFrom([]domain.UpdateType{created, updated, deleted}), rapid.ID).Draw(t, "ticks"); len(ticks) > 0 {
				s.tick(ticks...)
			}
			plan := s.nextPlan()
			model := s.syncer().Run(context.Background(), plan)
			got := onSQLite.Run(context.Background(), plan)
			if got.Result != model.Result || got.Transfers[0].Counts != model.Transfers[0].Counts {
				t.Fatalf("SQLite: %s %+v %s, model: %s %+v", got.Result, got.Transfers[0].Counts, got.ErrorDetail, model.Result, model.Transfers[0].Counts)
			}
			if have, want := onDisk.rows(outer), visible(s.rows()); !slices.Equal(have, want) {
				t.Fatalf("SQLite has %q, the model %q", have, want)
			}
		}
	})
}

func TestDryRunOnSQLiteChangesNothing(t *testing.T) {
	s := newStage(t)
	onDisk := openProject(t, s.clock)
	onSQLite := syncer.New(syncer.Deps{Project: onDisk, Clock: s.clock, TempDir: t.TempDir()})
	s.service.records = many(50)
	plan := s.nextPlan()
	dry := onSQLite.DryRun(context.Background(), plan)
	if got := onDisk.rows(t); len(got) != 0 || dry.Run.Transfers[0].Counts.Created != 50 {
		t.Errorf("%d rows after a dry run of %+v, want none and 50 created", len(got), dry.Run.Transfers[0].Counts)
	}
	if run := onSQLite.Run(context.Background(), plan); run.Transfers[0].Counts != dry.Run.Transfers[0].Counts {
		t.Errorf("run %+v, dry run %+v", run.Transfers[0].Counts, dry.Run.Transfers[0].Counts)
	}
}

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
