package declarative

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// budget keeps the pace that a manifest asks for. It serves all reads of a
// connector together.
type budget struct {
	mu   sync.Mutex            // guards sent
	sent map[int][][]time.Time // by policy and rate: when requests were sent
}

// await waits until a request may be sent, and notes it. The first policy that
// matches counts.
func (s *session) await(ctx context.Context, req *http.Request) error {
	for i, policy := range s.manifest.Budget {
		match, err := s.matchesPolicy(policy, req)
		if err != nil {
			return err
		}
		if !match {
			continue
		}
		rates, err := s.rates(policy)
		if err != nil {
			return err
		}
		return s.opts.Clock.Sleep(ctx, s.pace.take(i, rates, s.opts.Clock.Now()))
	}
	return nil
}

type rate struct {
	limit int
	span  time.Duration
}

func (s *session) rates(p manifest.RateLimitPolicy) ([]rate, error) {
	out := make([]rate, 0, len(p.Rates))
	for _, r := range p.Rates {
		text, err := s.base.text(r.Limit)
		if err != nil {
			return nil, err
		}
		limit, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || limit <= 0 {
			continue // no number, no limit
		}
		d, err := expr.ParseDuration(r.Interval)
		if err != nil {
			return nil, &templateError{r.Interval, err}
		}
		out = append(out, rate{limit, d.AddTo(time.Unix(0, 0)).Sub(time.Unix(0, 0))})
	}
	return out, nil
}

// take notes a request at the first time that every rate allows, and says how
// long it is until then.
func (b *budget) take(policy int, rates []rate, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.sent == nil {
		b.sent = map[int][][]time.Time{}
	}
	logs := b.sent[policy]
	if len(logs) != len(rates) {
		logs = make([][]time.Time, len(rates))
	}
	var wait time.Duration
	for i, r := range rates {
		for len(logs[i]) > 0 && !logs[i][0].Add(r.span).After(now) {
			logs[i] = logs[i][1:]
		}
		if n := len(logs[i]); n >= r.limit {
			wait = max(wait, logs[i][n-r.limit].Add(r.span).Sub(now))
		}
	}
	for i := range rates {
		logs[i] = append(logs[i], now.Add(wait))
	}
	b.sent[policy] = logs
	return wait
}

func (s *session) matchesPolicy(p manifest.RateLimitPolicy, req *http.Request) (bool, error) {
	if len(p.Matchers) == 0 {
		return true, nil
	}
	for _, m := range p.Matchers {
		ok, err := s.matchesRequest(m, req)
		if ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

func (s *session) matchesRequest(m manifest.RequestMatcher, req *http.Request) (bool, error) {
	if m.Method != "" && !strings.EqualFold(m.Method, req.Method) {
		return false, nil
	}
	if m.URLBase != nil {
		base, err := s.base.text(m.URLBase)
		if err != nil || strings.TrimRight(base, "/") != req.URL.Scheme+"://"+req.URL.Host {
			return false, err
		}
	}
	if m.Path != "" {
		re, err := regexp.Compile(m.Path)
		if err != nil || !re.MatchString(req.URL.Path) {
			return false, err
		}
	}
	for _, pairs := range []struct {
		list []manifest.Pair
		get  func(string) string
	}{{m.Params, req.URL.Query().Get}, {m.Headers, req.Header.Get}} {
		for _, p := range pairs.list {
			want, err := s.base.text(p.Value)
			if err != nil || pairs.get(p.Key.Source) != want {
				return false, err
			}
		}
	}
	return true, nil
}
