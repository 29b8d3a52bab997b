package api

import (
	"context"
	"maps"
	"slices"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/mapping"
	"tributary/backend/schedule"
	"tributary/backend/setup"
)

// view is what several screens need to show integrations and runs.
type view struct {
	setup     *setup.Service
	scheduler *schedule.Scheduler
	runs      Runs
	project   Project
	clock     clock.Clock
	speech
}

// names are the words behind ids.
type names struct {
	integrations map[domain.IntegrationID]string
	labels       map[domain.IntegrationID]map[string]string // of data types
	say          func(text string) string
}

func (v view) names(ctx context.Context) (names, error) {
	out := names{integrations: map[domain.IntegrationID]string{}, labels: map[domain.IntegrationID]map[string]string{}, say: v.saying()}
	all, err := v.setup.Integrations(ctx)
	if err != nil {
		return out, err
	}
	for _, i := range all {
		out.integrations[i.ID] = i.Name
		c, err := v.setup.Configuration(ctx, i.Configuration)
		if err != nil {
			return out, err
		}
		out.labels[i.ID] = inLanguage(v.setup.SourceOrUnknown(ctx, c.Source).Labels, v.language())
	}
	return out, nil
}

// run shows a run.
func (n names) run(r domain.Run) Run {
	out := Run{
		ID: string(r.ID), Integration: string(r.Integration), IntegrationName: n.integrations[r.Integration], Trigger: r.Trigger,
		DryRun: r.DryRun, Full: r.Full, StartedAt: moment(r.StartedAt), EndedAt: moment(r.EndedAt), Result: r.Result,
		Transfers: convert(r.Transfers, func(t domain.TransferRun) TransferRun { return n.transferRun(r.Integration, t) }),
	}
	if r.ErrorKind != "" {
		out.Error = &Error{Kind: r.ErrorKind, Code: r.ErrorCode, What: n.say(r.ErrorWords), Details: r.ErrorDetail}
	}
	return out
}

func (n names) transferRun(id domain.IntegrationID, t domain.TransferRun) TransferRun {
	out := TransferRun{
		DataType: t.DataType, Label: labelOf(n.labels[id], t.DataType, ""), Table: t.Table, Mode: t.Mode, Counts: Counts(t.Counts),
		Seconds: t.Seconds, Warnings: convert(t.Warnings, n.say), FieldChanges: convert(mapping.ChangeWords(t.FieldChanges), n.say), InService: -1, InProject: -1, Differences: []Difference{},
	}
	if t.Completeness != nil {
		out.InService, out.InProject = t.Completeness.InService, t.Completeness.InProject
		out.Differences = convert(t.Completeness.Differences, differenceDTO)
	}
	if t.Held != nil {
		out.HeldRows, out.Linked, out.Blanked = t.Held.Rows, t.Held.Linked, t.Held.Blanked
	}
	return out
}

// codeCounts puts the commonest first.
func codeCounts(codes map[domain.RecordErrorCode]int64) []CodeCount {
	out := make([]CodeCount, 0, len(codes))
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		out = append(out, CodeCount{Code: code, Count: codes[code]})
	}
	slices.SortStableFunc(out, func(x, y CodeCount) int { return int(y.Count - x.Count) })
	return out
}

func differenceDTO(d domain.Difference) Difference {
	return Difference{Cause: d.Cause, Count: d.Count, HasRow: d.HasRow, IsChosen: d.Cause.IsChosen(), Codes: codeCounts(d.Codes)}
}

func progressDTO(p domain.Progress) Progress {
	return Progress{
		Run: string(p.Run), Integration: string(p.Integration), DataType: p.DataType, Counts: Counts(p.Counts), Total: p.Total, PerSecond: p.PerSecond, WaitsUntil: moment(p.WaitsUntil),
	}
}

func (v view) integrations(ctx context.Context) ([]Integration, error) {
	all, err := v.setup.Integrations(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Integration, 0, len(all))
	for _, i := range all {
		dto, err := v.integration(ctx, i)
		if err != nil {
			return nil, err
		}
		out = append(out, dto)
	}
	return out, nil
}

// integration shows one integration with its last and next run.
func (v view) integration(ctx context.Context, i domain.Integration) (Integration, error) {
	c, err := v.setup.Configuration(ctx, i.Configuration)
	if err != nil {
		return Integration{}, err
	}
	src := v.setup.SourceOrUnknown(ctx, c.Source)
	labels := inLanguage(src.Labels, v.language())
	refusal, err := v.setup.IntegrationRefusal(ctx, i)
	if err != nil { // a source that is gone: say it on the page instead of failing the page
		refusal = explain(err).What
	}
	say := v.saying()
	active, err := v.setup.ActiveTransfers(ctx, c.ID)
	if err != nil {
		return Integration{}, err
	}
	out := Integration{
		ID: string(i.ID), Name: i.Name, Configuration: configurationReference(c), Source: sourceDTO(src, v.language()),
		EverySeconds: int(i.Schedule.Every.Seconds()), Cron: i.Schedule.Cron, EmailAlerts: orEmpty(i.EmailAlerts), HardDeletions: i.HardDeletions,
		State: i.State, StateCause: say(i.StateCause), StateAt: moment(i.StateAt), Refusal: say(refusal),
		Updates: convert(active, func(t domain.Transfer) TransferUpdates {
			return TransferUpdates{
				DataType: t.DataType, Label: labelOf(labels, t.DataType, ""), Table: t.Mapping.Table,
				MappedFields: len(t.Mapping.Assignments), Updates: orEmpty(i.Updates[t.DataType]),
			}
		}),
		NextRunAt: moment(v.scheduler.NextRun(ctx, i)),
	}
	if i.PausedUntil.After(v.clock.Now()) {
		out.PausedUntil = moment(i.PausedUntil)
	}
	if out.FieldChanges, err = v.fieldChanges(ctx, i, labels); err != nil {
		return out, err
	}
	return out, v.history(ctx, i, labels, &out)
}

// fieldChanges are those of the data types that the integration reads.
func (v view) fieldChanges(ctx context.Context, i domain.Integration, labels map[string]string) ([]FieldChanges, error) {
	out := []FieldChanges{}
	changed, err := v.setup.ChangedTransfers(ctx, i.Configuration)
	for _, c := range changed {
		if t := c.Transfer; t.Active && len(i.Updates[t.DataType]) > 0 {
			out = append(out, FieldChanges{
				Transfer: string(t.ID), Label: labelOf(labels, t.DataType, ""), Stops: t.WhenFieldsChange == domain.StopTheRun,
				Words: convert(mapping.ChangeWords(c.Changes), v.saying()),
			})
		}
	}
	return out, err
}

// history adds the run in hand, the last run and the error budget.
func (v view) history(ctx context.Context, i domain.Integration, labels map[string]string, out *Integration) error {
	if p := v.scheduler.Running(i.ID); p != nil {
		dto := progressDTO(*p)
		out.Running = &dto
	}
	last, err := v.runs.Runs(ctx, domain.FindRuns{Integration: i.ID, Limit: 2})
	if err != nil {
		return err
	}
	n := names{
		integrations: map[domain.IntegrationID]string{i.ID: i.Name}, labels: map[domain.IntegrationID]map[string]string{i.ID: labels},
		say: v.saying(),
	}
	for _, r := range last {
		if r.Result != domain.RunRunning {
			dto := n.run(r)
			out.LastRun = &dto
			break
		}
	}
	return v.budget(ctx, i, out)
}
