package expr

import (
	"fmt"
	"math"
	"time"
)

// timeAttribute gives the plain attributes of dates, times and durations.
func timeAttribute(of any, name string) (any, bool) {
	switch x := of.(type) {
	case datetime:
		switch name {
		case "hour":
			return int64(x.t.Hour()), true
		case "minute":
			return int64(x.t.Minute()), true
		case "second":
			return int64(x.t.Second()), true
		case "microsecond":
			return int64(x.t.Nanosecond() / 1000), true
		}
		return dayAttribute(x.t, name)
	case date:
		return dayAttribute(x.t, name)
	case Duration:
		days, seconds, us := x.spanParts()
		switch name {
		case "days":
			return days, true
		case "seconds":
			return seconds, true
		case "microseconds":
			return us, true
		case "years":
			return int64(x.years), x.years|x.months != 0
		case "months":
			return int64(x.months), x.years|x.months != 0
		}
	}
	return nil, false
}

func dayAttribute(t time.Time, name string) (any, bool) {
	switch name {
	case "year":
		return int64(t.Year()), true
	case "month":
		return int64(t.Month()), true
	case "day":
		return int64(t.Day()), true
	}
	return nil, false
}

// timeArithmetic covers + - * / // % with dates, times and durations; ok is false when the types are others.
func timeArithmetic(op string, left, right any) (any, bool, error) {
	if b, ok := right.(Duration); ok {
		if out, ok, err := shift(op, left, b); ok || err != nil {
			return out, ok, err
		}
	}
	if a, ok := left.(Duration); ok {
		if op == "+" {
			return shift(op, right, a)
		}
		return scale(op, a, right)
	}
	if op == "*" {
		if b, ok := right.(Duration); ok {
			return scale(op, b, left)
		}
	}
	if op != "-" {
		return nil, false, nil
	}
	switch a := left.(type) {
	case datetime:
		b, ok := right.(datetime)
		if ok && a.naive == b.naive {
			return Duration{us: a.t.UnixMicro() - b.t.UnixMicro()}, true, nil
		}
	case date:
		if b, ok := right.(date); ok {
			return Duration{us: a.t.UnixMicro() - b.t.UnixMicro()}, true, nil
		}
	}
	return nil, false, nil
}

// shift adds or subtracts a duration.
func shift(op string, left any, d Duration) (any, bool, error) {
	if op != "+" && op != "-" {
		return nil, false, nil
	}
	move := Duration.AddTo
	if op == "-" {
		move = Duration.SubtractFrom
	}
	switch a := left.(type) {
	case datetime:
		t := move(d, a.t)
		return datetime{t: t, naive: a.naive}, true, checkYear(t)
	case date:
		// Python drops everything below a day, rounding the span down before it is applied.
		days, _, _ := d.spanParts()
		t := move(Duration{years: d.years, months: d.months, us: days * usPerDay}, a.t)
		return date{t}, true, checkYear(t)
	case Duration:
		sign := 1
		if op == "-" {
			sign = -1
		}
		out := Duration{years: a.years + sign*d.years, months: a.months + sign*d.months, us: a.us + int64(sign)*d.us}
		return out, true, checkSpan(float64(out.us))
	}
	return nil, false, nil
}

func checkSpan(us float64) error {
	if math.Abs(us) > maxSpanMicros || math.IsNaN(us) {
		return valueErr("duration is out of range")
	}
	return nil
}

// scale multiplies or divides a duration.
func scale(op string, d Duration, by any) (any, bool, error) {
	if other, ok := by.(Duration); ok && d.years|d.months|other.years|other.months == 0 {
		return ratio(op, d, other)
	}
	if !isNumber(by) {
		return nil, false, nil
	}
	factor := toFloat(by)
	_, isFloat := by.(float64)
	calendar := d.years|d.months != 0
	switch {
	case calendar && (op != "*" || isFloat || math.Abs(factor) > 1000), op == "//" && isFloat, op == "%":
		return nil, false, nil
	case op == "*":
	case factor == 0:
		return nil, false, valueErr("division by zero")
	default:
		factor = 1 / factor
	}
	us := float64(d.us) * factor
	if err := checkSpan(us); err != nil {
		return nil, false, err
	}
	if op == "//" {
		us = math.Floor(us)
	}
	n := int(math.Trunc(factor))
	return Duration{years: d.years * n, months: d.months * n, us: int64(math.RoundToEven(us))}, op == "*" || op == "/" || op == "//", nil
}

func ratio(op string, a, b Duration) (any, bool, error) {
	if op != "/" && op != "//" && op != "%" {
		return nil, false, nil
	}
	if b.us == 0 {
		return nil, false, valueErr("division by zero")
	}
	switch op {
	case "/":
		return float64(a.us) / float64(b.us), true, nil
	case "//":
		v, err := arithmetic("//", a.us, b.us)
		return v, true, err
	}
	v, err := arithmetic("%", a.us, b.us)
	us, _ := v.(int64)
	return Duration{us: us}, true, err
}

// isoFormat is datetime.isoformat(sep): a fraction only when there is one, an offset only when there is a zone.
func isoFormat(d datetime, sep string) string {
	s := d.t.Format("2006-01-02") + sep + d.t.Format("15:04:05")
	if us := d.t.Nanosecond() / 1000; us != 0 {
		s += fmt.Sprintf(".%06d", us)
	}
	if !d.naive {
		s += offsetText(d.t, ":")
	}
	return s
}

func reprDatetime(d datetime) string {
	t := d.t
	s := fmt.Sprintf("datetime.datetime(%d, %d, %d, %d, %d", t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute())
	us := t.Nanosecond() / 1000
	if t.Second() != 0 || us != 0 {
		s += fmt.Sprintf(", %d", t.Second())
	}
	if us != 0 {
		s += fmt.Sprintf(", %d", us)
	}
	if d.naive {
		return s + ")"
	}
	return s + ", tzinfo=datetime.timezone.utc)"
}

func reprDate(d date) string {
	return fmt.Sprintf("datetime.date(%d, %d, %d)", d.t.Year(), d.t.Month(), d.t.Day())
}

// timestampOf is datetime.timestamp(); a naive time is read in the local zone.
func timestampOf(d datetime, local *time.Location) float64 {
	t := d.t
	if d.naive {
		t = wallClock(t, local)
	}
	return float64(t.UnixMicro()) / 1e6
}
