package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// PutLeftOut notes records of the read in hand that the person's choice left out.
func (tx *Tx) PutLeftOut(ctx context.Context, of domain.Scope, left map[string]domain.UpdateType) error {
	s, err := tx.scope(ctx, of, true)
	if err != nil {
		return err
	}
	identities := make([]string, 0, len(left))
	for identity := range left {
		identities = append(identities, identity)
	}
	slices.Sort(identities) // in the order of the index
	clause := tx.sql.Dialect().Upsert([]string{"scope_id", "identity"}, []string{"kind"})
	columns := []string{"scope_id", "identity", "kind"}
	err = tx.bulkInsert(ctx, "_tributary_left_out", clause, columns, len(identities), func(i int, args []any) {
		args[0], args[1], args[2] = s.id, identities[i], string(left[identities[i]])
	})
	if err != nil {
		return fmt.Errorf("note what is left out of %s: %w", of.DataType, err)
	}
	return nil
}

// DropLeftOut forgets the notes of these identities: the read met them again, otherwise.
func (tx *Tx) DropLeftOut(ctx context.Context, of domain.Scope, identities []string) error {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return err
	}
	err = inChunks(tx, identities, func(part []string) error {
		_, err := tx.sql.ExecPrepared(ctx, "DELETE FROM _tributary_left_out WHERE scope_id = ? AND identity IN ("+
			sqldb.Placeholders(len(part))+")", anyOf(part, s.id)...)
		return err
	})
	if err != nil {
		return fmt.Errorf("forget what was left out of %s: %w", of.DataType, err)
	}
	return nil
}

// ForgetLeftOut forgets all notes of the scope.
func (tx *Tx) ForgetLeftOut(ctx context.Context, of domain.Scope) error {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return err
	}
	if _, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_left_out WHERE scope_id = ?", s.id); err != nil {
		return fmt.Errorf("forget what was left out of %s: %w", of.DataType, err)
	}
	return nil
}

// Differences returns why records of the scope do not stand in the project as the service
// has them: record errors last seen at since or later, what was left out, and emptied
// fields that wait for the person. Rows of absent records are not among them.
func (tx *Tx) Differences(ctx context.Context, of domain.Scope, since time.Time) (list []domain.Difference, err error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return nil, err
	}
	if list, err = tx.errorDifferences(ctx, s.id, since); err != nil {
		return nil, fmt.Errorf("compare %s with the service: %w", of.DataType, err)
	}
	const left = `SELECT n.kind, CASE WHEN l.id IS NULL THEN 0 ELSE 1 END AS has_row, COUNT(*)
		FROM _tributary_left_out n LEFT JOIN _tributary_links l ON l.scope_id = n.scope_id AND l.identity = n.identity AND l.deleted = 0
		WHERE n.scope_id = ? GROUP BY n.kind, has_row ORDER BY has_row, n.kind`
	err = tx.sql.Each(ctx, left, []any{s.id}, func(rows *sql.Rows) error {
		var kind domain.UpdateType
		d := domain.Difference{Cause: domain.LeftOutByChoice}
		if err := rows.Scan(&kind, &d.HasRow, &d.Count); err != nil {
			return err
		}
		if kind == domain.Deleted {
			d.Cause = domain.GoneAtService
			if !d.HasRow { // gone by now
				return nil
			}
		}
		list = append(list, d)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("compare %s with the service: %w", of.DataType, err)
	}
	held := domain.Difference{Cause: domain.HeldBack, HasRow: true}
	const fields = "SELECT COUNT(DISTINCT row_id) FROM _tributary_held WHERE scope_id = ? AND held = 1 AND field_id <> 0"
	if err := tx.sql.QueryRow(ctx, fields, s.id).Scan(&held.Count); err != nil {
		return nil, fmt.Errorf("compare %s with the service: %w", of.DataType, err)
	}
	return append(list, held), nil
}

func (tx *Tx) errorDifferences(ctx context.Context, scopeID int64, since time.Time) (list []domain.Difference, err error) {
	const query = `SELECT e.ignored, e.code, CASE WHEN l.id IS NULL THEN 0 ELSE 1 END AS has_row, COUNT(*)
		FROM _tributary_record_errors e
		LEFT JOIN _tributary_links l ON l.scope_id = e.scope_id AND l.identity = e.identity AND l.deleted = 0 AND e.identity <> ''
		WHERE e.scope_id = ? AND e.last_seen >= ? GROUP BY e.ignored, e.code, has_row ORDER BY has_row, e.ignored, e.code`
	err = tx.sql.Each(ctx, query, []any{scopeID, sqldb.FormatTime(since)}, func(rows *sql.Rows) error {
		var isIgnored bool
		var code domain.RecordErrorCode
		d := domain.Difference{Cause: domain.FailedRecord}
		if err := rows.Scan(&isIgnored, &code, &d.HasRow, &d.Count); err != nil {
			return err
		}
		if isIgnored {
			d.Cause = domain.IgnoredRecord
		}
		d.Codes = map[domain.RecordErrorCode]int64{code: d.Count}
		list = append(list, d)
		return nil
	})
	return list, err
}
