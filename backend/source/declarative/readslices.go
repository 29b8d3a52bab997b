package declarative

import (
	"context"
	"iter"

	"tributary/backend/domain"
)

// slices yields the slices of the read: every partition, cut into windows.
func (rd *reader) slices(ctx context.Context) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		seen := map[string]bool{}
		for sl, err := range rd.partitions(ctx, rd.stream.Routers) {
			if err != nil {
				yield(slice{}, err)
				return
			}
			if key := sl.key(); key != "" && (rd.cursor != nil || rd.opts.Strict) {
				if seen[key] {
					continue
				}
				seen[key] = true
			}
			if !rd.windowed(sl, yield) {
				return
			}
		}
	}
}

func (rd *reader) windowed(sl slice, yield func(slice, error) bool) bool {
	if rd.cursor == nil {
		return yield(sl, nil)
	}
	from := rd.cursor.begin
	if rd.plan.mode == domain.ChangedOnly {
		from = rd.cursor.from(rd.known.of(sl.key()))
	}
	sl.since = from
	if !rd.opts.Strict && rd.plan.mode == domain.ChangedOnly {
		sl.since = rd.cursor.floor(rd.known.of(sl.key()))
	}
	for _, w := range rd.cursor.windows(from) {
		sl.window = &w
		if !yield(sl, nil) {
			return false
		}
	}
	return true
}

// job is a slice to fetch, from a page on.
type job struct {
	slice slice
	token any
}

// jobs yields what is still to be fetched: everything, or what follows the place
// where an earlier read ended.
func (rd *reader) jobs(ctx context.Context) iter.Seq2[job, error] {
	return func(yield func(job, error) bool) {
		for sl, err := range rd.slices(ctx) {
			if err != nil {
				yield(job{}, err)
				return
			}
			var token any
			if at := rd.resume; at != nil {
				if at.Slice != sl.key() || at.From != sl.start() {
					continue
				}
				token, rd.resume = at.Token, nil
				if at.Done {
					continue
				}
			}
			if !yield(job{sl, token}, nil) {
				return
			}
		}
		if rd.resume != nil {
			// The place is gone: the partition was removed. Nothing may be missed.
			rd.resume = nil
			rd.jobs(ctx)(yield)
		}
	}
}
