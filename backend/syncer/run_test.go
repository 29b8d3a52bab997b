package syncer_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/syncer"
)

func many(n int) []domain.Record {
	records := make([]domain.Record, n)
	for i := range records {
		records[i] = person(fmt.Sprint(i+1), fmt.Sprintf("p%d@example.org", i+1), fmt.Sprintf("P%d", i+1))
	}
	return records
}

func (s *stage) progress() domain.TransferProgress {
	return s.project.state.progress[domain.Scope{Integration: "shop", DataType: "customers"}]
}

func TestUnexpectedEmptinessIsDoubted(t *testing.T) {
	s := newStage(t)
	s.service.records = many(3)
	s.mustRun(domain.RunOK)
	s.service.records = nil
	for range 2 { // and stays doubted
		got := s.mustRun(domain.RunWarning)
		if got.Counts.Deleted != 0 || len(s.rows()) != 3 {
			t.Fatalf("an empty answer deleted rows: %v", s.rows())
		}
	}
	s.service.unchanged = true
	s.mustRun(domain.RunOK)
	s.service.unchanged = false
	s.plan.AllowHeld = true
	if got := s.mustRun(domain.RunOK); got.Counts.Deleted != 3 {
		t.Errorf("deleted %d rows after it was allowed, want 3", got.Counts.Deleted)
	}
}

func TestIncompleteReadsDeleteNothing(t *testing.T) {
	s := newStage(t)
	s.service.records = many(5)
	s.mustRun(domain.RunOK)
	s.service.incomplete = true
	s.service.records = many(4)
	if got := s.mustRun(domain.RunOK); got.Counts.Deleted != 0 || got.Completeness != nil {
		t.Errorf("an incomplete read deleted %d rows, completeness %v", got.Counts.Deleted, got.Completeness)
	}
}

func TestCompletenessCountsWhatIsNoRow(t *testing.T) {
	s := newStage(t)
	s.service.records = append(many(4), person("9", "nobody", "Nine"))
	for range 2 {
		got := s.mustRun(domain.RunWarning)
		if got.Completeness == nil || got.Completeness.InService != 5 || got.Completeness.InProject != 4 {
			t.Errorf("completeness %+v, want 4 of 5", got.Completeness)
		}
	}
}

// Wherever a run is interrupted, going on gives the project of a run that was not.
func TestInterruptedAnywhereGoesOn(t *testing.T) {
	change := func(s *stage) {
		s.service.records = append(many(9)[2:], person("1", "new@example.org", "New"))
	}
	want := newStage(t)
	want.service.records = many(8)
	want.mustRun(domain.RunOK)
	change(want)
	want.mustRun(domain.RunOK)
	for _, knob := range []string{"before the commit", "after the commit"} {
		for n := 1; n <= 16; n++ {
			s := newStage(t)
			s.service.records = many(8)
			if knob == "before the commit" {
				s.project.failWrite = n
			} else {
				s.project.crashAfter = n
			}
			if first := s.run(); first.Result == domain.RunFailed {
				s.mustRun(domain.RunOK)
			}
			change(s)
			if second := s.run(); second.Result == domain.RunFailed {
				if third := s.run(); third.Result == domain.RunFailed {
					t.Fatalf("write %d interrupted %s: the run after it failed too: %s", n, knob, third.ErrorDetail)
				}
			}
			if got := s.rows(); fmt.Sprint(got) != fmt.Sprint(want.rows()) {
				t.Errorf("write %d interrupted %s: rows %q, want %q", n, knob, got, want.rows())
			}
		}
	}
}

func TestFullReadContinuesFromItsCheckpoint(t *testing.T) {
	s := newStage(t)
	s.plan.Transfers[0].DataType.ChangedOnly = true
	s.service.records = many(7)
	s.service.failAfter, s.service.err = 2, &domain.Error{Kind: domain.ServiceDown, Code: "status_503", What: "The service is down."}
	run := s.run()
	if run.Result != domain.RunFailed || run.ErrorKind != domain.ServiceDown || run.ErrorCode != "status_503" {
		t.Fatalf("run ended %s, %s %s; want failed, service_down status_503", run.Result, run.ErrorKind, run.ErrorCode)
	}
	if len(s.rows()) != 4 || string(s.progress().FullCheckpoint) != "4" {
		t.Errorf("%d rows and checkpoint %s after two pages, want 4 and 4", len(s.rows()), s.progress().FullCheckpoint)
	}
	s.service.failAfter = 0
	s.mustRun(domain.RunOK)
	if last := s.service.requests[1]; last.Mode != domain.FullRead || string(last.Checkpoint) != "4" {
		t.Errorf("went on with %+v, want a full read from 4", last)
	}
	if got := s.mustRun(domain.RunOK); got.Mode != domain.ChangedOnly {
		t.Errorf("the run after a finished full read is %s, want changed", got.Mode)
	}
	if last := s.service.requests[2]; string(last.Checkpoint) != "7" {
		t.Errorf("changed-only read from %s, want 7", last.Checkpoint)
	}
}

func TestWhenToReadEverything(t *testing.T) {
	cases := []struct {
		name       string
		tombstones bool
		change     func(*stage)
		want       domain.ReadMode
	}{
		{"nothing happened", false, func(*stage) {}, domain.ChangedOnly},
		{"a day, no tombstones", false, func(s *stage) { s.clock.Advance(24 * time.Hour) }, domain.FullRead},
		{"a day, tombstones", true, func(s *stage) { s.clock.Advance(24 * time.Hour) }, domain.ChangedOnly},
		{"a week, tombstones", true, func(s *stage) { s.clock.Advance(7 * 24 * time.Hour) }, domain.FullRead},
		{"asked for", false, func(s *stage) { s.plan.Run.Full = true }, domain.FullRead},
		{"another mapping", false, func(s *stage) {
			s.plan.Transfers[0].Transfer.Mapping.Assignments[1].KeepEmptyText = true
		}, domain.FullRead},
		{"no changed-only reading", false, func(s *stage) { s.plan.Transfers[0].DataType.ChangedOnly = false }, domain.FullRead},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t)
			s.plan.Transfers[0].DataType.ChangedOnly = true
			s.plan.Transfers[0].DataType.Tombstones = c.tombstones
			s.service.records = many(2)
			s.mustRun(domain.RunOK)
			c.change(s)
			if got := s.mustRun(domain.RunOK); got.Mode != c.want {
				t.Errorf("read %s, want %s", got.Mode, c.want)
			}
		})
	}
}

func TestUnchangedFullReadWritesNothing(t *testing.T) {
	s := newStage(t)
	s.service.records = many(6)
	s.mustRun(domain.RunOK)
	s.project.state.calls = map[string]int{}
	s.wantCounts(s.mustRun(domain.RunOK), domain.Counts{Read: 6, Unchanged: 6})
	for _, call := range []string{"RowsByKey", "Values", "Insert", "Update", "Delete", "PutLinks"} {
		if n := s.project.state.calls[call]; n != 0 {
			t.Errorf("%s was called %d times for unchanged records", call, n)
		}
	}
	if n := s.project.state.calls["Links"]; n != 1 {
		t.Errorf("Links was called %d times, want once a batch", n)
	}
}

func TestCancelledRunStartsNoFurtherWrite(t *testing.T) {
	s := newStage(t)
	s.service.records = many(30_000)
	s.service.pageSize = 10_000
	ctx, cancel := context.WithCancel(context.Background())
	s.project.afterCommit = func(int) {
		if len(s.project.state.rows) > 0 {
			cancel()
		}
	}
	run := s.syncer().Run(ctx, s.nextPlan())
	if run.Result != domain.RunCancelled || run.ErrorKind != domain.Cancelled {
		t.Errorf("run ended %s (%s), want cancelled", run.Result, run.ErrorWords)
	}
	if n := len(s.rows()); n != 10_000 {
		t.Errorf("%d rows, want the 10,000 of the batch before the cancellation", n)
	}
	s.project.afterCommit = nil
	s.mustRun(domain.RunOK)
	if n := len(s.rows()); n != 30_000 {
		t.Errorf("%d rows after going on, want 30,000", n)
	}
}

func TestSlowServiceCommitsByTime(t *testing.T) {
	s := newStage(t)
	s.service.records = many(6)
	ctx := context.Background()
	committed := make(chan struct{}, 100)
	s.project.afterCommit = func(int) { committed <- struct{}{} }
	s.service.onPage = func(n int) {
		if n != 2 {
			return
		}
		<-committed // the begin of the read
		if err := s.clock.AwaitTimers(ctx, 1); err != nil {
			t.Error(err)
		}
		s.clock.Advance(2 * time.Second)
		<-committed // the first page, although no second one came
	}
	s.mustRun(domain.RunOK)
	if n := len(s.rows()); n != 6 {
		t.Errorf("%d rows, want 6", n)
	}
}

func TestFailuresHaveAKind(t *testing.T) {
	cases := []struct {
		name   string
		change func(*stage)
		kind   domain.Kind
		code   string
	}{
		{"a panic", func(s *stage) { s.service.panics = true }, domain.OurFault, "panic"},
		{"the database", func(s *stage) { s.project.failWrite = 1 }, domain.OurFault, "unexpected"},
		{"a vanished table", func(s *stage) { s.project.tables = nil }, domain.SetUp, "table_gone"},
		{"a vanished field", func(s *stage) { s.plan.Transfers[0].Transfer.Mapping.Assignments[1].To = "Gone" }, domain.SetUp, "field_gone"},
		{"half of many records are bad", func(s *stage) {
			for i := range 100 {
				s.service.records = append(s.service.records, person(fmt.Sprint(1000+i), "nobody", ""))
			}
			s.service.records = append(s.service.records, many(99)[1:]...)
		}, domain.BadRecords, "many_record_errors"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t)
			s.service.records = many(1)
			c.change(s)
			run := s.run()
			if run.Result != domain.RunFailed || run.ErrorKind != c.kind || run.ErrorCode != c.code || run.ErrorWords == "" {
				t.Errorf("run ended %s, %s %s %q; want failed, %s %s with words", run.Result, run.ErrorKind, run.ErrorCode, run.ErrorWords, c.kind, c.code)
			}
			if c.code == "panic" && !contains(run.ErrorDetail, "on fire", "goroutine") {
				t.Errorf("details %q hold no stack", run.ErrorDetail)
			}
		})
	}
}

func TestOneDataTypesSetUpDoesNotStopTheOthers(t *testing.T) {
	s := newStage(t)
	broken := s.plan.Transfers[0]
	broken.DataType.Name = "orders"
	broken.Transfer.Mapping.Table = "Gone"
	s.plan.Integration.Updates["orders"] = []domain.UpdateType{created}
	s.plan.Transfers = append([]syncer.TransferPlan{broken}, s.plan.Transfers...)
	s.service.records = many(2)
	run := s.run()
	if run.Result != domain.RunFailed || len(run.Transfers) != 2 || len(s.rows()) != 2 {
		t.Errorf("run %s with %d transfers and rows %v; want failed, 2 transfers, 2 rows", run.Result, len(run.Transfers), s.rows())
	}
}

func TestInactiveAndUntickedTransfersAreNotRead(t *testing.T) {
	s := newStage(t)
	s.plan.Transfers[0].Transfer.Active = false
	s.mustRun(domain.RunOK)
	s.plan.Transfers[0].Transfer.Active = true
	s.tick()
	s.mustRun(domain.RunOK)
	if len(s.service.requests) != 0 {
		t.Errorf("read %d times, want never", len(s.service.requests))
	}
}

func TestProgressIsShownButNotTooOften(t *testing.T) {
	s := newStage(t)
	s.service.records = many(50_000)
	s.service.pageSize = 10_000
	s.mustRun(domain.RunOK)
	if len(s.events) == 0 || len(s.events) > 3 { // the clock stands: the first and the last
		t.Fatalf("%d events while the clock stood, want 1 to 3", len(s.events))
	}
	last, ok := s.events[len(s.events)-1].(event.RunProgressed)
	if !ok || last.Progress.Counts.Created != 50_000 || last.Progress.Total != 50_000 {
		t.Errorf("last event %+v, want all 50,000 created", s.events[len(s.events)-1])
	}
}

func TestRunsLeaveNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 5 {
		s := newStage(t)
		s.service.records = many(20)
		s.project.failWrite = 2
		s.run()
		s.service.err, s.service.failAfter = errors.New("gone"), 1
		s.run()
	}
	// One that has said it is done may still be on its way out: it gets the processor, a leaked one never ends.
	for limit := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(limit); {
		runtime.Gosched()
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}
