package syncer_test

import (
	"context"
	"maps"
	"slices"

	"tributary/backend/domain"
)

type fakePending struct {
	counted, held bool
}

func (tx *fakeTx) PutHeld(_ context.Context, scope domain.Scope, _ string, list []domain.HeldField, held bool) error {
	if tx.state.held[scope] == nil {
		tx.state.held[scope] = map[domain.RowID]map[string]fakePending{}
	}
	for _, h := range list {
		if tx.state.held[scope][h.Row] == nil {
			tx.state.held[scope][h.Row] = map[string]fakePending{}
		}
		tx.state.held[scope][h.Row][h.Field] = fakePending{h.Counted, held}
	}
	return nil
}

func (tx *fakeTx) DropHeld(_ context.Context, scope domain.Scope, rows []domain.RowID) error {
	for _, row := range rows {
		delete(tx.state.held[scope], row)
	}
	return nil
}

func (tx *fakeTx) dropHeldIf(scope domain.Scope, drop func(domain.RowID, fakePending) bool) {
	for row, fields := range tx.state.held[scope] {
		maps.DeleteFunc(fields, func(_ string, p fakePending) bool { return drop(row, p) })
		if len(fields) == 0 {
			delete(tx.state.held[scope], row)
		}
	}
}

func (tx *fakeTx) ForgetHeld(_ context.Context, scope domain.Scope, pendingToo bool) error {
	tx.dropHeldIf(scope, func(_ domain.RowID, p fakePending) bool { return p.held || pendingToo })
	return nil
}

func (tx *fakeTx) CountPending(_ context.Context, scope domain.Scope) (map[string]int64, error) {
	counts := map[string]int64{}
	for _, fields := range tx.state.held[scope] {
		for name, p := range fields {
			if !p.held {
				counts[name]++
			}
		}
	}
	return counts, nil
}

func (tx *fakeTx) HoldPending(_ context.Context, scope domain.Scope, _ string, names []string) (rows, untouched int64, err error) {
	for _, fields := range tx.state.held[scope] {
		holds, other, counted := false, false, false
		for name, p := range fields {
			if slices.Contains(names, name) && !p.held {
				p.held = true
				fields[name] = p
			}
			holds, other, counted = holds || p.held, other || !p.held, counted || p.counted
		}
		if holds {
			rows++
		}
		if holds && !other && !counted {
			untouched++
		}
	}
	return rows, untouched, nil
}

func (tx *fakeTx) Pending(_ context.Context, scope domain.Scope, limit int) (list []domain.HeldField, err error) {
	for _, row := range slices.Sorted(maps.Keys(tx.state.held[scope])) {
		for name, p := range tx.state.held[scope][row] {
			if !p.held {
				list = append(list, domain.HeldField{Row: row, Field: name, Counted: p.counted})
			}
		}
	}
	return list[:min(len(list), limit)], nil
}

func (tx *fakeTx) DonePending(_ context.Context, scope domain.Scope, rows []domain.RowID) error {
	tx.dropHeldIf(scope, func(row domain.RowID, p fakePending) bool { return !p.held && slices.Contains(rows, row) })
	return nil
}
