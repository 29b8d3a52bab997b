package api

import (
	"maps"

	"tributary/backend/domain"
)

// TableView is a way of looking at a table, saved under a name.
type TableView struct {
	Name       string            `json:"name"`
	IsDefault  bool              `json:"isDefault"` // shown when the table is opened
	Search     string            `json:"search"`
	Sort       string            `json:"sort"` // field, "" as stored
	Descending bool              `json:"descending"`
	Since      string            `json:"since"`
	Fields     []string          `json:"fields"`  // shown; empty: all
	Filters    map[string]string `json:"filters"` // field → its filter, as the page writes it
}

// Views returns the saved views of a table.
func (a *ProjectAPI) Views(table string) ([]TableView, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	views, err := a.setup.TableViews(ctx, table)
	return convert(views, func(v domain.TableView) TableView {
		return TableView{
			Name: v.Name, IsDefault: v.IsDefault, Search: v.Search, Sort: v.Sort.Field, Descending: v.Sort.Descending, Since: v.Since,
			Fields: orEmpty(v.Fields), Filters: orEmptyMap(v.Conditions),
		}
	}), err
}

// SaveView saves a view of a table; was is the name of the one it replaces, "" for a new one.
func (a *ProjectAPI) SaveView(table, was string, v TableView) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.setup.SaveTableView(ctx, table, was, domain.TableView{
		Name: v.Name, IsDefault: v.IsDefault, Search: v.Search, Sort: domain.RowSort{Field: v.Sort, Descending: v.Descending}, Since: v.Since,
		Fields: v.Fields, Conditions: maps.Clone(v.Filters),
	})
}

// RemoveView removes a saved view of a table.
func (a *ProjectAPI) RemoveView(table, name string) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.setup.RemoveTableView(ctx, table, name)
}
