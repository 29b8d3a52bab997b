package pace

import "time"

// Limit is one limit of a service as an answer tells of it.
type Limit struct {
	Name string // tells the limits of one service apart
	Most int64  // requests in its time; 0: not told
	Left int64  // of them
	// Reset is how long it is until all are left again; of a bucket, how long until it is
	// empty when it is full.
	Reset time.Duration
	// Bucket: what is left grows steadily, and not all at once at a reset.
	Bucket bool
}

// What is kept free, and how slow is slow enough.
const (
	reserveOf  = 5                // a reserve of one in so many
	hurryUntil = 2                // no hurry below one half
	slowest    = 10 * time.Second // between two requests above the reserve
	believed   = time.Hour        // how long an answer counts
)

// Reserve is what is left of a limit for others; nothing of a very small one.
func Reserve(most int64) int64 { return max(most, 0) / reserveOf }

// Gauge follows one limit from answer to answer. The zero value knows nothing and lets
// everything pass.
type Gauge struct {
	limit Limit
	at    time.Time // of the last answer; zero: none
	taken int64     // requests since
	last  time.Time // when the last request was sent, or is to be
}

// Told learns from an answer. underway are other requests that were sent and not answered yet: the
// service may not have counted them.
func (g *Gauge) Told(l Limit, underway int, now time.Time) {
	if l.Most == 0 { // the most that was ever left stands in for it
		l.Most = max(l.Left, g.limit.Most)
	}
	g.limit, g.at, g.taken = l, now, int64(max(underway, 0))
}

// Take notes a request that is sent at a time, or will be.
func (g *Gauge) Take(at time.Time) {
	g.taken++
	if at.After(g.last) {
		g.last = at
	}
}

// Wait is how long the next request has to wait.
func (g *Gauge) Wait(now time.Time) time.Duration {
	end := g.at.Add(min(g.limit.Reset, believed))
	if g.limit.Bucket {
		end = g.at.Add(believed)
	}
	if g.at.IsZero() || !now.Before(end) || now.Before(g.at) {
		return 0 // nothing is known, or no more
	}
	if g.limit.Bucket {
		return min(g.drain(now), end.Sub(now))
	}
	left, reserve := g.limit.Left-g.taken, Reserve(g.limit.Most)
	switch {
	case left <= reserve:
		return end.Sub(now)
	case left > g.limit.Most/hurryUntil:
		return 0
	}
	return min(g.after(now, end.Sub(now)/time.Duration(left-reserve)), end.Sub(now))
}

// drain is Wait for a bucket.
func (g *Gauge) drain(now time.Time) time.Duration {
	most := float64(g.limit.Most)
	if most <= 0 {
		return 0
	}
	one := time.Duration(float64(g.limit.Reset) / most) // in which there is room for one more
	left := min(float64(g.limit.Left)+float64(now.Sub(g.at))/float64(max(one, 1)), most) - float64(g.taken)
	least := float64(Reserve(g.limit.Most) + 1)
	switch {
	case left < least:
		return max(time.Duration((least-left)*float64(one)), g.after(now, one))
	case left > most/hurryUntil:
		return 0
	}
	return g.after(now, one)
}

// after is how long it is until so much time has passed since the last request.
func (g *Gauge) after(now time.Time, gap time.Duration) time.Duration {
	return max(g.last.Add(min(gap, slowest)).Sub(now), 0)
}
