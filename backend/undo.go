package backend

import (
	"context"
	"errors"

	"tributary/backend/domain"
	"tributary/backend/schedule"
	"tributary/backend/setup"
)

// undoer takes runs back.
type undoer struct{ *Backend }

// UndoPreview tells what taking back a run would do now.
func (u undoer) UndoPreview(ctx context.Context, id domain.RunID) (domain.Undo, error) {
	report, err := u.project.UndoPreview(ctx, id)
	return report, changedNothing(err)
}

// Undo takes back a run. With pause, no scheduled run follows until the person resumes the
// integration: it would bring the same again.
func (u undoer) Undo(ctx context.Context, id domain.RunID, pause bool) (domain.Undo, error) {
	run, err := u.store.Run(ctx, id)
	if err != nil {
		return domain.Undo{}, changedNothing(err)
	}
	if pause {
		if _, err := u.setup.PauseIntegration(ctx, run.Integration, setup.Forever); err != nil {
			return domain.Undo{}, err
		}
	}
	outcome, err := u.scheduler.SyncAndWait(ctx, run.Integration, schedule.Request{Undo: id})
	if err == nil {
		err = reason(outcome.Run)
	}
	return outcome.Undo, err
}

// reason is why a run failed, as an error.
func reason(run domain.Run) error {
	switch run.Result {
	case domain.RunFailed, domain.RunCancelled:
		return &domain.Error{Kind: run.ErrorKind, Code: run.ErrorCode, What: run.ErrorWords, Details: run.ErrorDetail}
	default:
		return nil
	}
}

func changedNothing(err error) error {
	if !errors.Is(err, domain.ErrNotFound) {
		return err
	}
	return &domain.Error{
		Kind: domain.SetUp, Code: "run_changed_nothing", What: "This run changed no rows.", Means: "There is nothing to undo.", Do: "Choose another run.", Err: err,
	}
}
