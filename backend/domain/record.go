package domain

import "encoding/json"

// Record is one record as the service returned it: nil, bool, string,
// json.Number, []any, map[string]any. Numbers stay json.Number so that nothing
// is rounded. A record is owned by whoever received it and is not shared.
type Record map[string]any

// DataType is what a service offers under one name: customers, orders.
type DataType struct {
	Name   string // the service's own name; unique in a source
	Label  string // for the screen; empty means Name
	Fields []SourceField
	// PrimaryKey is the service's own identity of a record: one or several
	// paths. Empty where the service has none (spreadsheets): then the mapped
	// primary key is the identity.
	PrimaryKey []Path
	// ChangedOnly tells that the service can be asked for changes since a
	// checkpoint.
	ChangedOnly bool
	// Tombstones tells that the service reports deletions itself.
	Tombstones bool
	// Closed tells that Fields are all there are: no record has others. A mapping from
	// another one then is a mistake, not an absent value.
	Closed bool
}

// SourceField is one field a data type may have.
type SourceField struct {
	Path    Path
	Type    FieldType // what the source declares or what was inferred from its values
	Samples []string  // up to three sample values as text; filled by a preview only
	// DateOrder and DecimalComma tell how a source without types (spreadsheets)
	// writes dates and numbers in this field, as far as its values show it.
	DateOrder    DateOrder
	DecimalComma bool
}

// ReadMode tells what to read.
type ReadMode string

// The read modes, see "Reading" in the sync rules.
const (
	FullRead    ReadMode = "full"    // everything the service has
	ChangedOnly ReadMode = "changed" // from the checkpoint
)

// Checkpoint is a source's own opaque state (JSON): where a read stands. Nil
// means "from the start".
type Checkpoint = json.RawMessage

// ReadRequest asks a source for the records of one data type.
type ReadRequest struct {
	DataType string
	Mode     ReadMode
	// Checkpoint is what the last committed page carried. In FullRead it is
	// set only when an interrupted full read is continued.
	Checkpoint Checkpoint
	// Limit ends the read after about so many records; 0 means no limit. A
	// limited read is never Complete.
	Limit int
}

// Page is some records in order, and where the source stands after them.
// Records with the same identity may come again in a later page.
type Page struct {
	Records []Record
	// Deleted holds the tombstones: records, possibly of identity fields only,
	// that the service says are gone.
	Deleted []Record
	// Positions tells where each of Records stands ("row 12"), for record
	// errors. Nil, or as long as Records.
	Positions []string
	// Checkpoint is valid once this page is committed; nil keeps the former.
	Checkpoint Checkpoint
	// Total is how many records the read will bring in all, 0 if unknown.
	Total int64
	// Bytes is about how much memory the page holds.
	Bytes int64
}

// ReadOutcome tells what a finished read amounts to.
type ReadOutcome struct {
	// Complete: the read brought everything the service has, without any error,
	// page limit or skipped partition, so that absence means deletion. A
	// changed-only read of a source that had to be read whole may be complete.
	Complete bool
	// Resumed: with what the interrupted read had brought before, everything came that the
	// service has; but records may have moved meanwhile, so absence means nothing.
	Resumed bool
	// Unchanged: the source proved that nothing changed since the checkpoint
	// (no record came, and that is not an emptiness to doubt).
	Unchanged bool
	// Warnings are plain sentences for the person.
	Warnings []string
}
