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
		for (clock.System{}).Sleep(ctx, progressEvery) == nil {
			if now := p.Scheduler.Running(i.ID); now != nil && now.Counts.Read > 0 {
				fmt.Fprintf(c.streams.Err, "%s: %s, %d read so far\n", i.Name, now.DataType, now.Counts.Read)
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}
