package domain

import "time"

// Run is one execution of an integration.
type Run struct {
	ID          RunID
	Integration IntegrationID
	Trigger     Trigger
	DryRun      bool
	Full        bool // "read everything again" was asked for
	StartedAt   time.Time
	EndedAt     time.Time // zero: still running
	Result      RunResult
	ErrorKind   Kind // empty unless Result is failed or cancelled
	ErrorCode   string
	ErrorWords  string // what · means · do
	ErrorDetail string
	// RetryAfter is how long the service wants to be left alone, as far as it said. It is not kept.
	RetryAfter time.Duration
	Transfers  []TransferRun
}

// Trigger is why a run started.
type Trigger string

// The triggers.
const (
	Scheduled Trigger = "schedule"
	Manual    Trigger = "manual"
	CatchUp   Trigger = "catch_up"
	Undoing   Trigger = "undo" // the run takes back another one
)

// RunResult is how a run ended.
type RunResult string

// The results of a run.
const (
	RunRunning       RunResult = "running"
	RunOK            RunResult = "ok"
	RunWarning       RunResult = "warning"
	RunFailed        RunResult = "failed"
	RunNeedsDecision RunResult = "needs_decision"
	RunCancelled     RunResult = "cancelled"
	RunInterrupted   RunResult = "interrupted" // the program ended during the run
)

// TransferRun is what a run did for one data type.
type TransferRun struct {
	Transfer TransferID
	DataType string
	Table    string
	Mode     ReadMode
	Counts   Counts
	Total    int64 // expected records, 0 unknown
	Seconds  float64
	Warnings []string
	// Completeness is set after a full read that brought everything.
	Completeness *Completeness
	// Held describes what the mass-change guard held back; nil if nothing.
	Held *Held
	// FieldChanges are the fields that were found changed in this run, and those added.
	FieldChanges []FieldChange `json:",omitempty"`
}

// Counts are the numbers of a run for one data type.
type Counts struct {
	Read, Created, Updated, Unchanged, Deleted, LeftOut, RecordErrors int64
}

// Add adds o to c.
func (c *Counts) Add(o Counts) {
	c.Read += o.Read
	c.Created += o.Created
	c.Updated += o.Updated
	c.Unchanged += o.Unchanged
	c.Deleted += o.Deleted
	c.LeftOut += o.LeftOut
	c.RecordErrors += o.RecordErrors
}

// Held is what the mass-change guard held back.
type Held struct {
	Rows, Linked int64
	Percent      int
	Blanked      int64 // of Rows: would lose the value of a field, the others would be deleted
}

// Progress is how a running run stands; sent as an event at most a few times a
// second.
type Progress struct {
	Run         RunID
	Integration IntegrationID
	DataType    string
	Counts      Counts
	Total       int64
	PerSecond   float64
	// WaitsUntil is before when the service allows no more requests; zero or past: the run
	// does not wait.
	WaitsUntil time.Time
}

// Ticket is a run that is to begin.
type Ticket struct {
	Integration IntegrationID
	Trigger     Trigger
	Full        bool
	Allow       bool // let the mass-change guard's held changes pass, once
}
