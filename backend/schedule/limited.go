package schedule

import (
	"time"

	"tributary/backend/domain"
)

// How long a service that asked to slow down is left alone.
const (
	leastAlone = time.Minute
	usualAlone = 15 * time.Minute // it did not say how long
	mostAlone  = time.Hour        // connectors ask again after an hour, whatever a service said
)

// leaveAlone has an integration whose run met a limit go on when the service allows more, as far as it
// said, however rarely or often the integration runs by itself.
func (s *Scheduler) leaveAlone(id domain.IntegrationID, said time.Duration) {
	if said <= 0 {
		said = usualAlone
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limited[id] = s.clock.Now().Add(min(max(said, leastAlone), mostAlone))
}

// nothingLeft forgets that a limit stopped an integration: it went on, and came to its end.
func (s *Scheduler) nothingLeft(id domain.IntegrationID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.limited, id)
}

// allowedFrom is when an integration goes on that a limit stopped; false for any other.
func (s *Scheduler) allowedFrom(i domain.Integration) (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, limited := s.limited[i.ID]
	if at.Before(i.PausedUntil) {
		at = i.PausedUntil
	}
	return at, limited
}

// boundLimited forgets waits that a clock which was set back has made long. s.mu is held.
func (s *Scheduler) boundLimited(now time.Time) {
	for id, at := range s.limited {
		if latest := now.Add(mostAlone); at.After(latest) {
			s.limited[id] = latest
		}
	}
}
