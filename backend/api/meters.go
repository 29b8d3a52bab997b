package api

import (
	"context"

	"tributary/backend/budget"
	"tributary/backend/domain"
)

// meters are the rules of the error budget with how far each is used up.
func (v view) meters(ctx context.Context, i domain.Integration) ([]Meter, error) {
	verdict, err := v.scheduler.Budget(ctx, i)
	return convert(verdict.Meters, func(m budget.Meter) Meter {
		return Meter{Name: string(m.Cause), Value: m.Used, Limit: m.Limit}
	}), err
}
