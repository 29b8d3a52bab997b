package declarative

import (
	"strings"
	"time"

	"tributary/backend/manifest"
)

// weekday reads MONDAY and its like.
func weekday(name string) time.Weekday {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(d.String(), name) {
			return d
		}
	}
	return time.Monday
}

// clampTime moves a time to the beginning of a whole day, week or month: of the
// next one if up, unless it is there already, else of the one it is in.
func clampTime(at time.Time, c manifest.Clamp, up bool) time.Time {
	if c.To == "" {
		return at
	}
	day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	switch c.To {
	case "DAY":
		if up && !day.Equal(at) {
			day = day.AddDate(0, 0, 1)
		}
	case "WEEK":
		// Days since the week began; the time of day does not count.
		past := (int(day.Weekday()) - int(weekday(c.Weekday)) + 7) % 7
		if up && past > 0 {
			past -= 7
		}
		day = day.AddDate(0, 0, -past)
	case "MONTH":
		past := day.Day() - 1
		day = day.AddDate(0, 0, -past)
		if up && past > 0 {
			day = day.AddDate(0, 1, 0)
		}
	}
	return day
}
