package declarative

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"tributary/backend/domain"
)

// readSlice reads the pages of one slice.
func (rd *reader) readSlice(ctx context.Context, j job, yield func(fetched, error) bool) bool {
	if rd.stream.Job != nil {
		return rd.readJob(ctx, j.slice, yield)
	}
	var restarts restarts
	for {
		again, ok := rd.readRun(ctx, &j, &restarts, yield)
		if !again || !ok {
			return ok
		}
		j.token = nil
	}
}

// readRun reads the pages of a slice to the end, or to where they begin anew.
func (rd *reader) readRun(ctx context.Context, j *job, r *restarts, yield func(fetched, error) bool) (again, ok bool) {
	pager, err := rd.newPager(rd.stream.Paginator)
	if err != nil {
		yield(fetched{}, err)
		return false, false
	}
	sc := rd.base.withSlice(j.slice)
	token := j.token
	if token == nil {
		token = pager.first()
	}
	for first := true; ; first = false {
		page, err := rd.readPage(ctx, j.slice, sc, pager, token, first, yield)
		if errors.Is(err, errStopped) {
			return false, false
		}
		restart := errors.Is(err, errRestart) && rd.stream.Reset.On
		if restart {
			page, err = fetched{slice: j.slice}, nil
		}
		if err != nil {
			yield(page, err)
			return false, false
		}
		r.count(rd, page)
		if restart || r.full(rd.stream.Reset) && page.next != nil {
			if err := r.next(rd, j); err != nil {
				yield(page, err)
				return false, false
			}
			page.part, page.next = true, nil
			return true, yield(page, nil)
		}
		if !yield(page, nil) {
			return false, false
		}
		if token = page.next; token == nil {
			return false, true
		}
	}
}

// readPage sends one request and makes a page of the answer. Of a large answer
// it hands out parts itself; then the page it returns has no records.
func (rd *reader) readPage(ctx context.Context, sl slice, sc scope, pg *pager, token any, first bool, yield func(fetched, error) bool) (fetched, error) {
	if rd.stream.Requester.Properties != nil && (!first || sl.lazy == nil) {
		return rd.readPortions(ctx, sl, pg, token, first)
	}
	a, c, err := rd.ask(ctx, sl, sc, pg, token, first, nil)
	if err != nil {
		return fetched{}, err
	}
	page := fetched{slice: sl, bytes: int64(len(a.body)) * 3}
	if !a.ok() {
		page.refused = refusedPart(a)
		return page, nil
	}
	if rd.inParts(a) {
		seen, more, err := rd.readLarge(ctx, a, sl, c.scope, yield)
		if err == nil && !more {
			err = errStopped
		}
		if err != nil {
			return fetched{}, err
		}
		seen.token = token
		page = fetched{slice: sl}
		page.next, err = pg.next(seen)
		return page, rd.nextFault(err)
	}
	items, err := rd.items(a, c.scope)
	if err != nil {
		return fetched{}, err
	}
	sel := &selector{stream: rd.stream, scope: c.scope.with("record", nil)}
	if page.records, err = sel.records(items); err != nil {
		return fetched{}, rd.classifyFault(err)
	}
	page.other = sel.skipped
	return rd.turn(page, sl, pg, seenPage{answer: a, token: token, found: len(items), baseFor: c.scope})
}

// refusedPart tells whether an answer means that there is something which is not given out:
// 404 is how services say that a partition has nothing.
func refusedPart(a *answer) bool {
	return a.status != http.StatusNotFound && a.status != http.StatusGone
}

// turn finds out where the page after is, and keeps what is new.
func (rd *reader) turn(page fetched, sl slice, pg *pager, seen seenPage) (fetched, error) {
	seen.kept = len(page.records)
	if n := len(page.records); n > 0 {
		seen.last = page.records[n-1]
	}
	var err error
	if page.next, err = pg.next(seen); err != nil {
		return fetched{}, rd.nextFault(err)
	}
	if rd.cursor != nil && rd.cursor.feedEnds(sl, seen.last) {
		page.next = nil
	}
	page.records = rd.cursor.news(sl, page.records)
	return page, nil
}

// ask gets the answer with a page: from the service, or from the record of the
// parent that came with it.
func (rd *reader) ask(ctx context.Context, sl slice, sc scope, pg *pager, token any, first bool, properties []string) (*answer, call, error) {
	c := call{scope: sc, stream: rd.parts, keep: rd.keep}
	if p := rd.stream.Requester.Properties; p != nil {
		namesProperties(&c, p, properties)
	}
	if err := pg.apply(&c, token); err != nil {
		return nil, c, rd.classifyFault(err)
	}
	if first && sl.lazy != nil {
		return &answer{status: http.StatusOK, head: http.Header{}, decoded: true, value: *sl.lazy}, c, nil
	}
	if rd.stream.Job == nil && (first || !rd.stream.PlainLaterPages) {
		if err := rd.sliceParts(&c, sl); err != nil {
			return nil, c, rd.classifyFault(err)
		}
	}
	a, err := rd.send(ctx, rd.stream.Requester, c)
	return a, c, err
}

func (rd *reader) nextFault(err error) error {
	var repeated *repeatedTokenError
	if errors.As(err, &repeated) {
		return &domain.Error{
			Kind: domain.ServiceDown, Code: "page_repeated", Err: err, StartAgain: true,
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
	a.room = roomFor(rd.stream)
	documents, err := rd.decode(a, rd.stream.Decoding)
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
	if found, err = reshape(found, rd.stream.Reshape); err != nil {
		return nil, err
	}
	found, err = expand(found, rd.stream.Expand, sc)
	return found, rd.classifyFault(err)
}
