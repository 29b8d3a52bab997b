package declarative

import (
	"sync"
	"time"

	"tributary/backend/pace"
)

// Bounds of what a limiter remembers.
const (
	maxLimiters = 1000
	maxUses     = 1000
	maxGauges   = 100
	// maxClosed is how long a service's wish to be left alone counts at most; after that it is
	// asked again.
	maxClosed = time.Hour
)

// limiters are the limiters of a connector, by whose limit it is.
type limiters struct {
	mu sync.Mutex // guards by
	by map[string]*limiter
}

func (l *limiters) of(whose string) *limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by == nil || len(l.by) > maxLimiters {
		l.by = map[string]*limiter{}
	}
	found, ok := l.by[whose]
	if !ok {
		found = &limiter{sent: map[int][][]time.Time{}, gauges: map[string]*pace.Gauge{}, governs: map[string][]string{}}
		l.by[whose] = found
	}
	return found
}

// limiter keeps the pace at one service for everybody who uses the same authorization: what
// the manifest declares, what answers tell, and the wish to be left alone for a while.
type limiter struct {
	mu       sync.Mutex            // guards all below
	sent     map[int][][]time.Time // by policy and rate: when requests were sent
	gauges   map[string]*pace.Gauge
	governs  map[string][]string // by kind of request: the gauges its last answer told of
	underway int                 // requests without an answer yet
	closed   time.Time           // nothing is sent before
	closings int
}

// booking is the place of a request among the others.
type booking struct {
	wait     time.Duration
	reserved bool // it waits for a limit, not for the service's wish to be left alone
	closings int  // of the limiter, at that time
}

// book notes a request at the first time that everything allows, unless that is further away than
// most; 0 means no bound.
func (l *limiter) book(kind string, d declared, now time.Time, most time.Duration) (b booking, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b = booking{wait: max(l.room(d, now), l.closed.Sub(now), 0), closings: l.closings}
	gauges := l.gaugesOf(kind)
	for _, g := range gauges {
		b.wait = max(b.wait, g.Wait(now))
	}
	if b.reserved = b.wait > l.closed.Sub(now); most > 0 && b.wait > most {
		return b, false
	}
	at := now.Add(b.wait)
	for _, g := range gauges {
		g.Take(at)
	}
	logs := l.sent[d.policy]
	for i := range d.rates {
		for range min(d.weight, d.rates[i].limit) {
			logs[i] = append(logs[i], at)
		}
	}
	l.underway++
	return b, true
}

// room is how long it is until the declared rates allow a request.
func (l *limiter) room(d declared, now time.Time) (wait time.Duration) {
	if len(d.rates) == 0 {
		return 0
	}
	logs := l.sent[d.policy]
	if len(logs) != len(d.rates) {
		logs = make([][]time.Time, len(d.rates))
		l.sent[d.policy] = logs
	}
	for i, r := range d.rates {
		for len(logs[i]) > 0 && !logs[i][0].Add(r.span).After(now) {
			logs[i] = logs[i][1:]
		}
		weight := min(d.weight, r.limit)
		if n := len(logs[i]); n+weight > r.limit {
			wait = max(wait, logs[i][n+weight-r.limit-1].Add(r.span).Sub(now))
		}
	}
	return wait
}

// gaugesOf are the limits a request counts for: those its kind was last told of; all while
// nothing was told.
func (l *limiter) gaugesOf(kind string) []*pace.Gauge {
	var out []*pace.Gauge
	names, known := l.governs[kind]
	if !known {
		for _, g := range l.gauges {
			out = append(out, g)
		}
		return out
	}
	for _, name := range names {
		if g, ok := l.gauges[name]; ok {
			out = append(out, g)
		}
	}
	return out
}

// told learns from the answer to a booked request.
func (l *limiter) told(kind string, limits []pace.Limit, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(limits) == 0 {
		return // an answer of the way there, or of a service that tells nothing
	}
	if len(l.governs) > maxUses {
		clear(l.governs)
	}
	if len(l.gauges) > maxGauges {
		clear(l.gauges)
	}
	names := make([]string, len(limits))
	for i, limit := range limits {
		names[i] = gaugeName(limit)
		g, ok := l.gauges[names[i]]
		if !ok {
			g = &pace.Gauge{}
			l.gauges[names[i]] = g
		}
		g.Told(limit, l.underway, now)
	}
	l.governs[kind] = names
}

// over ends a booking, whatever came of it.
func (l *limiter) over() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.underway--
}

// close lets nothing pass until a time.
func (l *limiter) close(now time.Time, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closings++
	if until := now.Add(min(wait, maxClosed)); until.After(l.closed) {
		l.closed = until
	}
}

// closedSince tells whether the service asked to be left alone after a booking.
func (l *limiter) closedSince(b booking, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.closings != b.closings && l.closed.After(now)
}
