package alert

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
)

const (
	// longestSleep bounds how long Serve sleeps, so that a clock that jumped is noticed, and a
	// mail that another process wrote.
	longestSleep = time.Minute
	// kept is how long notices and mails are kept after they were told.
	kept = 90 * day
	// atOnce is how many bubbles are shown at once; more become one.
	atOnce = 3
)

// Serve shows bubbles and delivers mail until ctx ends.
func (s *Service) Serve(ctx context.Context) error {
	cancel := s.events.Subscribe(func(e event.Event) {
		switch e := e.(type) {
		case event.IntegrationChanged, event.SettingsChanged:
			s.look()
		case event.SignInProgressed:
			if e.Progress.State == domain.SignInDone { // perhaps to the mail account
				s.signedIn.Store(true)
				s.look()
			}
		}
	})
	defer cancel()
	for {
		timer := s.clock.NewTimer(s.round(ctx))
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C():
		case <-s.wake:
			timer.Stop()
		}
	}
}

// look asks Serve to look again.
func (s *Service) look() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// round does everything that is due and returns how long nothing will be. What fails is
// reported and tried again in the next round; the rest goes on.
func (s *Service) round(ctx context.Context) time.Duration {
	var next time.Time
	try := func(err error) {
		if err != nil && ctx.Err() == nil {
			s.report(err)
		}
	}
	if s.signedIn.CompareAndSwap(true, false) {
		try(s.Retry(ctx))
	}
	try(s.Remind(ctx))
	at, err := s.Collect(ctx)
	try(err)
	next = earliest(next, at)
	try(s.PutAway(ctx))
	try(s.ShowBubbles(ctx))
	at, err = s.Deliver(ctx)
	try(err)
	next = earliest(next, at)
	now := s.clock.Now()
	try(s.store.DeleteToldBefore(ctx, now.Add(-kept)))
	if next.IsZero() {
		return longestSleep
	}
	return max(min(next.Sub(now), longestSleep), time.Second)
}

// ShowBubbles shows a bubble for each notice that has none yet; outside the do-not-disturb
// hours, and many of them as one.
func (s *Service) ShowBubbles(ctx context.Context) error {
	p, err := s.preferences(ctx)
	if err != nil {
		return fmt.Errorf("preferences about notices: %w", err)
	}
	now := s.clock.Now()
	if quiet(now.In(s.local), p.QuietFrom, p.QuietUntil) {
		return nil
	}
	unshown, err := s.store.UnshownNotices(ctx)
	if err != nil {
		return fmt.Errorf("notices to show: %w", err)
	}
	var mine []domain.Notice
	for _, n := range unshown {
		claimed, err := s.store.ClaimBubble(ctx, n.ID, now.UTC())
		if err != nil {
			return fmt.Errorf("claim a notice: %w", err)
		}
		if claimed {
			mine = append(mine, n)
		}
	}
	if p.NoBubbles || len(mine) == 0 {
		return nil
	}
	var failed []error
	written := s.write(mine)
	failed = append(failed, s.replace(ctx, mine, len(written) == len(mine)))
	for _, b := range written {
		if err := s.bubbles.Show(ctx, b); err != nil {
			failed = append(failed, fmt.Errorf("show a notification: %w", err))
		}
	}
	return errors.Join(failed...)
}

func (s *Service) write(notices []domain.Notice) []Bubble {
	language := s.speech.Language()
	say := func(text string) string { return s.speech.Say(language, text) }
	list := make([]Bubble, len(notices))
	for i, n := range notices {
		list[i] = write(n, s.local, say).bubble()
	}
	if len(list) <= atOnce {
		return list
	}
	all := Bubble{Title: say(fmt.Sprintf("%d notices from Tributary", len(list))), Page: "/"}
	for i, b := range list {
		if i > 0 {
			all.Body += "\n"
		}
		all.Body += b.Title
		all.Urgent = all.Urgent || b.Urgent
	}
	return []Bubble{all}
}
