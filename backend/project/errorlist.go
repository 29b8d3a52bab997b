package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// RecordErrors lists record errors.
func (p *Project) RecordErrors(ctx context.Context, find domain.FindRecordErrors) (list []domain.RecordError, err error) {
	if find.Limit <= 0 {
		find.Limit = DefaultLimit
	}
	find.Limit = min(find.Limit, MaxLimit)
	err = p.read(ctx, func(tx *Tx) error {
		c := errorConditions(find, tx.sql.Dialect())
		query := `SELECT e.id, s.integration, s.data_type, e.identity, e.position, e.code, e.message, e.source_field, e.field,
			e.record, e.run, e.first_seen, e.last_seen, e.ignored
			FROM _tributary_record_errors e JOIN _tributary_scopes s ON s.id = e.scope_id` + c.where() +
			" ORDER BY e.last_seen DESC, e.id DESC LIMIT ? OFFSET ?"
		return tx.sql.Each(ctx, query, append(c.args, find.Limit, find.Offset), func(rows *sql.Rows) error {
			e, err := scanRecordError(rows)
			list = append(list, e)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list record errors: %w", err)
	}
	return list, nil
}

// CountRecordErrors returns how many there are in all, without regard to Limit and Offset.
func (p *Project) CountRecordErrors(ctx context.Context, find domain.FindRecordErrors) (n int64, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		c := errorConditions(find, tx.sql.Dialect())
		query := "SELECT COUNT(*) FROM _tributary_record_errors e JOIN _tributary_scopes s ON s.id = e.scope_id" + c.where()
		return tx.sql.QueryRow(ctx, query, c.args...).Scan(&n)
	})
	if err != nil {
		return 0, fmt.Errorf("count record errors: %w", err)
	}
	return n, nil
}

// RecordError returns one; domain.ErrNotFound if there is none (any more).
func (p *Project) RecordError(ctx context.Context, id domain.RecordErrorID) (domain.RecordError, error) {
	list, err := p.RecordErrors(ctx, domain.FindRecordErrors{IDs: []domain.RecordErrorID{id}, All: true})
	if err != nil {
		return domain.RecordError{}, err
	}
	if len(list) == 0 {
		return domain.RecordError{}, fmt.Errorf("record error %s: %w", id, domain.ErrNotFound)
	}
	return list[0], nil
}

// IgnoreRecordErrors silences errors, or (ignored false) opens them again. Unknown ids
// are left out.
func (p *Project) IgnoreRecordErrors(ctx context.Context, ids []domain.RecordErrorID, ignored bool) error {
	return p.Write(ctx, func(tx *Tx) error {
		return inChunks(tx, ids, func(part []domain.RecordErrorID) error {
			_, err := tx.sql.Exec(ctx, "UPDATE _tributary_record_errors SET ignored = ? WHERE id IN ("+sqldb.Placeholders(len(part))+")",
				anyOf(texts(part), flag(ignored))...)
			if err != nil {
				return fmt.Errorf("ignore record errors: %w", err)
			}
			return nil
		})
	})
}

// RemoveRecordErrors removes errors, because they were replayed.
func (tx *Tx) RemoveRecordErrors(ctx context.Context, ids []domain.RecordErrorID) error {
	return inChunks(tx, ids, func(part []domain.RecordErrorID) error {
		_, err := tx.sql.Exec(ctx, "DELETE FROM _tributary_record_errors WHERE id IN ("+sqldb.Placeholders(len(part))+")",
			anyOf(texts(part))...)
		if err != nil {
			return fmt.Errorf("remove record errors: %w", err)
		}
		return nil
	})
}

// errorConditions turns what is asked for into SQL.
func errorConditions(f domain.FindRecordErrors, d sqldb.Dialect) condition {
	var c condition
	if len(f.IDs) > 0 {
		ids := f.IDs[:min(len(f.IDs), MaxLimit)]
		c.add("e.id IN ("+sqldb.Placeholders(len(ids))+")", anyOf(texts(slices.Clone(ids)))...)
	}
	if f.Integration != "" {
		c.add("s.integration = ?", string(f.Integration))
	}
	if f.DataType != "" {
		c.add("s.data_type = ?", f.DataType)
	}
	if f.Code != "" {
		c.add("e.code = ?", string(f.Code))
	}
	if f.Search != "" {
		c.add(d.Contains("e.identity", "e.message"), d.ContainsValue(f.Search))
	}
	if !f.Since.IsZero() {
		c.add("e.first_seen >= ?", sqldb.FormatTime(f.Since))
	}
	if !f.All {
		c.add("e.ignored = ?", flag(f.Ignored))
	}
	return c
}

// texts gives named texts as the plain ones drivers take.
func texts[T ~string](list []T) []string {
	plain := make([]string, len(list))
	for i, v := range list {
		plain[i] = string(v)
	}
	return plain
}
