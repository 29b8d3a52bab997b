package cli

import (
	"context"
	"fmt"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
)

// progressEvery is how often a long run tells where it stands.
const progressEvery = 3 * time.Second

// tellProgress writes to standard error where a run stands, until the function it returns
// is called. --json is for programs: it tells nothing.
func (s *syncCommand) tellProgress(c *call, p Program, i domain.Integration) (stop func()) {
	if s.JSON {
		return func() {}
	}
	ctx, cancel := context.WithCancel(c.ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var waits time.Time
		for (clock.System{}).Sleep(ctx, progressEvery) == nil {
			now := p.Scheduler.Running(i.ID)
			switch {
			case now == nil:
			case now.WaitsUntil.After((clock.System{}).Now()):
				if !now.WaitsUntil.Equal(waits) { // once is enough
					waits = now.WaitsUntil
					fmt.Fprintf(c.streams.Err, "%s: waits for the service until %s, it allows no more requests before\n", i.Name, waits.Local().Format("15:04:05"))
				}
			case now.Counts.Read > 0:
				fmt.Fprintf(c.streams.Err, "%s: %s, %d read so far\n", i.Name, now.DataType, now.Counts.Read)
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}
