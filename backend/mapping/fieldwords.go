package mapping

import (
	"fmt"
	"strings"

	"tributary/backend/domain"
)

// namedFields is how many fields a sentence names; the others are counted.
const namedFields = 8

// ChangeWords says in sentences what has changed about the fields of a data type.
func ChangeWords(changes []domain.FieldChange) []string {
	var words []string
	switch added := named(changes, domain.FieldAdded); {
	case added.count == 1:
		words = append(words, fmt.Sprintf("The new field “%s” was added to the table.", added.list))
	case added.count > 1:
		words = append(words, fmt.Sprintf("%d new fields were added to the table: %s.", added.count, added.list))
	}
	switch fresh := named(changes, domain.FieldNew); {
	case fresh.count == 1:
		words = append(words, fmt.Sprintf("The service sends the new field “%s”.", fresh.list))
	case fresh.count > 1:
		words = append(words, fmt.Sprintf("The service sends %d new fields: %s.", fresh.count, fresh.list))
	}
	for _, c := range changes {
		switch c.Kind {
		case domain.FieldGone:
			words = append(words, fmt.Sprintf("The service no longer sends “%s”, which “%s” is filled from.", c.Path, c.To))
		case domain.FieldRetyped:
			words = append(words, fmt.Sprintf("“%s”, which “%s” is filled from, was %s and is now %s.", c.Path, c.To, typeWords(c.Was), typeWords(c.Type)))
		case domain.FieldNew, domain.FieldAdded:
		}
		if len(words) >= namedFields {
			break
		}
	}
	return words
}

type namedList struct {
	count int
	list  string
}

func named(changes []domain.FieldChange, kind domain.FieldChangeKind) namedList {
	var n namedList
	var names []string
	for _, c := range changes {
		if c.Kind != kind {
			continue
		}
		if n.count++; n.count <= namedFields {
			names = append(names, c.Path.String())
		}
	}
	if n.list = strings.Join(names, ", "); n.count > namedFields {
		n.list += ", …"
	}
	return n
}

func typeWords(t domain.FieldType) string {
	switch kindOf(t) {
	case domain.Integer:
		return "a whole number"
	case domain.Decimal:
		return "a number"
	case domain.Boolean:
		return "yes or no"
	case domain.Date:
		return "a date"
	case domain.DateTime:
		return "a date with a time"
	case domain.JSON:
		return "a structure"
	case domain.Text, domain.Email, domain.Phone, domain.URL, domain.Choice:
	}
	return "text"
}

// refusal is the error of a run that stops because of what has changed.
func refusal(d domain.DataType, changes []domain.FieldChange) error {
	what := append([]string{fmt.Sprintf("The fields of “%s” have changed.", d.Name)}, ChangeWords(changes)...)
	e := &domain.Error{
		Kind: domain.SetUp, Code: domain.CodeFieldsChanged,
		What:  strings.Join(what, " "),
		Means: "The run stopped, as you chose, before it wrote any of this.",
		Do:    "Open the mapping and take what you need, or dismiss the change; then sync again.",
	}
	for _, c := range changes {
		if c.Kind == domain.FieldGone {
			e.Code = CodeSourceFieldGone
		}
	}
	return e
}

// CodeSourceFieldGone is the code of the error of a mapping from a field that the source no
// longer has.
const CodeSourceFieldGone = "source_field_gone"
