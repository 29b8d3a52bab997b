package domain

// TableView is a way of looking at a table, saved under a name.
type TableView struct {
	Name       string
	IsDefault  bool // shown when the table is opened; at most one of a table
	Search     string
	Sort       RowSort
	Since      string            // changes since when are marked, in the window's words; "" none
	Fields     []string          // the fields shown; empty: all
	Conditions map[string]string // field → its filter, in the window's form
}
