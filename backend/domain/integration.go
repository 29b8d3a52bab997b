package domain

import "time"

// UpdateType is a type of update an integration receives.
type UpdateType string

// The types of updates.
const (
	Created UpdateType = "created"
	Updated UpdateType = "updated"
	Deleted UpdateType = "deleted"
)

// Integration uses one source configuration and says which types of updates to
// receive, how often, and whom to warn.
type Integration struct {
	ID            IntegrationID
	Name          string
	Configuration ConfigurationID
	Updates       map[string][]UpdateType // per data type name; a missing data type is not run
	Schedule      Schedule
	EmailAlerts   []string
	Budget        BudgetLimits
	Guard         GuardLimits
	HardDeletions bool // really remove rows instead of marking them deleted
	State         IntegrationState
	StateCause    string // for Disabled: words with numbers
	StateAt       time.Time
	PausedUntil   time.Time // zero: not paused; far future: until resumed
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// Receives tells whether the update type is ticked for the data type.
func (i Integration) Receives(dataType string, u UpdateType) bool {
	for _, t := range i.Updates[dataType] {
		if t == u {
			return true
		}
	}
	return false
}

// IntegrationState is whether an integration runs.
type IntegrationState string

// The states of an integration.
const (
	Inactive         IntegrationState = "inactive"
	Active           IntegrationState = "active"
	Disabled         IntegrationState = "disabled" // because of a large number of errors
	AwaitingDecision IntegrationState = "needs_decision"
	AwaitingSignIn   IntegrationState = "needs_sign_in"
)

// Schedule says when an integration runs. Exactly one of Every and Cron is set.
type Schedule struct {
	Every time.Duration // at least one second
	Cron  string        // five fields, local time
}

// DefaultEvery is how often an integration runs unless told otherwise.
const DefaultEvery = 15 * time.Minute

// BudgetLimits are the numbers of the error budget. A zero field means its
// default.
type BudgetLimits struct {
	FailedRuns   int // failed runs in a row, default 30
	Days         int // and days since the last good run, default 3
	BadRecords   int // record errors in one run, default 100
	BadPercent   int // that are at least this share of the records read, default 50
	BadRuns      int // in so many runs in a row, default 3
	RecordErrors int // open record errors, default 1000
}

// GuardLimits are the numbers of the mass-change guard. A zero field means its
// default.
type GuardLimits struct {
	Percent int // of the linked rows, default 20
	Rows    int // and more than so many rows, default 10
}
