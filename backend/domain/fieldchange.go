package domain

import (
	"slices"
	"time"
)

// WhenFieldsChange is what a run does when the fields of its data type are no longer those
// that were known. The zero value is TellChanges.
type WhenFieldsChange string

// The policies of a data transfer.
const (
	// TellChanges goes on, and tells the person.
	TellChanges WhenFieldsChange = "tell"
	// AddNewFields makes a field of the table and an assignment of every new field when the
	// next run begins. Fields that are gone or of another type are told.
	AddNewFields WhenFieldsChange = "add"
	// StopTheRun ends the run before a record of the new kind is written.
	StopTheRun WhenFieldsChange = "stop"
)

// CodeFieldsChanged is the code of the error a run ends with under StopTheRun. It is no
// failure of the service.
const CodeFieldsChanged = "fields_changed"

// FieldChangeKind is how a field differs from what was known.
type FieldChangeKind string

// The kinds of field changes.
const (
	FieldNew     FieldChangeKind = "new"
	FieldGone    FieldChangeKind = "gone"    // no record of a complete full read had it
	FieldRetyped FieldChangeKind = "retyped" // values of another kind than before
	FieldAdded   FieldChangeKind = "added"   // in the report of a run: new, and taken by itself
)

// FieldChange is one field of a data type that is not as it was known. Of what the mapping
// does not use, only new fields are changes.
type FieldChange struct {
	Kind FieldChangeKind
	Path Path
	Type FieldType // what it is now; empty: not known, or gone
	Was  FieldType // what it was, when retyped
	// Declared tells that the source says so itself, not its records.
	Declared bool `json:",omitempty"`
	// To is the field of the table: that the mapping gives it to, or that is made for it.
	To string    `json:",omitempty"`
	At time.Time `json:",omitzero"`
}

// Same tells whether both are about the same field and the same kind of change.
func (c FieldChange) Same(o FieldChange) bool {
	return c.Kind == o.Kind && slices.Equal(c.Path, o.Path)
}

// KnownField is one field of a data type as it is known.
type KnownField struct {
	Path     Path
	Declared FieldType   `json:",omitempty"` // as the source declares it; empty: it does not
	Seen     []FieldType `json:",omitempty"` // of the values in records; empty: only empty ones
	Met      bool        `json:",omitempty"` // some record had it
	Gone     bool        `json:",omitempty"` // and the person knows
}

// KnownFields is what is known of the fields of a data transfer, and which changes wait for
// the person.
type KnownFields struct {
	// Settled tells that a full read has shown what there is: only then anything is new.
	Settled bool
	Fields  []KnownField
	Changes []FieldChange
}

// Accept makes what is told known, for every change that the person has taken or dismissed.
func (k *KnownFields) Accept(taken func(FieldChange) bool) {
	fields, waiting := slices.Clone(k.Fields), []FieldChange{}
	for _, c := range k.Changes {
		if !taken(c) {
			waiting = append(waiting, c)
			continue
		}
		i := slices.IndexFunc(fields, func(f KnownField) bool { return slices.Equal(f.Path, c.Path) })
		if i < 0 {
			i = len(fields)
			fields = append(fields, KnownField{Path: c.Path})
		}
		fields[i] = accepted(fields[i], c)
	}
	k.Fields, k.Changes = fields, waiting
}

func accepted(f KnownField, c FieldChange) KnownField {
	switch {
	case c.Kind == FieldGone:
		f.Gone = true
	case c.Declared:
		f.Declared = c.Type
	default:
		f.Met = true
		if c.Type != "" && !slices.Contains(f.Seen, c.Type) {
			f.Seen = append(slices.Clone(f.Seen), c.Type)
		}
	}
	return f
}
