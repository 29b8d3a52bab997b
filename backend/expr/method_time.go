package expr

import (
	"math"
	"time"
)

type methodFunc func(f *frame, of any, args call) (any, error)

// timeMethod finds the methods of dates, times and durations.
func timeMethod(of any, name string) methodFunc {
	if _, ok := of.(Duration); ok {
		if name == "total_seconds" {
			return totalSeconds
		}
		return nil
	}
	_, isTime := of.(datetime)
	switch name {
	case "strftime":
		return strftimeMethod
	case "isoformat":
		return isoformatMethod
	case "weekday", "isoweekday", "toordinal":
		return dayNumber
	case "replace":
		return replaceDate
	case "ctime":
		return func(_ *frame, of any, _ call) (any, error) { return dayOf(of).Format("Mon Jan _2 15:04:05 2006"), nil }
	}
	if !isTime {
		return nil
	}
	switch name {
	case "timestamp":
		return func(f *frame, of any, _ call) (any, error) {
			d, _ := of.(datetime) // it was found by this type
			return timestampOf(d, f.local()), nil
		}
	case "date":
		return func(_ *frame, of any, _ call) (any, error) {
			d, _ := of.(datetime)
			return date{wallDay(d.t)}, nil
		}
	case "astimezone":
		return astimezone
	case "strptime":
		return strptimeMethod
	case "fromisoformat":
		return func(_ *frame, _ any, args call) (any, error) {
			p, err := args.take(1, "date_string")
			if err != nil {
				return nil, err
			}
			s, err := p[0].text("")
			if err != nil {
				return nil, err
			}
			return isoParse(s)
		}
	case "fromtimestamp":
		return fromTimestamp
	}
	return nil
}

func dayOf(of any) time.Time {
	switch x := of.(type) {
	case datetime:
		return x.t
	case date:
		return x.t
	}
	return time.Time{}
}

func wallDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func totalSeconds(_ *frame, of any, _ call) (any, error) {
	d, _ := of.(Duration)
	return float64(d.us) / 1e6, nil // years and months do not count
}

func strftimeMethod(f *frame, of any, args call) (any, error) {
	p, err := args.take(1, "format")
	if err != nil {
		return nil, err
	}
	format, err := p[0].text("")
	if err != nil {
		return nil, err
	}
	if d, ok := of.(date); ok {
		return strftime(datetime{t: d.t, naive: true}, format, f.local()), nil
	}
	d, _ := of.(datetime)
	return strftime(d, format, f.local()), nil
}

func isoformatMethod(_ *frame, of any, args call) (any, error) {
	if d, ok := of.(date); ok {
		return d.t.Format("2006-01-02"), nil
	}
	p, err := args.take(0, "sep", "timespec")
	if err != nil {
		return nil, err
	}
	sep, err := p[0].text("T")
	if err != nil {
		return nil, err
	}
	spec, err := p[1].text("auto")
	if err != nil {
		return nil, err
	}
	d, _ := of.(datetime)
	layout, ok := map[string]string{
		"hours": "15", "minutes": "15:04", "seconds": "15:04:05", "milliseconds": "15:04:05.000",
		"microseconds": "15:04:05.000000",
	}[spec]
	if !ok {
		if spec != "auto" {
			return nil, valueErr("unknown timespec value")
		}
		return isoFormat(d, sep), nil
	}
	s := d.t.Format("2006-01-02") + sep + d.t.Format(layout)
	if !d.naive {
		s += offsetText(d.t, ":")
	}
	return s, nil
}

func dayNumber(_ *frame, of any, args call) (any, error) {
	t := dayOf(of)
	weekday := int64(t.Weekday()+6) % 7
	switch args.name {
	case "isoweekday":
		return weekday + 1, nil
	case "toordinal":
		first := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
		return (wallDay(t).Unix()-first.Unix())/86400 + 1, nil
	}
	return weekday, nil
}

func replaceDate(_ *frame, of any, args call) (any, error) {
	t := dayOf(of)
	h, m, s := t.Clock()
	parts := []int{t.Year(), int(t.Month()), t.Day(), h, m, s, t.Nanosecond() / 1000}
	names := []string{"year", "month", "day", "hour", "minute", "second", "microsecond"}
	d, isTime := of.(datetime)
	if !isTime {
		names = names[:3]
	}
	params, err := args.take(0, names...)
	if err != nil {
		return nil, err
	}
	for i, p := range params {
		if parts[i], err = p.integer(parts[i]); err != nil {
			return nil, err
		}
	}
	for i, high := range []int{9999, 12, 31, 23, 59, 59, 999_999} {
		if low := 1; i > 2 && parts[i] < 0 || i <= 2 && parts[i] < low || parts[i] > high {
			return nil, valueErr("%s is out of range", [...]string{"year", "month", "day", "hour", "minute", "second", "microsecond"}[i])
		}
	}
	out := time.Date(parts[0], time.Month(parts[1]), parts[2], parts[3], parts[4], parts[5], parts[6]*1000, t.Location())
	if out.Day() != parts[2] {
		return nil, valueErr("day is out of range for month")
	}
	if !isTime {
		return date{out}, nil
	}
	return datetime{t: out, naive: d.naive}, nil
}

func astimezone(f *frame, of any, args call) (any, error) {
	if _, err := args.take(0); err != nil {
		return nil, err
	}
	d, _ := of.(datetime)
	if d.naive {
		d.t = wallClock(d.t, f.local())
	}
	return datetime{t: d.t.In(f.local())}, nil
}

func strptimeMethod(_ *frame, _ any, args call) (any, error) {
	p, err := args.take(2, "date_string", "format")
	if err != nil {
		return nil, err
	}
	s, err := p[0].text("")
	if err != nil {
		return nil, err
	}
	format, err := p[1].text("")
	if err != nil {
		return nil, err
	}
	return strptime(s, format)
}

func fromTimestamp(f *frame, _ any, args call) (any, error) {
	p, err := args.take(1, "timestamp")
	if err != nil {
		return nil, err
	}
	if !isNumber(p[0].value) {
		return nil, typeErr("an integer is required, got %s", typeName(p[0].value))
	}
	seconds := toFloat(p[0].value)
	if math.IsNaN(seconds) || math.Abs(seconds) > 3e11 {
		return nil, valueErr("timestamp is out of range")
	}
	t, err := microDate(int64(math.RoundToEven(seconds * 1e6)))
	return datetime{t: t.In(f.local()), naive: true}.asWall(), err
}

// asWall keeps the wall clock of a naive time and forgets its zone.
func (d datetime) asWall() datetime { return datetime{t: wallClock(d.t, time.UTC), naive: d.naive} }
