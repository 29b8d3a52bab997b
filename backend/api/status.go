package api

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/setup"
)

// Status returns the state of the whole program in one line. It needs the person for as many
// things as Overview lists.
func (a *AppAPI) Status() (Status, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	status, err := a.status(ctx)
	if err != nil {
		return Status{}, err
	}
	integrations, err := a.integrations(ctx)
	if err != nil {
		return Status{}, err
	}
	needs, err := a.needsOf(ctx, integrations)
	status.Needs = len(needs) + len(a.warnings(ctx))
	return status, err
}

// Status is what AppAPI tells the window, for the tray.
func (a *API) Status(ctx context.Context) (Status, error) { return a.status(ctx) }

func (v view) status(ctx context.Context) (Status, error) {
	all, err := v.setup.Integrations(ctx)
	if err != nil {
		return Status{}, err
	}
	now := v.clock.Now()
	out := Status{State: "fine", Running: v.scheduler.CountRunning()}
	var next time.Time
	for _, i := range all {
		switch i.State {
		case domain.Active:
			out.Active++
			if at := v.scheduler.NextRun(ctx, i); !at.IsZero() && at.Before(setup.Forever) && (next.IsZero() || at.Before(next)) {
				next = at
			}
		case domain.AwaitingDecision, domain.AwaitingSignIn, domain.Disabled:
			out.Needs++
		case domain.Inactive:
		}
	}
	out.NextRunAt = moment(next)
	paused := v.scheduler.PausedUntil()
	switch {
	case paused.After(now):
		out.State, out.PausedUntil = "paused", moment(paused)
	case out.Needs > 0:
		out.State = "needs_you"
	case out.Running > 0:
		out.State = "working"
	}
	return out, nil
}
