package syncer_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tributary/backend/domain"
)

// rules is the design's "how a run works" as plain maps, record by record: what any
// sequence of events must amount to. It knows nothing of batches, hashes and SQL.
type rules struct {
	rows   []*ruleRow
	scopes map[domain.IntegrationID]*ruleScope
	left   int                                                      // transactions until the program is killed; negative: it lives
	noted  map[int]map[string]map[domain.IntegrationID]domain.Value // row → field → who says something else
}

type ruleRow struct {
	values  map[string]domain.Value
	deleted bool
	removed bool
}

type ruleLink struct {
	row     int
	written string // what was last written from the record; "": compare again
	deleted bool
}

type ruleError struct {
	code domain.RecordErrorCode
	run  int
}

// ruleScope is what is known of one data transfer.
type ruleScope struct {
	links      map[string]*ruleLink
	errors     map[string]ruleError
	seen       map[string]bool
	pending    map[int]map[string]bool // row → field to empty → counted
	waiting    map[int]bool            // rows of which a field to empty waits for the person
	leftOut    map[string]domain.UpdateType
	began      int // the run that began the read
	version    string
	checkpoint int // -1: none
	reading    bool
	after      int // place of the unfinished full read, -1: none
	afterSeq   int
	lastFull   time.Time
	records    int64
	order      string // by which conflicts were settled last
}

func newRules(scopes ...domain.IntegrationID) *rules {
	m := &rules{scopes: map[domain.IntegrationID]*ruleScope{}, noted: map[int]map[string]map[domain.IntegrationID]domain.Value{}}
	for _, id := range scopes {
		m.scopes[id] = &ruleScope{
			links: map[string]*ruleLink{}, errors: map[string]ruleError{}, seen: map[string]bool{}, pending: map[int]map[string]bool{},
			waiting: map[int]bool{}, leftOut: map[string]domain.UpdateType{}, checkpoint: -1, after: -1,
		}
	}
	return m
}

type killed struct{}

// together is one transaction: it happens whole, or the program is dead.
func (m *rules) together(fn func()) {
	if m.left == 0 {
		panic(killed{})
	}
	fn()
	m.left--
}

// ruleRun is one run as the rules see it.
type ruleRun struct {
	*rules
	*ruleScope
	id      domain.IntegrationID
	n       int
	set     settings
	counts  domain.Counts
	told    map[string]int64 // how complete the project is said to be; nil: nothing is said
	held    bool
	warned  bool
	marking bool
}

// settings are what the person chose for an integration.
type settings struct {
	ticks    map[domain.UpdateType]bool
	fields   []string // Email, and Name or Notes
	lastWins bool
	hard     bool
	allow    bool // lets pass what was held
	now      time.Time
	shared   map[string][]domain.IntegrationID // field → who maps it too, the first one decides
}

func (s settings) version() string {
	return fmt.Sprint(s.fields, s.lastWins, s.ticks[created], s.ticks[updated], s.ticks[deleted])
}

// run goes through what the service answers. complete: it brought everything.
func (m *rules) run(id domain.IntegrationID, n int, set settings, s *shelf) (r *ruleRun) {
	r = &ruleRun{rules: m, ruleScope: m.scopes[id], id: id, n: n, set: set}
	defer func() {
		if e := recover(); e != nil && e != (killed{}) {
			panic(e)
		}
	}()
	same := r.version == set.version()
	continued := r.reading && r.after >= 0 && same
	full := continued || !same || set.allow || !s.changedOnly || r.checkpoint < 0 || set.now.Sub(r.lastFull) >= 24*time.Hour
	r.marking = !r.lastFull.IsZero() || r.version != "" && !continued
	r.followOrder()
	if !continued {
		m.together(func() {
			r.began = n
			clear(r.leftOut)
			clear(r.waiting)
			if full {
				clear(r.pending)
				r.reading, r.after, r.checkpoint, r.version = true, -1, -1, set.version()
			}
			if r.marking {
				clear(r.seen)
			}
		})
	}
	answer := s.changes(r.checkpoint)
	if full {
		answer = s.everything(r.after, r.afterSeq)
	}
	for _, p := range answer.pages {
		m.together(func() { r.page(p, full) })
	}
	if answer.failed {
		return r
	}
	r.settle()
	whole := full && answer.complete
	if full {
		r.absent(whole)
	}
	m.together(func() { r.close(full, whole) })
	return r
}

func (r *ruleRun) page(p page, full bool) {
	for _, id := range p.gone {
		delete(r.errors, id)
		delete(r.leftOut, id)
		if r.marking {
			r.seen[id] = true
		}
		l, ok := r.links[id]
		switch {
		case !ok || l.deleted:
		case !r.set.ticks[deleted]:
			r.leftOut[id] = deleted
			r.counts.LeftOut++
		default:
			r.delete(l)
		}
	}
	for _, rec := range p.records {
		r.counts.Read++
		r.record(rec)
	}
	if full {
		r.after, r.afterSeq = p.after, p.seq
	} else if p.seq >= 0 {
		r.checkpoint = p.seq
	}
}

// delete marks a link, and its row where nothing else links it.
func (r *ruleRun) delete(l *ruleLink) {
	l.deleted = true
	if len(r.set.shared) > 0 {
		r.settleRow(l.row)
	}
	for _, s := range r.scopes {
		for _, other := range s.links {
			if other.row == l.row && !other.deleted {
				return
			}
		}
	}
	row := r.rows[l.row]
	if row.deleted || row.removed {
		return
	}
	row.deleted, row.removed = true, r.set.hard
	if row.removed {
		delete(r.noted, l.row)
	}
	r.counts.Deleted++
}

func keyOf(v domain.Value) string { return strings.ToLower(domain.TextOf(v)) }

// byKey finds the row with a key, hidden ones too.
func (r *ruleRun) byKey(key string) int {
	return slices.IndexFunc(r.rows, func(row *ruleRow) bool { return !row.removed && keyOf(row.values["Email"]) == key })
}

// ownedByOther: another record of the same data type has the row.
func (r *ruleRun) ownedByOther(id string, row int) bool {
	for other, l := range r.links {
		if other != id && l.row == row && !l.deleted {
			return true
		}
	}
	return false
}

func (r *ruleRun) fail(id string, code domain.RecordErrorCode) {
	if r.errors[id].run != r.n {
		r.counts.RecordErrors++
	}
	r.errors[id] = ruleError{code, r.n}
}

// record is the table "comparing and applying".
func (r *ruleRun) record(rec item) {
	if r.marking {
		r.seen[rec.id] = true
	}
	delete(r.leftOut, rec.id)
	switch {
	case rec.email == "":
		r.fail(rec.id, domain.KeyMissing)
		return
	case !strings.Contains(rec.email, "@"):
		r.fail(rec.id, domain.NotEmail)
		return
	}
	values := rec.values(r.set.fields)
	written := fmt.Sprint(r.set.fields, r.set.lastWins, values)
	l := r.links[rec.id]
	switch {
	case l != nil && !l.deleted && l.written == written:
		r.counts.Unchanged++
		delete(r.errors, rec.id)
	case l == nil || r.rows[l.row].removed:
		r.create(rec.id, values, written)
	case l.deleted && r.ownedByOther(rec.id, l.row):
		r.create(rec.id, values, written)
	case l.deleted:
		r.restore(rec.id, l, values, written)
	default:
		r.update(rec.id, l, values, written)
	}
}

func (r *ruleRun) leaveOut(id string, what domain.UpdateType) {
	r.counts.LeftOut++
	r.leftOut[id] = what
	delete(r.errors, id)
}

func (r *ruleRun) create(id string, values map[string]domain.Value, written string) {
	at := r.byKey(keyOf(values["Email"]))
	if at < 0 {
		if !r.set.ticks[created] {
			r.leaveOut(id, created)
			return
		}
		r.rows = append(r.rows, &ruleRow{values: values})
		r.links[id] = &ruleLink{row: len(r.rows) - 1, written: written}
		r.counts.Created++
		delete(r.errors, id)
		return
	}
	row := r.rows[at]
	if r.ownedByOther(id, at) && !r.set.lastWins {
		r.fail(id, domain.KeyShared)
		return
	}
	needs := updated
	if row.deleted {
		needs = created
	}
	holds := r.weighed(at, values)
	if (row.deleted || r.differs(at, holds)) && !r.set.ticks[needs] {
		r.leaveOut(id, needs)
		return
	}
	l := &ruleLink{row: at}
	r.links[id] = l
	r.put(id, l, values, holds, written, row.deleted, needs)
}

func (r *ruleRun) differs(at int, values map[string]domain.Value) bool {
	for f, v := range values {
		if r.rows[at].values[f] != v {
			return true
		}
	}
	return false
}

func (r *ruleRun) keyTaken(id string, at int, values map[string]domain.Value) bool {
	other := r.byKey(keyOf(values["Email"]))
	if other < 0 || other == at {
		return false
	}
	r.fail(id, domain.KeyTaken)
	return true
}

func (r *ruleRun) restore(id string, l *ruleLink, values map[string]domain.Value, written string) {
	if !r.set.ticks[created] {
		r.leaveOut(id, created)
		return
	}
	holds := r.weighed(l.row, values)
	if r.keyTaken(id, l.row, holds) {
		return
	}
	l.deleted = false
	r.put(id, l, values, holds, written, true, created)
}

func (r *ruleRun) update(id string, l *ruleLink, values map[string]domain.Value, written string) {
	holds := r.weighed(l.row, values)
	if r.differs(l.row, holds) && !r.set.ticks[updated] {
		r.leaveOut(id, updated)
		return
	}
	if !r.keyTaken(id, l.row, holds) {
		r.put(id, l, values, holds, written, false, updated)
	}
}

// put writes what differs from what the row should hold; a field that would be emptied waits for
// the end of the read.
func (r *ruleRun) put(id string, l *ruleLink, values, holds map[string]domain.Value, written string, restore bool, kind domain.UpdateType) {
	row := r.rows[l.row]
	changed := restore && row.deleted
	empties := map[string]bool{}
	for f, v := range holds {
		held := row.values[f]
		switch {
		case held == v:
		case v == nil && !r.set.allow:
			empties[f] = true
		default:
			row.values[f], changed = v, true
		}
		r.noteSaid(l.row, f, r.id, values[f], held)
	}
	changed = changed || restore
	row.deleted = row.deleted && !restore
	l.written = written
	delete(r.pending, l.row)
	delete(r.waiting, l.row)
	if len(empties) > 0 {
		l.written = ""
		r.pending[l.row] = map[string]bool{}
		for f := range empties {
			r.pending[l.row][f] = changed
		}
	}
	switch {
	case len(empties) > 0 && !changed:
	case !changed:
		r.counts.Unchanged++
	case kind == created:
		r.counts.Created++
	default:
		r.counts.Updated++
	}
	delete(r.errors, id)
}
