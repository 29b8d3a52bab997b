package api

import "tributary/backend/domain"

// RunsQuery asks for runs, newest first.
type RunsQuery struct {
	Integration string `json:"integration"` // "" all
	Result      string `json:"result"`      // "" all
	Offset      int    `json:"offset"`
	Limit       int    `json:"limit"`
}

// RunsPage is some runs, and how many there are.
type RunsPage struct {
	Runs  []Run `json:"runs"`
	Total int64 `json:"total"`
}

// RecordErrorsQuery asks for record errors, newest first.
type RecordErrorsQuery struct {
	Integration string `json:"integration"` // "" all
	DataType    string `json:"dataType"`    // "" all
	Code        string `json:"code"`        // "" all
	Ignored     bool   `json:"ignored"`     // the ignored ones instead of the open ones
	Offset      int    `json:"offset"`
	Limit       int    `json:"limit"`
}

// RecordErrorsPage is some record errors, how many there are, and per code.
type RecordErrorsPage struct {
	Errors []RecordError `json:"errors"`
	Total  int64         `json:"total"`
	Codes  []CodeCount   `json:"codes"`
}

// CodeCount is how many errors have a code.
type CodeCount struct {
	Code  domain.RecordErrorCode `json:"code"`
	Count int64                  `json:"count"`
}

// RecordError is one record that could not become a row.
type RecordError struct {
	ID              string                 `json:"id"`
	Integration     string                 `json:"integration"`
	IntegrationName string                 `json:"integrationName"`
	DataType        string                 `json:"dataType"`
	Label           string                 `json:"label"` // of the data type
	Identity        string                 `json:"identity"`
	Code            domain.RecordErrorCode `json:"code"`
	Message         string                 `json:"message"`
	SourceField     string                 `json:"sourceField"`
	Field           string                 `json:"field"`
	Position        string                 `json:"position"`
	Record          string                 `json:"record"` // indented JSON
	FirstSeen       string                 `json:"firstSeen"`
	LastSeen        string                 `json:"lastSeen"`
	Ignored         bool                   `json:"ignored"`
	Transfer        string                 `json:"transfer"` // id, for "fix the mapping"
	Configuration   string                 `json:"configuration"`
}

// ReplayReport tells what a replay did.
type ReplayReport struct {
	Replayed int64 `json:"replayed"`
	Fixed    int64 `json:"fixed"`
	Still    int64 `json:"still"`
}
