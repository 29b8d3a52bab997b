package project

import (
	"context"
	"fmt"

	"tributary/backend/domain"
)

// RestoreRow makes a row that was marked deleted visible again. It does nothing to one
// that is not; domain.ErrNotFound if it was really removed.
func (p *Project) RestoreRow(ctx context.Context, table string, id domain.RowID) error {
	err := p.Write(ctx, func(tx *Tx) error {
		byPerson := domain.Cause{At: p.clock.Now()}
		return tx.Update(ctx, byPerson, table, []domain.Change{{Row: id, Restore: true}})
	})
	if err != nil {
		return fmt.Errorf("restore row: %w", err)
	}
	return nil
}
