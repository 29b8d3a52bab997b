package project

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tributary/backend/domain"
)

// maxNameBytes is the longest name PostgreSQL keeps whole; longer ones would be cut
// without a word.
const maxNameBytes = 63

// maxFields bounds the fields of a table, so that a few rows fit one statement.
const maxFields = 500

// CheckTableName returns an error with words for the person when name cannot be the
// name of a table.
func CheckTableName(name string) error {
	if strings.HasPrefix(fold(name), "sqlite_") {
		return badName("table", name, "Names that start with “sqlite_” are reserved.")
	}
	return checkName("table", name)
}

// CheckFieldName is CheckTableName for a field.
func CheckFieldName(name string) error {
	// Columns the databases give every table.
	if slices.Contains([]string{"rowid", "oid", "ctid", "xmin", "cmin", "xmax", "cmax", "tableoid"}, fold(name)) {
		return badName("field", name, "This name is reserved by the database.")
	}
	return checkName("field", name)
}

func checkName(what, name string) error {
	switch {
	case name == "":
		return badName(what, name, "The name is empty.")
	case !utf8.ValidString(name):
		return badName(what, name, "The name holds characters that cannot be read.")
	case len(name) > maxNameBytes:
		return badName(what, name, fmt.Sprintf("The name is too long: it may have %d characters, fewer with accents.", maxNameBytes))
	case strings.TrimSpace(name) != name:
		return badName(what, name, "The name starts or ends with a space.")
	case strings.HasPrefix(name, "_"):
		return badName(what, name, "Names that start with “_” are reserved.")
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }):
		return badName(what, name, "The name holds characters that cannot be seen.")
	}
	return nil
}

func badName(what, name, why string) *domain.Error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "bad_name", What: why, Means: fmt.Sprintf("The %s was not saved.", what),
		Do: "Choose another name.", Details: fmt.Sprintf("%s name %q", what, name),
	}
}

func nameTaken(what, name string) *domain.Error {
	return &domain.Error{
		Kind: domain.SetUp, Code: "name_taken", What: fmt.Sprintf("There is already a %s named %s.", what, name),
		Means: "Capital letters make no difference.", Do: "Choose another name.",
	}
}

// checkField returns what is wrong with a new field.
func checkField(f domain.Field) error {
	if err := CheckFieldName(f.Name); err != nil {
		return err
	}
	if !slices.Contains(domain.FieldTypes(), f.Type) {
		return &domain.Error{
			Kind: domain.SetUp, Code: "bad_field_type", What: fmt.Sprintf("The field %s has an unknown type.", f.Name),
			Means: "The field was not saved.", Do: "Choose one of the types offered.", Details: fmt.Sprintf("type %q", f.Type),
		}
	}
	return nil
}
