package setup

import (
	"context"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Teller decides what is told of a state that an integration is about to have.
type Teller interface {
	OfState(ctx context.Context, i domain.Integration) (domain.Tidings, error)
}

// TellBy makes every change of state tell what the teller says, in the transaction that
// stores the state. It is called once, before the service is used; without it nothing is told.
func (s *Service) TellBy(t Teller) { s.teller = t }

// putState stores a new state with what is to be told of it.
func (s *Service) putState(ctx context.Context, i domain.Integration) error {
	var t domain.Tidings
	if s.teller != nil {
		var err error
		if t, err = s.teller.OfState(ctx, i); err != nil {
			return fmt.Errorf("what to tell of %s: %w", i.Name, err)
		}
	}
	if err := s.store.SaveStateAndTidings(ctx, i, t); err != nil {
		return fmt.Errorf("save integration %s: %w", i.Name, err)
	}
	s.publish(event.IntegrationChanged{Integration: i.ID})
	return nil
}
