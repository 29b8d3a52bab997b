package declarative

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// Limits of waiting between tries.
const (
	defaultRetries = 5
	// maxBackoff bounds all waits for one request together, except those the
	// service asked for.
	maxBackoff = 10 * time.Minute
)

// answer is a response that was read to its end.
type answer struct {
	status int
	head   http.Header
	body   []byte
	// ignored: the manifest says to take this response as no records.
	ignored bool

	decoded bool
	value   any
	broken  error // the body is not JSON
}

func (a *answer) ok() bool { return a.status < http.StatusBadRequest }

// json is the body as JSON, decoded once.
func (a *answer) json() (any, error) {
	if !a.decoded {
		a.value, a.broken = decodeJSON(a.body)
		a.decoded = true
	}
	return a.value, a.broken
}

// attempt is one try and what came of it: an answer or an error.
type attempt struct {
	answer *answer
	err    error
	url    string // without query, for people
}

// send sends a request until it is answered in a way that ends the tries.
func (s *session) send(ctx context.Context, r *manifest.Requester, c call) (*answer, error) {
	var waited time.Duration
	for try := 1; ; try++ {
		at, err := s.try(ctx, r, c)
		if err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		v, err := s.decide(r.Errors, at, c.scope)
		if err != nil {
			return nil, err
		}
		switch v.action {
		case manifest.Succeed:
			return at.answer, nil
		case manifest.Ignore:
			at.answer.ignored = true
			return at.answer, nil
		case manifest.Fail:
			return nil, s.classify(at, v)
		}
		wait, err := s.wait(r.Errors, at, v, try, c.scope)
		if err != nil {
			return nil, err
		}
		limited := v.action == manifest.RateLimit
		if try > v.retries || (!limited && waited+wait > maxBackoff) || (s.opts.Strict && wait > s.opts.MaxWait) {
			return nil, s.classifyAfter(at, v, wait)
		}
		if !limited {
			waited += wait
		}
		s.opts.Log.WithFields(map[string]any{"attempt": try, "duration_ms": wait.Milliseconds()}).Debug("request is repeated")
		if err := s.opts.Clock.Sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

// try sends a request once. Its error is a fault before anything was sent.
func (s *session) try(ctx context.Context, r *manifest.Requester, c call) (attempt, error) {
	built, err := s.build(ctx, r, c)
	if err != nil {
		return attempt{}, s.classifyFault(err)
	}
	if s.opts.RequestTimeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, s.opts.RequestTimeout, errTooSlow)
		defer cancel()
	}
	req, err := built.http(ctx, s.opts.UserAgent)
	if err != nil {
		return attempt{}, s.classifyFault(err)
	}
	at := attempt{url: bareURL(req.URL)}
	resp, err := s.client.Do(req)
	if err != nil {
		at.err = ended(ctx, err)
		return at, nil
	}
	at.answer, at.err = s.readAnswer(resp)
	at.err = ended(ctx, at.err)
	return at, nil
}

var (
	errTooSlow  = errors.New("the answer took too long")
	errTooLarge = errors.New("the answer is too large")
)

// ended prefers the reason a context ended for over what it looks like.
func ended(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

func (s *session) readAnswer(resp *http.Response) (*answer, error) {
	defer func() { _ = resp.Body.Close() }() // the body was read to its end or is given up
	limit := s.opts.MaxBody
	if resp.StatusCode >= http.StatusBadRequest {
		limit = min(limit, 1<<20)
	}
	raw, err := readBody(resp, limit)
	a := &answer{status: resp.StatusCode, head: resp.Header, body: raw}
	if err != nil && resp.StatusCode >= http.StatusBadRequest {
		return a, nil //nolint:nilerr // the status says enough; half a text of an error does no harm
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

func readBody(resp *http.Response, limit int64) ([]byte, error) {
	size := int64(64 << 10)
	if resp.ContentLength > 0 {
		size = min(resp.ContentLength, limit) + 1
	}
	buf := make([]byte, 0, size)
	body := io.LimitReader(resp.Body, limit+1)
	for {
		n, err := body.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > limit {
			return buf[:limit], errTooLarge
		}
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return buf, err
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// classifyAfter is the error when the tries are used up.
func (s *session) classifyAfter(at attempt, v verdict, wait time.Duration) error {
	err := s.classify(at, v)
	var e *domain.Error
	if errors.As(err, &e) && e.Kind == domain.RateLimited {
		e.RetryAfter = wait
	}
	return err
}
