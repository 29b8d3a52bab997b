package domain

import "time"

// KeyedRow is a row found by its key.
type KeyedRow struct {
	Row     RowID
	Deleted bool // marked deleted
}

// Change is new values for some fields of one row.
type Change struct {
	Row     RowID
	Fields  []string
	Values  []Value
	Restore bool
}

// Cause says who changes rows, for history and explain.
type Cause struct {
	Run         RunID
	Integration IntegrationID
	DataType    string
	At          time.Time
}

// TransferProgress is where a transfer stands: the source's checkpoint and what is known
// of the current and the last full read. It is written with each batch.
type TransferProgress struct {
	Checkpoint Checkpoint // of changed-only reading; nil: start with a full read
	// MappingVersion is the version of the mapping the checkpoint belongs to; another
	// one asks for a full read.
	MappingVersion string
	// FullReadRun is the run that began an unfinished full read, and
	// FullCheckpoint where it stands.
	FullReadRun    RunID
	FullCheckpoint Checkpoint
	// ReadBeganAt is when the read in hand, or else the last one, began.
	ReadBeganAt time.Time
	// LastFullAt and LastFullRecords describe the last finished full read.
	LastFullAt      time.Time
	LastFullRecords int64
	// Run and Counts are the counters of the run in hand, so that a continued run
	// knows what was done before it was interrupted.
	Run    RunID
	Counts Counts
	// Order is the order of integrations by which conflicts were settled last; "" where no
	// field is shared.
	Order string
}
