package declarative

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// Read reads a stream page by page; see source.Connector.
func (c *Connector) Read(ctx context.Context, config source.Config, req domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	stream, err := c.stream(req.DataType)
	if err != nil {
		return domain.ReadOutcome{}, err
	}
	s, err := c.open(config)
	if err != nil {
		return domain.ReadOutcome{}, err
	}
	from, err := readCheckpoint(req.Checkpoint)
	if err != nil {
		// A checkpoint nobody can read costs a read from the start, no more.
		c.opts.Log.Warn("checkpoint cannot be read; everything is read again")
		from = checkpoint{}
	}
	rd, err := s.newReader(stream, readPlan{mode: req.Mode, from: from, limit: req.Limit})
	if err != nil {
		return domain.ReadOutcome{}, err
	}
	total := 0
	for found, err := range ahead(ctx, rd.pages) {
		if ctx.Err() != nil {
			return domain.ReadOutcome{}, context.Cause(ctx)
		}
		if err != nil {
			return domain.ReadOutcome{}, err
		}
		total += len(found.records)
		page := domain.Page{Records: found.records, Checkpoint: found.checkpoint, Bytes: found.bytes}
		if err := yield(page); err != nil {
			return domain.ReadOutcome{}, err
		}
		if req.Limit > 0 && total >= req.Limit {
			break
		}
	}
	// Only now has the reader come to rest.
	return rd.outcome(req), nil
}

// readPlan says what a reader reads.
type readPlan struct {
	mode  domain.ReadMode // empty: everything, for a parent stream
	from  checkpoint
	limit int
}

// reader reads one stream.
type reader struct {
	*session
	stream *manifest.Stream
	plan   readPlan
	began  time.Time
	cursor *cursor
	state  *state
	resume *position // where to continue; nil once reached
	left   int       // partitions skipped because the service refused them
	other  int       // items that are no records
	parts  bool      // large answers are handed on in parts
	// unmarked counts the pages since the last checkpoint.
	unmarked int
}

// fetched is one page of a reader.
type fetched struct {
	slice      slice
	records    []domain.Record
	checkpoint domain.Checkpoint
	bytes      int64
}

func (s *session) newReader(stream *manifest.Stream, plan readPlan) (*reader, error) {
	rd := &reader{session: s, stream: stream, plan: plan, began: s.opts.Clock.Now(), parts: s.opts.Strict && streamable(stream)}
	if at := plan.from.at; at != nil && at.Mode == plan.mode && !at.Until.IsZero() {
		rd.resume, rd.began = at, at.Until
	}
	if stream.Cursor != nil {
		var err error
		if rd.cursor, err = s.newCursor(stream.Cursor, rd.began); err != nil {
			return nil, err
		}
	}
	known := plan.from.state
	if plan.mode == domain.FullRead && rd.resume == nil {
		known = nil
	}
	rd.state = newState(rd.cursor, len(stream.Routers) > 0, known, s.opts.Clock.Now())
	return rd, nil
}

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
		from = rd.cursor.from(rd.state.of(sl.key()))
	}
	sl.since = from
	if !rd.opts.Strict && rd.plan.mode == domain.ChangedOnly {
		sl.since = rd.cursor.floor(rd.state.of(sl.key()))
	}
	for _, w := range rd.cursor.windows(from) {
		sl.window = &w
		if !yield(sl, nil) {
			return false
		}
	}
	return true
}

// pages reads everything in order.
func (rd *reader) pages(ctx context.Context) iter.Seq2[fetched, error] {
	return func(yield func(fetched, error) bool) {
		for sl, err := range rd.slices(ctx) {
			if err != nil {
				yield(fetched{}, err)
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
			if !rd.readSlice(ctx, sl, token, yield) {
				return
			}
		}
		if rd.resume != nil {
			// The place is gone: the partition was removed. Nothing may be missed.
			rd.resume = nil
			rd.pages(ctx)(yield)
			return
		}
		rd.last(yield)
	}
}

// last is the page without records that carries the final state.
func (rd *reader) last(yield func(fetched, error) bool) {
	if rd.plan.mode == "" {
		return
	}
	rd.state.finish()
	raw, err := writeCheckpoint(rd.state.snapshot(rd.opts.Clock.Now()), nil)
	yield(fetched{checkpoint: raw}, err)
}

// readSlice reads the pages of one slice.
func (rd *reader) readSlice(ctx context.Context, sl slice, token any, yield func(fetched, error) bool) bool {
	pager, err := rd.newPager(rd.stream.Paginator)
	if err != nil {
		yield(fetched{}, err)
		return false
	}
	sc := rd.base.withSlice(sl)
	if token == nil {
		token = pager.first()
	}
	for first := true; ; first = false {
		page, next, err := rd.readPage(ctx, sl, sc, pager, token, first, yield)
		if errors.Is(err, errStopped) {
			return false
		}
		if err != nil {
			yield(fetched{}, err)
			return false
		}
		if next == nil {
			rd.state.closeSlice(sl)
		}
		if page.checkpoint, err = rd.mark(sl, next); err != nil {
			yield(fetched{}, err)
			return false
		}
		if !yield(page, nil) {
			return false
		}
		if token = next; next == nil {
			return true
		}
	}
}

// mark is the checkpoint after a page: the state, and where to go on. With many
// partitions the state is large; then not every page carries it.
func (rd *reader) mark(sl slice, next any) (domain.Checkpoint, error) {
	if rd.plan.mode == "" {
		return nil, nil
	}
	const share = 50
	if rd.unmarked++; rd.unmarked*share < len(rd.state.order) {
		return nil, nil
	}
	rd.unmarked = 0
	at := &position{Mode: rd.plan.mode, Until: rd.began, Slice: sl.key(), From: sl.start(), Token: next, Done: next == nil}
	return writeCheckpoint(rd.state.snapshot(rd.opts.Clock.Now()), at)
}

// readPage sends one request and makes a page of the answer. Of a large answer
// it hands out parts itself; then the page it returns has no records.
func (rd *reader) readPage(ctx context.Context, sl slice, sc scope, pg *pager, token any, first bool, yield func(fetched, error) bool) (fetched, any, error) {
	c := call{scope: sc, stream: rd.parts}
	if err := pg.apply(&c, token); err != nil {
		return fetched{}, nil, rd.classifyFault(err)
	}
	if first || !rd.stream.PlainLaterPages {
		if err := rd.sliceParts(&c, sl); err != nil {
			return fetched{}, nil, rd.classifyFault(err)
		}
	}
	a, err := rd.send(ctx, rd.stream.Requester, c)
	if err != nil {
		return fetched{}, nil, err
	}
	page := fetched{slice: sl, bytes: int64(len(a.body)) * 3}
	if !a.ok() {
		// 404 is how services say that a partition has nothing.
		if a.status != 404 && a.status != 410 {
			rd.left++
		}
		return page, nil, nil
	}
	if a.large != nil {
		seen, more, err := rd.readLarge(ctx, a, sl, c.scope, yield)
		if err == nil && !more {
			err = errStopped
		}
		if err != nil {
			return fetched{}, nil, err
		}
		seen.token = token
		next, err := pg.next(seen)
		return fetched{slice: sl}, next, rd.nextFault(err)
	}
	items, err := rd.items(a, c.scope)
	if err != nil {
		return fetched{}, nil, err
	}
	sel := &selector{stream: rd.stream, scope: c.scope.with("record", nil)}
	if page.records, err = sel.records(items); err != nil {
		return fetched{}, nil, rd.classifyFault(err)
	}
	rd.other += sel.skipped
	seen := seenPage{answer: a, token: token, found: len(items), kept: len(page.records), baseFor: c.scope}
	if n := len(page.records); n > 0 {
		seen.last = page.records[n-1]
	}
	next, err := pg.next(seen)
	if err != nil {
		return fetched{}, nil, rd.nextFault(err)
	}
	if rd.cursor != nil && rd.cursor.feedEnds(sl, seen.last) {
		next = nil
	}
	page.records = rd.cursor.news(sl, page.records)
	rd.state.observe(page.records)
	return page, next, nil
}

func (rd *reader) nextFault(err error) error {
	var repeated *repeatedTokenError
	if errors.As(err, &repeated) {
		return &domain.Error{
			Kind: domain.ServiceDown, Code: "page_repeated", Err: err,
			What:  fmt.Sprintf("%s sends the same page again and again.", capital(rd.opts.Service)),
			Means: "Reading would never end.",
			Do:    "It is tried again later. If it stays, report it.",
		}
	}
	return rd.classifyFault(err)
}

// sliceParts adds what partition and window ask for.
func (rd *reader) sliceParts(c *call, sl slice) error {
	var p part
	for _, o := range sl.options {
		if err := p.inject(c.scope, o.into, o.value); err != nil {
			return err
		}
	}
	if sl.window != nil {
		times, err := rd.cursor.parts(c.scope, sl.window)
		if err != nil {
			return err
		}
		overlay(&p, times)
	}
	c.parts = append(c.parts, p)
	return nil
}

// items decodes an answer and pulls the records out.
func (rd *reader) items(a *answer, sc scope) ([]any, error) {
	keys, err := extractPath(rd.stream.Extract, sc)
	if err != nil {
		return nil, rd.classifyFault(err)
	}
	documents, err := rd.decode(a, rd.stream)
	if err != nil {
		return nil, err
	}
	found := documents
	switch {
	case len(documents) == 1:
		found = extract(documents[0], keys)
	case len(keys) > 0:
		found = nil
		for _, d := range documents {
			found = append(found, extract(d, keys)...)
		}
	}
	found, err = expand(found, rd.stream.Expand, sc)
	return found, rd.classifyFault(err)
}

// outcome says what the read amounts to.
func (rd *reader) outcome(req domain.ReadRequest) domain.ReadOutcome {
	incremental := req.Mode == domain.ChangedOnly && rd.cursor != nil && len(req.Checkpoint) > 0
	resumed := rd.plan.from.at != nil && rd.plan.from.at.Mode == req.Mode
	return domain.ReadOutcome{
		// A read that was continued did not bring everything itself. Unchanged
		// stays false: a cursor tells nothing about deletions.
		Complete: !incremental && !resumed && req.Limit == 0 && rd.left == 0 && rd.other == 0,
		Warnings: rd.warnings(),
	}
}

func (rd *reader) warnings() []string {
	var out []string
	if rd.left > 0 {
		out = append(out, fmt.Sprintf("%s did not give out %d of its parts, so some records are missing.", capital(rd.opts.Service), rd.left))
	}
	if rd.other > 0 {
		out = append(out, fmt.Sprintf("%d entries are no records and were left out.", rd.other))
	}
	return out
}
