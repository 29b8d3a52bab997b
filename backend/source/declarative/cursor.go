package declarative

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// cursor knows the time a stream is read over, and where each partition stands.
type cursor struct {
	m       *manifest.Cursor
	field   string
	formats []string // for records, tried in order
	begin   time.Time
	end     time.Time
	step    expr.Duration
	grain   expr.Duration
	back    expr.Duration // lookback
	overlap time.Duration // at least so far back, strict
	strict  bool
}

// newCursor evaluates a cursor. now is when the read began.
func (s *session) newCursor(m *manifest.Cursor, now time.Time) (*cursor, error) {
	c := &cursor{m: m, strict: s.opts.Strict}
	if c.strict {
		c.overlap = s.opts.Overlap
	}
	var err error
	if c.field, err = s.base.text(m.Field); err != nil {
		return nil, s.classifyFault(err)
	}
	if m.Counting {
		return c, s.counting(c)
	}
	c.formats = append(append([]string{}, m.RecordFormats...), m.Format)
	if c.begin, err = s.bound(m.Start, c); err != nil {
		return nil, err
	}
	c.end = now
	if m.End != nil {
		if c.end, err = s.bound(*m.End, c); err != nil {
			return nil, err
		}
	}
	if c.step, err = s.duration(m.Step); err != nil {
		return nil, err
	}
	if c.back, err = s.duration(m.Lookback); err != nil {
		return nil, err
	}
	if m.Granularity != "" {
		if c.grain, err = expr.ParseDuration(m.Granularity); err != nil {
			return nil, s.classifyFault(&templateError{m.Granularity, err})
		}
	}
	if m.Clamp.To != "" {
		c.end = c.grain.SubtractFrom(clampTime(c.end, m.Clamp, false))
	}
	return c, nil
}

func (s *session) duration(t *manifest.Template) (expr.Duration, error) {
	text, err := s.base.text(t)
	if err != nil {
		return expr.Duration{}, s.classifyFault(err)
	}
	if strings.TrimSpace(text) == "" {
		return expr.Duration{}, nil
	}
	d, err := expr.ParseDuration(text)
	if err != nil {
		return expr.Duration{}, s.classifyFault(&templateError{t.Source, err})
	}
	return d, nil
}

// bound evaluates one end of the time to read, kept within its limits.
func (s *session) bound(b manifest.Bound, c *cursor) (time.Time, error) {
	format := b.Format
	if format == "" {
		format = c.m.Format
	}
	at, err := s.date(b.At, format, c)
	if err != nil {
		return time.Time{}, err
	}
	if b.Min != nil && b.Min.Source != "" {
		least, err := s.date(b.Min, format, c)
		if err != nil {
			return time.Time{}, err
		}
		if at.Before(least) {
			at = least
		}
	}
	if b.Max != nil && b.Max.Source != "" {
		most, err := s.date(b.Max, format, c)
		if err != nil {
			return time.Time{}, err
		}
		if at.After(most) {
			at = most
		}
	}
	return at, nil
}

// date evaluates a date. Strict also reads the usual ways of writing one,
// because people type dates into forms.
func (s *session) date(t *manifest.Template, format string, c *cursor) (time.Time, error) {
	text, err := s.base.text(t)
	if err != nil {
		return time.Time{}, s.classifyFault(err)
	}
	formats := []string{format}
	if s.opts.Strict {
		formats = append(append(formats, c.formats...),
			"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d")
	}
	for _, f := range formats {
		if at, err := expr.ParseDate(text, f); err == nil {
			return at, nil
		}
	}
	return time.Time{}, &domain.Error{
		Kind: domain.SetUp, Code: "wrong_date",
		What:  "A date in the settings cannot be read.",
		Means: "It is not known from when on data should be read.",
		Do:    "Enter the date like 2024-01-31.", Details: fmt.Sprintf("%s, format %s", t.Source, format),
	}
}

// windows cuts the time from a point on into slices. The last ends exactly at
// the end; none when there is nothing between.
func (c *cursor) windows(from time.Time) []window {
	from = clampTime(from, c.m.Clamp, true)
	if from.After(c.end) || from.Equal(c.end) && c.grain.IsZero() {
		return nil
	}
	if c.m.Step == nil || c.step.IsZero() || !c.step.AddTo(from).Before(c.end) {
		return []window{c.window(from, c.end)}
	}
	const most = 1_000_000 // a step of a second over years is a mistake, and must end
	var out []window
	for low := from; low.Before(c.end) && len(out) < most; {
		next := c.step.AddTo(low)
		if next.Before(c.end) {
			next = clampTime(next, c.m.Clamp, true)
		}
		if !next.After(low) {
			break
		}
		high := c.grain.SubtractFrom(next)
		if !next.Before(c.end) {
			high = c.end
		}
		out = append(out, c.window(low, high))
		low = next
	}
	return out
}

func (c *cursor) window(from, to time.Time) window {
	if c.m.Counting {
		return window{from: from, to: to, fromText: strconv.FormatInt(from.UnixNano(), 10), startKey: c.m.StartKey, endKey: c.m.EndKey}
	}
	return window{
		from: from, to: to,
		fromText: expr.FormatDate(from, c.m.Format), toText: expr.FormatDate(to, c.m.Format),
		startKey: c.m.StartKey, endKey: c.m.EndKey,
	}
}

// from is where a read begins that continues at a state.
func (c *cursor) from(state time.Time) time.Time {
	if state.IsZero() {
		return c.begin
	}
	at := c.back.SubtractFrom(state)
	if least := state.Add(-c.overlap); at.After(least) {
		at = least
	}
	if at.Before(c.begin) {
		return c.begin
	}
	return at
}

// floor is before which the reference runner takes a record for known.
func (c *cursor) floor(state time.Time) time.Time {
	if state.IsZero() {
		return c.begin
	}
	at := c.back.SubtractFrom(state)
	least := state
	if c.begin.Before(least) {
		least = c.begin
	}
	if at.Before(least) {
		return least
	}
	return at
}

// of reads the cursor of a record; ok is false when it has none that can be
// read.
func (c *cursor) of(record map[string]any) (time.Time, bool) {
	v, ok := record[c.field]
	if !ok || v == nil {
		return time.Time{}, false
	}
	if c.m.Counting {
		return countTime(v)
	}
	text := asText(v)
	for _, f := range c.formats {
		if at, err := expr.ParseDate(text, f); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// parse reads a value of a state.
func (c *cursor) parse(v any) (time.Time, bool) {
	if v == nil {
		return time.Time{}, false
	}
	if c.m.Counting {
		return countTime(v)
	}
	text := asText(v)
	for _, f := range append([]string{c.m.Format}, c.formats...) {
		if at, err := expr.ParseDate(text, f); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// format writes a time as the state does.
func (c *cursor) format(t time.Time) any {
	if c.m.Counting {
		return t.UnixNano()
	}
	return expr.FormatDate(t, c.m.Format)
}

// parts are what the window adds to a request.
func (c *cursor) parts(sc scope, w *window) (part, error) {
	var p part
	if err := p.inject(sc, c.m.StartInto, w.fromText); err != nil {
		return p, err
	}
	return p, p.inject(sc, c.m.EndInto, w.toText)
}
