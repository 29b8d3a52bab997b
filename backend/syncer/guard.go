package syncer

import (
	"context"
	"errors"
	"fmt"

	"tributary/backend/domain"
)

// The mass-change guard's numbers unless the integration says otherwise.
const (
	guardPercent = 20
	guardRows    = 10
)

// guarded tells whether changing rows of linked ones is too much to do unasked:
// more than the share and more than the number.
func guarded(limits domain.GuardLimits, rows, linked int64) bool {
	percent, most := int64(limits.Percent), int64(limits.Rows)
	if percent == 0 {
		percent = guardPercent
	}
	if most == 0 {
		most = guardRows
	}
	return rows > most && rows*100 > linked*percent
}

// hold notes what was not done without asking; what is held for several reasons adds up.
func (t *transfer) hold(rows, linked int64) {
	if rows == 0 {
		return
	}
	if t.result.Held == nil {
		t.result.Held = &domain.Held{}
	}
	h := t.result.Held
	h.Rows += rows
	h.Linked = max(h.Linked, linked)
	if h.Linked > 0 {
		h.Percent = int(h.Rows * 100 / h.Linked)
	}
}

// heldListed is how many rows the person can look at before deciding on a deletion.
const heldListed = 1000

// listUnseen keeps the list of rows that a deletion held back would hide.
func (t *transfer) listUnseen(ctx context.Context) error {
	err := t.project.Write(ctx, func(tx Tx) error {
		var list []domain.HeldField
		_, err := tx.Unseen(ctx, t.scope, func(links []domain.Link) error {
			for _, l := range links {
				list = append(list, domain.HeldField{Row: l.Row})
			}
			if len(list) >= heldListed {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return err
		}
		return tx.PutHeld(ctx, t.scope, t.Transfer.Mapping.Table, list[:min(len(list), heldListed)], true)
	})
	if err != nil {
		return fmt.Errorf("list held rows of %s: %w", t.DataType.Name, err)
	}
	return nil
}
