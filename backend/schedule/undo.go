package schedule

import (
	"context"
	"fmt"

	"tributary/backend/domain"
)

// undo takes a run back. It is a run of the integration itself, so that no other one
// overlaps it and it can be seen, and taken back, like any other.
func (r *Runner) undo(ctx context.Context, o Order) Outcome {
	if o.Run.DryRun {
		report, err := r.undoer.UndoPreview(ctx, o.Undo)
		return undone(ctx, o.Run, report, err)
	}
	report, err := r.undoer.Undo(ctx, o.Undo, o.Run.ID)
	return undone(ctx, o.Run, report, err)
}

func undone(ctx context.Context, run domain.Run, report domain.Undo, err error) Outcome {
	if err != nil {
		return Outcome{Run: failed(ctx, run, err)}
	}
	run.Result, run.Transfers = domain.RunOK, []domain.TransferRun{}
	for _, t := range report.Tables {
		one := domain.TransferRun{
			DataType: t.DataType, Table: t.Table,
			Counts: domain.Counts{Created: t.Returned, Updated: t.SetBack, Deleted: t.Removed + t.Hidden},
		}
		if t.Kept > 0 {
			run.Result = domain.RunWarning
			one.Warnings = []string{fmt.Sprintf("%d rows of “%s” were left as they are, because they have changed since.", t.Kept, t.Table)}
		}
		run.Transfers = append(run.Transfers, one)
	}
	return Outcome{Run: run, Undo: report}
}
