package api

import "tributary/backend/domain"

// Table is one table of the project.
type Table struct {
	Name   string      `json:"name"`
	Fields []Field     `json:"fields"`
	Rows   int64       `json:"rows"`  // without deleted rows
	FedBy  []Reference `json:"fedBy"` // integrations
	Keys   []string    `json:"keys"`  // primary key fields of the transfers that feed it
}

// Field is one project field.
type Field struct {
	Name     string           `json:"name"`
	Type     domain.FieldType `json:"type"`
	Required bool             `json:"required"`
	Choices  []string         `json:"choices"`
}

// FilterOperator is how a filter compares.
type FilterOperator string

// The operators of filters.
const (
	FilterEquals   FilterOperator = "equals"
	FilterContains FilterOperator = "contains"
	FilterEmpty    FilterOperator = "empty"
	FilterNotEmpty FilterOperator = "not_empty"
	FilterLess     FilterOperator = "less"
	FilterGreater  FilterOperator = "greater"
	FilterAtLeast  FilterOperator = "at_least"
	FilterAtMost   FilterOperator = "at_most"
)

// Filter keeps rows by one field.
type Filter struct {
	Field    string         `json:"field"`
	Operator FilterOperator `json:"operator"`
	Value    string         `json:"value"`
}

// RowsQuery asks for rows of a table.
type RowsQuery struct {
	Table        string   `json:"table"`
	Fields       []string `json:"fields"` // empty: all
	Filters      []Filter `json:"filters"`
	Search       string   `json:"search"`
	Sort         string   `json:"sort"` // field, "" by row number
	Descending   bool     `json:"descending"`
	Offset       int64    `json:"offset"`
	Limit        int      `json:"limit"`        // at most 500
	Deleted      bool     `json:"deleted"`      // deleted rows instead of the living
	ChangedSince string   `json:"changedSince"` // marks changed cells since then, "" none
}

// RowsPage is some rows, and how many fit the query.
type RowsPage struct {
	Fields   []Field  `json:"fields"`
	Rows     []Row    `json:"rows"`
	Total    int64    `json:"total"` // with a search: found so far
	Searched Searched `json:"searched"`
}

// Searched is how far a search is. Without a search it is whole.
type Searched struct {
	State SearchState `json:"state"`
	Share float64     `json:"share"` // of the table that was looked through, 0 to 1
}

// SearchState is what a search does.
type SearchState string

// The states of a search.
const (
	SearchRunning SearchState = "running"
	SearchStopped SearchState = "stopped" // by the person, or it took too long
	SearchFull    SearchState = "full"    // it found as many rows as are shown; there are more
	SearchWhole   SearchState = "whole"
)

// Row is one row; Values are text in canonical form, null for empty.
type Row struct {
	ID        string    `json:"id"`
	Values    []*string `json:"values"`
	ChangedAt string    `json:"changedAt"`
	Deleted   bool      `json:"deleted"`
	Changed   []string  `json:"changed"` // fields changed since ChangedSince
	New       bool      `json:"new"`     // created since ChangedSince
}

// RowDetail is one row with what is known of it.
type RowDetail struct {
	Table   string         `json:"table"`
	Row     Row            `json:"row"`
	Fields  []FieldOrigin  `json:"fields"`
	History []HistoryEntry `json:"history"`
	Links   []RowLink      `json:"links"`
}

// FieldOrigin explains one value: where it came from, when, what it replaced.
type FieldOrigin struct {
	Field         string           `json:"field"`
	Type          domain.FieldType `json:"type"`
	Value         *string          `json:"value"`
	SourceField   string           `json:"sourceField"` // "" when no integration feeds it
	Integration   string           `json:"integration"`
	Configuration string           `json:"configuration"`
	At            string           `json:"at"`
	Replaced      *string          `json:"replaced"`
	HasReplaced   bool             `json:"hasReplaced"`
	Others        []OtherSaying    `json:"others"` // what other integrations say
}

// OtherSaying is what an integration says of a field that another one decides.
type OtherSaying struct {
	Integration string  `json:"integration"`
	Value       *string `json:"value"`
}

// HistoryEntry is one change of a row.
type HistoryEntry struct {
	At          string        `json:"at"`
	Kind        string        `json:"kind"` // created, updated, deleted, restored
	Integration string        `json:"integration"`
	Run         string        `json:"run"`
	Changes     []FieldChange `json:"changes"`
}

// RowLink is a record of a service this row is linked to.
type RowLink struct {
	Integration string `json:"integration"`
	DataType    string `json:"dataType"`
	Identity    string `json:"identity"`
}

// ExportRequest writes the rows of a query to a file the person chooses.
type ExportRequest struct {
	Query  RowsQuery `json:"query"`
	Format string    `json:"format"` // csv, jsonl, xlsx
}

// ExportProgress is how many rows of the export under way are written.
type ExportProgress struct {
	Rows int64 `json:"rows"`
}

// ExportResult is where an export went; Path is "" when the person cancelled.
type ExportResult struct {
	Path string `json:"path"`
	Rows int64  `json:"rows"`
}
