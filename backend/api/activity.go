package api

import (
	"bytes"
	"context"
	"encoding/json"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// ActivityAPI is bound to the window: runs and record errors.
type ActivityAPI struct {
	caller
	view
	events   Events
	replayer Replayer
	undoer   Undoer
}

// Replayer maps record errors again with today's mapping.
type Replayer interface {
	// Replay replays the errors given; it returns how many became rows and how many
	// did not.
	Replay(ctx context.Context, ids []domain.RecordErrorID) (fixed, still int64, err error)
	// ReplayChanged replays one error with a record the person has corrected.
	ReplayChanged(ctx context.Context, id domain.RecordErrorID, record []byte) (fixed bool, err error)
}

// Runs returns runs, newest first.
func (a *ActivityAPI) Runs(query RunsQuery) (RunsPage, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	find := domain.FindRuns{
		Integration: domain.IntegrationID(query.Integration), Result: domain.RunResult(query.Result),
		Offset: max(query.Offset, 0), Limit: min(max(query.Limit, 1), maxRows), DryRuns: true,
	}
	runs, err := a.runs.Runs(ctx, find)
	if err != nil {
		return RunsPage{}, err
	}
	total, err := a.runs.CountRuns(ctx, find)
	if err != nil {
		return RunsPage{}, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return RunsPage{}, err
	}
	undo, err := a.project.UndoStates(ctx, convert(runs, func(r domain.Run) domain.RunID { return r.ID }))
	page := RunsPage{Runs: convert(runs, names.run), Total: total}
	for i := range page.Runs {
		page.Runs[i].Undo = string(undo[runs[i].ID])
	}
	return page, err
}

// Requests returns what services were asked in a run; of old runs it is no longer known.
func (a *ActivityAPI) Requests(run string) (Requests, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	asked, err := a.runs.Requests(ctx, domain.RunID(run))
	return requestsDTO(asked), err
}

// RecordErrors returns record errors, the last seen first.
func (a *ActivityAPI) RecordErrors(query RecordErrorsQuery) (RecordErrorsPage, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	find := domain.FindRecordErrors{
		Integration: domain.IntegrationID(query.Integration), DataType: query.DataType, Code: domain.RecordErrorCode(query.Code),
		Ignored: query.Ignored, Offset: int64(max(query.Offset, 0)), Limit: min(max(query.Limit, 1), maxRows),
	}
	list, err := a.project.RecordErrors(ctx, find)
	if err != nil {
		return RecordErrorsPage{}, err
	}
	total, err := a.project.CountRecordErrors(ctx, find)
	if err != nil {
		return RecordErrorsPage{}, err
	}
	codes, err := a.project.CodeCounts(ctx, find.Integration)
	if err != nil {
		return RecordErrorsPage{}, err
	}
	out := RecordErrorsPage{Errors: make([]RecordError, 0, len(list)), Total: total, Codes: codeCounts(codes)}
	names, err := a.names(ctx)
	if err != nil {
		return RecordErrorsPage{}, err
	}
	places, err := a.places(ctx)
	for _, e := range list {
		out.Errors = append(out.Errors, recordErrorDTO(e, places, names))
	}
	return out, err
}

// place is where a record error is fixed.
type place struct{ configuration, transfer string }

func (a *ActivityAPI) places(ctx context.Context) (map[domain.Scope]place, error) {
	all, err := a.setup.Integrations(ctx)
	if err != nil {
		return nil, err
	}
	places := map[domain.Scope]place{}
	for _, i := range all {
		transfers, err := a.setup.Transfers(ctx, i.Configuration)
		if err != nil {
			return nil, err
		}
		for _, t := range transfers {
			places[domain.Scope{Integration: i.ID, DataType: t.DataType}] = place{string(i.Configuration), string(t.ID)}
		}
	}
	return places, nil
}

func recordErrorDTO(e domain.RecordError, places map[domain.Scope]place, names names) RecordError {
	at := places[domain.Scope{Integration: e.Integration, DataType: e.DataType}]
	return RecordError{
		ID: string(e.ID), Integration: string(e.Integration), IntegrationName: names.integrations[e.Integration], DataType: e.DataType,
		Label: labelOf(names.labels[e.Integration], e.DataType, ""), Identity: e.Identity,
		Code: e.Code, Message: names.say(e.Message), SourceField: e.SourceField, Field: e.Field, Position: names.say(e.Position), Record: indented(e.Record),
		FirstSeen: moment(e.FirstSeen), LastSeen: moment(e.LastSeen), Ignored: e.Ignored, Transfer: at.transfer, Configuration: at.configuration,
	}
}

// indented is a record for the eye; one that was cut is shown as it is.
func indented(raw []byte) string {
	var b bytes.Buffer
	if json.Indent(&b, raw, "", "  ") != nil {
		return string(raw)
	}
	return b.String()
}

// Replay maps records again with today's mapping.
func (a *ActivityAPI) Replay(ids []string) (ReplayReport, error) {
	return a.replay(convert(ids, func(id string) domain.RecordErrorID { return domain.RecordErrorID(id) }))
}

// ReplayChanged replays one record error with the record as the person has corrected it.
func (a *ActivityAPI) ReplayChanged(id, record string) (ReplayReport, error) {
	ctx, cancel := a.within(long)
	defer cancel()
	fixed, err := a.replayer.ReplayChanged(ctx, domain.RecordErrorID(id), []byte(record))
	a.events.Publish(event.ProjectChanged{})
	report := ReplayReport{Replayed: 1, Still: 1}
	if fixed {
		report.Fixed, report.Still = 1, 0
	}
	return report, err
}

// ReplayAll replays every open record error of an integration.
func (a *ActivityAPI) ReplayAll(integration string) (ReplayReport, error) {
	ctx, cancel := a.within(long)
	defer cancel()
	list, err := a.project.RecordErrors(ctx, domain.FindRecordErrors{Integration: domain.IntegrationID(integration), Limit: maxReplay})
	if err != nil || len(list) == 0 {
		return ReplayReport{}, err
	}
	return a.replay(convert(list, func(e domain.RecordError) domain.RecordErrorID { return e.ID }))
}

// maxReplay bounds one replay; the rest takes another click.
const maxReplay = 1000

func (a *ActivityAPI) replay(ids []domain.RecordErrorID) (ReplayReport, error) {
	ctx, cancel := a.within(long)
	defer cancel()
	if len(ids) == 0 {
		return ReplayReport{}, nil
	}
	fixed, still, err := a.replayer.Replay(ctx, ids)
	a.events.Publish(event.ProjectChanged{})
	return ReplayReport{Replayed: fixed + still, Fixed: fixed, Still: still}, err
}

// Ignore silences record errors, or lets them speak again.
func (a *ActivityAPI) Ignore(ids []string, ignored bool) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	err := a.project.IgnoreRecordErrors(ctx, convert(ids, func(id string) domain.RecordErrorID { return domain.RecordErrorID(id) }), ignored)
	if err == nil {
		a.events.Publish(event.ProjectChanged{})
	}
	return err
}
