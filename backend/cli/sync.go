package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/mapping"
	"tributary/backend/schedule"
)

type syncCommand struct {
	Integrations []string `arg:"" optional:"" name:"integration" help:"Names of integrations; all active ones when none is given."`
	DryRun       bool     `help:"Count exactly what would be done, write nothing."`
	Full         bool     `help:"Read everything again."`
	Allow        bool     `help:"Apply, this once, what the mass-change guard held back."`
	JSON         bool     `help:"One JSON object a run."`
}

// Run runs the integrations one after the other and fails when one of them failed.
func (s *syncCommand) Run(c *call) error {
	return c.with(true, func(p Program) error {
		chosen, err := s.choose(c, p)
		if err != nil {
			return err
		}
		bad := false
		for _, i := range chosen {
			tellNoMore := s.tellProgress(c, p, i)
			outcome, err := p.Scheduler.SyncAndWait(c.ctx, i.ID, schedule.Request{Trigger: domain.Manual, Full: s.Full, DryRun: s.DryRun, Allow: s.Allow})
			tellNoMore()
			if err != nil {
				return err
			}
			bad = bad || !passed(outcome.Run.Result)
			if err := s.print(c, i.Name, outcome); err != nil {
				return err
			}
		}
		if bad {
			return ErrSaid
		}
		return nil
	})
}

func passed(r domain.RunResult) bool { return r == domain.RunOK || r == domain.RunWarning }

func (s *syncCommand) choose(c *call, p Program) ([]domain.Integration, error) {
	all, err := p.Setup.Integrations(c.ctx)
	if err != nil {
		return nil, err
	}
	if len(s.Integrations) == 0 {
		return slices.DeleteFunc(all, func(i domain.Integration) bool { return i.State == domain.Inactive }), nil
	}
	var chosen []domain.Integration
	for _, name := range s.Integrations {
		n := slices.IndexFunc(all, func(i domain.Integration) bool { return i.Name == name || string(i.ID) == name })
		if n < 0 {
			return nil, fmt.Errorf("there is no integration “%s”; see tributary export-setup for their names", name)
		}
		chosen = append(chosen, all[n])
	}
	return chosen, nil
}

// runLine is a run as --json writes it.
type runLine struct {
	ID          string         `json:"id"`
	Integration string         `json:"integration"`
	DryRun      bool           `json:"dry_run,omitempty"`
	Trigger     domain.Trigger `json:"trigger"`
	StartedAt   string         `json:"started_at"`
	EndedAt     string         `json:"ended_at,omitempty"`
	Result      string         `json:"result"`
	ErrorKind   domain.Kind    `json:"error_kind,omitempty"`
	ErrorCode   string         `json:"error_code,omitempty"`
	Message     string         `json:"message,omitempty"`
	Details     string         `json:"details,omitempty"`
	DataTypes   []dataTypeLine `json:"data_types"`
	Examples    []exampleLine  `json:"examples,omitempty"`
}

type dataTypeLine struct {
	DataType     string          `json:"data_type"`
	Table        string          `json:"table"`
	Mode         domain.ReadMode `json:"mode"`
	Read         int64           `json:"read"`
	Created      int64           `json:"created"`
	Updated      int64           `json:"updated"`
	Unchanged    int64           `json:"unchanged"`
	Deleted      int64           `json:"deleted"`
	LeftOut      int64           `json:"left_out"`
	RecordErrors int64           `json:"record_errors"`
	Seconds      float64         `json:"seconds"`
	Warnings     []string        `json:"warnings,omitempty"`
	FieldChanges []fieldLine     `json:"field_changes,omitempty"`
	InService    *int64          `json:"in_service,omitempty"`
	InProject    *int64          `json:"in_project,omitempty"`
	// Differences are in what the project is not what the service has.
	Differences []differenceLine `json:"differences,omitempty"`
	Held        int64            `json:"held,omitempty"`
}

// fieldLine is a field of the service that is not as it was known.
type fieldLine struct {
	Change domain.FieldChangeKind `json:"change"` // new, gone, retyped; or added, by itself
	From   string                 `json:"from"`
	To     string                 `json:"to,omitempty"`
	Type   domain.FieldType       `json:"type,omitempty"`
	Was    domain.FieldType       `json:"was,omitempty"`
}

type exampleLine struct {
	DataType string            `json:"data_type"`
	Table    string            `json:"table"`
	Identity string            `json:"identity,omitempty"`
	Update   domain.UpdateType `json:"update"`
	Before   map[string]any    `json:"before"`
	After    map[string]any    `json:"after"`
}

func newRunLine(name string, r domain.Run) runLine {
	line := runLine{
		ID: string(r.ID), Integration: name, DryRun: r.DryRun, Trigger: r.Trigger, StartedAt: stamp(r.StartedAt), EndedAt: stamp(r.EndedAt),
		Result: string(r.Result), ErrorKind: r.ErrorKind, ErrorCode: r.ErrorCode, Message: r.ErrorWords, Details: r.ErrorDetail,
		DataTypes: []dataTypeLine{},
	}
	for _, t := range r.Transfers {
		d := dataTypeLine{
			DataType: t.DataType, Table: t.Table, Mode: t.Mode, Read: t.Counts.Read, Created: t.Counts.Created, Updated: t.Counts.Updated,
			Unchanged: t.Counts.Unchanged, Deleted: t.Counts.Deleted, LeftOut: t.Counts.LeftOut, RecordErrors: t.Counts.RecordErrors,
			Seconds: t.Seconds, Warnings: t.Warnings,
		}
		if t.Completeness != nil {
			d.InService, d.InProject = &t.Completeness.InService, &t.Completeness.InProject
			d.Differences = differenceLines(t.Completeness.Differences)
		}
		if t.Held != nil {
			d.Held = t.Held.Rows
		}
		for _, f := range t.FieldChanges {
			d.FieldChanges = append(d.FieldChanges, fieldLine{Change: f.Kind, From: f.Path.String(), To: f.To, Type: f.Type, Was: f.Was})
		}
		line.DataTypes = append(line.DataTypes, d)
	}
	return line
}

func (s *syncCommand) print(c *call, name string, o schedule.Outcome) error {
	if !s.JSON {
		return printRun(c, name, o.Run)
	}
	line := newRunLine(name, o.Run)
	for _, change := range o.Changes {
		line.Examples = append(line.Examples, exampleLine{
			DataType: change.DataType, Table: change.Table, Identity: change.Identity, Update: change.Kind,
			Before: named(change.Fields, change.Before), After: named(change.Fields, change.After),
		})
	}
	if err := c.line(line); err != nil {
		return err
	}
	if !passed(o.Run.Result) {
		fmt.Fprintf(c.streams.Err, "tributary: %s: %s\n", name, resultWords(o.Run))
	}
	return nil
}

// named puts values under their fields; nil for a row that is not there.
func named(fields []string, values []domain.Value) map[string]any {
	if values == nil {
		return nil
	}
	out := map[string]any{}
	for i, f := range fields {
		out[f] = values[i]
	}
	return out
}

func resultWords(r domain.Run) string {
	if r.ErrorWords != "" {
		return r.ErrorWords
	}
	return strings.ReplaceAll(string(r.Result), "_", " ")
}

func printRun(c *call, name string, r domain.Run) error {
	out := c.streams.Out
	fmt.Fprintf(out, "%s: %s\n", name, resultWords(r))
	for _, t := range r.Transfers {
		n := t.Counts
		fmt.Fprintf(out, "  %s → %s: %d read, %d created, %d updated, %d deleted, %d unchanged, %d left out, %d record errors, %.1f s\n",
			t.DataType, t.Table, n.Read, n.Created, n.Updated, n.Deleted, n.Unchanged, n.LeftOut, n.RecordErrors, t.Seconds)
		if t.Completeness != nil {
			fmt.Fprintf(out, "    %s\n", completenessWords(*t.Completeness))
		}
		for _, w := range append(mapping.ChangeWords(t.FieldChanges), t.Warnings...) {
			fmt.Fprintf(out, "    %s\n", w)
		}
	}
	if r.ErrorDetail != "" && !passed(r.Result) {
		fmt.Fprintf(c.streams.Err, "%s\n", r.ErrorDetail)
	}
	return nil
}

type serveCommand struct{}

// Run keeps the schedule until the program is told to end.
func (serveCommand) Run(c *call) error {
	return c.with(true, func(p Program) error {
		if p.Serve == nil {
			return &domain.Error{
				Kind: domain.SetUp, Code: "serving", What: "Tributary is already running with this data folder.",
				Means: "It keeps the schedule.", Do: "End it first, or choose another folder with --data-dir.",
			}
		}
		err := p.Serve(c.ctx)
		if errors.Is(err, c.ctx.Err()) {
			return nil
		}
		return err
	})
}
