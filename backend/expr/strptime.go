package expr

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ParseDate reads a date in a format of strptime codes, as Python does, or in the format's own: %s, %ms, %epoch_microseconds,
// %s_as_float as the entire format, %_ms for fractions of a second. A date without zone is UTC; one with a zone keeps it.
func ParseDate(value, format string) (time.Time, error) {
	switch format {
	case "%s":
		return epochDate(value, usPerSecond)
	case "%ms":
		return epochDate(value, 1000)
	case "%epoch_microseconds":
		return epochDate(value, 1)
	case "%s_as_float":
		seconds, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || math.IsNaN(seconds) || math.Abs(seconds) > 3e11 {
			return time.Time{}, valueErr("date is not a number of seconds")
		}
		return microDate(int64(math.RoundToEven(seconds * 1e6)))
	}
	d, err := strptime(value, strings.ReplaceAll(format, "%_ms", "%f"))
	return d.t, err
}

func epochDate(value string, unit int64) (time.Time, error) {
	n, ok := pythonInt(value)
	small, isSmall := n.(int64)
	if !ok || !isSmall || small > math.MaxInt64/usPerSecond || small < math.MinInt64/usPerSecond {
		return time.Time{}, valueErr("date is not a whole number")
	}
	return microDate(small * unit)
}

func microDate(us int64) (time.Time, error) {
	t := time.UnixMicro(us).UTC()
	return t, checkYear(t)
}

func checkYear(t time.Time) error {
	if y := t.Year(); y < 1 || y > 9999 {
		return valueErr("date is out of range")
	}
	return nil
}

// pythonInt is int(text): blanks around, a sign, single underscores between digits.
func pythonInt(s string) (any, bool) {
	s = strings.TrimSpace(s)
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || digits == "" || digits[0] == '_' || strings.HasSuffix(digits, "_") ||
		strings.Contains(digits, "__") || !isDigits(strings.ReplaceAll(digits, "_", "")) {
		return nil, false
	}
	n, ok := parseInt(digits, 10)
	if ok && s[0] == '-' {
		return negate(n)
	}
	return n, ok
}

// dateParts is what the codes of a format have found.
type dateParts struct {
	year, month, day, yearDay int
	hour, minute, second, us  int
	pm, hour12                bool
	weekday                   int // Monday is 0
	weekSunday, weekMonday    int
	isoYear, isoWeek          int
	offsetUS                  int64
	hasOffset                 bool
}

// strptime is Python's datetime.strptime. It tries the longest reading of each field first and goes back when the rest does
// not fit, as the regular expression of the reference does.
func strptime(value, format string) (datetime, error) {
	if len(format) > maxFormatLen || len(value) > maxFormatLen {
		return datetime{}, valueErr("date or its format is too long")
	}
	if err := checkFormat(format); err != nil {
		return datetime{}, err
	}
	p := dateParts{year: 1900, month: 1, day: 1, yearDay: -1, weekday: -1, weekSunday: -1, weekMonday: -1, isoWeek: -1}
	steps := 10_000
	if !p.match(format, value, &steps) {
		return datetime{}, valueErr("date does not match its format")
	}
	return p.date()
}

// checkFormat refuses unknown and repeated codes before any date is read.
func checkFormat(format string) error {
	var seen [128]bool
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		i++
		if i == len(format) {
			return valueErr("stray %% in a date format")
		}
		c := format[i]
		if strings.IndexByte("aAbBcdfGHIjmMpSuUVwWxXyYzZ%", c) < 0 || seen[c] && c != '%' {
			return valueErr("unknown or repeated code in a date format")
		}
		seen[c] = true
	}
	return nil
}

func (p *dateParts) match(format, value string, steps *int) bool {
	if *steps--; *steps < 0 {
		return false
	}
	if format == "" {
		return value == ""
	}
	if format[0] != '%' {
		return p.matchText(format, value, steps)
	}
	code, rest := format[1], format[2:]
	switch code {
	case '%':
		return strings.HasPrefix(value, "%") && p.match(rest, value[1:], steps)
	case 'c':
		return p.match("%a %b %d %H:%M:%S %Y"+rest, value, steps)
	case 'x':
		return p.match("%m/%d/%y"+rest, value, steps)
	case 'X':
		return p.match("%H:%M:%S"+rest, value, steps)
	}
	longest, shortest := fieldWidth(code, value)
	for n := min(longest, len(value)); n >= shortest; n-- {
		before := *p
		if p.read(code, value[:n]) && p.match(rest, value[n:], steps) {
			return true
		}
		*p = before
	}
	return false
}

// matchText matches a literal character; a blank in the format stands for one or more of any kind.
func (p *dateParts) matchText(format, value string, steps *int) bool {
	r, size := utf8.DecodeRuneInString(format)
	if unicode.IsSpace(r) {
		trimmed := strings.TrimLeftFunc(value, unicode.IsSpace)
		return len(trimmed) < len(value) && p.match(strings.TrimLeftFunc(format, unicode.IsSpace), trimmed, steps)
	}
	got, gotSize := utf8.DecodeRuneInString(value)
	if gotSize == 0 || !strings.EqualFold(string(r), string(got)) {
		return false
	}
	return p.match(format[size:], value[gotSize:], steps)
}

// fieldWidth gives the most and the fewest bytes a code can take from the value.
func fieldWidth(code byte, value string) (longest, shortest int) {
	switch code {
	case 'Y', 'G':
		return 4, 4
	case 'y':
		return 2, 2
	case 'f':
		return 6, 1
	case 'j':
		return 3, 1
	case 'u', 'w':
		return 1, 1
	case 'a', 'A', 'b', 'B':
		return 9, 3
	case 'p':
		return 2, 2
	case 'Z':
		return 3, 0
	case 'z':
		if strings.HasPrefix(value, "Z") {
			return 1, 1
		}
		return 16, 5
	}
	return 2, 1
}
