package project

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tributary/backend/domain"
)

// scope is a domain.Scope in a transaction, with what is known of its links.
type scope struct {
	id int64
	// found are the results of Links; asked what was looked up and not found; added the
	// links inserted since.
	found []map[string]domain.Link
	asked map[string]struct{}
	added map[string]int64
	seen  *seenMarks
}

// scope returns the scope. When make is false and it was never written, its id is 0, which
// no link has.
func (tx *Tx) scope(ctx context.Context, of domain.Scope, mayMake bool) (*scope, error) {
	s, ok := tx.scopes[of]
	if !ok {
		s = &scope{asked: map[string]struct{}{}, added: map[string]int64{}}
		const query = "SELECT id FROM _tributary_scopes WHERE integration = ? AND data_type = ?"
		err := tx.sql.QueryRow(ctx, query, of.Integration, of.DataType).Scan(&s.id)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, fmt.Errorf("scope %s: %w", of.DataType, err)
		}
		tx.scopes[of] = s
	}
	if s.id != 0 || !mayMake {
		return s, nil
	}
	id, err := tx.take(ctx, "scope", 1, 1)
	if err != nil {
		return nil, err
	}
	_, err = tx.sql.Exec(ctx, "INSERT INTO _tributary_scopes (id, integration, data_type) VALUES (?, ?, ?)",
		id, of.Integration, of.DataType)
	if err != nil {
		return nil, fmt.Errorf("scope %s: %w", of.DataType, err)
	}
	s.id = id
	return s, nil
}

// linkID returns the number of a link this transaction has met, 0 if it has not.
func (s *scope) linkID(identity string) int64 {
	if id, ok := s.added[identity]; ok {
		return id
	}
	for _, m := range s.found {
		if l, ok := m[identity]; ok {
			return l.ID
		}
	}
	return 0
}
