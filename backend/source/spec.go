package source

// Spec is the form of a source, in two parts.
type Spec struct {
	// Authorization holds what an authenticated call needs: secrets and the
	// account's address. Empty: the source needs no authorization.
	Authorization []Field
	// Settings hold what to read.
	Settings []Field
	// DocumentationURL is the service's own page, may be empty.
	DocumentationURL string
}

// FieldKind is how a form field is shown and checked.
type FieldKind string

// The kinds of form fields.
const (
	TextField     FieldKind = "text"
	SecretField   FieldKind = "secret"
	LongTextField FieldKind = "long_text"
	IntegerField  FieldKind = "integer"
	NumberField   FieldKind = "number"
	BooleanField  FieldKind = "boolean"
	EnumField     FieldKind = "enum"
	DateField     FieldKind = "date"
	DateTimeField FieldKind = "datetime"
	ListField     FieldKind = "list"   // list of texts or enum values
	GroupField    FieldKind = "group"  // nested fields
	ChoiceField   FieldKind = "choice" // one of several groups (oneOf)
	PathField     FieldKind = "path"   // a file or folder on this computer
)

// Field is one field of the form.
type Field struct {
	Name        string
	Title       string // for the screen, English; empty means Name
	Help        string // one or two sentences
	Kind        FieldKind
	Required    bool
	Default     any
	Examples    []string
	Pattern     string // regular expression the text must match, or empty
	PatternText string // the words for it
	Options     []Option
	Fields      []Field // of a group
	Min, Max    *float64
	Order       int
	Hidden      bool
}

// Option is one value of an enum, or one group of a choice.
type Option struct {
	Value  string
	Title  string
	Fields []Field // of a choice's group; the constant discriminator is not among them
	// Discriminator is the name of the property that holds Value, in a choice.
	Discriminator string
}
