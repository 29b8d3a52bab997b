package syncer_test

import (
	"context"
	"maps"
	"slices"

	"tributary/backend/domain"
)

func (tx *fakeTx) LinkedScopes(_ context.Context, scopes []domain.Scope, rows []domain.RowID) (map[domain.RowID][]domain.Scope, error) {
	found := map[domain.RowID][]domain.Scope{}
	for _, scope := range scopes {
		for _, l := range tx.state.links[scope] {
			if !l.Deleted && slices.Contains(rows, l.Row) && !slices.Contains(found[l.Row], scope) {
				found[l.Row] = append(found[l.Row], scope)
			}
		}
	}
	return found, nil
}

func (tx *fakeTx) Conflicts(_ context.Context, _ string, rows []domain.RowID) (list []domain.Conflict, err error) {
	for _, row := range rows {
		list = append(list, tx.state.conflicts[row]...)
	}
	return list, nil
}

func (tx *fakeTx) PutConflicts(_ context.Context, _ string, rows []domain.RowID, list []domain.Conflict) error {
	for _, row := range rows {
		delete(tx.state.conflicts, row)
	}
	for _, c := range list {
		tx.state.conflicts[c.Row] = append(tx.state.conflicts[c.Row], c)
	}
	return nil
}

func (tx *fakeTx) ConflictedRows(_ context.Context, table string, after domain.RowID, limit int) (list []domain.RowID, err error) {
	for _, row := range slices.Sorted(maps.Keys(tx.state.conflicts)) {
		if row > after && tx.state.rows[row].table == table && len(list) < limit {
			list = append(list, row)
		}
	}
	return list, nil
}

func (tx *fakeTx) CompareAgain(_ context.Context, rows []domain.RowID) error {
	for _, links := range tx.state.links {
		for identity, l := range links {
			if slices.Contains(rows, l.Row) {
				l.Hash = nil
				links[identity] = l
			}
		}
	}
	return nil
}
