package domain

import "time"

// Configuration is a source configuration: a named set-up of one integration
// source. Authorization is empty for sources that need none.
type Configuration struct {
	ID            ConfigurationID
	Source        SourceID
	Name          string
	Authorization AuthorizationID
	Settings      map[string]any
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// Transfer is a data transfer: one data type within a source configuration,
// with its mapping.
type Transfer struct {
	ID            TransferID
	Configuration ConfigurationID
	DataType      string
	Active        bool
	Mapping       Mapping
	// WhenFieldsChange is what a run does when the service's fields are no longer as known.
	WhenFieldsChange WhenFieldsChange
	CreatedAt        time.Time
	UpdatedAt        time.Time
}

// Mapping assigns source fields to fields of one project table. At least one
// assignment must be a primary key before the transfer can be active.
type Mapping struct {
	Table       string // empty: not chosen yet
	Assignments []Assignment
	// SharedKeyLastWins lets the later of two records with one primary key
	// value win instead of being the record error key_shared.
	SharedKeyLastWins bool
}

// Assignment says that a source field goes into a project field.
type Assignment struct {
	From       Path
	To         string // field of Mapping.Table
	PrimaryKey bool
	// KeepEmptyText stores "" as a value instead of as empty.
	KeepEmptyText bool
	// DateOrder tells how to read ambiguous dates like 03/04/2024.
	DateOrder DateOrder
	// DecimalComma reads "1 234,50"; otherwise "1,234.50".
	DecimalComma bool
	// Added tells that the program added the assignment by itself, for a new field.
	Added bool `json:",omitempty"`
}

// DateOrder is how a date of numbers is written.
type DateOrder string

// The date orders. The zero value takes unambiguous dates only.
const (
	DayFirst   DateOrder = "day_first"
	MonthFirst DateOrder = "month_first"
)

// Keys returns the assignments of the primary key, in order.
func (m Mapping) Keys() []Assignment {
	var keys []Assignment
	for _, a := range m.Assignments {
		if a.PrimaryKey {
			keys = append(keys, a)
		}
	}
	return keys
}
