package syncer_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/syncer"
)

// service is a source in memory. It keeps records by id, yields pageSize at a time,
// and its checkpoint is how many it has yielded in all.
type service struct {
	records       []domain.Record
	deleted       []domain.Record // tombstones, yielded with the last page
	positions     bool
	pageSize      int
	bytes         int64 // of each page, as the service tells
	failAfter     int   // pages; 0: never
	err           error
	incomplete    bool
	unchanged     bool
	resumable     bool // tells when it went on from a checkpoint
	withoutPlaces bool // no page has a checkpoint
	panics        bool
	requests      []domain.ReadRequest
	onPage        func(n int)
}

func (s *service) Read(ctx context.Context, req domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	s.requests = append(s.requests, req)
	if s.panics {
		panic("the service is on fire")
	}
	from, resumed := 0, false
	if req.Checkpoint != nil && req.Mode == domain.FullRead {
		if err := json.Unmarshal(req.Checkpoint, &from); err != nil {
			return domain.ReadOutcome{}, err
		}
		resumed = s.resumable
	}
	size := max(s.pageSize, 1)
	for n := 1; from < len(s.records) || (n == 1 && len(s.deleted) > 0); n++ {
		if s.failAfter > 0 && n > s.failAfter {
			return domain.ReadOutcome{}, s.err
		}
		to := min(from+size, len(s.records))
		page := domain.Page{Records: s.records[from:to], Total: int64(len(s.records)), Bytes: s.bytes}
		if s.positions {
			for i := from; i < to; i++ {
				page.Positions = append(page.Positions, fmt.Sprintf("row %d", i+2))
			}
		}
		if to == len(s.records) {
			page.Deleted = s.deleted
		}
		if !s.withoutPlaces {
			page.Checkpoint = json.RawMessage(fmt.Sprint(to))
		}
		if s.onPage != nil {
			s.onPage(n)
		}
		if err := yield(page); err != nil {
			return domain.ReadOutcome{}, err
		}
		from = to
	}
	whole := !s.incomplete && req.Mode == domain.FullRead
	return domain.ReadOutcome{Complete: whole && !resumed, Resumed: whole && resumed, Unchanged: s.unchanged}, nil
}

// stage is everything a run needs, with the usual answers.
type stage struct {
	t       *testing.T
	project *fakeProject
	service *service
	clock   *clock.Manual
	events  []event.Event
	plan    syncer.Plan
	runs    int
}

func people() domain.Table {
	return domain.Table{Name: "People", Fields: []domain.Field{
		{Name: "Email", Type: domain.Email}, {Name: "Name", Type: domain.Text}, {Name: "Notes", Type: domain.Text},
	}}
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{
		t: t, project: newFake(people()), service: &service{pageSize: 2},
		clock: clock.NewManual(time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)),
	}
	s.plan = syncer.Plan{
		Integration: domain.Integration{
			ID: "shop", Updates: map[string][]domain.UpdateType{"customers": {domain.Created, domain.Updated, domain.Deleted}},
		},
		Transfers: []syncer.TransferPlan{{
			Transfer: domain.Transfer{Active: true, DataType: "customers", Mapping: domain.Mapping{
				Table: "People", Assignments: []domain.Assignment{
					{From: domain.Path{"email"}, To: "Email", PrimaryKey: true},
					{From: domain.Path{"name"}, To: "Name"},
				},
			}},
			DataType: domain.DataType{Name: "customers", PrimaryKey: []domain.Path{{"id"}}},
			Reader:   s.service,
		}},
	}
	return s
}

func (s *stage) tick(types ...domain.UpdateType) { s.plan.Integration.Updates["customers"] = types }

func (s *stage) syncer() *syncer.Syncer {
	return syncer.New(syncer.Deps{
		Project: s.project, Clock: s.clock, TempDir: s.t.TempDir(),
		Publish: func(e event.Event) { s.events = append(s.events, e) },
	})
}

func (s *stage) nextPlan() syncer.Plan {
	s.runs++
	s.clock.Advance(time.Minute)
	plan := s.plan
	plan.Run.ID = domain.RunID(fmt.Sprintf("run-%d", s.runs))
	plan.Run.Integration = plan.Integration.ID
	return plan
}

func (s *stage) run() domain.Run {
	s.t.Helper()
	return s.syncer().Run(context.Background(), s.nextPlan())
}

// mustRun runs and expects that result.
func (s *stage) mustRun(want domain.RunResult) domain.TransferRun {
	s.t.Helper()
	run := s.run()
	if run.Result != want {
		s.t.Fatalf("run ended %s (%s: %s %s), want %s", run.Result, run.ErrorCode, run.ErrorWords, run.ErrorDetail, want)
	}
	if len(run.Transfers) == 0 {
		return domain.TransferRun{}
	}
	return run.Transfers[0]
}

func (s *stage) wantCounts(got domain.TransferRun, want domain.Counts) {
	s.t.Helper()
	if got.Counts != want {
		s.t.Errorf("counts %+v, want %+v", got.Counts, want)
	}
}

// rows lists the rows as "email name", hidden ones in brackets.
func (s *stage) rows() []string {
	var all []string
	for _, r := range s.project.state.rows {
		text := strings.TrimSpace(domain.TextOf(r.values["Email"]) + " " + domain.TextOf(r.values["Name"]))
		if r.deleted {
			text = "(" + text + ")"
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}

func (s *stage) wantRows(want ...string) {
	s.t.Helper()
	slices.Sort(want)
	if got := s.rows(); !slices.Equal(got, want) {
		s.t.Errorf("rows %q, want %q", got, want)
	}
}

func (s *stage) wantErrors(want ...domain.RecordErrorCode) {
	s.t.Helper()
	var got []domain.RecordErrorCode
	for _, scope := range s.project.state.errors {
		for _, e := range scope {
			got = append(got, e.Code)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		s.t.Errorf("record errors %q, want %q", got, want)
	}
}

// ignoreAll silences every record error, as the person may.
func (s *stage) ignoreAll() {
	state := s.project.state.clone()
	for _, errs := range state.errors {
		for subject, e := range errs {
			e.Ignored = true
			errs[subject] = e
		}
	}
	s.project.state = state
}

func person(id, email, name string) domain.Record {
	return domain.Record{"id": json.Number(id), "email": email, "name": name}
}

// addRow puts a row into the project that no service knows.
func (s *stage) addRow(email, name string, deleted bool) {
	state := s.project.state.clone()
	state.next++
	state.rows[state.next] = fakeRow{
		table: "People", deleted: deleted, values: map[string]domain.Value{"Email": email, "Name": name, "Notes": "mine"},
	}
	s.project.state = state
}
