package schedule

import (
	"context"
	"time"

	"tributary/backend/domain"
)

// Hold is what keeps integrations from running by themselves at the moment.
type Hold struct {
	All     bool // nothing runs (on battery)
	Network bool // nothing that needs the network (offline, or a metered one)
}

// holds keeps the answer for one look at the schedule.
type holds struct {
	asked bool
	hold  Hold
}

// held tells whether an integration that is due has to wait. Nothing is counted and
// nothing is forgotten: it stays due.
func (s *Scheduler) held(ctx context.Context, i domain.Integration, h *holds) bool {
	return s.holding(ctx, h) && (h.hold.All || s.opts.NeedsNetwork(ctx, i))
}

// holding tells whether anything has to wait.
func (s *Scheduler) holding(ctx context.Context, h *holds) bool {
	if s.opts.Holding != nil && !h.asked {
		h.asked, h.hold = true, s.opts.Holding(ctx)
	}
	return h.hold.All || h.hold.Network
}

// jump is the gap between what a clock shows and what should have passed above which the
// computer slept, or the clock was set.
const jump = time.Minute

// jumped tells whether the time since a look at the schedule did not pass as time does:
// the wall clock shows more or less than has passed for the program. Timers of a sleeping
// computer come late, which not every system counts as passed.
func jumped(before, now time.Time, planned time.Duration) bool {
	wall, passed := now.Round(0).Sub(before.Round(0)), now.Sub(before)
	return wall-planned > jump || wall < -jump || wall-passed > jump || passed-wall > jump
}

// replan spreads what became due while the computer slept, was offline or paused, and
// forgets the starts that were spread by the old clock. Starts that lie ahead on a clock
// without a sense of passing time were just now.
func (s *Scheduler) replan(ctx context.Context) {
	now := s.clock.Now()
	s.mu.Lock()
	clear(s.waiting)
	s.boundLimited(now)
	for id, at := range s.started {
		if now.Before(at) {
			s.started[id] = now
		}
	}
	s.mu.Unlock()
	s.plan(ctx)
}
