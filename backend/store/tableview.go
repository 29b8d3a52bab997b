package store

import (
	"context"

	"tributary/backend/domain"
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
	return changeSetting(ctx, s, tableViewsName, map[string][]domain.TableView{}, change)
}
