package mapping

import "tributary/backend/domain"

// Problem is why a value cannot stand in a field.
type Problem struct {
	Code domain.RecordErrorCode
	// Expected completes the sentence "expected …": "a whole number such as 42".
	Expected string
}

// Limits of single values. A 16 MB text holds a 10 MB description with room; a
// longer one is a record error, not a broken run.
const (
	maxTextBytes  = 16 << 20
	maxURLBytes   = 8 << 10
	maxEmailBytes = 320 // RFC 3696, errata 1690: 64 + 1 + 255
	maxPhoneBytes = 64
	maxDigits     = 1000
	maxDepth      = 64 // nested lists and objects in a JSON field
)

func tooLong(limit string) *Problem {
	return &Problem{domain.TooLong, "at most " + limit}
}

func notText() *Problem {
	return &Problem{domain.NotText, "one text, number or yes/no, not a list or a group; a JSON field can hold those"}
}

func unreadableText() *Problem {
	return &Problem{domain.NotText, "readable text (UTF-8, without zero characters)"}
}

func notInteger() *Problem {
	return &Problem{domain.NotInteger, "a whole number such as 42, of at most 18 digits"}
}

func notNumber(decimalComma bool) *Problem {
	if decimalComma {
		return &Problem{domain.NotNumber, "a number such as 1 234,50"}
	}
	return &Problem{domain.NotNumber, "a number such as 1234.50"}
}

func notBoolean() *Problem {
	return &Problem{domain.NotBoolean, "yes or no (also true, false, 1, 0, oui, non, vrai, faux)"}
}

func notDate() *Problem {
	return &Problem{domain.NotDate, "a date with a four-digit year, such as 2024-12-31"}
}

func notDateTime() *Problem {
	return &Problem{domain.NotDate, "a date and time such as 2024-12-31T18:30:00Z"}
}

func timeWouldBeLost() *Problem {
	return &Problem{domain.NotDate, "a date without a time of day; a date-time field keeps the time"}
}

func ambiguousDate() *Problem {
	return &Problem{domain.AmbiguousDate, "a date that can be read one way only; say in the mapping whether the day or the month comes first"}
}
