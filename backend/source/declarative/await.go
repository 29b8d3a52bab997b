package declarative

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/pace"
	"tributary/backend/source"
)

// turn is a request that may be sent now.
type turn struct {
	limiter *limiter
	kind    string
}

// toldWait is the shortest wait that is told: what is less is a slow pace.
const toldWait = 15 * time.Second

// await waits until a request may be sent. The turn must be ended.
func (s *session) await(ctx context.Context, req *http.Request, r *manifest.Requester) (turn, error) {
	d, err := s.declared(req)
	if err != nil {
		return turn{}, err
	}
	t := turn{limiter: s.limiters.of(s.whose(req)), kind: kindOf(req, r)}
	var most, waited time.Duration
	for {
		if s.opts.Strict {
			most = max(s.opts.MaxWait-waited, 1) // 0 would mean no bound
		}
		b, ok := t.limiter.book(t.kind, d, s.opts.Clock.Now(), most)
		if !ok && b.reserved {
			return turn{}, s.nearlyUsedUp(b.wait)
		}
		if !ok {
			return turn{}, &waitTooLongError{b.wait}
		}
		waited += b.wait
		if b.wait == 0 {
			return t, nil
		}
		if b.wait >= toldWait {
			source.TellWait(ctx, s.opts.Clock.Now().Add(b.wait))
		}
		s.opts.Log.WithFields(map[string]any{"duration_ms": b.wait.Milliseconds()}).Debug("the service's limit is waited for")
		if err := s.opts.Clock.Sleep(ctx, b.wait); err != nil {
			t.limiter.over()
			return turn{}, err
		}
		if !t.limiter.closedSince(b, s.opts.Clock.Now()) {
			return t, nil
		}
		t.limiter.over() // somebody else was told meanwhile to slow down
	}
}

// nearlyUsedUp is the error when what is left of a limit is for others.
func (s *session) nearlyUsedUp(wait time.Duration) error {
	return &domain.Error{
		Kind: domain.RateLimited, Code: "limit_nearly_used_up", RetryAfter: wait,
		What:  fmt.Sprintf("What %s allows for this time is nearly used up.", s.opts.Service),
		Means: "The rest is left for other programs that use the same account.",
		Do:    "Nothing: reading continues when more is allowed.",
	}
}

// end ends a turn, and learns from the answer; nil where there was none.
func (s *session) end(t turn, a *answer) {
	t.limiter.over()
	if a == nil || !s.opts.Strict {
		return
	}
	now := s.opts.Clock.Now()
	t.limiter.told(t.kind, pace.Read(a.head, now, s.namedLimit()), now)
}

// namedLimit are the headers that the manifest names, if it does.
func (s *session) namedLimit() pace.Names {
	b := s.manifest.Budget
	return pace.Names{Left: b.LeftHeader, Reset: b.ResetHeader}
}

// whose tells whose limit a request counts for: the authorization's at this host, or the
// host's where there is none. The reference runner knows one for all.
func (s *session) whose(req *http.Request) string {
	if !s.opts.Strict {
		return ""
	}
	id, _ := s.given[source.AuthorizationKey].(string)
	return id + " " + req.URL.Host
}

// kindOf tells kinds of requests apart, which may have limits of their own.
func kindOf(req *http.Request, r *manifest.Requester) string {
	if r.Path == nil {
		return req.Method
	}
	return req.Method + " " + r.Path.Source
}

// gaugeName tells limits apart: a service may have several under one name, of other sizes.
func gaugeName(l pace.Limit) string { return l.Name + " " + strconv.FormatInt(l.Most, 10) }
