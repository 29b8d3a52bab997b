package syncer_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
)

func TestGuardHoldsBackMassDeletion(t *testing.T) {
	s := newStage(t)
	s.service.records = many(40)
	s.mustRun(domain.RunOK)
	s.service.records = many(20)
	got := s.mustRun(domain.RunNeedsDecision)
	if got.Held == nil || *got.Held != (domain.Held{Rows: 20, Linked: 40, Percent: 50}) {
		t.Errorf("held %+v, want 20 of 40 rows, 50 %%", got.Held)
	}
	if got.Counts.Deleted != 0 || len(s.rows()) != 40 {
		t.Errorf("deleted %d rows unasked", got.Counts.Deleted)
	}
	s.plan.AllowHeld = true
	if got := s.mustRun(domain.RunOK); got.Counts.Deleted != 20 {
		t.Errorf("deleted %d rows after it was allowed, want 20", got.Counts.Deleted)
	}
}

func TestGuardLimits(t *testing.T) {
	cases := []struct {
		name        string
		limits      domain.GuardLimits
		linked, now int
		want        domain.RunResult
	}{
		{"ten rows are few, whatever the share", domain.GuardLimits{}, 12, 2, domain.RunOK},
		{"eleven rows above the share", domain.GuardLimits{}, 12, 1, domain.RunNeedsDecision},
		{"eleven rows of many", domain.GuardLimits{}, 100, 89, domain.RunOK},
		{"exactly the share", domain.GuardLimits{}, 100, 80, domain.RunOK},
		{"one above the share", domain.GuardLimits{}, 100, 79, domain.RunNeedsDecision},
		{"own limits", domain.GuardLimits{Percent: 1, Rows: 1}, 100, 98, domain.RunNeedsDecision},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t)
			s.plan.Integration.Guard = c.limits
			s.service.records = many(c.linked)
			s.mustRun(domain.RunOK)
			s.service.records = many(c.now)
			s.mustRun(c.want)
		})
	}
}

func TestGuardHoldsBackMassBlanking(t *testing.T) {
	s := newStage(t)
	s.service.records = many(40)
	s.mustRun(domain.RunOK)
	emptied := many(40)
	for i := range emptied[:20] {
		emptied[i]["name"] = ""
	}
	emptied[39]["name"] = "Other"
	s.service.records = emptied
	for range 2 { // asked again as long as nobody decides
		got := s.mustRun(domain.RunNeedsDecision)
		if got.Held == nil || got.Held.Rows != 20 || got.Held.Linked != 40 {
			t.Errorf("held %+v, want 20 of 40 rows", got.Held)
		}
		if !slices.Contains(s.rows(), "p1@example.org P1") || !slices.Contains(s.rows(), "p40@example.org Other") {
			t.Errorf("rows %q: want the emptied name kept and the other change applied", s.rows())
		}
	}
	s.plan.AllowHeld = true
	if got := s.mustRun(domain.RunOK); got.Counts.Updated != 20 || !slices.Contains(s.rows(), "p1@example.org") {
		t.Errorf("updated %d rows after it was allowed, want 20", got.Counts.Updated)
	}
	s.plan.AllowHeld = false
	s.wantCounts(s.mustRun(domain.RunOK), domain.Counts{Read: 40, Unchanged: 40})
}

// However a read falls into batches, too many emptied fields empty none.
func TestGuardAgainstBlankingDoesNotDependOnBatches(t *testing.T) {
	s := newStage(t)
	s.service.records = many(40)
	s.mustRun(domain.RunOK)
	emptied := many(40)
	for i := range emptied[:20] {
		emptied[i]["name"] = ""
	}
	s.service.records = emptied
	s.service.onPage = func(int) { s.clock.Advance(3 * time.Second) } // each page is a batch
	dry := s.syncer().DryRun(context.Background(), s.nextPlan())
	got := s.mustRun(domain.RunNeedsDecision)
	if got.Held == nil || *got.Held != (domain.Held{Rows: 20, Linked: 40, Percent: 50, Blanked: 20}) {
		t.Errorf("held %+v, want 20 of 40 rows", got.Held)
	}
	if left := slices.DeleteFunc(s.rows(), func(row string) bool { return strings.Contains(row, " P") }); len(left) > 0 {
		t.Errorf("emptied unasked: %q", left)
	}
	s.wantCounts(got, domain.Counts{Read: 40, Unchanged: 40})
	s.wantCounts(dry.Run.Transfers[0], got.Counts)
	for i := range emptied[5:20] {
		emptied[5+i]["name"] = "Back"
	}
	s.service.records = emptied
	s.wantCounts(s.mustRun(domain.RunOK), domain.Counts{Read: 40, Updated: 20, Unchanged: 20})
	s.wantCounts(s.mustRun(domain.RunOK), domain.Counts{Read: 40, Unchanged: 40})
}
