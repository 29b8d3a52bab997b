package expr

import (
	"strconv"
	"strings"
	"time"
)

// read takes one field of a date; false means that the text is not of that field.
func (p *dateParts) read(code byte, s string) bool {
	switch code {
	case 'a', 'A', 'b', 'B', 'p', 'Z', 'z':
		return p.readName(code, s)
	case 'f':
		if !isDigits(s) {
			return false
		}
		p.us, _ = strconv.Atoi(s + "000000"[len(s):])
		return true
	}
	digits := s
	if code == 'd' && len(s) == 2 && s[0] == ' ' {
		digits = s[1:]
	}
	if !isDigits(digits) {
		return false
	}
	n, _ := strconv.Atoi(digits)
	slot, low, high := p.number(code)
	if slot == nil || n < low || n > high {
		return false
	}
	*slot = n
	switch code {
	case 'I':
		p.hour12 = true
	case 'y':
		p.year = 1900 + n
		if n < 69 {
			p.year += 100
		}
	case 'u':
		p.weekday = n - 1
	case 'w':
		p.weekday = (n + 6) % 7
	}
	return true
}

// number gives the place and range of a numeric code.
func (p *dateParts) number(code byte) (slot *int, low, high int) {
	switch code {
	case 'Y':
		return &p.year, 0, 9999
	case 'y':
		return &p.year, 0, 99
	case 'm':
		return &p.month, 1, 12
	case 'd':
		return &p.day, 1, 31
	case 'H':
		return &p.hour, 0, 23
	case 'I':
		return &p.hour, 1, 12
	case 'M':
		return &p.minute, 0, 59
	case 'S':
		return &p.second, 0, 61
	case 'j':
		return &p.yearDay, 1, 366
	case 'G':
		return &p.isoYear, 0, 9999
	case 'V':
		return &p.isoWeek, 0, 53
	case 'U':
		return &p.weekSunday, 0, 53
	case 'W':
		return &p.weekMonday, 0, 53
	case 'u':
		return &p.weekday, 1, 7
	case 'w':
		return &p.weekday, 0, 6
	}
	return nil, 0, 0
}

func (p *dateParts) readName(code byte, s string) bool {
	switch code {
	case 'a', 'A':
		for i := range 7 {
			name := time.Weekday((i + 1) % 7).String()
			if strings.EqualFold(s, name) && code == 'A' || strings.EqualFold(s, name[:3]) && code == 'a' {
				p.weekday = i
				return true
			}
		}
	case 'b', 'B':
		for m := time.January; m <= time.December; m++ {
			name := m.String()
			if strings.EqualFold(s, name) && code == 'B' || strings.EqualFold(s, name[:3]) && code == 'b' {
				p.month = int(m)
				return true
			}
		}
	case 'p':
		p.pm = strings.EqualFold(s, "PM")
		return p.pm || strings.EqualFold(s, "AM")
	case 'Z':
		return strings.EqualFold(s, "UTC") || strings.EqualFold(s, "GMT")
	case 'z':
		return p.readOffset(s)
	}
	return false
}

// readOffset reads Z, +hhmm, +hh:mm and both with seconds and fractions; the colons must be consistent.
func (p *dateParts) readOffset(s string) bool {
	if s == "Z" {
		p.hasOffset, p.offsetUS = true, 0
		return true
	}
	if len(s) < 5 || s[0] != '+' && s[0] != '-' {
		return false
	}
	digits, fraction, hasFraction := strings.Cut(s[1:], ".")
	colon := strings.Contains(digits, ":")
	parts := []string{digits[:min(2, len(digits))]}
	for rest := digits[len(parts[0]):]; rest != ""; rest = rest[2:] {
		if colon {
			if rest[0] != ':' {
				return false
			}
			rest = rest[1:]
		}
		if len(rest) < 2 {
			return false
		}
		parts = append(parts, rest[:2])
	}
	if len(parts) < 2 || len(parts) > 3 || hasFraction && (len(parts) < 3 || len(fraction) > 6 || fraction == "") {
		return false
	}
	total := int64(0)
	for i, part := range parts {
		n, _ := strconv.Atoi(part)
		if !isDigits(part) || i > 0 && n > 59 {
			return false
		}
		total = total*60 + int64(n)
	}
	if len(parts) == 2 {
		total *= 60
	}
	if total >= 24*3600 {
		return false
	}
	p.hasOffset, p.offsetUS = true, total*usPerSecond
	if s[0] == '-' {
		p.offsetUS = -p.offsetUS
	}
	return true
}

// date puts the parts together and checks that the day exists.
func (p *dateParts) date() (datetime, error) {
	if p.hour12 {
		p.hour %= 12
		if p.pm {
			p.hour += 12
		}
	}
	if err := p.resolveDay(); err != nil {
		return datetime{}, err
	}
	if p.second > 59 {
		return datetime{}, valueErr("second must be in 0..59")
	}
	loc := time.UTC
	if p.hasOffset && p.offsetUS != 0 {
		loc = time.FixedZone("", int(p.offsetUS/usPerSecond))
	}
	t := time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.second, p.us*1000, loc)
	if t.Day() != p.day {
		return datetime{}, valueErr("day is out of range for month")
	}
	return datetime{t: t, naive: !p.hasOffset}, checkYear(t)
}

// resolveDay turns a day of the year or a week and weekday into month and day.
func (p *dateParts) resolveDay() error {
	first := time.Date(p.year, 1, 1, 0, 0, 0, 0, time.UTC)
	firstWeekday := (int(first.Weekday()) + 6) % 7
	day := p.yearDay
	switch {
	case p.isoWeek >= 0 || p.isoYear > 0:
		if p.isoWeek < 1 || p.isoYear == 0 || p.weekday < 0 {
			return valueErr("an ISO week needs %%G, %%V and a weekday")
		}
		p.setDay(isoDay(p.isoYear, p.isoWeek, p.weekday))
		return nil
	case day < 0 && p.weekday >= 0 && p.weekMonday >= 0:
		day = (7-firstWeekday)%7 + 1 + (p.weekMonday-1)*7 + p.weekday
	case day < 0 && p.weekday >= 0 && p.weekSunday >= 0:
		day = (7-(firstWeekday+1)%7)%7 + 1 + (p.weekSunday-1)*7 + (p.weekday+1)%7
	case day < 0:
		return nil
	}
	p.setDay(first.AddDate(0, 0, day-1))
	return nil
}

func (p *dateParts) setDay(t time.Time) {
	p.year, p.month, p.day = t.Year(), int(t.Month()), t.Day()
}

// isoDay is the date of a weekday (Monday 0) in an ISO week; week 1 is the one with the fourth of January.
func isoDay(year, week, weekday int) time.Time {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	return monday.AddDate(0, 0, (week-1)*7+weekday)
}
