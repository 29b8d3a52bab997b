package declarative

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tributary/backend/expr"
	"tributary/backend/manifest"
	"tributary/backend/pace"
)

// declared is the pace that the manifest asks for at one request.
type declared struct {
	policy int // number of the policy
	rates  []rate
	weight int // how many requests this one counts as
}

// rate is so many requests in a time.
type rate struct {
	limit int
	span  time.Duration
}

// declared finds the first policy that matches a request.
func (s *session) declared(req *http.Request) (declared, error) {
	for i, policy := range s.manifest.Budget.Policies {
		match, weight, err := s.matchesPolicy(policy, req)
		if err != nil {
			return declared{}, err
		}
		if match {
			rates, err := s.rates(policy)
			return declared{policy: i, rates: rates, weight: weight}, err
		}
	}
	return declared{}, nil
}

func (s *session) rates(p manifest.RateLimitPolicy) ([]rate, error) {
	out := make([]rate, 0, len(p.Rates))
	for _, r := range p.Rates {
		limit, err := s.number(r.Limit)
		if err != nil {
			return nil, err
		}
		if limit <= 0 {
			continue // no number, no limit
		}
		d, err := expr.ParseDuration(r.Interval)
		if err != nil {
			return nil, &templateError{r.Interval, err}
		}
		if s.opts.Strict {
			limit -= int(pace.Reserve(int64(limit)))
		}
		out = append(out, rate{limit, d.AddTo(time.Unix(0, 0)).Sub(time.Unix(0, 0))})
	}
	return out, nil
}

// number evaluates a whole number; 0 for what is none.
func (s *session) number(t *manifest.Template) (int, error) {
	text, err := s.base.text(t)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0, nil //nolint:nilerr // an empty setting
	}
	return n, nil
}

// matchesPolicy also tells how many requests this one counts as.
func (s *session) matchesPolicy(p manifest.RateLimitPolicy, req *http.Request) (match bool, weight int, err error) {
	if len(p.Matchers) == 0 {
		return true, 1, nil
	}
	for _, m := range p.Matchers {
		ok, err := s.matchesRequest(m, req)
		if err != nil {
			return false, 0, err
		}
		if !ok {
			continue
		}
		if m.Weight == nil || !s.opts.Strict {
			return true, 1, nil
		}
		weight, err := s.number(m.Weight)
		return true, max(weight, 1), err
	}
	return false, 0, nil
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
