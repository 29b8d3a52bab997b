package syncer_test

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
			counted := r.rows[row].removed
			for f, already := range waiting {
				counted = counted || already
				r.rows[row].values[f] = nil
			}
			if !counted {
				r.counts.Updated++
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

// absent deletes what a complete read did not bring; it tells whether it held back.
func (r *ruleRun) absent() (held bool) {
	var unseen []string
	linked := r.linked()
	r.together(func() {
		for id, l := range r.links {
			if r.marking && !l.deleted && !r.seen[id] {
				unseen = append(unseen, id)
			}
		}
	})
	inService := linked - int64(len(unseen)) + r.unlinked
	switch {
	case inService == 0 && r.records > 0 && !r.set.allow:
		r.warned = true
		return true
	case len(unseen) == 0:
	case !r.set.ticks[deleted]:
		r.counts.LeftOut += int64(len(unseen))
	case !r.set.allow && r.tooMany(int64(len(unseen)), linked):
		r.held = true
		r.together(func() {})
		return true
	default:
		r.together(func() {
			for _, id := range unseen {
				r.delete(r.links[id])
			}
		})
	}
	r.records = inService
	return false
}

func (r *ruleRun) close(full, whole, _, continued bool) {
	if full {
		if r.after >= 0 {
			r.checkpoint = r.afterSeq
		}
		r.reading, r.after, r.lastFull = false, -1, r.set.now
	}
	if whole && !continued {
		for id, e := range r.errors {
			if e.run != r.n {
				delete(r.errors, id)
			}
		}
	}
	r.warned = r.warned || r.counts.RecordErrors > 0
}
