package syncer_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb"
	"tributary/backend/syncer"
)

// ill is a project whose database fails at one transaction, before or after its work.
type ill struct {
	realProject
	failAt int
	err    error
	late   bool
	writes int
}

func (p *ill) Write(ctx context.Context, fn func(syncer.Tx) error) error {
	p.writes++
	if p.writes != p.failAt {
		return p.realProject.Write(ctx, fn)
	}
	if !p.late {
		return p.err
	}
	return p.realProject.Write(ctx, func(tx syncer.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return p.err
	})
}

// Whatever the database says, at whichever transaction of a run: the run tells it, and the
// next good one makes the project what it would have been.
func TestADatabaseThatFailsIsToldAndHealed(t *testing.T) {
	tried := 0
	for _, code := range []string{sqldb.CodeDiskFull, sqldb.CodeLocked, sqldb.CodeReadOnly, sqldb.CodeIO, sqldb.CodeUnreachable} {
		for failAt := 1; failAt <= 8; failAt++ {
			for _, late := range []bool{false, true} {
				s := newStage(t)
				onDisk := openProject(t, s.clock)
				sick := &ill{realProject: onDisk}
				work := syncer.New(syncer.Deps{Project: sick, Clock: s.clock})
				s.service.records = many(6)
				if run := work.Run(context.Background(), s.nextPlan()); run.Result != domain.RunOK {
					t.Fatalf("the first run ended %s: %s", run.Result, run.ErrorDetail)
				}
				s.service.records = append(many(6)[1:], person("9", "new@example.org", "New"))
				s.service.records[2]["name"], s.service.records[3]["name"] = "Other", ""
				sick.failAt, sick.late, sick.writes = failAt, late, 0
				sick.err = &domain.Error{Kind: domain.OurFault, Code: code, What: "The database failed.", Err: errors.New(code)}
				run := work.Run(context.Background(), s.nextPlan())
				if sick.writes >= failAt {
					tried++
					if run.Result != domain.RunFailed || run.ErrorKind != domain.OurFault || run.ErrorCode != code {
						t.Errorf("%s at transaction %d: the run ended %s, %s, %s", code, failAt, run.Result, run.ErrorKind, run.ErrorCode)
					}
				}
				sick.failAt = 0
				for range 2 { // the first may go on with what was begun; absence is a whole read's to tell
					s.plan.Run.Full = true
					if run := work.Run(context.Background(), s.nextPlan()); run.Result != domain.RunOK {
						t.Fatalf("%s at transaction %d: the next run ended %s: %s", code, failAt, run.Result, run.ErrorDetail)
					}
				}
				want := []string{"new@example.org New", "p2@example.org P2", "p3@example.org P3", "p4@example.org Other", "p5@example.org", "p6@example.org P6"}
				if got := onDisk.rows(t, "People"); !slices.Equal(got, want) {
					t.Errorf("%s at transaction %d, late %v: rows %q, want %q", code, failAt, late, got, want)
				}
				if problems, err := onDisk.Check(context.Background()); err != nil || len(problems) > 0 {
					t.Errorf("%s at transaction %d: %+v, %v", code, failAt, problems, err)
				}
			}
		}
	}
	t.Logf("%d failing transactions: lost 0, doubled 0", tried)
	if tried < 40 {
		t.Errorf("only %d transactions failed", tried)
	}
}

// A disk that is really full in the middle of a read, and has room again.
func TestAFullDiskIsToldAndHealed(t *testing.T) {
	s := newStage(t)
	path := filepath.Join(t.TempDir(), "project.db")
	open := func(pages int) realProject {
		opts := project.Options()
		opts.MaxPages = pages
		db, err := sqldb.OpenSQLite(t.Context(), path, opts)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() }) // closed below, or never written again
		return realProject{project.New(db, s.clock)}
	}
	small := open(120)
	if err := small.CreateTable(t.Context(), people()); err != nil {
		t.Fatal(err)
	}
	s.service.records, s.service.pageSize = many(9000), 300
	for i, r := range s.service.records {
		r["name"] = fmt.Sprintf("%d %0200d", i, i)
	}
	run := syncer.New(syncer.Deps{Project: small, Clock: s.clock}).Run(t.Context(), s.nextPlan())
	if run.Result != domain.RunFailed || run.ErrorCode != sqldb.CodeDiskFull {
		t.Fatalf("the run ended %s, %s: %s", run.Result, run.ErrorCode, run.ErrorDetail)
	}
	large := open(0)
	if problems, err := large.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("after the full disk: %+v, %v", problems, err)
	}
	if run := syncer.New(syncer.Deps{Project: large, Clock: s.clock}).Run(t.Context(), s.nextPlan()); run.Result != domain.RunOK {
		t.Fatalf("with room again: %s %s", run.Result, run.ErrorDetail)
	}
	if n, err := large.CountRows(t.Context(), domain.RowQuery{Table: "People"}); err != nil || n != 9000 {
		t.Errorf("%d rows, %v; want 9000", n, err)
	}
}
