package declarative

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tributary/backend/manifest"
)

// verdict is what the error handlers say about an attempt.
type verdict struct {
	action  manifest.Action
	message string // of the manifest, for people
	failure string // config_error, transient_error, system_error or empty
	retries int
}

// decide asks the handlers in order. An answer of success, retry or ignore
// stands; after a failure or a rate limit the next handler is asked, and the
// last one's answer stands.
func (s *session) decide(handlers []manifest.ErrorHandler, at attempt, sc scope) (verdict, error) {
	if len(handlers) == 0 {
		handlers = []manifest.ErrorHandler{{}}
	}
	retries, err := s.retries(handlers[0], sc)
	if err != nil {
		return verdict{}, err
	}
	var v verdict
	for _, h := range handlers {
		former := v
		if v, err = s.ask(h, at, sc); err != nil {
			return verdict{}, err
		}
		v.retries = retries
		// A later handler that only knows the status must not hide the words of
		// an earlier one that knew the case.
		if v.action == former.action && v.message == "" {
			v.message, v.failure = former.message, former.failure
		}
		switch v.action {
		case manifest.Succeed, manifest.Retry, manifest.Ignore, manifest.Refresh, manifest.Restart:
			return v, nil
		case manifest.Fail, manifest.RateLimit:
		}
	}
	return v, nil
}

func (s *session) retries(h manifest.ErrorHandler, sc scope) (int, error) {
	if h.MaxRetries == nil {
		return defaultRetries, nil
	}
	text, err := sc.text(h.MaxRetries)
	if err != nil {
		return 0, s.classifyFault(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return defaultRetries, nil //nolint:nilerr // an empty setting means the default
	}
	return n, nil
}

// ask takes the first filter that matches, else what the status says.
func (s *session) ask(h manifest.ErrorHandler, at attempt, sc scope) (verdict, error) {
	if at.answer != nil {
		for _, f := range h.Filters {
			match, err := s.matches(f, at.answer, sc)
			if err != nil {
				return verdict{}, s.classifyFault(err)
			}
			if !match {
				continue
			}
			v := verdict{action: f.Action, failure: f.FailureType}
			if f.Message != nil {
				// A message that cannot be made is no reason to hide the error.
				if text, err := responseScope(sc, at.answer).text(f.Message); err == nil {
					v.message = text
				}
			}
			return v, nil
		}
	}
	return verdict{action: s.defaultAction(at)}, nil
}

// matches tells whether any condition of a filter holds. One without an action
// matches nothing.
func (s *session) matches(f manifest.ResponseFilter, a *answer, sc scope) (bool, error) {
	if f.Action == "" {
		return false, nil
	}
	if slices.Contains(f.Statuses, a.status) {
		return true, nil
	}
	if f.Predicate != nil {
		ok, err := responseScope(sc, a).condition(f.Predicate)
		if err != nil && !s.opts.Strict {
			return false, err
		}
		// A predicate about a body of another shape does not hold.
		if ok && err == nil {
			return true, nil
		}
	}
	return f.Contains != "" && strings.Contains(errorText(a), f.Contains), nil
}

// defaultAction is what a status or a network error means by itself.
func (s *session) defaultAction(at attempt) manifest.Action {
	if at.answer == nil {
		if s.opts.Strict && !worthRepeating(at.err) {
			return manifest.Fail
		}
		return manifest.Retry
	}
	switch status := at.answer.status; {
	case s.opts.Strict && slices.Contains(s.manifest.Budget.Hit, status):
		return manifest.RateLimit
	case status < http.StatusBadRequest:
		return manifest.Succeed
	case status == http.StatusTooManyRequests:
		return manifest.RateLimit
	case status == http.StatusRequestTimeout, status >= 500 && status != http.StatusNotImplemented:
		return manifest.Retry
	case status <= http.StatusMethodNotAllowed && status != http.StatusPaymentRequired, s.opts.Strict:
		return manifest.Fail
	}
	return manifest.Retry
}

// responseScope shows a response to an expression.
func responseScope(sc scope, a *answer) scope {
	body, err := a.json()
	if err != nil {
		body = map[string]any{}
	}
	return sc.with("response", firstElement(body)).with("headers", headerValues(a.head))
}

// firstElement is the body as expressions see it: of a list its first element,
// of nothing an empty object.
func firstElement(body any) any {
	if list, ok := body.([]any); ok {
		if len(list) == 0 {
			return map[string]any{}
		}
		return list[0]
	}
	if body == nil {
		return map[string]any{}
	}
	return body
}
