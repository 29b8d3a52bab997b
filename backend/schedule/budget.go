package schedule

import (
	"context"
	"fmt"
	"time"

	"tributary/backend/budget"
	"tributary/backend/domain"
)

const (
	// budgetRuns is how many runs the error budget looks back, at the most.
	budgetRuns = 500
	// rateDays is over how many days the rate of new record errors is taken.
	rateDays = 7
)

// Teller tells the person how an active integration stands after a run.
type Teller interface {
	Ran(ctx context.Context, i domain.Integration, verdict budget.Verdict, well bool) error
}

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
		if r.Result != domain.RunRunning {
			h.Runs = append(h.Runs, r)
		}
	}
	if h.LastGood, err = s.lastGood(ctx, i.ID, since); err != nil {
		return budget.Verdict{}, err
	}
	h.OpenRecordErrors, err = s.errors.CountRecordErrors(ctx, domain.FindRecordErrors{Integration: i.ID})
	if err != nil {
		return budget.Verdict{}, fmt.Errorf("record errors of %s: %w", i.Name, err)
	}
	h.NewRecordErrors, err = s.errors.CountRecordErrors(ctx, domain.FindRecordErrors{Integration: i.ID, Since: h.Now.Add(-rateDays * 24 * time.Hour)})
	if err != nil {
		return budget.Verdict{}, fmt.Errorf("new record errors of %s: %w", i.Name, err)
	}
	h.NewSince = rateDays * 24 * time.Hour
	return budget.Evaluate(i.Budget, h), nil
}

// lastGood is when the last good run ended, however many others came after it.
func (s *Scheduler) lastGood(ctx context.Context, id domain.IntegrationID, since time.Time) (last time.Time, err error) {
	for _, good := range []domain.RunResult{domain.RunOK, domain.RunWarning} {
		runs, err := s.runs.Runs(ctx, domain.FindRuns{Integration: id, Since: since, Result: good, Limit: 1})
		if err != nil {
			return last, fmt.Errorf("last good run: %w", err)
		}
		if len(runs) > 0 && runs[0].EndedAt.After(last) {
			last = runs[0].EndedAt
		}
	}
	return last, nil
}

// spend disables the integration when its error budget is used up, else tells how it
// stands. A run that the person started uses no budget, so it disables and warns of nothing.
func (s *Scheduler) spend(ctx context.Context, i domain.Integration, run domain.Run) error {
	well := run.Result == domain.RunOK || run.Result == domain.RunWarning
	if run.Trigger == domain.Manual && !well {
		return nil
	}
	now, err := s.setup.Integration(ctx, i.ID)
	if err != nil || now.State != domain.Active {
		return err
	}
	v, err := s.Budget(ctx, now)
	if err != nil {
		return err
	}
	if v.Disable && run.Trigger != domain.Manual {
		return s.setState(ctx, i, domain.Disabled, v.Words)
	}
	if s.opts.Teller == nil {
		return nil
	}
	return s.opts.Teller.Ran(ctx, now, v, well)
}
