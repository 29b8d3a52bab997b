package alert

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"

	"tributary/backend/domain"
)

// standing are the bubbles about trouble that may still be on the desktop: one per
// integration, with what it tells.
type standing struct {
	mu sync.Mutex // guards of
	of map[domain.IntegrationID]domain.NoticeKind
}

// PutAway withdraws the bubbles whose trouble is over: nobody is to be called to a page on
// which nothing is left to do.
func (s *Service) PutAway(ctx context.Context) error {
	s.standing.mu.Lock()
	stand := maps.Clone(s.standing.of)
	s.standing.mu.Unlock()
	var failed []error
	for id, kind := range stand {
		i, err := s.store.Integration(ctx, id)
		switch {
		case err != nil && !errors.Is(err, domain.ErrNotFound):
			failed = append(failed, fmt.Errorf("whether a notification still holds: %w", err))
		case err != nil || !holds(kind, i.State):
			failed = append(failed, s.withdraw(ctx, id))
		}
	}
	return errors.Join(failed...)
}

// holds tells whether what a bubble says is still so. A warning holds while the integration
// is on; that the trouble is over is told by another bubble, which takes its place.
func holds(kind domain.NoticeKind, state domain.IntegrationState) bool {
	switch kind {
	case domain.NoticeWarning:
		return state == domain.Active
	case domain.NoticeDisabled, domain.NoticeReminder:
		return state == domain.Disabled
	case domain.NoticeSignIn:
		return state == domain.AwaitingSignIn
	case domain.NoticeDecision:
		return state == domain.AwaitingDecision
	case domain.NoticeRecovered:
	}
	return true
}

// replace withdraws what stands about integrations that a new bubble is shown for, and notes
// the new one; single is false when all of them are told in one, which stays.
func (s *Service) replace(ctx context.Context, notices []domain.Notice, single bool) error {
	var failed []error
	for _, n := range notices {
		failed = append(failed, s.withdraw(ctx, n.Integration))
		if single && n.Kind != domain.NoticeRecovered {
			s.standing.mu.Lock()
			s.standing.of[n.Integration] = n.Kind
			s.standing.mu.Unlock()
		}
	}
	return errors.Join(failed...)
}

func (s *Service) withdraw(ctx context.Context, id domain.IntegrationID) error {
	s.standing.mu.Lock()
	_, stands := s.standing.of[id]
	delete(s.standing.of, id)
	s.standing.mu.Unlock()
	if !stands {
		return nil
	}
	if err := s.bubbles.Withdraw(ctx, string(id)); err != nil {
		return fmt.Errorf("put a notification away: %w", err)
	}
	return nil
}
