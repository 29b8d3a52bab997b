package spreadsheet

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// numberValue is the value of a number cell: a json.Number, or the text of a
// date or time; a number that is none stays text.
func numberValue(raw string, kind numberKind, date1904 bool) cell {
	raw = strings.TrimSpace(raw)
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return raw
	}
	if kind != plainNumber {
		if text, ok := dateText(value, kind, date1904); ok {
			return text
		}
	}
	return number(raw, value)
}

// number writes a number as the person sees it. Programs save the nearest binary
// fraction with 17 digits (19.989999999999998 for 19.99), but count with 15.
func number(raw string, value float64) json.Number {
	const digits = 16 // 2^53 has 16
	if len(raw) <= digits && strings.Trim(raw, "0123456789") == "" && (raw[0] != '0' || raw == "0") {
		return json.Number(raw)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	if err != nil {
		rounded = value
	}
	if size := math.Abs(rounded); size != 0 && (size >= 1e21 || size < 1e-15) {
		return json.Number(strconv.FormatFloat(rounded, 'e', -1, 64))
	}
	if rounded == 0 {
		return "0" // not "-0"
	}
	return json.Number(strconv.FormatFloat(rounded, 'f', -1, 64))
}

const (
	dayMillis = 24 * 60 * 60 * 1000
	lastDay   = 2958465 // 9999-12-31
)

// dateText writes a day number as ISO 8601. ok is false for what is no date.
func dateText(value float64, kind numberKind, date1904 bool) (text string, ok bool) {
	if value < 0 || value > lastDay+1 {
		return "", false
	}
	millis := int64(math.Round(value * dayMillis))
	day, clock := millis/dayMillis, time.Duration(millis%dayMillis)*time.Millisecond
	switch {
	case kind == elapsedNumber:
		return elapsedText(time.Duration(millis) * time.Millisecond), true
	case kind == timeNumber && day == 0, kind == dateTimeNumber && day == 0 && !date1904:
		return elapsedText(clock), true
	case kind == dateNumber:
		return dayText(day, date1904)
	default:
		text, ok = dayText(day, date1904)
		return text + "T" + elapsedText(clock), ok
	}
}

// dayText writes a day. In the 1900 system day 60 is the 29th of February 1900,
// which never was; it is written as it is, so that it is refused, not moved.
func dayText(day int64, date1904 bool) (string, bool) {
	var start time.Time
	switch {
	case date1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day == 0:
		return "", false
	case day == 60:
		return "1900-02-29", true
	case day < 60:
		start = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	default:
		start = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	}
	return start.AddDate(0, 0, int(day)).Format(time.DateOnly), true
}

// elapsedText writes hours, minutes, seconds, and milliseconds if there are any.
func elapsedText(d time.Duration) string {
	text := fmt.Sprintf("%02d:%02d:%02d", int64(d/time.Hour), d/time.Minute%60, d/time.Second%60)
	if ms := d / time.Millisecond % 1000; ms != 0 {
		text += fmt.Sprintf(".%03d", ms)
	}
	return text
}

// isoValue shortens the text of an ISO date cell to what its format shows.
func isoValue(raw string, kind numberKind) cell {
	raw = strings.TrimSpace(raw)
	if date, midnight := strings.CutSuffix(strings.TrimSuffix(raw, "Z"), "T00:00:00"); midnight && kind == dateNumber {
		return date
	}
	return raw
}
