package project

import (
	"context"
	"fmt"
	"slices"

	"tributary/backend/domain"
)

// waiting is a row that cannot be set back yet: its key belongs to other rows, which may
// be about to give it up.
type waiting struct {
	writer  *undoWriter
	target  target
	holders []domain.RowID
}

// putWaiting sets back the rows that wait for a key: first the ones whose key has become free,
// then together those that wait for each other only. What is left stays as it is.
func (u *undoing) putWaiting(ctx context.Context) error {
	for {
		before := len(u.waiting)
		if err := u.putFreed(ctx); err != nil {
			return err
		}
		if len(u.waiting) == before {
			break
		}
	}
	blocked := u.dropBlocked()
	for _, w := range u.waiting {
		if err := w.writer.put(ctx, w.target, false); err != nil {
			return err
		}
	}
	for _, w := range u.waiting {
		if err := w.writer.flush(ctx); err != nil {
			return err
		}
	}
	for _, w := range blocked {
		row := w.writer.listed(w.target, w.target.back)
		row.Reason = domain.KeyInUse
		u.note(row)
		u.count(w.writer.t, w.target.cause, domain.UndoTable{Kept: 1})
	}
	return nil
}

// putFreed sets back the rows whose key nobody has any more.
func (u *undoing) putFreed(ctx context.Context) error {
	still := u.waiting[:0]
	for _, w := range u.waiting {
		var err error
		if w.holders, err = w.writer.holders(ctx, w.target); err != nil {
			return err
		}
		if len(w.holders) > 0 {
			still = append(still, w)
			continue
		}
		if err := w.writer.put(ctx, w.target, true); err != nil {
			return fmt.Errorf("set back rows of %q: %w", w.writer.t.name, err)
		}
	}
	u.waiting = still
	return nil
}

// dropBlocked takes out the rows whose key belongs to a row that keeps it, and those that
// wait for such a row.
func (u *undoing) dropBlocked() (blocked []waiting) {
	for {
		moving := map[domain.RowID]bool{}
		for _, w := range u.waiting {
			moving[w.target.row] = true
		}
		before := len(blocked)
		u.waiting = slices.DeleteFunc(u.waiting, func(w waiting) bool {
			stays := slices.ContainsFunc(w.holders, func(row domain.RowID) bool { return !moving[row] })
			if stays {
				blocked = append(blocked, w)
			}
			return stays
		})
		if len(blocked) == before {
			return blocked
		}
	}
}
