package clock

import (
	"context"
	"sync"
	"time"
)

// Manual is a clock for tests: time stands until Advance moves it. The zero
// value is not usable; call NewManual.
type Manual struct {
	mu      sync.Mutex // guards now and waiting
	now     time.Time
	waiting map[*manualTimer]struct{}
	changed chan struct{} // closed and replaced when a timer is added
}

var _ Clock = (*Manual)(nil)

// NewManual returns a clock that stands at now.
func NewManual(now time.Time) *Manual {
	return &Manual{now: now, waiting: map[*manualTimer]struct{}{}, changed: make(chan struct{})}
}

// Now returns the time the clock stands at.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Advance moves the clock and fires the timers that are then due.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
	for t := range m.waiting {
		if !t.at.After(m.now) {
			delete(m.waiting, t)
			t.c <- m.now
		}
	}
}

// AwaitTimers returns when at least n timers wait on the clock, so that a test
// can advance it without a race, or when ctx ends.
func (m *Manual) AwaitTimers(ctx context.Context, n int) error {
	for {
		m.mu.Lock()
		enough, changed := len(m.waiting) >= n, m.changed
		m.mu.Unlock()
		if enough {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Sleep waits until the clock was advanced by d, or ctx ends.
func (m *Manual) Sleep(ctx context.Context, d time.Duration) error {
	t := m.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C():
		return nil
	}
}

// NewTimer returns a timer that fires when the clock was advanced by d; at once
// if d is not positive.
func (m *Manual) NewTimer(d time.Duration) Timer {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := &manualTimer{clock: m, at: m.now.Add(d), c: make(chan time.Time, 1)}
	if d <= 0 {
		t.c <- m.now
		return t
	}
	m.waiting[t] = struct{}{}
	close(m.changed)
	m.changed = make(chan struct{})
	return t
}

type manualTimer struct {
	clock *Manual
	at    time.Time
	c     chan time.Time
}

func (t *manualTimer) C() <-chan time.Time { return t.c }

func (t *manualTimer) Stop() bool {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	_, waits := t.clock.waiting[t]
	delete(t.clock.waiting, t)
	return waits
}
