package domain

import "time"

// RecordError is one record that could not become a row.
type RecordError struct {
	ID          RecordErrorID
	Integration IntegrationID
	DataType    string
	Identity    string // source identity, empty for key_missing
	Code        RecordErrorCode
	Message     string // plain words: source field, project field, what was expected
	SourceField string
	Field       string // project field
	Position    string // "row 12", if known
	Record      []byte // the raw record as JSON, cut at 64 kB
	Run         RunID
	FirstSeen   time.Time
	LastSeen    time.Time
	Ignored     bool
}

// RecordErrorCode is the closed set of reasons a record cannot become a row.
type RecordErrorCode string

// The codes of record errors.
const (
	KeyMissing      RecordErrorCode = "key_missing"
	KeyRepeated     RecordErrorCode = "key_repeated"
	KeyShared       RecordErrorCode = "key_shared"
	KeyTaken        RecordErrorCode = "key_taken"
	NotText         RecordErrorCode = "not_text"
	NotInteger      RecordErrorCode = "not_an_integer"
	NotNumber       RecordErrorCode = "not_a_number"
	NotBoolean      RecordErrorCode = "not_a_boolean"
	NotDate         RecordErrorCode = "not_a_date"
	AmbiguousDate   RecordErrorCode = "ambiguous_date"
	NotEmail        RecordErrorCode = "not_an_email"
	NotPhone        RecordErrorCode = "not_a_phone"
	NotURL          RecordErrorCode = "not_a_web_address"
	NotInChoices    RecordErrorCode = "not_in_choices"
	TooLong         RecordErrorCode = "too_long"
	TooDeep         RecordErrorCode = "too_deep"
	RequiredMissing RecordErrorCode = "required_missing"
)
