package expr

import (
	"strings"
	"time"
)

// isoParse reads an ISO-8601 date and time with the rules of the reference's parser: YYYY, YYYY-MM, YYYY-MM-DD, YYYYMMDD,
// weeks and days of the year, any character before the time, 24:00, fractions cut to microseconds.
func isoParse(s string) (datetime, error) {
	bad := valueErr("text is not an ISO-8601 date")
	day, used, ok := isoDate(s)
	if !ok {
		return datetime{}, bad
	}
	out := datetime{t: day, naive: true}
	if used == len(s) {
		return out, checkYear(day)
	}
	_, rest := s[used], s[used+1:]
	clock, ok := isoTime(rest)
	if !ok {
		return datetime{}, bad
	}
	t := time.Date(day.Year(), day.Month(), day.Day(), clock.parts[0], clock.parts[1], clock.parts[2], clock.us*1000, clock.zone())
	return datetime{t: t, naive: clock.loc == nil}, checkYear(t)
}

func twoDigits(s string, at int) (int, bool) {
	if at+2 > len(s) || !isDigits(s[at:at+2]) {
		return 0, false
	}
	return int(s[at]-'0')*10 + int(s[at+1]-'0'), true
}

func isoDate(s string) (day time.Time, used int, ok bool) {
	if len(s) < 4 || !isDigits(s[:4]) {
		return day, 0, false
	}
	high, _ := twoDigits(s, 0)
	low, _ := twoDigits(s, 2)
	year := high*100 + low
	if len(s) == 4 {
		return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), 4, true
	}
	if day, used, ok = commonDate(s, year); ok {
		return day, used, ok
	}
	return uncommonDate(s, year)
}

func commonDate(s string, year int) (day time.Time, used int, ok bool) {
	at, dashed := 4, s[4] == '-'
	if dashed {
		at++
	}
	month, ok := twoDigits(s, at)
	if at += 2; !ok || at > len(s) {
		return day, 0, false
	}
	d := 1
	if at < len(s) {
		if dashed {
			if s[at] != '-' {
				return day, 0, false
			}
			at++
		}
		if d, ok = twoDigits(s, at); !ok {
			return day, 0, false
		}
		at += 2
	} else if !dashed {
		return day, 0, false
	}
	day = time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	return day, at, month >= 1 && month <= 12 && day.Day() == d
}

func uncommonDate(s string, year int) (day time.Time, used int, ok bool) {
	at, dashed := 4, s[4] == '-'
	if dashed {
		at++
	}
	if at < len(s) && s[at] == 'W' {
		return weekDate(s, at+1, year, dashed)
	}
	if at+3 > len(s) || !isDigits(s[at:at+3]) {
		return day, 0, false
	}
	tens, _ := twoDigits(s, at+1)
	n := int(s[at]-'0')*100 + tens
	day = time.Date(year, 1, n, 0, 0, 0, 0, time.UTC)
	return day, at + 3, n >= 1 && day.Year() == year
}

func weekDate(s string, at, year int, dashed bool) (day time.Time, used int, ok bool) {
	week, ok := twoDigits(s, at)
	if !ok || week < 1 || week > 53 {
		return day, 0, false
	}
	weekday := 1
	if at += 2; at < len(s) {
		if (s[at] == '-') != dashed {
			return day, 0, false
		}
		if dashed {
			at++
		}
		if at >= len(s) || s[at] < '1' || s[at] > '7' {
			return day, 0, false
		}
		weekday = int(s[at] - '0')
		at++
	}
	return isoDay(year, week, weekday-1), at, true
}

type isoClock struct {
	parts [3]int
	us    int
	loc   *time.Location
}

func (c isoClock) zone() *time.Location {
	if c.loc == nil {
		return time.UTC
	}
	return c.loc
}

func isoTime(s string) (c isoClock, ok bool) {
	if len(s) < 2 {
		return c, false
	}
	colons := false
	at := 0
	for comp := 0; at < len(s) && comp <= 4; comp++ {
		if strings.IndexByte("-+Zz", s[at]) >= 0 {
			c.loc, ok = isoZone(s[at:])
			return c, ok && c.valid()
		}
		if comp == 1 && s[at] == ':' {
			colons = true
			at++
		} else if comp == 2 && colons {
			if s[at] != ':' {
				return c, false
			}
			at++
		}
		switch {
		case comp < 3:
			if c.parts[comp], ok = twoDigits(s, at); !ok {
				return c, false
			}
			at += 2
		case comp == 3:
			at += c.fraction(s[at:])
		}
	}
	return c, at == len(s) && c.valid()
}

func (c *isoClock) fraction(s string) (used int) {
	if len(s) < 2 || s[0] != '.' && s[0] != ',' {
		return 0
	}
	digits := 0
	for digits+1 < len(s) && s[digits+1] >= '0' && s[digits+1] <= '9' {
		if digits < 6 {
			c.us = c.us*10 + int(s[digits+1]-'0')
		}
		digits++
	}
	if digits == 0 {
		return 0
	}
	for i := digits; i < 6; i++ {
		c.us *= 10
	}
	return digits + 1
}

func (c *isoClock) valid() bool {
	h, m, s := c.parts[0], c.parts[1], c.parts[2]
	return h < 24 && m < 60 && s < 60 || h == 24 && m == 0 && s == 0 && c.us == 0
}

func isoZone(s string) (*time.Location, bool) {
	if s == "Z" || s == "z" {
		return time.UTC, true
	}
	hours, ok := twoDigits(s, 1)
	if !ok || s[0] != '+' && s[0] != '-' || len(s) != 3 && len(s) != 5 && len(s) != 6 {
		return nil, false
	}
	minutes := 0
	if len(s) > 3 {
		at := 3
		if s[3] == ':' {
			at = 4
		}
		if minutes, ok = twoDigits(s, at); !ok || at+2 != len(s) {
			return nil, false
		}
	}
	if hours > 23 || minutes > 59 {
		return nil, false
	}
	offset := (hours*60 + minutes) * 60
	if offset == 0 {
		return time.UTC, true
	}
	if s[0] == '-' {
		offset = -offset
	}
	return time.FixedZone("", offset), true
}
