package domain

// HeldField is a field of a row that a run would empty, or a row it would delete (Field
// empty), on its way through the mass-change guard.
type HeldField struct {
	Row   RowID
	Field string
	// Counted: the run has counted the row as updated, for another field.
	Counted bool
}

// HeldRow is a row the mass-change guard holds back, as the person decides about it.
type HeldRow struct {
	Table    string
	DataType string
	Row      RowID
	Key      string // what the person knows the row by
	// Fields would be emptied of Values; none: the row would be deleted.
	Fields []string
	Values []Value
}
