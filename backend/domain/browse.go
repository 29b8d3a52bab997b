package domain

import "time"

// RowQuery asks for rows of a table.
type RowQuery struct {
	Table   string
	Fields  []string    // empty: all
	Where   []RowFilter // all must hold
	Search  string      // text that some text field must contain, without regard to case and accents
	Only    []RowID     // not nil: of these rows only
	Sort    RowSort
	Deleted DeletedRows
	Limit   int
	// After continues behind a former page; it is fast at any depth. Offset
	// jumps; it is counted from After.
	After  RowCursor
	Offset int64
}

// FoundRows is what a search found in one part of a table.
type FoundRows struct {
	IDs     []RowID // in the order in which they were added
	Through RowID   // the last row looked at; the search can go on behind it
	Share   float64 // of the table that was looked through, 0 to 1
}

// RowCursor is an opaque place between two rows of a query.
type RowCursor string

// RowSort orders rows by one field, empty ones last. The zero value is the order in
// which the rows were added.
type RowSort struct {
	Field      string
	Descending bool
}

// RowOperator compares a field with a value.
type RowOperator string

// The operators. IsEmpty and IsNotEmpty take no value. Text is compared without regard
// to case by Contains and StartsWith only; emails always.
const (
	Equals     RowOperator = "equals"
	NotEquals  RowOperator = "not_equals" // empty fields too
	Contains   RowOperator = "contains"
	StartsWith RowOperator = "starts_with"
	IsEmpty    RowOperator = "empty"
	IsNotEmpty RowOperator = "not_empty"
	Greater    RowOperator = "greater"
	AtLeast    RowOperator = "at_least"
	Less       RowOperator = "less"
	AtMost     RowOperator = "at_most"
)

// RowFilter is one condition on rows.
type RowFilter struct {
	Field    string
	Operator RowOperator
	// Value is canonical for the field's type, or text a person typed: "12",
	// "yes", "2024-01-31".
	Value Value
}

// DeletedRows says what to do with rows marked deleted.
type DeletedRows string

// The choices; the zero value hides them.
const (
	HideDeleted    DeletedRows = ""
	IncludeDeleted DeletedRows = "include"
	OnlyDeleted    DeletedRows = "only"
)

// StoredRow is a row as it stands.
type StoredRow struct {
	ID        RowID
	Values    []Value // of the fields asked for
	ChangedAt time.Time
	DeletedAt time.Time // zero: not deleted
}

// RowPage is some rows in order.
type RowPage struct {
	Fields []Field
	Rows   []StoredRow
	// Next is where the next page starts; empty at the end.
	Next RowCursor
}

// TableSummary is a table with how many rows it has.
type TableSummary struct {
	Table
	Rows    int64 // without the deleted ones
	Deleted int64 // marked deleted, restorable
}

// ChangeKind is what happened to a row.
type ChangeKind string

// The kinds of changes.
const (
	RowCreated  ChangeKind = "created"
	RowUpdated  ChangeKind = "updated"
	RowDeleted  ChangeKind = "deleted"  // marked deleted
	RowRemoved  ChangeKind = "removed"  // really removed
	RowRestored ChangeKind = "restored" // no longer marked deleted
)

// HistoryEntry is one change of a row. Run, Integration and DataType are empty when the
// person made it.
type HistoryEntry struct {
	At          time.Time
	Kind        ChangeKind
	Run         RunID
	Integration IntegrationID
	DataType    string
	// Before holds what the changed fields held, by the names they have today.
	Before map[string]Value
}

// LinkedRecord is a record of a service that a row is linked to.
type LinkedRecord struct {
	Scope    Scope
	Identity string
	Deleted  bool // gone at the service
}

// Origin is where the value of a field came from.
type Origin struct {
	Field    string
	Value    Value
	Change   HistoryEntry // that gave the value; its Before is nil
	Replaced Value        // what it held before; nil for a created row
}

// Explanation tells where the values of a row came from.
type Explanation struct {
	Row     StoredRow
	Origins []Origin // one per field with a known origin, in the order of the fields
	Links   []LinkedRecord
	// Conflicts are what integrations say of fields that another one decides.
	Conflicts []Conflict
}

// DayActivity is how many rows of a table changed on one day.
type DayActivity struct {
	Day     time.Time // midnight at its start, in the location asked for
	Table   string
	Created int64
	Updated int64
	Deleted int64
}

// FindRecordErrors asks for record errors, the last seen first. Zero fields do not
// filter.
type FindRecordErrors struct {
	IDs         []RecordErrorID
	Integration IntegrationID
	DataType    string
	Code        RecordErrorCode
	Search      string    // in identity and message
	Since       time.Time // first seen then or later
	Ignored     bool      // the ignored ones instead of the open ones
	All         bool      // both
	Limit       int       // default 100, at most 1000
	Offset      int64
}

// ExportFormat is a file format of an export.
type ExportFormat string

// The formats.
const (
	CSV   ExportFormat = "csv"
	JSONL ExportFormat = "jsonl"
	XLSX  ExportFormat = "xlsx"
)

// ExportOptions tune an export; the zero value is plain.
type ExportOptions struct {
	// ByteOrderMark starts a CSV file so that spreadsheet programs read accents right.
	ByteOrderMark bool
	// GuardFormulas puts an apostrophe before text in CSV that a spreadsheet program would
	// run as a formula. It changes such values; leave it off for other programs.
	GuardFormulas bool
	// Progress, if set, hears from time to time how many rows are written.
	Progress func(rows int64)
}

// ForPeople suits a file that a person opens in a spreadsheet program: accents and formulas
// matter.
func ForPeople() ExportOptions { return ExportOptions{ByteOrderMark: true, GuardFormulas: true} }
