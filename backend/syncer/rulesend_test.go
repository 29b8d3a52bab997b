package syncer_test

import (
	"fmt"
	"slices"

	"tributary/backend/domain"
)

// settle empties what waits, unless it is too much.
func (r *ruleRun) settle() {
	fields := map[string]int64{}
	waits := false
	r.together(func() {
		for _, waiting := range r.pending {
			for f := range waiting {
				fields[f]++
				waits = true
			}
		}
		for row, waiting := range r.pending {
			for f, counted := range waiting {
				if !r.set.allow && r.tooMany(fields[f], r.linked()) {
					r.held = true
					r.waiting[row] = true
					delete(waiting, f)
					if len(waiting) == 0 && !counted {
						r.counts.Unchanged++
					}
				}
			}
			if len(waiting) == 0 {
				delete(r.pending, row)
			}
		}
	})
	if !waits {
		return
	}
	r.together(func() {
		for row, waiting := range r.pending {
			counted, changed := r.rows[row].removed, false
			for f, already := range waiting {
				counted = counted || already
				held := r.rows[row].values[f]
				r.rows[row].values[f] = r.weigh(row, f, r.id, nil)
				changed = changed || r.rows[row].values[f] != held
				r.noteSaid(row, f, r.id, nil, held)
			}
			switch {
			case counted:
			case changed:
				r.counts.Updated++
			default:
				r.counts.Unchanged++
			}
		}
		clear(r.pending)
	})
}

// The guard of the test lets two rows pass.
func (r *ruleRun) tooMany(rows, linked int64) bool { return rows > 2 && rows*100 > linked*20 }

func (r *ruleRun) linked() (n int64) {
	for _, l := range r.links {
		if !l.deleted {
			n++
		}
	}
	return n
}

// absent deletes what a complete read did not bring, and says how complete the project is.
func (r *ruleRun) absent(whole bool) {
	var unseen []string
	linked := r.linked()
	r.together(func() {
		for id, l := range r.links {
			if r.marking && !l.deleted && !r.seen[id] {
				unseen = append(unseen, id)
			}
		}
	})
	r.tell(whole, unseen)
	n := int64(len(unseen))
	switch {
	case !whole:
		r.note("not_met", true, n)
	case r.told["in service"] == 0 && r.records > 0 && !r.set.allow:
		r.warned = true
		r.note("gone_held", true, n)
		return
	case n == 0:
	case !r.set.ticks[deleted]:
		r.counts.LeftOut += n
		r.note("gone", true, n)
	case !r.set.allow && r.tooMany(n, linked):
		r.held = true
		r.together(func() {})
		r.note("gone_held", true, n)
		return
	default:
		r.together(func() {
			for _, id := range unseen {
				r.delete(r.links[id])
			}
		})
	}
	r.records = r.told["in service"]
}

func (r *ruleRun) note(cause string, hasRow bool, n int64) {
	if n > 0 {
		r.told[fmt.Sprint(cause, " ", hasRow)] += n
	}
}

// tell looks at every record the read met.
func (r *ruleRun) tell(whole bool, unseen []string) {
	r.told = map[string]int64{}
	hasRow := func(id string) bool { l := r.links[id]; return l != nil && !l.deleted }
	met := map[string]bool{}
	for id := range r.links {
		met[id] = hasRow(id) && !slices.Contains(unseen, id)
	}
	for id, e := range r.errors {
		if whole && e.run < r.began {
			continue // to be cleared
		}
		met[id] = true
		r.note("failed", hasRow(id), 1)
		r.note(string(e.code), hasRow(id), 1)
	}
	for id, what := range r.leftOut {
		switch {
		case what != deleted:
			met[id] = true
			r.note("left_out", hasRow(id), 1)
		case hasRow(id):
			met[id] = false
			r.note("gone", true, 1)
		}
	}
	r.note("held", true, int64(len(r.waiting)))
	for id, is := range met {
		if !is {
			continue
		}
		r.told["in service"]++
		if hasRow(id) {
			r.told["in project"]++
		}
	}
}

func (r *ruleRun) close(full, whole bool) {
	clear(r.leftOut)
	if full {
		if r.after >= 0 {
			r.checkpoint = r.afterSeq
		}
		r.reading, r.after, r.lastFull = false, -1, r.set.now
	}
	if whole {
		for id, e := range r.errors {
			if e.run < r.began {
				delete(r.errors, id)
			}
		}
	}
	r.warned = r.warned || r.counts.RecordErrors > 0
}

// completeness is what a run says, in the words of the rules.
func completeness(c *domain.Completeness) map[string]int64 {
	if c == nil {
		return nil
	}
	told := map[string]int64{}
	for what, n := range map[string]int64{"in service": c.InService, "in project": c.InProject} {
		if n > 0 {
			told[what] = n
		}
	}
	for _, d := range c.Differences {
		told[fmt.Sprint(d.Cause, " ", d.HasRow)] += d.Count
		for code, n := range d.Codes {
			told[fmt.Sprint(code, " ", d.HasRow)] += n
		}
	}
	return told
}
