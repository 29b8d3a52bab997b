package declarative

import (
	"context"
	"iter"
	"sync"

	"tributary/backend/domain"
)

// fetched is one page of a reader, or a part of one.
type fetched struct {
	slice      slice
	records    []domain.Record
	bytes      int64
	checkpoint domain.Checkpoint
	next       any  // token of the page after; nil: the slice ends here
	part       bool // more of this page follows
	refused    bool // the service did not give out this partition
	other      int  // items that are no records
}

// pages reads everything in order.
func (rd *reader) pages(ctx context.Context) iter.Seq2[fetched, error] {
	return func(yield func(fetched, error) bool) {
		for page, err := range rd.fetch(ctx) {
			if err == nil {
				err = rd.settle(&page)
			}
			if !yield(page, err) || err != nil {
				return
			}
		}
		if ctx.Err() == nil {
			rd.last(yield)
		}
	}
}

// settle makes a page part of the state.
func (rd *reader) settle(page *fetched) error {
	rd.other += page.other
	if page.refused {
		rd.left++
	}
	rd.state.observe(page.records)
	if page.part {
		return nil
	}
	if page.next == nil {
		rd.state.closeSlice(page.slice)
	}
	var err error
	page.checkpoint, err = rd.mark(page.slice, page.next)
	return err
}

// mark is the checkpoint after a page: the state, and where to go on. With many
// partitions the state is large; then not every page carries it.
func (rd *reader) mark(sl slice, next any) (domain.Checkpoint, error) {
	if rd.plan.quiet {
		return nil, nil
	}
	const share = 50
	if rd.unmarked++; rd.unmarked*share < len(rd.state.order) {
		return nil, nil
	}
	rd.unmarked = 0
	at := &position{
		Mode: rd.plan.mode, Until: rd.began, Slice: sl.key(), From: sl.start(), Token: next, Done: next == nil, Whole: rd.stream.Changes != nil,
		Short: rd.short(),
	}
	return writeCheckpoint(rd.snapshot(false), at)
}

// last is the page without records that carries the final state.
func (rd *reader) last(yield func(fetched, error) bool) {
	rd.state.finish()
	if rd.plan.quiet {
		return
	}
	raw, err := writeCheckpoint(rd.snapshot(true), nil)
	yield(fetched{checkpoint: raw}, err)
}

// fetch fetches the slices in order; several at the same time where that is
// allowed. What it yields is in order all the same, so that a place in it can be
// remembered.
func (rd *reader) fetch(ctx context.Context) iter.Seq2[fetched, error] {
	if n := rd.parallel(); n > 1 {
		return rd.fetchTogether(ctx, n)
	}
	return func(yield func(fetched, error) bool) {
		for j, err := range rd.jobs(ctx) {
			if err != nil {
				yield(fetched{}, err)
				return
			}
			if !rd.readSlice(ctx, j, yield) {
				return
			}
		}
	}
}

// result is a page on its way between goroutines.
type result struct {
	page fetched
	err  error
}

// fetchTogether fetches up to n slices at the same time. Each waits for its turn
// after a page or two, so that memory stays bounded.
func (rd *reader) fetchTogether(ctx context.Context, n int) iter.Seq2[fetched, error] {
	return func(yield func(fetched, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var running sync.WaitGroup
		queue := make(chan chan result, n-1)
		running.Go(func() {
			defer close(queue)
			for j, err := range rd.jobs(ctx) {
				pages := make(chan result, pagesAhead)
				select {
				case queue <- pages:
				case <-ctx.Done():
					return
				}
				if err != nil {
					pages <- result{err: err}
					close(pages)
					return
				}
				own := rd.fork()
				running.Go(func() { own.readInto(ctx, j, pages) })
			}
		})
		defer running.Wait()
		defer cancel()
		for pages := range queue {
			for r := range pages {
				if !yield(r.page, r.err) || r.err != nil {
					return
				}
			}
		}
	}
}

func (rd *reader) readInto(ctx context.Context, j job, pages chan<- result) {
	defer close(pages)
	rd.readSlice(ctx, j, func(page fetched, err error) bool {
		select {
		case pages <- result{page, err}:
			return true
		case <-ctx.Done():
			return false
		}
	})
}
