package alert

import (
	"fmt"
	"time"
)

// pointInTime says a moment in the zone of the person. Its words are in the book of the
// translations, a month each.
func pointInTime(t time.Time, local *time.Location) string {
	t = t.In(local)
	return fmt.Sprintf(monthWords()[t.Month()-1], t.Day(), t.Year(), t.Format("15:04"))
}

func monthWords() [12]string {
	return [12]string{
		"%d January %d at %s", "%d February %d at %s", "%d March %d at %s", "%d April %d at %s", "%d May %d at %s", "%d June %d at %s",
		"%d July %d at %s", "%d August %d at %s", "%d September %d at %s", "%d October %d at %s", "%d November %d at %s", "%d December %d at %s",
	}
}

// quiet tells whether a time of day lies in the do-not-disturb hours, which may go past
// midnight. Hours that cannot be read disturb nobody's sleep: they count as none.
func quiet(now time.Time, from, until string) bool {
	start, err := time.Parse("15:04", from)
	if err != nil {
		return false
	}
	end, err := time.Parse("15:04", until)
	if err != nil || start.Equal(end) {
		return false
	}
	minute := func(t time.Time) int { return t.Hour()*60 + t.Minute() }
	at, a, b := minute(now), minute(start), minute(end)
	if a < b {
		return at >= a && at < b
	}
	return at >= a || at < b
}
