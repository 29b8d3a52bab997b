package cli

import (
	"context"
	"fmt"

	"tributary/backend/domain"
)

// Undoer takes runs back.
type Undoer interface {
	// UndoPreview tells what Undo would do now.
	UndoPreview(ctx context.Context, run domain.RunID) (domain.Undo, error)
	// Undo takes back a run; with pause the integration waits until it is resumed.
	Undo(ctx context.Context, run domain.RunID, pause bool) (domain.Undo, error)
}

type undoCommand struct {
	ID      string `arg:"" name:"run" help:"Id of the run, as the runs command lists it."`
	DryRun  bool   `help:"Only tell what would happen."`
	NoPause bool   `help:"Let the integration run on; its next full read brings the service's values again."`
	JSON    bool   `help:"One JSON object a row."`
}

// undoLine is one row.
type undoLine struct {
	Table  string            `json:"table"`
	Row    domain.RowID      `json:"row"`
	Key    string            `json:"key"`
	Kind   domain.ChangeKind `json:"kind"` // what the run had done
	Kept   domain.UndoReason `json:"kept,omitempty"`
	Fields map[string][2]any `json:"fields,omitempty"` // now, then
}

// Run takes back a run and lists what it did.
func (u *undoCommand) Run(c *call) error {
	return c.with(!u.DryRun, func(p Program) error {
		var report domain.Undo
		var err error
		if u.DryRun {
			report, err = p.Undoer.UndoPreview(c.ctx, domain.RunID(u.ID))
		} else {
			report, err = p.Undoer.Undo(c.ctx, domain.RunID(u.ID), !u.NoPause)
		}
		if err != nil {
			return err
		}
		if u.JSON {
			return c.undoLines(report)
		}
		for _, t := range report.Tables {
			_, err := fmt.Fprintf(c.streams.Out, "%s: %d set back, %d removed, %d returned, %d hidden again, %d left as they are.\n",
				t.Table, t.SetBack, t.Removed, t.Returned, t.Hidden, t.Kept)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *call) undoLines(report domain.Undo) error {
	for _, list := range [][]domain.UndoRow{report.Changes, report.Kept} {
		for _, r := range list {
			line := undoLine{Table: r.Table, Row: r.Row, Key: r.Key, Kind: r.Kind, Kept: r.Reason, Fields: map[string][2]any{}}
			for i, f := range r.Fields {
				var pair [2]any
				if i < len(r.Now) {
					pair[0] = r.Now[i]
				}
				if i < len(r.Then) {
					pair[1] = r.Then[i]
				}
				line.Fields[f] = pair
			}
			if err := c.line(line); err != nil {
				return err
			}
		}
	}
	return nil
}
