package expr

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// FormatDate writes a time in the codes of strftime, as Python on Linux does, and in the format's own: %s and %ms (whole
// seconds and milliseconds since 1970), %s_as_float, %epoch_microseconds as the entire format, %_ms (three digits of
// milliseconds) anywhere. The time is not converted: its own zone is what is printed.
func FormatDate(t time.Time, format string) string {
	return formatDate(datetime{t: t}, format)
}

// formatDate is FormatDate for a time that may have no zone.
func formatDate(d datetime, format string) string {
	t := d.t.Truncate(time.Microsecond)
	seconds := float64(t.UnixMicro()) / 1e6 // the reference computes with floats, so its rounding is part of the format
	switch format {
	case "%s":
		return strconv.FormatInt(int64(seconds), 10)
	case "%s_as_float":
		return floatRepr(seconds)
	case "%epoch_microseconds":
		return strconv.FormatInt(int64(seconds*1_000_000), 10)
	case "%ms":
		return strconv.FormatInt(int64(seconds*1000), 10)
	}
	if strings.Contains(format, "%_ms") {
		micros := fmt.Sprintf("%06d", t.Nanosecond()/1000)
		text := strftime(d, strings.ReplaceAll(format, "%_ms", "%f"), time.UTC)
		return strings.ReplaceAll(text, micros, micros[:3])
	}
	return strftime(d, format, time.UTC)
}

// strftime is Python's datetime.strftime. local is the zone that %s misreads the wall clock in.
func strftime(d datetime, format string, local *time.Location) string {
	if len(format) > maxFormatLen {
		format = format[:maxFormatLen]
	}
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		start := i
		i++
		flag := byte(0)
		if strings.IndexByte("-_0^#", format[i]) >= 0 && i+1 < len(format) {
			flag = format[i]
			i++
		}
		if (format[i] == 'E' || format[i] == 'O') && i+1 < len(format) {
			i++ // alternative representations do not exist in the C locale
		}
		text, ok := dateField(d, format[i], local)
		if !ok {
			text = format[start : i+1]
		}
		b.WriteString(flagged(text, flag, format[i]))
	}
	return b.String()
}

func flagged(text string, flag, code byte) string {
	switch flag {
	case '-', '_':
		trimmed := strings.TrimLeft(text, "0 ")
		if trimmed == "" && text != "" && strings.IndexByte("dHIjmMSyUWweklu", code) >= 0 {
			trimmed = "0"
		}
		if strings.IndexByte("dHIjmMSyUWekl", code) < 0 {
			return text
		}
		if flag == '_' {
			return strings.Repeat(" ", len(text)-len(trimmed)) + trimmed
		}
		return trimmed
	case '0':
		return strings.ReplaceAll(text, " ", "0")
	case '^':
		return strings.ToUpper(text)
	case '#':
		if code == 'Z' {
			return "" // the C library is not told the zone
		}
		if code == 'p' {
			return strings.ToLower(text)
		}
		return strings.ToUpper(text)
	}
	return text
}

// dateField gives the text of one code; ok is false for a code that does not exist.
func dateField(d datetime, code byte, local *time.Location) (string, bool) {
	t := d.t
	h12 := (t.Hour()+11)%12 + 1
	switch code {
	case 'Y':
		return strconv.Itoa(t.Year()), true
	case 'm':
		return two(int(t.Month())), true
	case 'd':
		return two(t.Day()), true
	case 'H':
		return two(t.Hour()), true
	case 'M':
		return two(t.Minute()), true
	case 'S':
		return two(t.Second()), true
	case 'f':
		return fmt.Sprintf("%06d", t.Nanosecond()/1000), true
	case 'z':
		if d.naive {
			return "", true
		}
		return offsetText(t, ""), true
	case 'Z':
		if d.naive {
			return "", true
		}
		return zoneName(t), true
	case 'I':
		return two(h12), true
	case 'l':
		return fmt.Sprintf("%2d", h12), true
	case 'k':
		return fmt.Sprintf("%2d", t.Hour()), true
	case 'p':
		return t.Format("PM"), true
	case 'P':
		return t.Format("pm"), true
	case 's':
		return strconv.FormatInt(wallClock(t, local).Unix(), 10), true
	}
	return calendarField(t, code)
}

// calendarField gives the codes that concern the day, and those made of others.
func calendarField(t time.Time, code byte) (string, bool) {
	isoYear, isoWeek := t.ISOWeek()
	weekday := int(t.Weekday())
	switch code {
	case 'y':
		return two(t.Year() % 100), true
	case 'C':
		return strconv.Itoa(t.Year() / 100), true
	case 'e':
		return fmt.Sprintf("%2d", t.Day()), true
	case 'j':
		return fmt.Sprintf("%03d", t.YearDay()), true
	case 'a', 'A', 'b', 'B', 'h':
		return t.Format(map[byte]string{'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'h': "Jan"}[code]), true
	case 'w':
		return strconv.Itoa(weekday), true
	case 'u':
		return strconv.Itoa((weekday+6)%7 + 1), true
	case 'U':
		return two((t.YearDay() + 6 - weekday) / 7), true
	case 'W':
		return two((t.YearDay() + 6 - (weekday+6)%7) / 7), true
	case 'V':
		return two(isoWeek), true
	case 'G':
		return strconv.Itoa(isoYear), true
	case 'g':
		return two(isoYear % 100), true
	case 'D', 'x':
		return t.Format("01/02/06"), true
	case 'F':
		return strconv.Itoa(t.Year()) + t.Format("-01-02"), true
	case 'T', 'X':
		return t.Format("15:04:05"), true
	case 'R':
		return t.Format("15:04"), true
	case 'r':
		return t.Format("03:04:05 PM"), true
	case 'c':
		return t.Format("Mon Jan _2 15:04:05 ") + strconv.Itoa(t.Year()), true
	case 'n':
		return "\n", true
	case 't':
		return "\t", true
	case '%':
		return "%", true
	}
	return "", false
}

func two(n int) string {
	if n >= 0 && n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// offsetText writes +0130, or +01:30 with a colon; seconds only when there are some.
func offsetText(t time.Time, colon string) string {
	_, offset := t.Zone()
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	s := sign + two(offset/3600) + colon + two(offset/60%60)
	if offset%60 != 0 {
		s += colon + two(offset%60)
	}
	return s
}

func zoneName(t time.Time) string {
	name, offset := t.Zone()
	if name == "" && offset == 0 {
		return "UTC"
	}
	if name == "" {
		return "UTC" + offsetText(t, ":")
	}
	return name
}

func wallClock(t time.Time, loc *time.Location) time.Time {
	h, m, s := t.Clock()
	return time.Date(t.Year(), t.Month(), t.Day(), h, m, s, t.Nanosecond(), loc)
}
