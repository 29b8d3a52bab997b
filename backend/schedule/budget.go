package schedule

import (
	"context"
	"fmt"
	"time"

	"tributary/backend/budget"
	"tributary/backend/domain"
)

// budgetRuns is how many runs the error budget looks back, at the most.
const budgetRuns = 500

// Budget returns how the error budget of an integration stands.
func (s *Scheduler) Budget(ctx context.Context, i domain.Integration) (budget.Verdict, error) {
	since := i.StateAt
	if i.State != domain.Active {
		since = time.Time{}
	}
	runs, err := s.runs.Runs(ctx, domain.FindRuns{Integration: i.ID, Since: since, Limit: budgetRuns})
	if err != nil {
		return budget.Verdict{}, fmt.Errorf("runs of %s: %w", i.Name, err)
	}
	h := budget.History{Now: s.clock.Now(), ActivatedAt: i.StateAt}
	for _, r := range runs {
		if r.Result == domain.RunRunning {
			continue
		}
		h.Runs = append(h.Runs, r)
		if h.LastGood.IsZero() && (r.Result == domain.RunOK || r.Result == domain.RunWarning) {
			h.LastGood = r.EndedAt
		}
	}
	h.OpenRecordErrors, err = s.errors.CountRecordErrors(ctx, domain.FindRecordErrors{Integration: i.ID})
	if err != nil {
		return budget.Verdict{}, fmt.Errorf("record errors of %s: %w", i.Name, err)
	}
	return budget.Evaluate(i.Budget, h), nil
}

// spend disables the integration when its error budget is used up.
func (s *Scheduler) spend(ctx context.Context, i domain.Integration) error {
	now, err := s.setup.Integration(ctx, i.ID)
	if err != nil || now.State != domain.Active {
		return err
	}
	v, err := s.Budget(ctx, now)
	if err != nil || !v.Disable {
		return err
	}
	return s.setState(ctx, i, domain.Disabled, v.Words)
}
