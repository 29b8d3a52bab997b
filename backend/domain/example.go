package domain

// Example is one row a dry run would change.
type Example struct {
	DataType string
	Table    string
	Key      string // the primary key as text
	Update   UpdateType
	Fields   []FieldChange
}

// FieldChange is one field before and after, in canonical form.
type FieldChange struct {
	Field         string
	Before, After Value
}
