package api

import (
	"context"

	"tributary/backend/budget"
	"tributary/backend/domain"
)

// budget adds the rules of the error budget, how far each is used up, and the warning at half
// of one.
func (v view) budget(ctx context.Context, i domain.Integration, out *Integration) error {
	verdict, err := v.scheduler.Budget(ctx, i)
	if err != nil {
		return err
	}
	out.Meters = convert(verdict.Meters, func(m budget.Meter) Meter {
		return Meter{Name: string(m.Cause), Value: m.Used, Limit: m.Limit}
	})
	if verdict.Warn && i.State == domain.Active {
		out.Warning, out.DisableAt = v.saying()(verdict.Words), moment(verdict.DisableAt)
	}
	return nil
}
