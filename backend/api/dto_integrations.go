package api

import "tributary/backend/domain"

// Integration is one integration as its page shows it.
type Integration struct {
	ID            string                  `json:"id"`
	Name          string                  `json:"name"`
	Configuration Reference               `json:"configuration"`
	Source        Source                  `json:"source"`
	Updates       []TransferUpdates       `json:"updates"` // the active data types of the configuration
	EverySeconds  int                     `json:"everySeconds"`
	Cron          string                  `json:"cron"`
	EmailAlerts   []string                `json:"emailAlerts"`
	HardDeletions bool                    `json:"hardDeletions"`
	State         domain.IntegrationState `json:"state"`
	StateCause    string                  `json:"stateCause"`
	StateAt       string                  `json:"stateAt"`
	PausedUntil   string                  `json:"pausedUntil"`
	Running       *Progress               `json:"running,omitempty"`
	LastRun       *Run                    `json:"lastRun,omitempty"`
	NextRunAt     string                  `json:"nextRunAt"`
	Meters        []Meter                 `json:"meters"`
	Warning       string                  `json:"warning"`   // half of the error budget is used up: why, with numbers; or ""
	DisableAt     string                  `json:"disableAt"` // at the present rate; "" when not known
	Refusal       string                  `json:"refusal"`   // why it cannot be activated, "" if it can
	FieldChanges  []FieldChanges          `json:"fieldChanges"`
}

// FieldChanges are the changes of a data type's fields that wait for the person.
type FieldChanges struct {
	Transfer string   `json:"transfer"`
	Label    string   `json:"label"`
	Words    []string `json:"words"` // sentences
	Stops    bool     `json:"stops"` // no run goes on before they are taken or dismissed
}

// TransferUpdates are the ticked types of updates of one data type.
type TransferUpdates struct {
	DataType     string              `json:"dataType"`
	Label        string              `json:"label"`
	Table        string              `json:"table"`
	MappedFields int                 `json:"mappedFields"`
	Updates      []domain.UpdateType `json:"updates"`
}

// IntegrationInput creates (ID "") or changes an integration.
type IntegrationInput struct {
	ID            string                         `json:"id"`
	Name          string                         `json:"name"`
	Configuration string                         `json:"configuration"`
	Updates       map[string][]domain.UpdateType `json:"updates"`
	EverySeconds  int                            `json:"everySeconds"`
	Cron          string                         `json:"cron"`
	EmailAlerts   []string                       `json:"emailAlerts"`
	HardDeletions bool                           `json:"hardDeletions"`
}

// Meter is one rule of the error budget. Name is failed_runs, bad_runs or
// record_errors.
type Meter struct {
	Name  string `json:"name"`
	Value int64  `json:"value"`
	Limit int64  `json:"limit"`
}

// Run is one run.
type Run struct {
	ID              string           `json:"id"`
	Integration     string           `json:"integration"`
	IntegrationName string           `json:"integrationName"`
	Trigger         domain.Trigger   `json:"trigger"`
	DryRun          bool             `json:"dryRun"`
	Full            bool             `json:"full"`
	StartedAt       string           `json:"startedAt"`
	EndedAt         string           `json:"endedAt"`
	Result          domain.RunResult `json:"result"`
	Error           *Error           `json:"error,omitempty"`
	Transfers       []TransferRun    `json:"transfers"`
	Undo            string           `json:"undo"` // possible, too_old, done, or "" (it changed nothing); in the list of runs only
}

// TransferRun is what a run did for one data type.
type TransferRun struct {
	DataType     string          `json:"dataType"`
	Label        string          `json:"label"`
	Table        string          `json:"table"`
	Mode         domain.ReadMode `json:"mode"`
	Counts       Counts          `json:"counts"`
	Seconds      float64         `json:"seconds"`
	Warnings     []string        `json:"warnings"`
	FieldChanges []string        `json:"fieldChanges"` // what was found changed or added, in sentences
	InService    int64           `json:"inService"`    // completeness, -1 when not compared
	InProject    int64           `json:"inProject"`
	Differences  []Difference    `json:"differences"` // in what the project is not what the service has
	HeldRows     int64           `json:"heldRows"`    // held back by the mass-change guard
	Linked       int64           `json:"linked"`
	Blanked      int64           `json:"blanked"` // of HeldRows: would lose a value; the others would be deleted
}

// Difference is one cause for which the project is not what the service has.
type Difference struct {
	Cause    domain.DifferenceCause `json:"cause"`
	Count    int64                  `json:"count"`    // records; rows where the service has no such record
	HasRow   bool                   `json:"hasRow"`   // a row stands for them
	IsChosen bool                   `json:"isChosen"` // the person wants it so
	Codes    []CodeCount            `json:"codes"`    // what is wrong with the records, the commonest first
}

// Counts are the numbers of a run.
type Counts struct {
	Read         int64 `json:"read"`
	Created      int64 `json:"created"`
	Updated      int64 `json:"updated"`
	Unchanged    int64 `json:"unchanged"`
	Deleted      int64 `json:"deleted"`
	LeftOut      int64 `json:"leftOut"`
	RecordErrors int64 `json:"recordErrors"`
}

// Progress is how a running run stands.
type Progress struct {
	Run         string  `json:"run"`
	Integration string  `json:"integration"`
	DataType    string  `json:"dataType"`
	Counts      Counts  `json:"counts"`
	Total       int64   `json:"total"` // 0 unknown
	PerSecond   float64 `json:"perSecond"`
	WaitsUntil  string  `json:"waitsUntil"` // before when the service allows no more requests; empty or past: it does not wait
}

// DryRunReport is the outcome of a dry run: exact counts and examples.
type DryRunReport struct {
	Run      Run             `json:"run"`
	Examples []DryRunExample `json:"examples"`
}

// DryRunExample is one row a real run would change.
type DryRunExample struct {
	DataType string            `json:"dataType"`
	Table    string            `json:"table"`
	Key      string            `json:"key"`
	Update   domain.UpdateType `json:"update"`
	Fields   []FieldChange     `json:"fields"`
}

// FieldChange is one field before and after.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}
