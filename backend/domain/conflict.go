package domain

import "time"

// Conflict is what an integration says of a field of a row where the row holds another value,
// because an integration before it in the table's order decides.
type Conflict struct {
	Row   RowID
	Field string
	Scope Scope // who says it
	Value Value // nil: nothing
	Since time.Time
}

// TableOrder is the order of the integrations that feed one table: where several map the
// same field, the first of them that has a value decides. The zero value is the order in
// which the integrations were made.
type TableOrder struct {
	Scopes []Scope            `json:"scopes,omitempty"` // others follow, the older ones first
	Fields map[string][]Scope `json:"fields,omitempty"` // field → an order of its own
}

// ConflictRow is a conflict as a person looks at it.
type ConflictRow struct {
	Conflict
	Table string
	Key   string // what the row is known by
	Kept  Value  // what the row holds
	// Linked are all that feed the row, and Against those of them that say something else of the
	// field than it holds, or nothing. In no order.
	Linked, Against []Scope
}

// FindConflicts says which conflicts to list. The zero value: all.
type FindConflicts struct {
	Table, Field  string
	Without       []Scope // what these say is left out
	Limit, Offset int64
}

// ConflictCount is how many conflicts a field of a table has.
type ConflictCount struct {
	Table, Field string
	Count        int64
}
