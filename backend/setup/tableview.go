package setup

import (
	"context"
	"slices"
	"strings"

	"tributary/backend/domain"
)

// maxTableViews is how many views one table may have.
const maxTableViews = 50

// TableViews returns the saved views of a table by name.
func (s *Service) TableViews(ctx context.Context, table string) ([]domain.TableView, error) {
	all, err := s.store.TableViews(ctx)
	return all[table], err
}

// SaveTableView saves a way of looking at a table. was is the name of the view that is
// replaced; "" for a new one. Names are unique without regard to case.
func (s *Service) SaveTableView(ctx context.Context, table, was string, v domain.TableView) error {
	name, err := cleanName("view", v.Name)
	if err != nil {
		return err
	}
	v.Name = name
	return s.store.ChangeTableViews(ctx, func(all map[string][]domain.TableView) error {
		views := all[table]
		at := slices.IndexFunc(views, func(o domain.TableView) bool { return o.Name == was })
		if slices.IndexFunc(views, func(o domain.TableView) bool { return o.Name != was && strings.EqualFold(o.Name, v.Name) }) >= 0 {
			return refuse("name_taken", "There is a view of that name already.", "Choose another name.")
		}
		if v.IsDefault {
			for i := range views {
				views[i].IsDefault = false
			}
		}
		switch {
		case was != "" && at < 0:
			return domain.ErrNotFound
		case at >= 0:
			views[at] = v
		case len(views) >= maxTableViews:
			return refuse("too_many_views", "This table has as many views as it can have.", "Remove one first.")
		default:
			views = append(views, v)
		}
		slices.SortFunc(views, func(a, b domain.TableView) int {
			return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
		})
		all[table] = views
		return nil
	})
}

// RemoveTableView removes a saved view; the rows stay as they are.
func (s *Service) RemoveTableView(ctx context.Context, table, name string) error {
	return s.store.ChangeTableViews(ctx, func(all map[string][]domain.TableView) error {
		all[table] = slices.DeleteFunc(all[table], func(o domain.TableView) bool { return o.Name == name })
		return nil
	})
}

// viewsFollowTable keeps the views of a table that has another name now.
func (s *Service) viewsFollowTable(ctx context.Context, name, to string) error {
	return s.store.ChangeTableViews(ctx, func(all map[string][]domain.TableView) error {
		if views, ok := all[name]; ok && name != to {
			all[to] = views
			delete(all, name)
		}
		return nil
	})
}

// viewsFollowField keeps the views of a table right when a field of it has another name.
func (s *Service) viewsFollowField(ctx context.Context, table, name, to string) error {
	return s.store.ChangeTableViews(ctx, func(all map[string][]domain.TableView) error {
		for i := range all[table] {
			v := &all[table][i]
			if v.Sort.Field == name {
				v.Sort.Field = to
			}
			if at := slices.Index(v.Fields, name); at >= 0 {
				v.Fields[at] = to
			}
			if c, ok := v.Conditions[name]; ok && name != to {
				v.Conditions[to] = c
				delete(v.Conditions, name)
			}
		}
		return nil
	})
}
