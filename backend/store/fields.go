package store

import (
	"context"
	"errors"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// KnownFields returns what is known of the fields of a data transfer; the zero value when
// nothing is.
func (s *Store) KnownFields(ctx context.Context, id domain.TransferID) (domain.KnownFields, error) {
	known, err := one(ctx, s, "SELECT settled, fields, changes FROM known_fields WHERE transfer_id = ?", []any{id}, func(row scanner) (k domain.KnownFields, err error) {
		var (
			settled         int64
			fields, changes string
		)
		if err := row.Scan(&settled, &fields, &changes); err != nil {
			return k, err
		}
		k.Settled = settled != 0
		return k, decode(column{fields, &k.Fields}, column{changes, &k.Changes})
	})
	if errors.Is(err, domain.ErrNotFound) {
		return domain.KnownFields{}, nil
	}
	return known, err
}

// SaveKnownFields stores what is known of the fields of a data transfer.
func (s *Store) SaveKnownFields(ctx context.Context, id domain.TransferID, k domain.KnownFields) error {
	fields, err := encode(k.Fields)
	if err != nil {
		return err
	}
	changes, err := encode(k.Changes)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		return upsert(ctx, tx, "known_fields", []string{"transfer_id", "settled", "fields", "changes"}, id, truth(k.Settled), fields, changes)
	})
}

// FieldChanges returns the changes that wait for the person, of every data transfer that has
// some.
func (s *Store) FieldChanges(ctx context.Context) (map[domain.TransferID][]domain.FieldChange, error) {
	type waiting struct {
		of      domain.TransferID
		changes []domain.FieldChange
	}
	all, err := list(ctx, s, "SELECT transfer_id, changes FROM known_fields WHERE changes NOT IN ('[]', 'null')", nil, func(row scanner) (w waiting, err error) {
		var changes string
		if err := row.Scan(&w.of, &changes); err != nil {
			return w, err
		}
		return w, decode(column{changes, &w.changes})
	})
	if err != nil {
		return nil, err
	}
	found := make(map[domain.TransferID][]domain.FieldChange, len(all))
	for _, w := range all {
		found[w.of] = w.changes
	}
	return found, nil
}
