package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

const tableViewsName = "table_views"

// TableViews returns the saved views of all tables, by the table's name.
func (s *Store) TableViews(ctx context.Context) (map[string][]domain.TableView, error) {
	views := map[string][]domain.TableView{}
	err := s.setting(ctx, tableViewsName, &views)
	return views, err
}

// ChangeTableViews changes the saved views in one transaction; an error of change leaves
// them as they were.
func (s *Store) ChangeTableViews(ctx context.Context, change func(views map[string][]domain.TableView) error) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		views, text := map[string][]domain.TableView{}, ""
		err := tx.QueryRow(ctx, "SELECT value FROM settings WHERE name = ?", tableViewsName).Scan(&text)
		if err == nil {
			err = json.Unmarshal([]byte(text), &views)
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("read the saved views: %w", err)
		}
		if err := change(views); err != nil {
			return err
		}
		if text, err = encode(views); err != nil {
			return err
		}
		return upsert(ctx, tx, "settings", []string{"name", "value"}, tableViewsName, text)
	})
}
