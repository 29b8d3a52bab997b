package project

import (
	"context"
	"fmt"
	"hash/fnv"

	"tributary/backend/domain"
)

// TableEditions names the present state of every table, in the order of their names: another
// name after every change of its rows or fields. It reads no rows. What is forgotten of the
// activity may give a table that did not change another name, once.
func (p *Project) TableEditions(ctx context.Context) (list []domain.TableEdition, err error) {
	err = p.read(ctx, func(tx *Tx) error {
		tables, err := tx.allTables(ctx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			var changes int64
			const query = "SELECT CAST(COALESCE(SUM(created + updated + deleted), 0) AS BIGINT) FROM _tributary_activity WHERE table_id = ?"
			if err := tx.sql.QueryRow(ctx, query, t.id).Scan(&changes); err != nil {
				return err
			}
			fields := fnv.New64a()
			for _, f := range t.fields {
				fmt.Fprintf(fields, "%q %s\n", f.Name, f.Type)
			}
			list = append(list, domain.TableEdition{
				Table: t.name, Edition: fmt.Sprintf("%d:%d:%d:%d:%x", t.id, changes, t.live, t.deleted, fields.Sum64()),
			})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("editions of the tables: %w", err)
	}
	return list, nil
}
