package syncer_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
)

func interruption() error {
	return &domain.Error{Kind: domain.ServiceDown, Code: "status_503", What: "The service is down."}
}

// What the first part of an interrupted full read could not make a row of is not forgotten.
func TestCompletenessOfAnInterruptedRead(t *testing.T) {
	for name, ticks := range map[string][]domain.UpdateType{"errors": {created, updated, deleted}, "left out": {updated, deleted}} {
		s := newStage(t)
		s.tick(ticks...)
		s.service.records = append([]domain.Record{person("9", "nobody", "Nine"), person("8", "no one", "Eight")}, many(4)...)
		s.service.failAfter, s.service.err = 1, interruption()
		s.mustRun(domain.RunFailed)
		s.service.failAfter = 0
		run := s.run()
		got := run.Transfers[0].Completeness
		want := int64(4)
		if name == "left out" {
			want = 0
		}
		if got == nil || got.InService != 6 || got.InProject != want {
			t.Errorf("%s: completeness %+v, want %d of 6", name, got, want)
		}
	}
}

// Pages overlap: a record that comes twice is one record.
func TestARecordThatComesTwiceIsCountedOnce(t *testing.T) {
	s := newStage(t)
	s.service.records = append(many(4), person("9", "nobody", "Nine"), person("1", "p1@example.org", "P1"), person("9", "nobody", "Nine"))
	s.service.pageSize = 1
	s.service.bytes = 16 << 20 // each page a batch of its own
	got := s.mustRun(domain.RunWarning)
	if c := got.Completeness; c == nil || c.InService != 5 || c.InProject != 4 || got.Counts.RecordErrors != 1 {
		t.Errorf("completeness %+v with %d record errors, want 4 of 5 with 1", c, got.Counts.RecordErrors)
	}
	s.tick(domain.Deleted)
	s.service.records = []domain.Record{person("10", "p10@example.org", ""), person("11", "p11@example.org", ""), person("10", "p10@example.org", "")}
	s.plan.AllowHeld = true
	if c := s.mustRun(domain.RunOK).Completeness; c == nil || c.InService != 2 || c.InProject != 0 {
		t.Errorf("completeness %+v, want 0 of 2", c)
	}
}

// A tombstone the person does not want to follow is no record of the service.
func TestCompletenessOfTombstones(t *testing.T) {
	s := newStage(t)
	s.service.records = many(4)
	s.mustRun(domain.RunOK)
	s.tick(domain.Created, domain.Updated)
	s.service.records, s.service.deleted = many(3), []domain.Record{{"id": json.Number("4")}}
	if c := s.mustRun(domain.RunOK).Completeness; c == nil || c.InService != 3 || c.InProject != 3 {
		t.Errorf("completeness %+v, want 3 of 3", c)
	}
}

type difference = domain.Difference

// wantCompleteness fails the test unless the run says this.
func wantCompleteness(t *testing.T, got domain.TransferRun, inProject, inService int64, differences ...difference) {
	t.Helper()
	want := &domain.Completeness{InService: inService, InProject: inProject, Differences: differences}
	if diff := cmp.Diff(want, got.Completeness); diff != "" {
		t.Errorf("completeness (-want +got): %s", diff)
	}
}

func codes(code domain.RecordErrorCode, n int64) map[domain.RecordErrorCode]int64 {
	return map[domain.RecordErrorCode]int64{code: n}
}

func TestWhatDiffersIsToldByCause(t *testing.T) {
	failed := difference{Cause: domain.FailedRecord, Count: 1, Codes: codes(domain.NotEmail, 1)}
	older := difference{Cause: domain.FailedRecord, Count: 1, HasRow: true, Codes: codes(domain.NotEmail, 1)}
	for name, c := range map[string]struct {
		change    func(s *stage)
		result    domain.RunResult
		inProject int64
		inService int64
		want      []difference
	}{
		"nothing": {func(*stage) {}, domain.RunOK, 20, 20, nil},
		"a record error, new and of a row": {func(s *stage) {
			s.service.records = append(s.service.records, person("30", "nobody", ""))
			s.service.records[3] = person("4", "no one", "")
		}, domain.RunWarning, 20, 21, []difference{failed, older}},
		"an ignored one": {func(s *stage) {
			s.service.records = append(s.service.records, person("30", "nobody", ""))
			s.mustRun(domain.RunWarning)
			s.ignoreAll()
		}, domain.RunOK, 20, 21, []difference{{Cause: domain.IgnoredRecord, Count: 1, Codes: codes(domain.NotEmail, 1)}}},
		"left out": {func(s *stage) {
			s.tick(deleted)
			s.service.records = append(s.service.records, person("30", "x@example.org", ""), person("31", "y@example.org", ""))
			s.service.records[3] = person("4", "p4@example.org", "Four")
		}, domain.RunOK, 20, 22, []difference{{Cause: domain.LeftOutByChoice, Count: 2}, {Cause: domain.LeftOutByChoice, Count: 1, HasRow: true}}},
		"gone, Deleted not ticked": {func(s *stage) {
			s.tick(created, updated)
			s.service.records = s.service.records[:17]
		}, domain.RunOK, 17, 17, []difference{{Cause: domain.GoneAtService, Count: 3, HasRow: true}}},
		"gone by tombstone, Deleted not ticked": {func(s *stage) {
			s.tick(created, updated)
			s.service.deleted = []domain.Record{{"id": json.Number("20")}, {"id": json.Number("99")}}
			s.service.records = s.service.records[:19]
		}, domain.RunOK, 19, 19, []difference{{Cause: domain.GoneAtService, Count: 1, HasRow: true}}},
		"gone, a few": {func(s *stage) { s.service.records = s.service.records[:17] }, domain.RunOK, 17, 17, nil},
		"gone, held by the guard": {
			func(s *stage) { s.service.records = s.service.records[:5] }, domain.RunNeedsDecision, 5, 5,
			[]difference{{Cause: domain.GoneHeldBack, Count: 15, HasRow: true}},
		},
		"all gone": {
			func(s *stage) { s.service.records = nil }, domain.RunWarning, 0, 0,
			[]difference{{Cause: domain.GoneHeldBack, Count: 20, HasRow: true}},
		},
		"emptied, held by the guard": {func(s *stage) {
			for i := range 15 {
				s.service.records[i] = person(fmt.Sprint(i+1), fmt.Sprintf("p%d@example.org", i+1), "")
			}
		}, domain.RunNeedsDecision, 20, 20, []difference{{Cause: domain.HeldBack, Count: 15, HasRow: true}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.service.records = many(20)
			wantCompleteness(t, s.mustRun(domain.RunOK), 20, 20)
			c.change(s)
			plan := s.nextPlan()
			dry := s.syncer().DryRun(context.Background(), plan)
			run := s.syncer().Run(context.Background(), plan)
			if run.Result != c.result {
				t.Errorf("the run ended %s, want %s", run.Result, c.result)
			}
			wantCompleteness(t, run.Transfers[0], c.inProject, c.inService, c.want...)
			wantCompleteness(t, dry.Run.Transfers[0], c.inProject, c.inService, c.want...)
			if left := s.project.state.left; len(left) != 0 {
				t.Errorf("notes %v are kept after the read", left)
			}
		})
	}
}

// A read that went on after an interruption cannot tell what is gone, and says so.
func TestCompletenessOfAReadThatWentOn(t *testing.T) {
	s := newStage(t)
	s.service.resumable = true
	s.service.records = many(20)
	s.mustRun(domain.RunOK)
	s.service.records = append(many(18), person("30", "nobody", ""))
	s.service.failAfter, s.service.err = 3, interruption()
	s.mustRun(domain.RunFailed)
	s.service.failAfter = 0
	failed := difference{Cause: domain.FailedRecord, Count: 1, Codes: codes(domain.NotEmail, 1)}
	wantCompleteness(t, s.mustRun(domain.RunWarning), 18, 19, failed, difference{Cause: domain.NotMet, Count: 2, HasRow: true})
	if rows := s.rows(); len(rows) != 20 {
		t.Errorf("%d rows: what was not met was deleted", len(rows))
	}
	wantCompleteness(t, s.mustRun(domain.RunWarning), 18, 19, failed)
}

// Where the service has no place to go on from, the next read is another one: what the
// first one saw proves nothing.
func TestAnInterruptedReadWithoutAPlaceBeginsAnew(t *testing.T) {
	s := newStage(t)
	s.service.withoutPlaces = true
	s.service.records = many(6)
	s.service.failAfter, s.service.err = 2, interruption()
	s.mustRun(domain.RunFailed)
	s.service.failAfter = 0
	s.service.records = many(6)[1:]
	got := s.mustRun(domain.RunOK)
	wantCompleteness(t, got, 5, 5)
	if got.Counts.Deleted != 1 {
		t.Errorf("deleted %d rows, want the one whose record is gone", got.Counts.Deleted)
	}
}

// A record that comes again is what it was the last time: left out no more.
func TestWhatWasLeftOutMayComeAgainOtherwise(t *testing.T) {
	s := newStage(t)
	s.tick(updated)
	s.service.pageSize, s.service.bytes = 1, 16<<20
	s.service.records = []domain.Record{person("1", "a@example.org", ""), person("2", "b@example.org", ""), person("1", "nobody", "")}
	wantCompleteness(t, s.mustRun(domain.RunWarning), 0, 2,
		difference{Cause: domain.FailedRecord, Count: 1, Codes: codes(domain.NotEmail, 1)}, difference{Cause: domain.LeftOutByChoice, Count: 1})
}
