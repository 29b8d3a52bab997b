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
// and otherwise held, up to maxHeld.
const (
	smallBody = 4 << 20
	partBytes = 2 << 20
	maxHeld   = 64 << 20
)

// streamable tells whether the pages of a stream may be handed on in parts:
// nothing in the manifest looks at the whole of a response.
func streamable(s *manifest.Stream) bool {
	if s.Decoder != manifest.JSONDecoder || s.Job != nil || s.Gzip || s.Zip || s.Expand != nil || s.Reshape != nil || s.Requester.Properties != nil || s.Cursor != nil && s.Cursor.DataFeed {
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
	limit int64
}

// readLarge hands a large response on in parts. It returns what the pagination
// needs to know.
func (rd *reader) readLarge(ctx context.Context, a *answer, sl slice, sc scope, yield func(fetched, error) bool) (seenPage, bool, error) {
	defer a.large.close()
	keys, err := extractPath(rd.stream.Extract, sc)
	if err != nil {
		return seenPage{}, false, rd.classifyFault(err)
	}
	seen := seenPage{answer: a, baseFor: sc}
	sel := &selector{stream: rd.stream, scope: sc.with("record", nil)}
	var items []any
	held := 0
	hand := func() (bool, error) {
		records, err := sel.records(items)
		if err != nil {
			return false, rd.classifyFault(err)
		}
		seen.kept += len(records)
		if n := len(records); n > 0 {
			seen.last = records[n-1]
		}
		page := fetched{slice: sl, records: rd.cursor.news(sl, records), bytes: int64(held) * 3, part: true, other: sel.skipped}
		items, held, sel.skipped = nil, 0, 0
		return yield(page, nil), nil
	}
	source := io.MultiReader(bytes.NewReader(a.body), &limited{r: a.large.rest, left: a.large.limit - int64(len(a.body))})
	err = newScanner(source).records(keys, func(raw []byte, whole bool) error {
		document, err := decodeJSON(raw)
		if err != nil {
			return err
		}
		found := []any{document}
		if whole && len(keys) > 0 {
			found = extract(document, keys)
		}
		items, held, seen.found = append(items, found...), held+len(raw), seen.found+len(found)
		if held < partBytes {
			return nil
		}
		more, err := hand()
		if err == nil && !more {
			err = errStopped
		}
		return err
	})
	if errors.Is(err, errStopped) {
		return seen, false, nil
	}
	if err != nil {
		return seen, false, rd.largeFault(ctx, a, err)
	}
	more, err := hand()
	return seen, more, err
}

// errStopped ends a scan because nobody wants more.
var errStopped = errors.New("stopped")

func (rd *reader) largeFault(ctx context.Context, a *answer, err error) error {
	var known *domain.Error
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &known):
		return err
	case errors.Is(err, errTooLarge), errors.Is(err, errTooSlow), isNetwork(err):
		return rd.classify(attempt{err: err}, verdict{})
	}
	return rd.notJSON(a, err)
}

// networkError marks an error of reading a body, in contrast to what is in it.
type networkError struct{ err error }

func (e *networkError) Error() string { return "read the answer: " + e.err.Error() }
func (e *networkError) Unwrap() error { return e.err }

func isNetwork(err error) bool {
	var n *networkError
	return errors.As(err, &n)
}

// limited reads up to a limit, and fails beyond it.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		// Only a byte beyond the limit is too much.
		if n, err := l.r.Read(p[:min(1, len(p))]); n > 0 || !errors.Is(err, io.EOF) {
			return 0, errTooLarge
		}
		return 0, io.EOF
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = &networkError{err}
	}
	return n, err
}
