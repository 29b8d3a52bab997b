package mapping

import (
	"strings"

	"tributary/backend/domain"
)

// foldWords lower-cases a text, takes the accents of French dates off and makes
// every kind of blank one.
func foldWords(s string) string {
	return strings.NewReplacer("é", "e", "É", "e", "û", "u", "Û", "u", "à", "a", "À", "a",
		"\u00a0", " ", "\u202f", " ", "\t", " ").Replace(strings.ToLower(s))
}

// ignoredWord tells whether a word of a date says nothing: days of the week and "at".
func ignoredWord(word string) bool {
	switch strings.TrimSuffix(word, ".") {
	case "a", "at", "le", "of", "the",
		"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
		"lun", "mer", "jeu", "ven", "sam", "dim":
		return true
	}
	return false
}

// monthOf returns the number of a month's English or French name, in full or
// in the usual short forms. "juin" and "juillet" keep their fourth letter.
func monthOf(word string) (int, bool) {
	switch strings.TrimSuffix(word, ".") {
	case "january", "jan", "janvier", "janv":
		return 1, true
	case "february", "feb", "fevrier", "fevr", "fev":
		return 2, true
	case "march", "mar", "mars":
		return 3, true
	case "april", "apr", "avril", "avr":
		return 4, true
	case "may", "mai":
		return 5, true
	case "june", "jun", "juin":
		return 6, true
	case "july", "jul", "juillet", "juil":
		return 7, true
	case "august", "aug", "aout", "aou":
		return 8, true
	case "september", "sep", "sept", "septembre":
		return 9, true
	case "october", "oct", "octobre":
		return 10, true
	case "november", "nov", "novembre":
		return 11, true
	case "december", "dec", "decembre":
		return 12, true
	}
	return 0, false
}

// readDayWords reads what is left of a date without its time: one word of three
// parts (31/12/2024, 31-Dec-2024) or three words (31 décembre 2024).
func readDayWords(words []string, order domain.DateOrder, m *moment) *Problem {
	if len(words) == 1 {
		i := strings.IndexAny(words[0], "/-.")
		if i < 0 {
			return notDate()
		}
		words = strings.Split(words[0], words[0][i:i+1])
	}
	if len(words) != 3 {
		return notDate()
	}
	if month, ok := monthOf(words[1]); ok { // 31 Dec 2024
		return m.setDate(words[2], month, words[0])
	}
	if month, ok := monthOf(words[0]); ok { // Dec 31 2024
		return m.setDate(words[2], month, words[1])
	}
	first, ok1 := digits(words[0])
	second, ok2 := digits(words[1])
	third, ok3 := digits(words[2])
	switch {
	case !ok1 || !ok2 || !ok3:
		return notDate()
	case len(words[0]) == 4 && len(words[1]) <= 2 && len(words[2]) <= 2: // 2024/12/31
		m.year, m.month, m.day = first, second, third
		return nil
	case len(words[0]) > 2 || len(words[1]) > 2 || len(words[2]) != 4:
		return notDate()
	}
	m.year = third
	return m.setDayAndMonth(first, second, order)
}

// setDate sets a date whose month has a name; the day may be "1st" or "1er".
func (m *moment) setDate(year string, month int, day string) *Problem {
	for _, ending := range []string{"st", "nd", "rd", "th", "er"} {
		day = strings.TrimSuffix(day, ending)
	}
	d, okDay := digits(day)
	y, okYear := digits(year)
	if !okDay || !okYear || len(year) != 4 {
		return notDate()
	}
	m.year, m.month, m.day = y, month, d
	return nil
}

// setDayAndMonth decides which of two numbers is the day.
func (m *moment) setDayAndMonth(first, second int, order domain.DateOrder) *Problem {
	switch {
	case order == domain.DayFirst:
		m.day, m.month = first, second
	case order == domain.MonthFirst:
		m.month, m.day = first, second
	case first == second || (first > 12 && second <= 12):
		m.day, m.month = first, second
	case second > 12 && first <= 12:
		m.month, m.day = first, second
	case first <= 12 && first >= 1 && second >= 1:
		return ambiguousDate()
	default:
		return notDate()
	}
	return nil
}
