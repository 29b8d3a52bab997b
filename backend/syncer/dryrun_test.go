package syncer_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"tributary/backend/domain"
)

func TestDryRunShowsAndChangesNothing(t *testing.T) {
	s := newStage(t)
	s.service.records = many(30)
	s.mustRun(domain.RunOK)
	before := s.project.state
	s.service.records = append(many(60)[4:], person("1", "p1@example.org", "Other"), person("99", "nobody", "X"))
	result := s.syncer().DryRun(context.Background(), s.nextPlan())
	if result.Run.Result != domain.RunWarning || !result.Run.DryRun {
		t.Fatalf("dry run ended %s: %s", result.Run.Result, result.Run.ErrorWords)
	}
	want := domain.Counts{Read: 58, Created: 30, Updated: 1, Unchanged: 26, Deleted: 3, RecordErrors: 1}
	s.wantCounts(result.Run.Transfers[0], want)
	if !reflect.DeepEqual(before, s.project.state) {
		t.Error("the dry run changed the project")
	}
	kinds := map[domain.UpdateType]int{}
	for _, c := range result.Changes {
		kinds[c.Kind]++
		if c.Kind == updated && fmt.Sprint(c.Fields, c.Before, c.After) != "[Name] [P1] [Other]" {
			t.Errorf("updated sample %v: %v → %v, want Name: P1 → Other", c.Fields, c.Before, c.After)
		}
		if c.Kind == deleted && (len(c.Before) != 2 || c.After != nil) {
			t.Errorf("deleted sample %+v, want what was there and nothing after", c)
		}
	}
	if kinds[created] != 20 || kinds[updated] != 1 || kinds[deleted] != 3 || len(result.RecordErrors) != 1 {
		t.Errorf("samples %v and %d record errors, want 20 created, 1 updated, 3 deleted, 1", kinds, len(result.RecordErrors))
	}
	s.wantCounts(s.mustRun(domain.RunWarning), want)
}

func TestDryRunLeavesNoFile(t *testing.T) {
	s := newStage(t)
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s.service.records = many(3)
	s.syncer().DryRun(context.Background(), s.nextPlan())
	s.service.failAfter, s.service.err = 1, fmt.Errorf("gone")
	result := s.syncer().DryRun(context.Background(), s.nextPlan())
	if result.Run.Result != domain.RunFailed {
		t.Errorf("dry run of a failing service ended %s, want failed", result.Run.Result)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("files left: %v, %v", left, err)
	}
}

// Any two states of the service: the dry run counts what the run then does, and a
// second run finds nothing to do.
func TestDryRunEqualsTheRun(t *testing.T) {
	records := rapid.Custom(func(t *rapid.T) domain.Record {
		return person(fmt.Sprint(rapid.IntRange(1, 9).Draw(t, "id")),
			fmt.Sprintf("p%d@example.org", rapid.IntRange(1, 6).Draw(t, "email")),
			rapid.SampledFrom([]string{"Ann", "Bob", ""}).Draw(t, "name"))
	})
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		s := newStage(outer)
		s.service.pageSize = rapid.IntRange(1, 4).Draw(t, "page")
		s.plan.Transfers[0].Transfer.Mapping.SharedKeyLastWins = rapid.Bool().Draw(t, "last wins")
		for range 3 {
			s.service.records = rapid.SliceOfN(records, 0, 12).Draw(t, "records")
			plan := s.nextPlan()
			dry := s.syncer().DryRun(context.Background(), plan)
			actual := s.syncer().Run(context.Background(), plan)
			if dry.Run.Result != actual.Result || dry.Run.Transfers[0].Counts != actual.Transfers[0].Counts {
				t.Fatalf("dry run %s %+v, run %s %+v", dry.Run.Result, dry.Run.Transfers[0].Counts, actual.Result, actual.Transfers[0].Counts)
			}
		}
	})
}

// An error without an identity is cleared too once its record is good.
func TestReplayClearsErrorsWithoutAnIdentity(t *testing.T) {
	s := newStage(t)
	s.service.positions = true
	s.plan.Transfers[0].DataType.PrimaryKey = nil
	s.service.records = []domain.Record{person("1", "", "Ann"), person("2", "nobody", "Bob")}
	s.mustRun(domain.RunWarning)
	s.wantErrors(domain.KeyMissing, domain.NotEmail)
	var kept []domain.RecordError
	for _, e := range s.project.state.errors[domain.Scope{Integration: "shop", DataType: "customers"}] {
		e.Record = bytes.ReplaceAll(e.Record, []byte(`"email":""`), []byte(`"email":"ann@example.org"`))
		kept = append(kept, e)
	}
	if _, err := s.syncer().Replay(context.Background(), s.nextPlan(), kept); err != nil {
		t.Fatal(err)
	}
	s.wantRows("ann@example.org Ann")
	s.wantErrors(domain.NotEmail)
}

func TestReplayAppliesWhatFitsNow(t *testing.T) {
	s := newStage(t)
	s.plan.Transfers[0].Transfer.Mapping.Assignments[0].From = domain.Path{"mail"}
	s.service.records = []domain.Record{person("1", "ann@example.org", "Ann"), person("2", "nobody", "Bob")}
	s.mustRun(domain.RunWarning)
	s.wantErrors(domain.KeyMissing, domain.KeyMissing)
	var kept []domain.RecordError
	for _, e := range s.project.state.errors[domain.Scope{Integration: "shop", DataType: "customers"}] {
		kept = append(kept, e)
	}
	s.plan.Transfers[0].Transfer.Mapping.Assignments[0].From = domain.Path{"email"}
	kept = append(kept, domain.RecordError{Identity: "3", Code: domain.TooLong, Record: []byte(`{"id":3,"email":"cu`)})
	got, err := s.syncer().Replay(context.Background(), s.nextPlan(), kept)
	if err != nil {
		t.Fatalf("Replay: %v", err)
	}
	s.wantCounts(got, domain.Counts{Read: 2, Created: 1, RecordErrors: 1})
	s.wantRows("ann@example.org Ann")
	s.wantErrors(domain.NotEmail)
	if len(got.Warnings) != 1 {
		t.Errorf("warnings %q, want one about the record that was cut", got.Warnings)
	}
}
