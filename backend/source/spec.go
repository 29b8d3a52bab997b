package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spec is the form of a source, in two parts.
type Spec struct {
	// Authorization holds what an authenticated call needs: secrets and the
	// account's address. Empty: the source needs no authorization.
	Authorization []Field
	// Settings hold what to read.
	Settings []Field
	// SignIn says how the source is signed in to with a browser; nil: it is not. Else the
	// connector is a SigningIn.
	SignIn *SignIn
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
	ListField     FieldKind = "list"   // entries of one kind, see Entry
	GroupField    FieldKind = "group"  // nested fields
	ChoiceField   FieldKind = "choice" // one of several groups (oneOf)
	PathField     FieldKind = "path"   // a file or folder on this computer
)

// Field is one field of the form.
type Field struct {
	Name        string
	Title       string // for the screen, English; empty: made of Name
	Help        string // one or two sentences
	Kind        FieldKind
	Required    bool
	Default     any
	Examples    []string
	Pattern     string // regular expression the text must match, or empty
	PatternText string // how it is written, by example: "YYYY-MM-DD"
	Options     []Option
	Fields      []Field // of a group
	Entry       *Field  // what a list holds; nil: texts
	Min, Max    *float64
	Order       int
	Hidden      bool
	Multiline   bool // of a secret: a key of several lines
}

// Option is one value of an enum, or one group of a choice.
type Option struct {
	Value  string
	Typed  any // Value as the service expects it, where that is no text; else nil
	Title  string
	Fields []Field // of a choice's group; the constant discriminator is not among them
	// Discriminator is the name of the property that holds Value, in a choice.
	Discriminator string
}

// Label is the words for the field on the screen.
func (f Field) Label() string {
	if f.Title != "" {
		return f.Title
	}
	words := strings.Join(strings.FieldsFunc(f.Name, func(r rune) bool { return r == '_' || r == '-' }), " ")
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return f.Name
	}
	return string(unicode.ToUpper(first)) + words[size:]
}

// HoldsSecret tells whether the field is a secret or has one anywhere inside.
func (f Field) HoldsSecret() bool {
	if f.Kind == SecretField || f.Entry != nil && f.Entry.HoldsSecret() {
		return true
	}
	for _, inner := range f.Fields {
		if inner.HoldsSecret() {
			return true
		}
	}
	for _, o := range f.Options {
		for _, inner := range o.Fields {
			if inner.HoldsSecret() {
				return true
			}
		}
	}
	return false
}

// chosen returns the option of a choice that the values name, or the only one.
func (f Field) chosen(values map[string]any) (Option, bool) {
	for _, o := range f.Options {
		if v, ok := asText(values[o.Discriminator]); ok && v == o.Value {
			return o, true
		}
	}
	if len(f.Options) == 1 && values[f.Options[0].Discriminator] == nil {
		return f.Options[0], true
	}
	return Option{}, false
}

// value is what the configuration holds for the option.
func (o Option) value() any {
	if o.Typed != nil {
		return o.Typed
	}
	return o.Value
}
