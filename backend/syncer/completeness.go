package syncer

import (
	"context"
	"fmt"
	"time"

	"tributary/backend/domain"
)

// comparedRead is the project beside everything a read brought. It comes from the project,
// not from counting on the way: a read may have been interrupted, and records come twice.
type comparedRead struct {
	linked      int64 // records that have a row
	unseen      int64 // of linked: the read did not bring them
	differences []domain.Difference
}

func (t *transfer) compareWithService(ctx context.Context, outcome domain.ReadOutcome) (found comparedRead, err error) {
	since := t.started()
	if !outcome.Complete { // an older record error may have been missed: it counts
		since = time.Time{}
	}
	err = t.project.Write(ctx, func(tx Tx) error {
		if found.linked, err = tx.CountLinks(ctx, t.scope); err != nil {
			return err
		}
		if t.marking {
			if found.unseen, err = tx.Unseen(ctx, t.scope, nil); err != nil {
				return err
			}
		}
		found.differences, err = tx.Differences(ctx, t.scope, since)
		return err
	})
	if err != nil {
		return found, fmt.Errorf("compare %s with the service: %w", t.DataType.Name, err)
	}
	return found, nil
}

// completeness puts it together, with what became of the rows that were not seen.
func (f comparedRead) completeness(gone ...domain.Difference) *domain.Completeness {
	linked := f.linked - f.unseen
	for _, d := range f.differences {
		if !d.Cause.IsOfService() { // a tombstone came for them
			linked -= d.Count
		}
	}
	return domain.NewCompleteness(linked, append(gone, f.differences...))
}
