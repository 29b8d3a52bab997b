package api

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/schedule"
	"tributary/backend/setup"
	"tributary/backend/syncer"
)

// Runs finds runs.
type Runs interface {
	Runs(ctx context.Context, f domain.FindRuns) ([]domain.Run, error)
	CountRuns(ctx context.Context, f domain.FindRuns) (int64, error)
	// Requests returns what services were asked in a run; the zero value when it is not known.
	Requests(ctx context.Context, run domain.RunID) (domain.Exchanges, error)
}

// IntegrationsAPI is bound to the window: integrations and their runs in hand.
type IntegrationsAPI struct {
	caller
	view
}

// List returns all integrations.
func (a *IntegrationsAPI) List() ([]Integration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.integrations(ctx)
}

// Get returns one integration.
func (a *IntegrationsAPI) Get(id string) (Integration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.answer(ctx)(a.setup.Integration(ctx, domain.IntegrationID(id)))
}

// answer shows an integration that a call returned.
func (a *IntegrationsAPI) answer(ctx context.Context) func(domain.Integration, error) (Integration, error) {
	return func(i domain.Integration, err error) (Integration, error) {
		if err != nil {
			return Integration{}, err
		}
		return a.integration(ctx, i)
	}
}

// Save creates or changes an integration.
func (a *IntegrationsAPI) Save(input IntegrationInput) (Integration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	in := domain.Integration{}
	if input.ID != "" {
		var err error
		if in, err = a.setup.Integration(ctx, domain.IntegrationID(input.ID)); err != nil {
			return Integration{}, err
		}
	}
	in.Name, in.Configuration, in.Updates = input.Name, domain.ConfigurationID(input.Configuration), input.Updates
	in.EmailAlerts, in.HardDeletions = input.EmailAlerts, input.HardDeletions
	in.Schedule = domain.Schedule{Every: time.Duration(input.EverySeconds) * time.Second, Cron: input.Cron}
	return a.answer(ctx)(a.setup.SaveIntegration(ctx, in))
}

// Activate makes an integration run; its first run starts at once.
func (a *IntegrationsAPI) Activate(id string) (Integration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.answer(ctx)(a.setup.ActivateIntegration(ctx, domain.IntegrationID(id)))
}

// Deactivate stops an integration, the run in hand too.
func (a *IntegrationsAPI) Deactivate(id string) (Integration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	i, err := a.setup.DeactivateIntegration(ctx, domain.IntegrationID(id))
	if err == nil {
		a.scheduler.Cancel(i.ID)
	}
	return a.answer(ctx)(i, err)
}

// Delete removes an integration; its rows stay.
func (a *IntegrationsAPI) Delete(id string) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	if a.scheduler.Running(domain.IntegrationID(id)) != nil {
		return &domain.Error{
			Kind: domain.SetUp, Code: "running", What: "This integration is running just now.",
			Means: "It was not removed.", Do: "Cancel the run first.",
		}
	}
	return a.setup.DeleteIntegration(ctx, domain.IntegrationID(id))
}

// Pause stops scheduled runs for so many minutes; 0 until resumed.
func (a *IntegrationsAPI) Pause(id string, minutes int) (Integration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.answer(ctx)(a.setup.PauseIntegration(ctx, domain.IntegrationID(id), a.until(minutes)))
}

// Resume ends a pause.
func (a *IntegrationsAPI) Resume(id string) (Integration, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.answer(ctx)(a.setup.PauseIntegration(ctx, domain.IntegrationID(id), time.Time{}))
}

// SyncNow starts a run and returns at once; its progress comes as events.
func (a *IntegrationsAPI) SyncNow(id string, full bool) (Run, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.started(ctx)(a.scheduler.SyncNow(ctx, domain.IntegrationID(id), schedule.Request{Trigger: domain.Manual, Full: full}))
}

func (a *IntegrationsAPI) started(ctx context.Context) func(domain.Run, error) (Run, error) {
	return func(r domain.Run, err error) (Run, error) {
		if err != nil {
			return Run{}, err
		}
		names, err := a.names(ctx)
		return names.run(r), err
	}
}

// Cancel stops the run in hand after its batch.
func (a *IntegrationsAPI) Cancel(id string) error {
	a.scheduler.Cancel(domain.IntegrationID(id))
	return nil
}

// DryRun counts exactly what a run would do, and writes nothing. It can be cancelled
// as a run.
func (a *IntegrationsAPI) DryRun(id string) (DryRunReport, error) {
	ctx, cancel := a.within(long)
	defer cancel()
	o, err := a.scheduler.SyncAndWait(ctx, domain.IntegrationID(id), schedule.Request{Trigger: domain.Manual, DryRun: true})
	if err != nil {
		return DryRunReport{}, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return DryRunReport{}, err
	}
	return DryRunReport{Run: names.run(o.Run), Examples: convert(o.Changes, exampleDTO)}, nil
}

func exampleDTO(s syncer.Sample) DryRunExample {
	e := DryRunExample{DataType: s.DataType, Table: s.Table, Key: s.Identity, Update: s.Kind, Fields: make([]FieldChange, len(s.Fields))}
	for n, f := range s.Fields {
		e.Fields[n].Field = f
		if n < len(s.Before) {
			e.Fields[n].Before = domain.TextOf(s.Before[n])
		}
		if n < len(s.After) {
			e.Fields[n].After = domain.TextOf(s.After[n])
		}
	}
	return e
}

// Decide answers the mass-change guard: allow applies what was held, once, by a new run;
// otherwise the held rows stay as they are and the schedule goes on.
func (a *IntegrationsAPI) Decide(id string, allow bool) (Run, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	if !allow {
		_, err := a.setup.SetState(ctx, domain.IntegrationID(id), domain.Active, "")
		return Run{Transfers: []TransferRun{}}, err
	}
	return a.started(ctx)(a.scheduler.SyncNow(ctx, domain.IntegrationID(id), schedule.Request{Trigger: domain.Manual, Full: true, Allow: true}))
}

// until is the end of a pause of so many minutes; 0 is forever.
func (v view) until(minutes int) time.Time {
	if minutes <= 0 {
		return setup.Forever
	}
	return v.clock.Now().Add(time.Duration(minutes) * time.Minute).UTC()
}
