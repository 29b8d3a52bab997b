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
	body   []byte // never written to: the texts of its JSON are parts of it
	// ignored: the manifest says to take this response as no records.
	ignored bool

	// openEnd: it ended with the connection and without a word, so it may have been cut.
	openEnd bool

	room    room // of the records in it
	decoded bool
	value   any
	broken  error // the body is not JSON

	large *large // not nil: body is only its beginning
}

func (a *answer) ok() bool { return a.status < http.StatusBadRequest }

// json is the body as JSON, decoded once.
func (a *answer) json() (any, error) {
	if !a.decoded {
		a.value, a.broken = decodeJSONIn(a.body, a.room)
		a.decoded = true
	}
	return a.value, a.broken
}

// attempt is one try and what came of it: an answer or an error.
type attempt struct {
	answer *answer
	err    error
	url    string // without query, for people
	token  string // that was sent and that can be renewed, or empty
	turn   turn   // in which it was sent
	proof  string // Authorization header that was sent; for hiding it
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
		if stale(at, v) && c.refused == "" {
			c.refused = at.token
			continue
		}
		switch v.action {
		case manifest.Succeed:
			return at.answer, nil
		case manifest.Ignore:
			at.answer.ignored = true
			return at.answer, nil
		case manifest.Restart:
			if at.answer != nil {
				return at.answer, errRestart
			}
			return nil, s.classify(at, v)
		case manifest.Fail:
			return nil, s.classify(at, v)
		case manifest.Retry, manifest.RateLimit, manifest.Refresh:
		}
		wait, err := s.wait(r.Errors, at, try, c.scope)
		if err != nil {
			return nil, err
		}
		limited := v.action == manifest.RateLimit
		shared := limited && s.opts.Strict && at.turn.limiter != nil
		if shared {
			at.turn.limiter.close(s.opts.Clock.Now(), wait) // for all who read with it
		}
		if try > v.retries || (!limited && waited+wait > maxBackoff) || (s.opts.Strict && wait > s.opts.MaxWait) {
			return nil, s.classifyAfter(at, v, wait)
		}
		if !limited {
			waited += wait
		}
		s.opts.Log.WithFields(map[string]any{"attempt": try, "duration_ms": wait.Milliseconds()}).Debug("request is repeated")
		if shared {
			continue // the next try waits
		}
		if err := s.opts.Clock.Sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

// stale tells that a token was not accepted and that a new one may be.
func stale(at attempt, v verdict) bool {
	if at.token == "" || at.answer == nil || v.action == manifest.Succeed || v.action == manifest.Ignore {
		return false
	}
	return v.action == manifest.Refresh || at.answer.status == http.StatusUnauthorized
}

// try sends a request once. Its error is a fault before anything was sent.
func (s *session) try(ctx context.Context, r *manifest.Requester, c call) (attempt, error) {
	built, err := s.build(ctx, r, c)
	if err != nil {
		return attempt{}, s.classifyFault(err)
	}
	req, err := built.http(ctx, s.opts.UserAgent)
	if err != nil {
		return attempt{}, s.classifyFault(err)
	}
	at := attempt{url: bareURL(req.URL), token: built.renewable, proof: req.Header.Get("Authorization")}
	keep, key := c.keep || r.Cache, ""
	if keep {
		key = requestKey(req)
		if at.answer = s.kept.get(key); at.answer != nil {
			return at, nil
		}
	}
	if at.turn, err = s.await(ctx, req, r); err != nil {
		return attempt{}, s.classifyFault(err)
	}
	began := s.opts.Clock.Now()
	at.answer, at.err = s.exchange(req, c.stream && !keep)
	s.end(at.turn, at.answer)
	s.trace(ctx, req, began, at.answer, at.err)
	if keep && at.err == nil {
		s.kept.put(key, at.answer)
	}
	return at, nil
}

// exchange sends a request and reads the answer, within the time limit. Of a
// large answer that may come in parts the rest stays open.
func (s *session) exchange(req *http.Request, stream bool) (*answer, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	start := func() func() bool { return within(ctx, s.opts.RequestTimeout, cancel) }
	stop := start()
	resp, err := s.client.Do(req.WithContext(ctx))
	if err != nil {
		defer cancel(nil)
		stop()
		return nil, ended(ctx, err)
	}
	done := func() {
		stop()
		cancel(nil)
		_ = resp.Body.Close() // the body was read to its end or is given up
	}
	a, err := s.readAnswer(resp, stream)
	if a != nil && a.large != nil {
		stop() // how long the rest takes depends on who uses it, too
		a.large.rest = &patient{r: a.large.rest, start: start}
		a.large.close = done
		return a, nil
	}
	err = ended(ctx, err)
	done()
	return a, err
}

// errRestart is an answer at which the manifest begins with the pages anew.
var errRestart = errors.New("the pages of this part begin anew")

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

// readAnswer reads a response to its end; of a large one that may come in parts,
// only the beginning. It does not close the body.
func (s *session) readAnswer(resp *http.Response, stream bool) (*answer, error) {
	limit := min(s.opts.MaxBody, maxHeld)
	if stream {
		limit = min(limit, smallBody)
	}
	if resp.StatusCode >= http.StatusBadRequest {
		limit, stream = min(limit, 1<<20), false
	}
	raw, err := readBody(resp, limit, s.bodySize)
	if err == nil && resp.StatusCode < http.StatusBadRequest {
		s.bodySize = len(raw)
	}
	a := &answer{status: resp.StatusCode, head: resp.Header, body: raw, openEnd: hasOpenEnd(resp)}
	if stream && errors.Is(err, errTooLarge) {
		a.large = &large{rest: resp.Body}
		return a, nil
	}
	if err != nil && resp.StatusCode >= http.StatusBadRequest {
		return a, nil // the status says enough; half a text of an error does no harm
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

// hasOpenEnd tells that an answer neither says its length nor marks its end.
func hasOpenEnd(resp *http.Response) bool {
	return resp.ProtoMajor < 2 && resp.ContentLength < 0 && len(resp.TransferEncoding) == 0 && !resp.Uncompressed
}

// readBody reads at most limit bytes. An answer that does not say its length is
// taken for as long as the last one, and a little more.
func readBody(resp *http.Response, limit int64, last int) ([]byte, error) {
	size := min(int64(last+last/8), limit) + 1<<10
	if resp.ContentLength > 0 {
		size = min(resp.ContentLength, limit) + 1
	}
	buf := make([]byte, 0, size)
	body := io.LimitReader(resp.Body, limit+1)
	for {
		n, err := body.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > limit {
			return buf, &tooLargeError{most: limit}
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
