package api

import "tributary/backend/domain"

// Overview is all the Overview page shows.
type Overview struct {
	NeedsYou     []Need        `json:"needsYou"`
	Warnings     []Warning     `json:"warnings"` // about the program itself
	Integrations []Integration `json:"integrations"`
	Days         []DayCounts   `json:"days"` // the last 14 days, oldest first, today last
	Today        []TableCounts `json:"today"`
}

// Need is something that waits for the person. Code selects the words: guard,
// record_errors, sign_in, disabled, run_failed, key_file, disk.
type Need struct {
	Code          string `json:"code"`
	Integration   string `json:"integration"`
	Name          string `json:"name"`
	DataType      string `json:"dataType"`
	Table         string `json:"table"`
	Authorization string `json:"authorization"`
	Count         int64  `json:"count"`
	Of            int64  `json:"of"`
	Percent       int    `json:"percent"`
	TopCode       string `json:"topCode"` // commonest record error code
	TopCount      int64  `json:"topCount"`
	TopMessage    string `json:"topMessage"`
	Error         *Error `json:"error,omitempty"`
}

// DayCounts are the changes of one day (local date YYYY-MM-DD).
type DayCounts struct {
	Day     string `json:"day"`
	Created int64  `json:"created"`
	Updated int64  `json:"updated"`
	Deleted int64  `json:"deleted"`
}

// TableCounts are today's changes of one table, and its rows.
type TableCounts struct {
	Table   string `json:"table"`
	Created int64  `json:"created"`
	Updated int64  `json:"updated"`
	Deleted int64  `json:"deleted"`
	Rows    int64  `json:"rows"`
}

// Status is the state of the whole program in one line.
type Status struct {
	State       string `json:"state"` // fine, working, needs_you, paused
	Running     int    `json:"running"`
	NextRunAt   string `json:"nextRunAt"` // "" nothing scheduled
	PausedUntil string `json:"pausedUntil"`
	Needs       int    `json:"needs"`  // things that wait for the person
	Active      int    `json:"active"` // active integrations
}

// Settings are the person's choices.
type Settings struct {
	Language     string   `json:"language"`   // en, fr, "" as the system
	Appearance   string   `json:"appearance"` // light, dark, "" as the system
	AddressBook  []string `json:"addressBook"`
	HistoryDays  int      `json:"historyDays"`
	MaxRuns      int      `json:"maxRuns"`      // runs at once
	KeepRunning  bool     `json:"keepRunning"`  // when the window is closed
	StartAtLogin bool     `json:"startAtLogin"` // as the system has it
	NotOnBattery bool     `json:"notOnBattery"` // nothing runs by itself on battery
	Bubbles      bool     `json:"bubbles"`      // notices on the desktop
	QuietFrom    string   `json:"quietFrom"`    // do-not-disturb hours, "22:00"; "" none
	QuietUntil   string   `json:"quietUntil"`
	NotOnMetered bool     `json:"notOnMetered"` // nor on a network that is paid by what goes over it
}

// About is what the program is and where it keeps things.
type About struct {
	Version      string `json:"version"`
	DataDir      string `json:"dataDir"`
	Database     string `json:"database"` // the server, never its password; "" for files in the data folder
	StateBytes   int64  `json:"stateBytes"`
	ProjectBytes int64  `json:"projectBytes"`
	SecretsIn    string `json:"secretsIn"` // keychain, key_file
	SecretsWords string `json:"secretsWords"`
	System       string `json:"system"`
	// PowerKnown and MeteredKnown tell whether this computer says if it is on battery, and if
	// its network is paid by what goes over it.
	PowerKnown   bool `json:"powerKnown"`
	MeteredKnown bool `json:"meteredKnown"`
}

// EventCatalog types the events: its JSON names are the event names, each
// field's type the payload.
type EventCatalog struct {
	RunStarted           Run            `json:"run:started"`
	RunProgressed        Progress       `json:"run:progressed"`
	RunFinished          Run            `json:"run:finished"`
	IntegrationChanged   Reference      `json:"integration:changed"`
	ConfigurationChanged Reference      `json:"configuration:changed"`
	AuthorizationChanged Reference      `json:"authorization:changed"`
	SignInProgressed     SignInProgress `json:"sign_in:progressed"`
	ProjectChanged       Reference      `json:"project:changed"`
	ExportProgressed     ExportProgress `json:"export:progressed"`
	SettingsChanged      Reference      `json:"settings:changed"`
	LiveExportChanged    Reference      `json:"live_export:changed"`
	OutboxChanged        Reference      `json:"outbox:changed"`
	WindowClosing        Reference      `json:"window:closing"`
	PageWanted           Reference      `json:"page:wanted"`
}

// SupportFile is one text of a support bundle.
type SupportFile struct {
	Name  string `json:"name"`
	Words string `json:"words"` // what is in it
	Bytes int    `json:"bytes"`
}

// Error is an error as the window shows it.
type Error struct {
	Kind      domain.Kind `json:"kind"`
	Code      string      `json:"code"`
	What      string      `json:"what"`
	Means     string      `json:"means"`
	Do        string      `json:"do"`
	Details   string      `json:"details"`
	Retryable bool        `json:"retryable"`
	// Fields are the fields of a form that are not right; empty where the error is not about a form.
	Fields []FieldProblem `json:"fields"`
}

// FieldProblem is one field of a form that is not right; Field is dotted in groups,
// choices and lists.
type FieldProblem struct {
	Field string `json:"field"`
	Words string `json:"words"`
}
