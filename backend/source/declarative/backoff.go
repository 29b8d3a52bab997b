package declarative

import (
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tributary/backend/manifest"
)

// wait is how long to wait before the next try: the first strategy of any
// handler with an answer, else the service's own Retry-After (strict), else
// 1, 2, 4, 8, 16 seconds.
func (s *session) wait(handlers []manifest.ErrorHandler, at attempt, try int, sc scope) (time.Duration, error) {
	for _, h := range handlers {
		for _, b := range h.Backoff {
			seconds, err := s.backoff(b, at, try, sc)
			if err != nil {
				return 0, s.classifyFault(err)
			}
			if seconds > 0 {
				return toDuration(seconds) + time.Second, nil
			}
		}
	}
	if s.opts.Strict && at.answer != nil {
		if d, ok := retryAfter(at.answer.head, s.opts.Clock.Now()); ok {
			return d, nil
		}
	}
	exponent := min(try-1, 10)
	return time.Duration(1<<exponent) * time.Second, nil
}

// backoff returns seconds; 0 means that the strategy has no answer.
func (s *session) backoff(b manifest.Backoff, at attempt, try int, sc scope) (float64, error) {
	switch b := b.(type) {
	case manifest.Constant:
		return numberOf(b.Seconds, sc, 0)
	case manifest.Exponential:
		factor, err := numberOf(b.Factor, sc, 5)
		return factor * math.Pow(2, float64(min(try, 20))), err
	case manifest.WaitFor:
		return s.waitFor(b, at, sc)
	case manifest.WaitUntil:
		return s.waitUntil(b, at, sc)
	}
	return 0, nil
}

func (s *session) waitFor(b manifest.WaitFor, at attempt, sc scope) (float64, error) {
	seconds, ok, err := headerNumber(b.Header, b.Regex, at, sc)
	if err != nil || !ok {
		return 0, err
	}
	most, err := numberOf(b.Most, sc, 0)
	if err != nil {
		return 0, err
	}
	if most > 0 && seconds >= most {
		return 0, &waitTooLongError{toDuration(seconds)}
	}
	return seconds, nil
}

func (s *session) waitUntil(b manifest.WaitUntil, at attempt, sc scope) (float64, error) {
	until, ok, err := headerNumber(b.Header, b.Regex, at, sc)
	if err != nil {
		return 0, err
	}
	least, err := numberOf(b.Least, sc, 0)
	if err != nil || !ok {
		return least, err
	}
	now := float64(s.opts.Clock.Now().UnixNano()) / float64(time.Second)
	seconds := max(until-now, least)
	most, err := numberOf(b.Most, sc, 0)
	if err != nil {
		return 0, err
	}
	if most > 0 && seconds >= most {
		return 0, &waitTooLongError{toDuration(seconds)}
	}
	return max(seconds, 0), nil
}

// waitTooLongError is a wait longer than the manifest or the options allow.
type waitTooLongError struct{ wait time.Duration }

func (e *waitTooLongError) Error() string {
	return "the service wants to be left alone for longer than is waited"
}

// headerNumber reads a number from a header, by a pattern that begins at its
// start and whose whole match counts.
func headerNumber(name, pattern *manifest.Template, at attempt, sc scope) (float64, bool, error) {
	if at.answer == nil {
		return 0, false, nil
	}
	header, err := sc.text(name)
	if err != nil {
		return 0, false, err
	}
	value := at.answer.head.Get(header)
	if pattern != nil && pattern.Source != "" {
		source, err := sc.text(pattern)
		if err != nil {
			return 0, false, err
		}
		re, err := regexp.Compile(`\A(?:` + source + `)`)
		if err != nil {
			return 0, false, err
		}
		value = re.FindString(value)
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, false, nil //nolint:nilerr // a header without a number has no answer
	}
	return f, true, nil
}

func numberOf(t *manifest.Template, sc scope, fallback float64) (float64, error) {
	if t == nil {
		return fallback, nil
	}
	text, err := sc.text(t)
	if err != nil {
		return 0, err
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return fallback, nil //nolint:nilerr // an empty setting means the default
	}
	return f, nil
}

func toDuration(seconds float64) time.Duration {
	const most = 30 * 24 * 3600
	return time.Duration(min(max(seconds, 0), most) * float64(time.Second))
}

// retryAfter reads the standard header: seconds or a date.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && !math.IsNaN(seconds) {
		return toDuration(seconds), true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}
