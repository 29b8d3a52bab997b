package schedule

import (
	"context"
	"fmt"

	"tributary/backend/domain"
)

// conclude draws the consequences of how a run ended on the state of its
// integration. A dry run and an undo have none.
func (s *Scheduler) conclude(ctx context.Context, i domain.Integration, authorization domain.AuthorizationID, o Outcome) error {
	if o.Run.DryRun || o.Run.Trigger == domain.Undoing {
		return nil
	}
	switch o.Run.Result {
	case domain.RunFailed:
		if o.Run.ErrorKind == domain.SignIn && authorization != "" {
			return s.awaitSignIn(ctx, i, authorization, o)
		}
		if o.Run.ErrorKind == domain.RateLimited {
			s.leaveAlone(i.ID, o.Run.RetryAfter)
		}
		return s.spend(ctx, i, o.Run)
	case domain.RunNeedsDecision:
		return s.setState(ctx, i, domain.AwaitingDecision, o.Run.ErrorWords)
	case domain.RunOK, domain.RunWarning:
		s.nothingLeft(i.ID)
		if i.State == domain.AwaitingDecision || i.State == domain.AwaitingSignIn {
			return s.setState(ctx, i, domain.Active, "")
		}
		return s.spend(ctx, i, o.Run)
	case domain.RunRunning, domain.RunCancelled, domain.RunInterrupted:
	}
	return nil
}

// awaitSignIn marks the authorization; an active integration waits for it without
// using its error budget.
func (s *Scheduler) awaitSignIn(ctx context.Context, i domain.Integration, authorization domain.AuthorizationID, o Outcome) error {
	cause := &domain.Error{Kind: o.Run.ErrorKind, Code: o.Run.ErrorCode, What: o.Run.ErrorWords}
	if err := s.setup.NoteSignIn(ctx, authorization, cause); err != nil {
		return fmt.Errorf("note that the authorization is no longer accepted: %w", err)
	}
	return s.setState(ctx, i, domain.AwaitingSignIn, o.Run.ErrorWords)
}

// setState changes the state of an integration that is switched on; one the person
// has deactivated meanwhile stays so.
func (s *Scheduler) setState(ctx context.Context, i domain.Integration, state domain.IntegrationState, cause string) error {
	now, err := s.setup.Integration(ctx, i.ID)
	if err != nil {
		return err
	}
	if now.State == domain.Inactive || now.State == domain.Disabled {
		return nil
	}
	_, err = s.setup.SetState(ctx, i.ID, state, cause)
	return err
}
