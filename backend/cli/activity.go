package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"tributary/backend/domain"
)

// stamp is a time as the commands write it: RFC 3339 in UTC, "" for never.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// names returns the names of the integrations by id.
func (p Program) names(c *call) (map[domain.IntegrationID]string, error) {
	all, err := p.Setup.Integrations(c.ctx)
	names := map[domain.IntegrationID]string{}
	for _, i := range all {
		names[i.ID] = i.Name
	}
	return names, err
}

type runsCommand struct {
	JSON  bool `help:"One JSON object a run."`
	Limit int  `help:"How many at the most." default:"100"`
}

// Run lists the runs, newest first.
func (r *runsCommand) Run(c *call) error {
	return c.with(false, func(p Program) error {
		runs, err := p.Runs.Runs(c.ctx, domain.FindRuns{Limit: r.Limit, DryRuns: true})
		if err != nil {
			return err
		}
		names, err := p.names(c)
		if err != nil {
			return err
		}
		if !r.JSON {
			return c.table("STARTED\tINTEGRATION\tRESULT\tREAD\tCREATED\tUPDATED\tDELETED\tERRORS\tID", func(w io.Writer) {
				for _, run := range runs {
					var n domain.Counts
					for _, t := range run.Transfers {
						n.Add(t.Counts)
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\n", stamp(run.StartedAt), names[run.Integration], run.Result,
						n.Read, n.Created, n.Updated, n.Deleted, n.RecordErrors, run.ID)
				}
			})
		}
		for _, run := range runs {
			if err := c.line(newRunLine(names[run.Integration], run)); err != nil {
				return err
			}
		}
		return nil
	})
}

type errorsCommand struct {
	JSON bool `help:"One JSON object an error."`
}

type errorLine struct {
	ID           string                 `json:"id"`
	Integration  string                 `json:"integration"`
	DataType     string                 `json:"data_type"`
	Code         domain.RecordErrorCode `json:"code"`
	Message      string                 `json:"message"`
	SourceField  string                 `json:"source_field"`
	ProjectField string                 `json:"project_field"`
	Identity     string                 `json:"identity"`
	Position     string                 `json:"position,omitempty"`
	Record       json.RawMessage        `json:"record"`
}

// Run lists the open record errors.
func (e *errorsCommand) Run(c *call) error {
	return c.with(false, func(p Program) error {
		open, err := p.Project.OpenErrors(c.ctx)
		if err != nil {
			return err
		}
		names, err := p.names(c)
		if err != nil {
			return err
		}
		if !e.JSON {
			return c.table("ID\tINTEGRATION\tDATA TYPE\tCODE\tMESSAGE", func(w io.Writer) {
				for _, one := range open {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", one.ID, names[one.Integration], one.DataType, one.Code, one.Message)
				}
			})
		}
		for _, one := range open {
			line := errorLine{
				ID: string(one.ID), Integration: names[one.Integration], DataType: one.DataType, Code: one.Code, Message: one.Message,
				SourceField: one.SourceField, ProjectField: one.Field, Identity: one.Identity, Position: one.Position, Record: record(one.Record),
			}
			if err := c.line(line); err != nil {
				return err
			}
		}
		return nil
	})
}

// record is the raw record; one that was cut is no JSON any more and travels as
// text.
func record(raw []byte) json.RawMessage {
	if json.Valid(raw) {
		return raw
	}
	text, err := json.Marshal(string(raw))
	if err != nil {
		return json.RawMessage("null")
	}
	return text
}

type replayCommand struct {
	IDs []string `arg:"" optional:"" name:"id" help:"Ids of record errors; all open ones when none is given."`
}

// Run maps record errors again.
func (r *replayCommand) Run(c *call) error {
	return c.with(true, func(p Program) error {
		ids := make([]domain.RecordErrorID, len(r.IDs))
		for i, id := range r.IDs {
			ids[i] = domain.RecordErrorID(id)
		}
		fixed, still, err := p.Replayer.Replay(c.ctx, ids)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.streams.Out, "%d became rows, %d still could not.\n", fixed, still)
		return err
	})
}
