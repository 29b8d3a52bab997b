package schedule

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Running returns how the integration's run in hand stands; nil when none is.
func (s *Scheduler) Running(id domain.IntegrationID) *domain.Progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, running := s.active[id]
	if !running {
		return nil
	}
	p := a.progress
	return &p
}

// CountRunning returns how many runs are in hand.
func (s *Scheduler) CountRunning() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.active)
}

// Cancel stops the integration's run after its batch; nothing happens when none is in
// hand.
func (s *Scheduler) Cancel(id domain.IntegrationID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, running := s.active[id]; running {
		a.cancelled = true
		a.cancel()
	}
}

// Limit sets how many runs may be in hand at once; those in hand go on.
func (s *Scheduler) Limit(runs int) {
	s.mu.Lock()
	s.opts.MaxRuns = max(runs, 1)
	s.mu.Unlock()
	s.look()
}

// Pause keeps the schedule from starting anything until the time given; the zero
// time resumes. Runs in hand go on.
func (s *Scheduler) Pause(until time.Time) {
	s.mu.Lock()
	s.pausedUntil = until
	s.mu.Unlock()
	s.look()
	s.events.Publish(event.SettingsChanged{})
}

// morning is when a pause until tomorrow ends.
const morning = 6 * time.Hour

// Tomorrow returns when a pause "until tomorrow" ends, in the zone of now.
func Tomorrow(now time.Time) time.Time {
	return time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location()).Add(morning)
}

// PausedUntil returns the time until which the whole schedule is paused.
func (s *Scheduler) PausedUntil() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pausedUntil
}

// NextRun returns when the integration runs next by itself; the zero time when it
// does not.
func (s *Scheduler) NextRun(ctx context.Context, i domain.Integration) time.Time {
	at, ok := s.due(ctx, i, s.clock.Now())
	if !ok {
		return time.Time{}
	}
	if paused := s.PausedUntil(); at.Before(paused) {
		at = paused
	}
	return at
}
