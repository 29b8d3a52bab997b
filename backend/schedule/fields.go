package schedule

import (
	"context"

	"tributary/backend/domain"
	"tributary/backend/syncer"
)

// addNewFields takes the new fields of the data transfers that are to have them by
// themselves, before the run reads anything. A dry run changes nothing.
func (r *Runner) addNewFields(ctx context.Context, o Order, plan syncer.Plan) (map[domain.TransferID][]domain.FieldChange, error) {
	added := map[domain.TransferID][]domain.FieldChange{}
	if o.Run.DryRun {
		return added, nil
	}
	for i := range plan.Transfers {
		t := &plan.Transfers[i]
		changed, fields, err := r.setup.AddNewFields(ctx, t.Transfer, t.DataType)
		if err != nil {
			return added, err
		}
		if len(fields) == 0 {
			continue
		}
		added[changed.ID], t.Transfer = fields, changed
		if t.Fields, err = r.setup.FieldWatch(ctx, changed); err != nil {
			return added, err
		}
	}
	return added, nil
}

// noteFields keeps what a run has shown of the fields, however it ended, and completes its
// report.
func (r *Runner) noteFields(ctx context.Context, plan syncer.Plan, added map[domain.TransferID][]domain.FieldChange, run *domain.Run) {
	keep := context.WithoutCancel(ctx)
	for _, p := range plan.Transfers {
		err := r.setup.NoteFields(keep, p.Transfer.ID, p.Fields)
		for i := range run.Transfers {
			t := &run.Transfers[i]
			if t.Transfer != p.Transfer.ID {
				continue
			}
			t.FieldChanges = append(added[t.Transfer], t.FieldChanges...)
			if err == nil {
				continue
			}
			t.Warnings = append(t.Warnings, "It could not be noted which fields the service sends. The next run looks again.")
			if run.Result == domain.RunOK {
				run.Result = domain.RunWarning
			}
		}
	}
}
