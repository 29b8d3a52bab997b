package syncer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

func (p realProject) rows(t testing.TB, table string) []string {
	t.Helper()
	page, err := p.Rows(context.Background(), domain.RowQuery{Table: table, Limit: 1000})
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
	outer, n := t, 0
	onDisk := openProject(t, clock.System{})
	rapid.Check(t, func(t *rapid.T) {
		s := newStage(outer)
		n++ // one file for all: each check has its own table and integration
		table := people()
		table.Name = fmt.Sprintf("People %d", n)
		s.project.tables[table.Name] = table
		if err := onDisk.CreateTable(context.Background(), table); err != nil {
			t.Fatal(err)
		}
		s.plan.Integration.ID = domain.IntegrationID(table.Name)
		s.plan.Transfers[0].Transfer.Mapping.Table = table.Name
		s.plan.Transfers[0].Transfer.Mapping.SharedKeyLastWins = rapid.Bool().Draw(t, "last wins")
		s.plan.Integration.HardDeletions = rapid.Bool().Draw(t, "hard deletions")
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
			if diff := cmp.Diff(model.Transfers[0].Completeness, got.Transfers[0].Completeness); diff != "" {
				t.Fatalf("completeness (-model +SQLite): %s", diff)
			}
			if have, want := onDisk.rows(outer, table.Name), visible(s.rows()); !slices.Equal(have, want) {
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
	if got := onDisk.rows(t, "People"); len(got) != 0 || dry.Run.Transfers[0].Counts.Created != 50 {
		t.Errorf("%d rows after a dry run of %+v, want none and 50 created", len(got), dry.Run.Transfers[0].Counts)
	}
	if run := onSQLite.Run(context.Background(), plan); run.Transfers[0].Counts != dry.Run.Transfers[0].Counts {
		t.Errorf("run %+v, dry run %+v", run.Transfers[0].Counts, dry.Run.Transfers[0].Counts)
	}
}
