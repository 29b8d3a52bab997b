package declarative

import (
	"context"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
)

// Read reads a stream page by page; see source.Connector.
func (c *Connector) Read(ctx context.Context, config source.Config, req domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	s, err := c.open(config)
	if err != nil {
		return domain.ReadOutcome{}, err
	}
	stream, err := s.stream(ctx, req.DataType)
	if err != nil {
		return domain.ReadOutcome{}, err
	}
	from, err := readCheckpoint(req.Checkpoint)
	if err != nil {
		// A checkpoint nobody can read costs a read from the start, no more.
		c.opts.Log.Warn("checkpoint cannot be read; everything is read again")
		from = checkpoint{}
	}
	way := s.wayOf(stream, req.Mode, from)
	if stream.Changes != nil && way == stream && req.Mode == domain.ChangedOnly && (from.at == nil || !from.at.Whole) {
		from = checkpoint{} // the service does not reach back to it
	}
	stream = way
	if err := s.findSchema(ctx, &stream); err != nil {
		return domain.ReadOutcome{}, err
	}
	s.repeated = repeatedParents(stream)
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

// wayOf chooses between the two ways of reading that a stream may have: the one
// for changes needs a state that the service still reaches back to.
func (s *session) wayOf(stream *manifest.Stream, mode domain.ReadMode, from checkpoint) *manifest.Stream {
	if stream.Changes == nil || mode != domain.ChangedOnly || len(from.state) == 0 || from.at != nil && from.at.Whole {
		return stream
	}
	back, err := s.duration(stream.Retention)
	if err != nil || back.IsZero() || stream.Changes.Cursor == nil {
		return stream.Changes
	}
	now := s.opts.Clock.Now()
	c, err := s.newCursor(stream.Changes.Cursor, now)
	if err != nil {
		return stream.Changes
	}
	at, ok := c.parse(from.state[c.field])
	if from.state[noCursorKey] == true || ok && !at.Before(back.SubtractFrom(now)) {
		return stream.Changes
	}
	return stream
}

// findSchema asks the service for the schema of a stream whose values are
// converted to it.
func (s *session) findSchema(ctx context.Context, stream **manifest.Stream) error {
	if !(*stream).Normalize || (*stream).Fields == nil {
		return nil
	}
	schema, err := s.schemaOf(ctx, (*stream).Fields)
	if err != nil {
		return err
	}
	own := **stream
	own.Schema, *stream = schema, &own
	return nil
}

// readPlan says what a reader reads.
type readPlan struct {
	mode  domain.ReadMode // empty: everything
	from  checkpoint
	limit int
	// quiet: no checkpoints and no page with the final state, for a parent stream
	// or a look at the first page.
	quiet bool
}

// reader reads one stream. Slices are made and fetched in goroutines of their
// own; state, marks and counts belong to the one that takes the pages.
type reader struct {
	*session
	stream *manifest.Stream
	plan   readPlan
	began  time.Time
	cursor *cursor
	known  *state // where the read began; never changed
	state  *state
	resume *position // where to continue; nil once reached
	left   int       // partitions skipped because the service refused them
	other  int       // items that are no records
	parts  bool      // large answers are handed on in parts
	// parents are the parent streams whose own state is kept with this one's.
	parents []*reader
	// unmarked counts the pages since the last checkpoint.
	unmarked int
}

func (s *session) newReader(stream *manifest.Stream, plan readPlan) (*reader, error) {
	rd := &reader{session: s, stream: stream, plan: plan, began: s.opts.Clock.Now(), parts: streamable(stream, s.opts.Strict)}
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
	if plan.mode != domain.ChangedOnly && rd.resume == nil {
		known = nil
	}
	known = rd.migrate(known)
	now := s.opts.Clock.Now()
	rd.known = newState(rd.cursor, len(stream.Routers) > 0, known, now)
	rd.state = newState(rd.cursor, len(stream.Routers) > 0, known, now)
	return rd, nil
}

// fork returns a reader that fetches in a goroutine of its own: expressions note
// what they see, and the counts stay with this one.
func (rd *reader) fork() *reader {
	s := *rd.session
	s.base = s.base.with("parameters", map[string]any{})
	return &reader{session: &s, stream: rd.stream, plan: rd.plan, cursor: rd.cursor, parts: rd.parts}
}

// outcome says what the read amounts to.
func (rd *reader) outcome(req domain.ReadRequest) domain.ReadOutcome {
	incremental := req.Mode == domain.ChangedOnly && rd.cursor != nil && len(req.Checkpoint) > 0
	resumed := rd.plan.from.at != nil && rd.plan.from.at.Mode == req.Mode
	whole := !incremental && req.Limit == 0 && !rd.short()
	return domain.ReadOutcome{
		// A read that was continued did not bring everything itself. Unchanged
		// stays false: a cursor tells nothing about deletions.
		Complete: whole && !resumed,
		Resumed:  whole && resumed && rd.resume == nil,
		Warnings: rd.warnings(),
	}
}

// short tells that something was not given out, also before the read went on from a checkpoint.
func (rd *reader) short() bool {
	at := rd.plan.from.at
	return rd.left > 0 || rd.other > 0 || rd.openEnds.Load() > 0 || at != nil && at.Mode == rd.plan.mode && at.Short
}

func (rd *reader) warnings() []string {
	var out []string
	if rd.left > 0 {
		out = append(out, fmt.Sprintf("%s did not give out %d of its parts, so some records are missing.", capital(rd.opts.Service), rd.left))
	}
	if rd.openEnds.Load() > 0 {
		out = append(out, fmt.Sprintf("%s does not mark where its answers end, so what is missing in them is not taken for deleted.", capital(rd.opts.Service)))
	}
	if rd.other > 0 {
		out = append(out, fmt.Sprintf("%d entries are no records and were left out.", rd.other))
	}
	return out
}
