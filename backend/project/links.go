package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// Links returns the links of these identities; identities without one are absent from
// the map. The map is the caller's to read, not to change.
func (tx *Tx) Links(ctx context.Context, of domain.Scope, identities []string) (map[string]domain.Link, error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil {
		return nil, err
	}
	links := make(map[string]domain.Link, len(identities))
	if s.id != 0 {
		// In the order of the index, so that each of its pages is met once.
		err = inChunks(tx, slices.Sorted(slices.Values(identities)), func(part []string) error { return tx.lookUpLinks(ctx, s.id, part, links) })
		if err != nil {
			return nil, fmt.Errorf("links of %s: %w", of.DataType, err)
		}
	}
	for _, identity := range identities {
		if _, ok := links[identity]; !ok {
			s.asked[identity] = struct{}{}
		}
	}
	s.found = append(s.found, links)
	return links, nil
}

func (tx *Tx) lookUpLinks(ctx context.Context, scopeID int64, identities []string, into map[string]domain.Link) error {
	query := "SELECT identity, id, row_id, hash, deleted FROM _tributary_links WHERE scope_id = ? AND identity IN (" +
		sqldb.Placeholders(len(identities)) + ")"
	return tx.sql.EachPrepared(ctx, query, anyOf(identities, scopeID), func(rows *sql.Rows) error {
		var l domain.Link
		if err := rows.Scan(&l.Identity, &l.ID, &l.Row, &l.Hash, &l.Deleted); err != nil {
			return err
		}
		into[l.Identity] = l
		return nil
	})
}

// CountLinks returns how many links of the scope are not Deleted.
func (tx *Tx) CountLinks(ctx context.Context, of domain.Scope) (n int64, err error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil {
		return 0, err
	}
	const query = "SELECT COUNT(*) FROM _tributary_links WHERE scope_id = ? AND deleted = 0"
	if err := tx.sql.QueryRow(ctx, query, s.id).Scan(&n); err != nil {
		return 0, fmt.Errorf("count links of %s: %w", of.DataType, err)
	}
	return n, nil
}

// PutLinks inserts links (ID 0) or overwrites them (by scope and identity).
func (tx *Tx) PutLinks(ctx context.Context, of domain.Scope, links []domain.Link) error {
	s, err := tx.scope(ctx, of, true)
	if err != nil {
		return err
	}
	var fresh, known []domain.Link
	first, err := tx.take(ctx, linkCounter, len(links), 1)
	if err != nil {
		return err
	}
	for i, l := range links {
		_, missing := s.asked[l.Identity]
		if l.ID == 0 {
			l.ID = first + int64(i)
		}
		if missing { // looked up before and not found: certainly new
			delete(s.asked, l.Identity)
			s.added[l.Identity] = l.ID
			fresh = append(fresh, l)
		} else {
			known = append(known, l)
		}
	}
	byIdentity := func(a, b domain.Link) int { return strings.Compare(a.Identity, b.Identity) }
	slices.SortFunc(fresh, byIdentity) // as in Links
	if err := tx.insertLinks(ctx, s.id, fresh, ""); err != nil {
		return fmt.Errorf("insert links of %s: %w", of.DataType, err)
	}
	overwrite := tx.sql.Dialect().Upsert([]string{"scope_id", "identity"}, []string{"row_id", "hash", "deleted"})
	if err := tx.insertLinks(ctx, s.id, known, overwrite); err != nil {
		return fmt.Errorf("overwrite links of %s: %w", of.DataType, err)
	}
	return nil
}

func (tx *Tx) insertLinks(ctx context.Context, scopeID int64, links []domain.Link, clause string) error {
	columns := []string{"id", "scope_id", "identity", "row_id", "hash", "deleted"}
	return tx.bulkInsert(ctx, "_tributary_links", clause, columns, len(links), func(i int, args []any) {
		l := &links[i]
		args[0], args[1], args[2], args[3], args[4], args[5] = l.ID, scopeID, l.Identity, int64(l.Row), l.Hash, flag(l.Deleted)
	})
}

// OtherLinks returns which of these rows are linked, not Deleted, by a scope other than
// the given one. Row numbers are unique in the project, so the table does not matter.
func (tx *Tx) OtherLinks(ctx context.Context, of domain.Scope, _ string, rows []domain.RowID) (map[domain.RowID]bool, error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil {
		return nil, err
	}
	others := map[domain.RowID]bool{}
	err = inChunks(tx, rows, func(part []domain.RowID) error {
		query := "SELECT DISTINCT row_id FROM _tributary_links WHERE scope_id <> ? AND deleted = 0 AND row_id IN (" +
			sqldb.Placeholders(len(part)) + ")"
		return tx.sql.EachPrepared(ctx, query, anyOf(numbers(part), s.id), func(rows *sql.Rows) error {
			var row domain.RowID
			if err := rows.Scan(&row); err != nil {
				return err
			}
			others[row] = true
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("other links of rows: %w", err)
	}
	return others, nil
}

// numbers gives row ids as the plain numbers drivers take.
func numbers(rows []domain.RowID) []int64 {
	plain := make([]int64, len(rows))
	for i, r := range rows {
		plain[i] = int64(r)
	}
	return plain
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
