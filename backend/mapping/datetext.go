package mapping

import (
	"strings"

	"tributary/backend/domain"
)

// readMoment reads a date, and a time if there is one, in ISO, English or French
// notation. The order says how 03/04/2024 is meant; without it that is ambiguous.
func readMoment(s string, order domain.DateOrder) (moment, *Problem) {
	s = strings.TrimSpace(s)
	if len(s) > 64 { // the longest of the notations has under 50 characters
		return moment{}, notDate()
	}
	if m, ok := readISO(s); ok {
		return m, nil
	}
	var m moment
	rest := make([]string, 0, 4)
	for _, word := range strings.FieldsFunc(foldWords(s), func(r rune) bool { return r == ' ' || r == ',' }) {
		switch {
		case ignoredWord(word):
		case !m.hasTime && readClock(word, &m):
			m.hasTime = true
		case m.hasTime && (word == "am" || word == "pm"):
			if !m.applyHalf(word) {
				return moment{}, notDate()
			}
		case m.hasTime && readZone(word, &m):
		default:
			rest = append(rest, word)
		}
	}
	if problem := readDayWords(rest, order, &m); problem != nil {
		return moment{}, problem
	}
	if !m.valid() {
		return moment{}, notDate()
	}
	return m, nil
}

// readISO reads YYYY-MM-DD, optionally followed by T or a blank and a time with
// an optional zone, and the basic form YYYYMMDD.
func readISO(s string) (moment, bool) {
	var m moment
	if len(s) == 8 && onlyDigits(s) {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	if len(s) < 10 || !isISODate(s[:10]) {
		return m, false
	}
	m.year, _ = digits(s[:4])
	m.month, _ = digits(s[5:7])
	m.day, _ = digits(s[8:10])
	if len(s) == 10 {
		return m, true
	}
	if s[10] != 'T' && s[10] != 't' && s[10] != ' ' {
		return m, false
	}
	clock, zone := s[11:], ""
	if i := strings.IndexAny(clock, "Zz+-"); i >= 0 {
		clock, zone = clock[:i], clock[i:]
	}
	m.hasTime = true
	if !readClock(strings.TrimSpace(clock), &m) || (zone != "" && !readZone(zone, &m)) {
		return m, false
	}
	return m, m.valid()
}

// readClock reads 18:30, 18:30:05, 18:30:05.123 and the French 18h30 and 18h.
func readClock(s string, m *moment) bool {
	s, half := cutHalf(s)
	hour, rest, ok := strings.Cut(s, ":")
	if !ok {
		if hour, rest, ok = strings.Cut(s, "h"); !ok {
			return false
		}
		if rest == "" {
			rest = "00"
		}
	}
	minute, rest, _ := strings.Cut(rest, ":")
	second, fraction, hasFraction := strings.Cut(strings.Replace(rest, ",", ".", 1), ".")
	if second == "" {
		second = "0"
	}
	var okHour, okMinute, okSecond, okMicro bool
	m.hour, okHour = digits(hour)
	m.minute, okMinute = digits(minute)
	m.second, okSecond = digits(second)
	m.micro, okMicro = microseconds(fraction)
	if !okHour || !okMinute || !okSecond || !okMicro || (hasFraction && fraction == "") ||
		len(hour) > 2 || len(minute) != 2 || len(second) > 2 {
		m.hour, m.minute, m.second, m.micro = 0, 0, 0, 0
		return false
	}
	return half == "" || m.applyHalf(half)
}

// microseconds reads the digits after the decimal point, cut at six.
func microseconds(fraction string) (int, bool) {
	if len(fraction) > 9 || !onlyDigits(fraction) {
		return 0, false
	}
	n, _ := digits((fraction + "000000")[:6])
	return n, true
}

// cutHalf splits "6:30pm".
func cutHalf(s string) (rest, half string) {
	for _, half := range []string{"am", "pm"} {
		if rest, found := strings.CutSuffix(s, half); found && rest != "" {
			return rest, half
		}
	}
	return s, ""
}

func (m *moment) applyHalf(half string) bool {
	if m.hour < 1 || m.hour > 12 {
		return false
	}
	m.hour %= 12
	if half == "pm" {
		m.hour += 12
	}
	return true
}

// readZone reads Z, UTC, GMT and ±hh:mm, ±hhmm, ±hh. Other names of zones mean
// different things in different countries.
func readZone(s string, m *moment) bool {
	switch s {
	case "Z", "z", "utc", "gmt", "UTC", "GMT":
		return true
	}
	if len(s) < 3 || (s[0] != '+' && s[0] != '-') {
		return false
	}
	number := strings.Replace(s[1:], ":", "", 1)
	if len(number) == 2 {
		number += "00"
	}
	n, ok := digits(number)
	if !ok || len(number) != 4 || n/100 > 15 || n%100 > 59 {
		return false
	}
	m.offset = (n/100*60 + n%100) * 60
	if s[0] == '-' {
		m.offset = -m.offset
	}
	return true
}
