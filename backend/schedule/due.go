package schedule

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"tributary/backend/domain"
)

// Next returns when an integration runs next, given when it last started (zero:
// never). A time in the past means it is due. local is the zone of cron times.
func Next(s domain.Schedule, last time.Time, now time.Time, local *time.Location) (time.Time, error) {
	if s.Cron == "" {
		if last.IsZero() {
			return now, nil
		}
		if last.After(now) { // the clock was set back: wait one interval from now at most
			last = now
		}
		return last.Add(s.Every), nil
	}
	times, err := cron.ParseStandard(s.Cron)
	if err != nil {
		return time.Time{}, &domain.Error{
			Kind: domain.SetUp, Code: "schedule", What: fmt.Sprintf("“%s” is not a schedule.", s.Cron),
			Means: "The integration does not run by itself.", Do: "Correct the schedule.", Details: err.Error(), Err: err,
		}
	}
	if last.IsZero() || last.After(now) {
		last = now
	}
	return times.Next(last.In(local)), nil
}

// catchUpSpread is the time over which integrations that are due at the start are
// spread, so that they do not all call their services at once.
const catchUpSpread = 2 * time.Minute

// spread returns when the i-th of n overdue integrations starts: the first at once.
func spread(now time.Time, i, n int) time.Time {
	return now.Add(catchUpSpread * time.Duration(i) / time.Duration(max(n, 1)))
}
