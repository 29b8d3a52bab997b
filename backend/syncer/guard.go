package syncer

import "tributary/backend/domain"

// The mass-change guard's numbers unless the integration says otherwise.
const (
	guardPercent = 20
	guardRows    = 10
)

// guarded tells whether changing rows of linked ones is too much to do unasked:
// more than the share and more than the number. Nil: go on.
func guarded(limits domain.GuardLimits, rows, linked int64) *domain.Held {
	percent, most := int64(limits.Percent), int64(limits.Rows)
	if percent == 0 {
		percent = guardPercent
	}
	if most == 0 {
		most = guardRows
	}
	if rows <= most || rows*100 <= linked*percent {
		return nil
	}
	return &domain.Held{Rows: rows, Linked: linked, Percent: int(rows * 100 / linked)}
}
