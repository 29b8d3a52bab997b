package mapping

import (
	"strings"
	"unicode"

	"tributary/backend/domain"
)

// Inference finds the type of a column whose values come as text. It remembers a
// few bits, not the values. What any value contradicts is out; what is left after
// the whole column holds for all of it.
type Inference struct {
	seen bool
	no   exclusions

	commaFraction  bool
	pointFraction  bool
	notationsClash bool // some value reads differently with comma and with point
	timeOfDay      bool
}

// exclusions are the types that are ruled out.
type exclusions struct {
	boolean, pointNumber, commaNumber, dayFirst, monthFirst, email, url, phone bool
}

// NewInference returns an inference that has seen nothing.
func NewInference() *Inference { return &Inference{} }

// Observe takes one value of the column. Empty values say nothing.
func (i *Inference) Observe(text string) {
	if i.settledAsText() {
		return
	}
	s := strings.TrimSpace(text)
	if s == "" {
		return
	}
	i.seen = true
	if !i.no.boolean {
		i.no.boolean = !booleanWord(s)
	}
	i.observeNumber(s)
	i.observeDate(s)
	if !i.no.email {
		_, problem := toEmail(s)
		i.no.email = problem != nil
	}
	if !i.no.url {
		_, problem := toURL(s)
		i.no.url = problem != nil || !strings.Contains(s, "://")
	}
	if !i.no.phone {
		i.no.phone = !internationalPhone(s)
	}
}

// Result returns the type every observed value fits, how dates are ordered and
// whether decimals have a comma. In doubt the type is text; a column of ambiguous
// dates is a date column without an order, for the person to say.
func (i *Inference) Result() (fieldType domain.FieldType, order domain.DateOrder, decimalComma bool) {
	switch {
	case !i.seen:
		return domain.Text, "", false
	case !i.no.boolean:
		return domain.Boolean, "", false
	case !i.no.pointNumber || !i.no.commaNumber:
		return i.numberResult()
	case !i.no.dayFirst || !i.no.monthFirst:
		fieldType = domain.Date
		if i.timeOfDay {
			fieldType = domain.DateTime
		}
		switch {
		case i.no.monthFirst:
			order = domain.DayFirst
		case i.no.dayFirst:
			order = domain.MonthFirst
		}
		return fieldType, order, false
	case !i.no.email:
		return domain.Email, "", false
	case !i.no.url:
		return domain.URL, "", false
	case !i.no.phone:
		return domain.Phone, "", false
	default:
		return domain.Text, "", false
	}
}

func (i *Inference) settledAsText() bool {
	return i.no == exclusions{true, true, true, true, true, true, true, true}
}

func (i *Inference) numberResult() (domain.FieldType, domain.DateOrder, bool) {
	if !i.no.pointNumber && !i.no.commaNumber && i.notationsClash {
		return domain.Text, "", false // 1,234 all the way down: twelve hundred or one and a bit
	}
	decimalComma := i.no.pointNumber
	if (decimalComma && i.commaFraction) || (!decimalComma && i.pointFraction) {
		return domain.Decimal, "", decimalComma
	}
	return domain.Integer, "", decimalComma
}

func (i *Inference) observeNumber(s string) {
	if i.no.pointNumber && i.no.commaNumber {
		return
	}
	point, isPoint := plainNumeral(s, false)
	comma, isComma := plainNumeral(s, true)
	i.no.pointNumber = i.no.pointNumber || !isPoint
	i.no.commaNumber = i.no.commaNumber || !isComma
	i.pointFraction = i.pointFraction || strings.Contains(point, ".")
	i.commaFraction = i.commaFraction || strings.Contains(comma, ".")
	i.notationsClash = i.notationsClash || (isPoint && isComma && point != comma)
}

// plainNumeral reads a number a person would call one: no exponent, and neither
// leading zeros nor more than 15 digits, which are codes, not quantities.
func plainNumeral(s string, decimalComma bool) (string, bool) {
	if strings.ContainsAny(s, "eE+") {
		return "", false
	}
	plain, ok := plainNumber(s, decimalComma)
	if !ok {
		return "", false
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(plain, "-"), ".")
	leadingZero := len(whole) > 1 && whole[0] == '0'
	if whole == "" || leadingZero || len(whole)+len(fraction) > 15 || strings.HasSuffix(plain, ".") {
		return "", false
	}
	return canonicalDecimal(plain)
}

func (i *Inference) observeDate(s string) {
	if i.no.dayFirst && i.no.monthFirst {
		return
	}
	if onlyDigits(s) { // 20241231 may be a date, but is more often a number
		i.no.dayFirst, i.no.monthFirst = true, true
		return
	}
	day, dayProblem := readMoment(s, domain.DayFirst)
	month, monthProblem := readMoment(s, domain.MonthFirst)
	i.no.dayFirst = i.no.dayFirst || dayProblem != nil
	i.no.monthFirst = i.no.monthFirst || monthProblem != nil
	i.timeOfDay = i.timeOfDay || day.hasTime || month.hasTime
}

func booleanWord(s string) bool {
	_, problem := toBoolean(s)
	return problem == nil && s != "0" && s != "1"
}

func internationalPhone(s string) bool {
	if s[0] != '+' || len(s) < 8 || len(s) > 24 {
		return false
	}
	return !strings.ContainsFunc(s[1:], func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(" ()-./\u00a0\u202f", r) })
}
