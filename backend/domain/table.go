package domain

// FieldType is the type of a project field.
type FieldType string

// The field types. The comment gives the canonical form of a Value.
const (
	Text     FieldType = "text"
	Integer  FieldType = "integer"  // int64
	Decimal  FieldType = "decimal"  // string: optional '-', digits, optionally '.' and digits; no exponent, no plus, no leading zeros, trailing zeros kept as given
	Boolean  FieldType = "boolean"  // bool
	Date     FieldType = "date"     // string YYYY-MM-DD
	DateTime FieldType = "datetime" // string YYYY-MM-DDThh:mm:ss.ffffffZ, always UTC, always six digits
	Email    FieldType = "email"
	Phone    FieldType = "phone"
	URL      FieldType = "url"
	Choice   FieldType = "choice" // one of Field.Choices
	JSON     FieldType = "json"   // string: compact JSON with sorted keys
)

// FieldTypes lists every field type in the order the screen offers them.
func FieldTypes() []FieldType {
	return []FieldType{Text, Integer, Decimal, Boolean, Date, DateTime, Email, Phone, URL, Choice, JSON}
}

// Value is the value of one project field in its canonical form: nil (empty),
// string, int64 or bool. Nothing else. Values are comparable with ==.
type Value any

// Field is one field of a table. Names are unique in a table without regard
// to case, as SQL and people read them.
type Field struct {
	Name     string
	Type     FieldType
	Required bool     // an empty value is the record error required_missing
	Choices  []string // for Choice: the allowed values; empty allows any
}

// Table is one table of the project.
type Table struct {
	Name   string
	Fields []Field
}

// Field returns the field called name, and whether there is one.
func (t Table) Field(name string) (Field, bool) {
	for _, f := range t.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}
