package mapping

import (
	"slices"

	"tributary/backend/domain"
)

// kindOf puts types together whose values a service writes alike: what was an email and is
// now any text is not another kind of field, only a wrong value.
func kindOf(t domain.FieldType) domain.FieldType {
	switch t {
	case domain.Email, domain.Phone, domain.URL, domain.Choice:
		return domain.Text
	case domain.Text, domain.Integer, domain.Decimal, domain.Boolean, domain.Date, domain.DateTime, domain.JSON:
		return t
	default:
		return ""
	}
}

// seenType is the kind of a record's value; empty for one that says nothing. Texts are not
// looked into.
func seenType(v any) domain.FieldType {
	if s, ok := v.(string); ok {
		if s == "" {
			return ""
		}
		return domain.Text
	}
	return typeOf(v)
}

// retyped tells whether values of the type now, where there were others before, may not fit
// the field they go to. Into the very kind of that field a source may change, and every
// whole number is a number.
func retyped(before []domain.FieldType, now, target domain.FieldType) bool {
	now, target = kindOf(now), kindOf(target)
	knows := func(t domain.FieldType) bool {
		return slices.ContainsFunc(before, func(b domain.FieldType) bool { return kindOf(b) == t })
	}
	switch {
	case now == "" || len(before) == 0 || knows(now):
		return false
	case now == target || target == domain.JSON:
		return false
	case now == domain.Integer && knows(domain.Decimal), now == domain.Date && knows(domain.DateTime):
		return false
	case now == domain.Decimal && knows(domain.Integer):
		return target == domain.Integer
	}
	return true
}
