package schedule

import (
	"context"
	"fmt"
	"time"
)

const (
	// purgeAfter is when a program that has just started tidies up: not before what is due.
	purgeAfter = 5 * time.Minute
	purgeEvery = 24 * time.Hour
)

// purger tidies up once a day.
type purger struct {
	next time.Time
	busy chan struct{} // closed when the purge in hand has ended; nil before the first
}

// purge starts tidying up when a day has passed, beside the schedule.
func (s *Scheduler) purge(ctx context.Context, p *purger) {
	now := s.clock.Now()
	if s.opts.Purge == nil {
		return
	}
	if p.next.IsZero() || p.next.Sub(now) > purgeEvery { // the clock was set back
		p.next = now.Add(purgeAfter)
	}
	if now.Before(p.next) {
		return
	}
	p.next = now.Add(purgeEvery)
	p.wait()
	p.busy = make(chan struct{})
	go func(busy chan<- struct{}) {
		defer close(busy)
		if err := s.opts.Purge(ctx); err != nil && ctx.Err() == nil {
			s.opts.Report(fmt.Errorf("clear what is too old: %w", err))
		}
	}(p.busy)
}

// wait waits for the purge in hand.
func (p *purger) wait() {
	if p.busy != nil {
		<-p.busy
	}
}
