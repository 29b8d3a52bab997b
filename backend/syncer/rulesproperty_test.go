package syncer_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/sqldb"
	"tributary/backend/syncer"
)

var errKilled = errors.New("killed")

// mortal is a project whose program dies at a transaction: before its commit or after it.
type mortal struct {
	realProject
	dieAt  int // 0: lives
	after  bool
	writes int
}

func (m *mortal) Write(ctx context.Context, fn func(syncer.Tx) error) error {
	m.writes++
	if m.writes != m.dieAt {
		return m.realProject.Write(ctx, fn)
	}
	err := m.realProject.Write(ctx, func(tx syncer.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		if !m.after {
			return errKilled
		}
		return nil
	})
	return errors.Join(err, errKilled)
}

// sequence is one life of a project: two integrations feed one table.
type sequence struct {
	*rapid.T
	project  *mortal
	rules    *rules
	clock    *clock.Manual
	table    string
	services map[domain.IntegrationID]*shelf
	settings map[domain.IntegrationID]*settings
	order    map[string][]domain.IntegrationID // "" for the table, or a field of its own order
	runs     int
	before   []string  // the rows before the last run
	ruled    []ruleRow // and what the rules had
	lastRun  domain.RunID
	lastOf   domain.IntegrationID
	tally    *tally
}

type tally struct{ sequences, runs, kills, failures, undone, conflicts int }

const perFile = 25 // sequences in one database file: the checker walks all of it

// TestAnySequenceOfEventsObeysTheRules: whatever happens in whatever order, the project holds
// what the rules say. -rapid.seed=N runs a sequence of events again.
func TestAnySequenceOfEventsObeysTheRules(t *testing.T) {
	checks := sequences
	if testing.Short() {
		checks = 100
	}
	given := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for name, value := range map[string]string{"rapid.checks": strconv.Itoa(checks), "rapid.seed": strconv.FormatUint(rand.Uint64()>>1|1, 10)} {
		if given[name] {
			continue
		}
		before := flag.Lookup(name).Value.String()
		t.Cleanup(func() { _ = flag.Set(name, before) }) // it was valid before
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	seed := flag.Lookup("rapid.seed").Value.String()
	n := &tally{}
	start := time.Now()
	var path string
	rapid.Check(t, func(r *rapid.T) {
		if n.sequences%perFile == 0 {
			path = filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", n.sequences))
		}
		n.sequences++
		newSequence(r, path, n).play()
	})
	t.Logf("seed %s: %d sequences, %d runs, %d kills, %d failing services, %d undone runs, %d conflicts looked at in %s; lost 0, doubled 0",
		seed, n.sequences, n.runs, n.kills, n.failures, n.undone, n.conflicts, time.Since(start).Round(time.Second))
}

const shopA, shopB domain.IntegrationID = "a", "b"

func newSequence(r *rapid.T, path string, n *tally) *sequence {
	s := &sequence{
		T: r, clock: clock.NewManual(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), table: fmt.Sprintf("People %d", n.sequences), tally: n,
		services: map[domain.IntegrationID]*shelf{}, settings: map[domain.IntegrationID]*settings{}, order: map[string][]domain.IntegrationID{},
	}
	var ids []domain.IntegrationID
	for _, id := range []domain.IntegrationID{shopA, shopB} {
		id = s.id(id)
		ids = append(ids, id)
		s.services[id] = &shelf{items: map[int]item{}, changedOnly: rapid.Bool().Draw(r, "changed only"), pageSize: rapid.IntRange(1, 4).Draw(r, "page"), overlap: rapid.Bool().Draw(r, "overlap")}
		s.settings[id] = &settings{ticks: map[domain.UpdateType]bool{created: true, updated: true, deleted: true}, fields: s.fields(id)[:rapid.IntRange(2, 3).Draw(r, "mapped")], hard: rapid.Bool().Draw(r, "hard")}
	}
	s.rules, s.order[""] = newRules(ids...), ids
	s.project = &mortal{}
	s.open(path)
	table := people()
	table.Name = s.table
	if err := s.project.CreateTable(context.Background(), table); err != nil {
		r.Fatal(err)
	}
	return s
}

func (s *sequence) id(of domain.IntegrationID) domain.IntegrationID {
	return of + domain.IntegrationID(" "+s.table)
}

func (s *sequence) fields(id domain.IntegrationID) []string {
	if id == s.id(shopA) {
		return []string{"Email", "Name", "Notes"}
	}
	return []string{"Email", "Notes", "Name"}
}

// shared tells who else maps the fields of an integration, in the order in which they decide.
func (s *sequence) shared(id domain.IntegrationID) map[string][]domain.IntegrationID {
	all := map[string][]domain.IntegrationID{}
	for _, f := range s.settings[id].fields {
		order, own := s.order[f]
		if !own {
			order = s.order[""]
		}
		for _, other := range order {
			if slices.Contains(s.settings[other].fields, f) {
				all[f] = append(all[f], other)
			}
		}
		if len(all[f]) < 2 {
			delete(all, f)
		}
	}
	return all
}

// changeOrder lets the other integration decide, of all fields or of one, at once or with the next run.
func (s *sequence) changeOrder() {
	of := rapid.SampledFrom([]string{"", "Name", "Notes", "Email"}).Draw(s.T, "order of")
	order, own := s.order[of]
	if !own {
		order = s.order[""]
	}
	s.order[of] = []domain.IntegrationID{order[1], order[0]}
	if !rapid.Bool().Draw(s.T, "at once") {
		return
	}
	s.lastRun = "" // what a person changed since stays: no undo to compare with
	for _, id := range order {
		if err := syncer.New(syncer.Deps{Project: s.project, Clock: s.clock}).Settle(context.Background(), s.plan(id, false)); err != nil {
			s.Fatalf("settle: %v", err)
		}
		set := *s.settings[id]
		set.shared = s.shared(id)
		(&ruleRun{rules: s.rules, ruleScope: s.rules.scopes[id], id: id, set: set}).settleAll()
	}
}

// open opens the database; a dead program leaves its connections to this.
func (s *sequence) open(path string) {
	db, err := sqldb.OpenSQLite(context.Background(), path, project.Options())
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = db.Close() }) // closed by a reopening already, or read for the last time
	s.project.realProject = realProject{project.New(db, s.clock)}
}

func (s *sequence) play() {
	if rapid.IntRange(0, 2).Draw(s.T, "both begin with something") == 2 {
		for _, id := range s.order[""] {
			s.changeService(id)
			s.run(id, 0, false, 0, false)
			s.compare()
		}
	}
	for range rapid.IntRange(3, 12).Draw(s.T, "events") {
		id := s.id(rapid.SampledFrom([]domain.IntegrationID{shopA, shopB}).Draw(s.T, "integration"))
		switch what := rapid.IntRange(0, 13).Draw(s.T, "event"); what {
		case 0, 1, 2, 3:
			s.changeService(id)
		case 4:
			s.changeSettings(id)
		case 5:
			s.clock.Advance(25 * time.Hour) // a pause; a full read is due
		case 6:
			s.undo()
		case 7:
			s.run(id, rapid.IntRange(1, 8).Draw(s.T, "killed at"), rapid.Bool().Draw(s.T, "after commit"), 0, false)
		case 8:
			s.run(id, 0, false, rapid.IntRange(1, 3).Draw(s.T, "fails after"), false)
		case 9:
			s.run(id, 0, false, 0, true)
		case 10:
			s.changeOrder()
		default:
			s.run(id, 0, false, 0, false)
		}
		s.compare()
	}
	s.endInOrder()
	problems, err := s.project.Check(context.Background())
	if err != nil || len(problems) > 0 {
		s.Fatalf("the project is not whole: %+v, %v", problems, err)
	}
}

func (s *sequence) changeService(id domain.IntegrationID) {
	shop := s.services[id]
	for range rapid.IntRange(1, 6).Draw(s.T, "changes") {
		n := rapid.IntRange(1, 8).Draw(s.T, "record")
		if rapid.IntRange(0, 3).Draw(s.T, "kind") == 0 {
			shop.remove(n)
			continue
		}
		// Mostly a key of its own; now and then another one's, none, or no email.
		emails := []string{fmt.Sprintf("p%d@x.org", n), fmt.Sprintf("p%d@x.org", n), fmt.Sprintf("P%d@x.org", n), "p1@x.org", "p2@x.org", "", "nobody"}
		shop.put(item{strconv.Itoa(n), rapid.SampledFrom(emails).Draw(s.T, "email"), rapid.SampledFrom([]string{"Ann", "Bob", ""}).Draw(s.T, "name"), rapid.SampledFrom([]string{"x", "y", ""}).Draw(s.T, "notes")})
	}
}

func (s *sequence) changeSettings(id domain.IntegrationID) {
	set := s.settings[id]
	switch rapid.IntRange(0, 2).Draw(s.T, "setting") {
	case 0:
		set.fields = s.fields(id)[:rapid.IntRange(1, 3).Draw(s.T, "mapped")]
	case 1:
		set.lastWins = rapid.Bool().Draw(s.T, "last wins")
	default:
		set.ticks = map[domain.UpdateType]bool{}
		for _, u := range rapid.SliceOfNDistinct(rapid.SampledFrom([]domain.UpdateType{created, updated, deleted}), 1, 3, rapid.ID).Draw(s.T, "ticks") {
			set.ticks[u] = true
		}
	}
}

func (s *sequence) plan(id domain.IntegrationID, allow bool) syncer.Plan {
	set, shop := s.settings[id], s.services[id]
	var ticks []domain.UpdateType
	for u := range set.ticks {
		ticks = append(ticks, u)
	}
	mapping := domain.Mapping{Table: s.table, SharedKeyLastWins: set.lastWins}
	shared := map[string][]domain.Scope{}
	for f, ids := range s.shared(id) {
		for _, other := range ids {
			shared[f] = append(shared[f], domain.Scope{Integration: other, DataType: "customers"})
		}
	}
	for i, f := range set.fields {
		from := map[string]string{"Email": "email", "Name": "name", "Notes": "notes"}[f]
		mapping.Assignments = append(mapping.Assignments, domain.Assignment{From: domain.Path{from}, To: f, PrimaryKey: i == 0})
	}
	return syncer.Plan{
		Run: domain.Run{ID: domain.RunID(fmt.Sprintf("%s %d", s.table, s.runs)), Integration: id}, AllowHeld: allow,
		Integration: domain.Integration{
			ID: id, Updates: map[string][]domain.UpdateType{"customers": ticks}, HardDeletions: set.hard, Guard: domain.GuardLimits{Percent: 20, Rows: 2},
		},
		Transfers: []syncer.TransferPlan{{
			Transfer: domain.Transfer{Active: true, DataType: "customers", Mapping: mapping},
			DataType: domain.DataType{Name: "customers", PrimaryKey: []domain.Path{{"id"}}, ChangedOnly: shop.changedOnly}, Reader: shop, Shared: shared,
		}},
	}
}

// run runs both, the program and the rules, and compares what they say.
func (s *sequence) run(id domain.IntegrationID, dieAt int, after bool, failAfter int, allow bool) {
	s.runs++
	s.clock.Advance(time.Minute)
	s.services[id].failAfter = failAfter
	plan := s.plan(id, allow)
	s.before, s.ruled, s.lastRun, s.lastOf = s.stored(), s.rules.snapshot(), plan.Run.ID, id
	work := syncer.New(syncer.Deps{Project: s.project, Clock: s.clock})
	s.project.dieAt, s.project.writes, s.project.after = 0, 0, false
	var dry syncer.DryRunResult
	if dieAt == 0 {
		dry = work.DryRun(context.Background(), plan)
		if now := s.stored(); !slices.Equal(now, s.before) {
			s.Fatalf("a dry run changed the rows: %s", cmp.Diff(s.before, now))
		}
	}
	s.project.dieAt, s.project.writes, s.project.after = dieAt, 0, after
	got := work.Run(context.Background(), plan)
	died := s.project.dieAt > 0 && s.project.writes >= s.project.dieAt
	s.project.dieAt = 0
	s.rules.left = -1
	if died {
		s.rules.left = dieAt - 1
		if after {
			s.rules.left = dieAt
		}
		s.tally.kills++
	}
	set := *s.settings[id]
	set.allow, set.now, set.shared = allow, s.clock.Now(), s.shared(id)
	want := s.rules.run(id, s.runs, set, s.services[id])
	s.services[id].failAfter = 0
	s.tally.runs++
	switch {
	case died:
	case failAfter > 0 && got.Result == domain.RunFailed:
		s.tally.failures++
	default:
		s.sameOutcome("the run", got, want)
		if dieAt == 0 {
			s.sameOutcome("the dry run", dry.Run, want)
		}
	}
}

func (s *sequence) sameOutcome(what string, got domain.Run, want *ruleRun) {
	result := domain.RunOK
	switch {
	case want.held:
		result = domain.RunNeedsDecision
	case want.warned:
		result = domain.RunWarning
	}
	if got.Result != result || len(got.Transfers) != 1 || got.Transfers[0].Counts != want.counts {
		s.Fatalf("%s ended %s %+v (%s), the rules say %s %+v", what, got.Result, got.Transfers, got.ErrorDetail, result, want.counts)
	}
	if diff := cmp.Diff(want.told, completeness(got.Transfers[0].Completeness)); diff != "" {
		s.Fatalf("how complete the project is, by %s (-rules +project): %s", what, diff)
	}
}

// stored are the rows as they stand, byte for byte.
func (s *sequence) stored() []string {
	page, err := s.project.Rows(context.Background(), domain.RowQuery{Table: s.table, Deleted: domain.IncludeDeleted, Limit: 1000})
	if err != nil {
		s.Fatal(err)
	}
	all := make([]string, len(page.Rows))
	for i, r := range page.Rows {
		all[i] = fmt.Sprint(r.ID, r.Values, r.DeletedAt)
	}
	return all
}

// undo takes the last run back; then the rows are what they were, byte for byte.
func (s *sequence) undo() {
	if s.lastRun == "" {
		return
	}
	_, err := s.project.Undo(context.Background(), s.lastRun, s.lastRun+" undone")
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		s.Fatalf("undo: %v", err)
	}
	if now := s.stored(); !slices.Equal(now, s.before) {
		s.Fatalf("after the undo the rows are not what they were: %s", cmp.Diff(s.before, now))
	}
	if err == nil {
		s.tally.undone++
		s.rules.undo(s.lastOf, s.ruled)
	}
	s.lastRun = ""
}
