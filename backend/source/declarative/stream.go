package declarative

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// Limits of a response. Up to smallBody it is decoded at once. A larger one is
// handed on in parts of about partBytes where nothing needs to see it whole,
// and otherwise held, up to maxHeld. So is one record.
const (
	smallBody = 4 << 20
	partBytes = 2 << 20
	maxHeld   = 64 << 20
)

// streamable tells whether the pages of a stream may be handed on in parts:
// nothing in the manifest looks at the whole of a response.
func streamable(s *manifest.Stream, strict bool) bool {
	if !byLine(s.Decoder) && (s.Decoder != manifest.JSONDecoder || !strict) {
		return false
	}
	if s.Expand != nil || s.Reshape != nil || s.Reset.On || s.Requester.Properties != nil || s.Cursor != nil && s.Cursor.DataFeed {
		return false
	}
	for _, h := range s.Requester.Errors {
		for _, f := range h.Filters {
			if f.Predicate != nil || f.Contains != "" {
				return false
			}
		}
	}
	for _, key := range s.Extract {
		if !key.Parsed.IsStatic() || strings.ContainsAny(key.Source, "*?[") {
			return false
		}
	}
	if s.Paginator == nil {
		return true
	}
	token, ok := s.Paginator.Strategy.(manifest.CursorToken)
	return !ok || !mentionsResponse(token.Value) && !mentionsResponse(token.Stop)
}

func mentionsResponse(t *manifest.Template) bool {
	return t != nil && slices.Contains(t.Parsed.Names(), "response")
}

// large is the rest of a response that is too large to be held.
type large struct {
	rest  io.Reader
	close func()
}

// inParts tells whether an answer is read bit by bit: because it is large, or because
// it is packed and nobody knows how large it is inside.
func (rd *reader) inParts(a *answer) bool {
	if a.large != nil {
		return true
	}
	packed := rd.stream.Gzip || rd.stream.Zip
	return rd.parts && packed && len(a.body) > 0
}

// readLarge hands a large response on in parts. It returns what the pagination
// needs to know.
func (rd *reader) readLarge(ctx context.Context, a *answer, sl slice, sc scope, yield func(fetched, error) bool) (seenPage, bool, error) {
	rest, end := io.Reader(bytes.NewReader(nil)), func() {}
	if a.large != nil {
		rest, end = a.large.rest, a.large.close
	}
	defer end()
	keys, err := extractPath(rd.stream.Extract, sc)
	if err != nil {
		return seenPage{}, false, rd.classifyFault(err)
	}
	if a.openEnd && byLine(rd.stream.Decoder) && !rd.stream.Gzip && !rd.stream.Zip {
		rd.openEnds.Add(1) // of lines the first ones are data, too
	}
	p := &parts{
		rd: rd, slice: sl, keys: keys, yield: yield, seen: seenPage{answer: a, baseFor: sc},
		sel: &selector{stream: rd.stream, scope: sc.with("record", nil)},
	}
	most := rd.wireLimit()
	body := &large{rest: io.MultiReader(bytes.NewReader(a.body), &limited{r: rest, left: most - int64(len(a.body)), most: most}), close: end}
	err = rd.decodeLarge(body, rd.stream.Decoding, keys, p.add)
	if err == nil {
		err = p.last()
	}
	if errors.Is(err, errStopped) {
		return p.seen, false, nil
	}
	return p.seen, err == nil, rd.largeFault(ctx, a, err)
}

// wireLimit is how large a response may be as it comes, where it is read bit by bit.
func (rd *reader) wireLimit() int64 {
	switch {
	case rd.stream.Gzip, rd.stream.Zip:
		return rd.opts.MaxBody * packedTimes
	case byLine(rd.stream.Decoder):
		return rd.opts.MaxBody * unpackedTimes
	}
	return rd.opts.MaxBody
}

// parts makes parts of a page of what is found in a large response.
type parts struct {
	rd    *reader
	slice slice
	keys  []string
	yield func(fetched, error) bool
	seen  seenPage
	sel   *selector
	items []any
	held  int

	documents int
	only      any // the first document, until there are more
}

// add takes what was found: an item, or a document to look for items in.
func (p *parts) add(v any, size int, at standing) error {
	items := []any{v}
	switch {
	case at == alone:
		items = extract(v, nil)
	case at == document && len(p.keys) > 0:
		items = extract(v, p.keys)
	case at == document:
		// A single one may be a list of items, see reader.items.
		if p.documents++; p.documents == 1 {
			p.only = v
			return nil
		}
		if p.documents == 2 {
			items = []any{p.only, v}
		}
	}
	p.items, p.held, p.seen.found = append(p.items, items...), p.held+size, p.seen.found+len(items)
	if p.held < partBytes {
		return nil
	}
	return p.hand()
}

func (p *parts) last() error {
	if p.documents == 1 {
		p.items = extract(p.only, nil)
		p.seen.found += len(p.items)
	}
	return p.hand()
}

func (p *parts) hand() error {
	records, err := p.sel.records(p.items)
	if err != nil {
		return p.rd.classifyFault(err)
	}
	p.seen.kept += len(records)
	if n := len(records); n > 0 {
		p.seen.last = records[n-1]
	}
	page := fetched{slice: p.slice, records: p.rd.cursor.news(p.slice, records), bytes: int64(p.held) * 3, part: true, other: p.sel.skipped}
	p.items, p.held, p.sel.skipped = nil, 0, 0
	if !p.yield(page, nil) {
		return errStopped
	}
	return nil
}

// errStopped ends a scan because nobody wants more.
var errStopped = errors.New("stopped")

func (rd *reader) largeFault(ctx context.Context, a *answer, err error) error {
	var known *domain.Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &known):
		return err
	case errors.Is(err, errTooLarge), errors.Is(err, errTooSlow), isSpool(err), isNetwork(err):
		return rd.classify(attempt{err: err}, verdict{})
	}
	return rd.notJSON(a, err)
}
