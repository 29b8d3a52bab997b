package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

const selectAuthorization = `SELECT id, source, name, open_values, secret_fields, state, state_code, state_words, hint,
	checked_at, last_used_at, expires_at, created_at FROM authorizations`

func readAuthorization(row scanner) (domain.Authorization, error) {
	var (
		a            domain.Authorization
		open, fields string
		times        [4]string
	)
	if err := row.Scan(&a.ID, &a.Source, &a.Name, &open, &fields, &a.State, &a.StateCode, &a.StateWords, &a.Hint,
		&times[0], &times[1], &times[2], &times[3]); err != nil {
		return a, err
	}
	if err := decode(column{open, &a.Values}, column{fields, &a.SecretFields}); err != nil {
		return a, err
	}
	return a, moments(times[:], &a.CheckedAt, &a.LastUsedAt, &a.ExpiresAt, &a.CreatedAt)
}

// Authorizations returns all authorizations.
func (s *Store) Authorizations(ctx context.Context) ([]domain.Authorization, error) {
	return list(ctx, s, selectAuthorization+" ORDER BY name", nil, readAuthorization)
}

// Authorization returns one authorization.
func (s *Store) Authorization(ctx context.Context, id domain.AuthorizationID) (domain.Authorization, error) {
	return one(ctx, s, selectAuthorization+" WHERE id = ?", []any{id}, readAuthorization)
}

// SaveAuthorization stores the authorization and, unless sealed is nil, replaces its
// sealed secrets.
func (s *Store) SaveAuthorization(ctx context.Context, a domain.Authorization, sealed map[string]string) error {
	open, err := encode(a.Values)
	if err != nil {
		return err
	}
	fields, err := encode(a.SecretFields)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		err := upsert(ctx, tx, "authorizations", []string{
			"id", "source", "name", "open_values", "secret_fields", "state", "state_code", "state_words", "hint",
			"checked_at", "last_used_at", "expires_at", "created_at",
		}, a.ID, a.Source, a.Name, open, fields, a.State, a.StateCode, a.StateWords, a.Hint,
			sqldb.FormatTime(a.CheckedAt), sqldb.FormatTime(a.LastUsedAt), sqldb.FormatTime(a.ExpiresAt), sqldb.FormatTime(a.CreatedAt))
		if err != nil || sealed == nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM secrets WHERE authorization_id = ?", a.ID); err != nil {
			return fmt.Errorf("replace secrets: %w", err)
		}
		for field, text := range sealed {
			if _, err := tx.Exec(ctx, "INSERT INTO secrets (authorization_id, field, sealed) VALUES (?, ?, ?)", a.ID, field, text); err != nil {
				return fmt.Errorf("store secret %s: %w", field, err)
			}
		}
		return nil
	})
}

// Sealed returns the sealed secrets of an authorization by field.
func (s *Store) Sealed(ctx context.Context, id domain.AuthorizationID) (map[string]string, error) {
	sealed := map[string]string{}
	err := s.db.Read(ctx, func(tx *sqldb.Tx) error {
		return tx.Each(ctx, "SELECT field, sealed FROM secrets WHERE authorization_id = ?", []any{id}, func(rows *sql.Rows) error {
			var field, text string
			err := rows.Scan(&field, &text)
			sealed[field] = text
			return err
		})
	})
	return sealed, err
}

// DeleteAuthorization removes an authorization and its secrets.
func (s *Store) DeleteAuthorization(ctx context.Context, id domain.AuthorizationID) error {
	return s.exec(ctx, "DELETE FROM authorizations WHERE id = ?", id)
}

// NoteUse stores when an authorization was last used, and nothing else of it.
func (s *Store) NoteUse(ctx context.Context, id domain.AuthorizationID, at time.Time) error {
	return s.exec(ctx, "UPDATE authorizations SET last_used_at = ? WHERE id = ?", sqldb.FormatTime(at), id)
}

// Alone runs fn while no other program and no other goroutine on this database runs one
// under the same name.
func (s *Store) Alone(ctx context.Context, name string, fn func(ctx context.Context) error) error {
	return s.db.Alone(ctx, name, fn)
}
