package syncer_test

import (
	"context"
	"maps"
	"time"

	"tributary/backend/domain"
)

func (tx *fakeTx) PutLeftOut(_ context.Context, scope domain.Scope, left map[string]domain.UpdateType) error {
	if tx.state.left[scope] == nil {
		tx.state.left[scope] = map[string]domain.UpdateType{}
	}
	maps.Copy(tx.state.left[scope], left)
	return nil
}

func (tx *fakeTx) DropLeftOut(_ context.Context, scope domain.Scope, identities []string) error {
	for _, identity := range identities {
		delete(tx.state.left[scope], identity)
	}
	return nil
}

func (tx *fakeTx) ForgetLeftOut(_ context.Context, scope domain.Scope) error {
	delete(tx.state.left, scope)
	return nil
}

func (tx *fakeTx) Differences(_ context.Context, scope domain.Scope, since time.Time) (list []domain.Difference, err error) {
	hasRow := func(identity string) bool {
		l, ok := tx.state.links[scope][identity]
		return ok && !l.Deleted
	}
	for _, e := range tx.state.errors[scope] {
		if e.LastSeen.Before(since) {
			continue
		}
		d := domain.Difference{Cause: domain.FailedRecord, Count: 1, HasRow: hasRow(e.Identity), Codes: map[domain.RecordErrorCode]int64{e.Code: 1}}
		if e.Ignored {
			d.Cause = domain.IgnoredRecord
		}
		list = append(list, d)
	}
	for identity, kind := range tx.state.left[scope] {
		switch {
		case kind != domain.Deleted:
			list = append(list, domain.Difference{Cause: domain.LeftOutByChoice, Count: 1, HasRow: hasRow(identity)})
		case hasRow(identity):
			list = append(list, domain.Difference{Cause: domain.GoneAtService, Count: 1, HasRow: true})
		}
	}
	for _, fields := range tx.state.held[scope] {
		for field, pending := range fields {
			if pending.held && field != "" {
				list = append(list, domain.Difference{Cause: domain.HeldBack, Count: 1, HasRow: true})
				break
			}
		}
	}
	return list, nil
}
