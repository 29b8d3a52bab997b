package expr

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Duration is an ISO-8601 duration. Years and months are calendar steps; the rest is an exact span with microseconds.
// The zero value adds nothing.
type Duration struct {
	years, months int
	us            int64
}

const (
	usPerSecond = int64(1_000_000)
	usPerDay    = 24 * 3600 * usPerSecond
)

var durationPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([+-])?P(?:(\d+(?:[,.]\d+)?)Y)?(?:(\d+(?:[,.]\d+)?)M)?(?:(\d+(?:[,.]\d+)?)W)?(?:(\d+(?:[,.]\d+)?)D)?` +
		`(T(?:(\d+(?:[,.]\d+)?)H)?(?:(\d+(?:[,.]\d+)?)M)?(?:(\d+(?:[,.]\d+)?)S)?)?$`)
})

// ParseDuration reads P1D, PT2M, P1Y6M, P30DT23H, -P1W. Years and months must be whole.
func ParseDuration(s string) (Duration, error) {
	if len(s) > 128 {
		return Duration{}, valueErr("duration is too long")
	}
	m := durationPattern().FindStringSubmatch(s)
	if m == nil || len(s) == strings.IndexByte(s, 'P')+1 {
		return Duration{}, valueErr("unable to parse duration")
	}
	var d Duration
	var err error
	if d.years, err = wholeUnits(m[2]); err != nil {
		return Duration{}, err
	}
	if d.months, err = wholeUnits(m[3]); err != nil {
		return Duration{}, err
	}
	span := 0.0
	for i, seconds := range map[int]float64{4: 7 * 86400, 5: 86400, 7: 3600, 8: 60, 9: 1} {
		if m[i] == "" {
			continue
		}
		n, err := strconv.ParseFloat(strings.Replace(m[i], ",", ".", 1), 64)
		if err != nil {
			return Duration{}, valueErr("unable to parse duration")
		}
		span += math.RoundToEven(n * seconds * 1e6)
	}
	if span > maxSpanMicros {
		return Duration{}, valueErr("duration is too long")
	}
	if d.us = int64(span); m[1] == "-" {
		d = Duration{years: -d.years, months: -d.months, us: -d.us}
	}
	return d, nil
}

const maxSpanMicros = 9e17 // about 28 thousand years, so that sums cannot overflow

func wholeUnits(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || n != math.Trunc(n) || n > 100_000 {
		return 0, valueErr("years and months of a duration must be whole numbers")
	}
	return int(n), nil
}

// IsZero reports whether the duration adds nothing.
func (d Duration) IsZero() bool { return d.years|d.months == 0 && d.us == 0 }

// AddTo moves a time forward: first the calendar part, keeping to the last day of a shorter month, then the span.
func (d Duration) AddTo(t time.Time) time.Time {
	return addMicros(d.calendar(t, 1), d.us)
}

// SubtractFrom moves a time back in the same order.
func (d Duration) SubtractFrom(t time.Time) time.Time {
	return addMicros(d.calendar(t, -1), -d.us)
}

func (d Duration) calendar(t time.Time, sign int) time.Time {
	months := sign * (d.years*12 + d.months)
	if months == 0 {
		return t
	}
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	day := min(t.Day(), first.AddDate(0, 1, -1).Day())
	h, m, s := t.Clock()
	return time.Date(first.Year(), first.Month(), day, h, m, s, t.Nanosecond(), t.Location())
}

func addMicros(t time.Time, us int64) time.Time {
	return t.AddDate(0, 0, int(us/usPerDay)).Add(time.Duration(us%usPerDay) * time.Microsecond)
}

// Span returns the part without years and months.
func (d Duration) Span() time.Duration {
	if d.us > math.MaxInt64/1000 || d.us < math.MinInt64/1000 {
		return time.Duration(math.MaxInt64)
	}
	return time.Duration(d.us) * time.Microsecond
}

// String is Python's text: "1 day, 2:00:00", with years and months before it.
func (d Duration) String() string {
	var parts []string
	if d.years != 0 {
		parts = append(parts, fmt.Sprintf("%d years", d.years))
	}
	if d.months > 1 {
		parts = append(parts, fmt.Sprintf("%d months", d.months))
	} else if d.months != 0 {
		parts = append(parts, fmt.Sprintf("%d month", d.months))
	}
	return strings.Join(append(parts, d.spanText()), ", ")
}

// spanParts splits the span as Python does: only the days can be negative.
func (d Duration) spanParts() (days, seconds, us int64) {
	days = floorDiv(d.us, usPerDay)
	rest := d.us - days*usPerDay
	return days, rest / usPerSecond, rest % usPerSecond
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func (d Duration) spanText() string {
	days, seconds, us := d.spanParts()
	s := fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	if us != 0 {
		s += fmt.Sprintf(".%06d", us)
	}
	switch days {
	case 0:
		return s
	case 1, -1:
		return fmt.Sprintf("%d day, %s", days, s)
	}
	return fmt.Sprintf("%d days, %s", days, s)
}

func (d Duration) repr() string {
	days, seconds, us := d.spanParts()
	if d.years|d.months != 0 {
		return fmt.Sprintf("isodate.duration.Duration(%d, %d, %d, years=%d, months=%d)", days, seconds, us, d.years, d.months)
	}
	var parts []string
	for _, p := range []struct {
		name string
		n    int64
	}{{"days", days}, {"seconds", seconds}, {"microseconds", us}} {
		if p.n != 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", p.name, p.n))
		}
	}
	if len(parts) == 0 {
		parts = []string{"0"}
	}
	return "datetime.timedelta(" + strings.Join(parts, ", ") + ")"
}
