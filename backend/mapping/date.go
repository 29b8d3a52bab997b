package mapping

import (
	"encoding/json"
	"strconv"
	"time"

	"tributary/backend/domain"
)

// moment is a date, and perhaps a time of day and a zone, as it was written.
type moment struct {
	year, month, day     int
	hasTime              bool
	hour, minute, second int
	micro                int
	offset               int // seconds east of UTC; 0 without a zone
}

func toDate(v any, order domain.DateOrder) (domain.Value, *Problem) {
	s, ok := v.(string)
	if !ok {
		return nil, notDate()
	}
	if isISODate(s) { // already canonical: keep the value itself
		return v, nil
	}
	m, problem := readMoment(s, order)
	if problem != nil {
		return nil, problem
	}
	if m.hour|m.minute|m.second|m.micro != 0 {
		return nil, timeWouldBeLost()
	}
	return string(m.appendDate(make([]byte, 0, len("2006-01-02")))), nil
}

func toDateTime(v any, order domain.DateOrder) (domain.Value, *Problem) {
	switch v := v.(type) {
	case json.Number:
		return epoch(v)
	case string:
		m, problem := readMoment(v, order)
		if problem != nil {
			if problem.Code == domain.NotDate {
				problem = notDateTime()
			}
			return nil, problem
		}
		return m.canonical()
	default:
		return nil, notDateTime()
	}
}

// canonical returns the moment as a date-time value, in UTC.
func (m moment) canonical() (domain.Value, *Problem) {
	if m.offset == 0 {
		b := m.appendDate(make([]byte, 0, len(dateTimeLayout)))
		b = append(b, 'T')
		b = appendPadded(b, m.hour, 2)
		b = appendPadded(append(b, ':'), m.minute, 2)
		b = appendPadded(append(b, ':'), m.second, 2)
		b = appendPadded(append(b, '.'), m.micro, 6)
		return string(append(b, 'Z')), nil
	}
	t := time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, m.second, m.micro*1000, time.UTC)
	return formatTime(t.Add(-time.Duration(m.offset) * time.Second))
}

const dateTimeLayout = "2006-01-02T15:04:05.000000Z"

func formatTime(t time.Time) (domain.Value, *Problem) {
	if y := t.Year(); y < 1 || y > 9999 { // no four digits
		return nil, notDateTime()
	}
	return t.Format(dateTimeLayout), nil
}

func (m moment) appendDate(b []byte) []byte {
	b = appendPadded(b, m.year, 4)
	b = appendPadded(append(b, '-'), m.month, 2)
	return appendPadded(append(b, '-'), m.day, 2)
}

func appendPadded(b []byte, n, width int) []byte {
	for unit := pow10(width - 1); unit > 0; unit /= 10 {
		b = append(b, byte('0'+n/unit%10))
	}
	return b
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// Sizes that tell seconds from milliseconds since 1970: 10^11 seconds are the year
// 5138, 10^11 milliseconds March 1973.
const (
	firstMilliseconds = 100_000_000_000
	lastMilliseconds  = 100_000_000_000_000
)

func epoch(n json.Number) (domain.Value, *Problem) {
	i, err := strconv.ParseInt(n.String(), 10, 64)
	switch {
	case err != nil || i >= lastMilliseconds || i <= -lastMilliseconds:
		return nil, notDateTime()
	case i >= firstMilliseconds || i <= -firstMilliseconds:
		return formatTime(time.UnixMilli(i).UTC())
	default:
		return formatTime(time.Unix(i, 0).UTC())
	}
}

// valid checks that the day exists and the time is one of a clock.
func (m moment) valid() bool {
	return m.year >= 1 && m.year <= 9999 && m.month >= 1 && m.month <= 12 &&
		m.day >= 1 && m.day <= daysIn(m.year, m.month) &&
		m.hour >= 0 && m.hour < 24 && m.minute >= 0 && m.minute < 60 && m.second >= 0 && m.second < 60
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	default:
		return 31
	}
}

// isISODate tells whether s is a date in canonical form.
func isISODate(s string) bool {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return false
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:])
	return ok1 && ok2 && ok3 && moment{year: year, month: month, day: day}.valid()
}

// digits reads one to nine digits.
func digits(s string) (int, bool) {
	if s == "" || len(s) > 9 || !onlyDigits(s) {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
