package backend

import (
	"context"
	"fmt"
	"time"

	"tributary/backend/api"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/logging"
	"tributary/backend/schedule"
	"tributary/backend/setup"
)

// trayRefresh is how often the tray is looked at without news: a pause ends by itself.
const trayRefresh = time.Minute

// showTray keeps the tray as the program stands until ctx ends.
func (b *Backend) showTray(ctx context.Context, ended chan<- struct{}) {
	defer close(ended)
	news := make(chan struct{}, 1)
	cancel := b.events.Subscribe(func(e event.Event) {
		if _, progress := e.(event.RunProgressed); progress {
			return
		}
		select {
		case news <- struct{}{}:
		default:
		}
	})
	defer cancel()
	shown := b.trayView(ctx)
	tray, err := desktop.OpenTray(ctx, shown, b.trayActions(ctx))
	if tray == nil {
		if err != nil {
			b.log.WithField(logging.Component, "tray").WithError(err).Warn("The tray could not be shown")
		}
		return
	}
	defer tray.Close()
	for {
		timer := b.clock.NewTimer(trayRefresh)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-news:
			timer.Stop()
		case <-timer.C():
		}
		if view := b.trayView(ctx); view != shown && ctx.Err() == nil {
			tray.Show(view)
			shown = view
		}
	}
}

// trayView is what the tray shows now.
func (b *Backend) trayView(ctx context.Context) desktop.TrayView {
	language := b.language() //nolint:contextcheck // asked for within a second, also where there is no context
	say := func(text string) string { return b.say(language, text) }
	view := desktop.TrayView{
		State: desktop.TrayFine, Tooltip: "Tributary", LastSync: b.lastSync(ctx, language),
		SyncAll: say("Run all now"), Pause: say("Pause all"), Resume: say("Resume"), Open: say("Open Tributary"), Quit: say("Quit"),
		PauseFor: [3]string{say("For 30 minutes"), say("Until tomorrow"), say("Until resumed")},
	}
	status, err := b.api.Status(ctx)
	if err != nil {
		return view // as it is without news; the next look tells more
	}
	view.State = desktop.TrayState(status.State)
	view.Tooltip = "Tributary: " + say(trayWords(status))
	return view
}

// trayWords are the state in words.
func trayWords(s api.Status) string {
	switch s.State {
	case "paused":
		return "Paused."
	case "needs_you":
		return "Something needs you."
	case "working":
		return "A run is under way."
	default:
		return "Everything is fine."
	}
}

func (b *Backend) lastSync(ctx context.Context, language string) string {
	runs, err := b.store.Runs(ctx, domain.FindRuns{Limit: 5})
	if err == nil {
		for _, r := range runs {
			if r.EndedAt.IsZero() {
				continue
			}
			at := r.EndedAt.Local() //nolint:gosmopolitan // the person's time
			layout := "15:04"
			if now := b.clock.Now().Local(); now.YearDay() != at.YearDay() || now.Year() != at.Year() { //nolint:gosmopolitan // the person's day
				layout = "2006-01-02 15:04"
			}
			return b.say(language, fmt.Sprintf("Last sync: %s", at.Format(layout)))
		}
	}
	return b.say(language, "Nothing was synced yet.")
}

func (b *Backend) trayActions(ctx context.Context) desktop.TrayActions {
	told := func(what string, do func() error) func() {
		return func() {
			if err := do(); err != nil {
				b.log.WithField(logging.Component, "tray").WithError(err).Warn(what)
			}
		}
	}
	pause := func(until func(now time.Time) time.Time) func() {
		return told("Pausing did not work", func() error { return b.pauseAll(ctx, until(b.clock.Now())) })
	}
	return desktop.TrayActions{
		SyncAll: told("Not everything could be synced", func() error { return b.syncAll(ctx) }),
		PauseFor: [3]func(){
			pause(func(now time.Time) time.Time { return now.Add(30 * time.Minute) }),
			pause(func(now time.Time) time.Time { return schedule.Tomorrow(now.Local()) }), //nolint:gosmopolitan // the person's day
			pause(func(time.Time) time.Time { return setup.Forever }),
		},
		Resume: told("Resuming did not work", func() error { return b.pauseAll(ctx, time.Time{}) }),
		Open:   told("The window could not be shown", func() error { return b.show(nil, "") }),
		Quit: func() {
			if b.options.Desktop.Quit != nil {
				b.options.Desktop.Quit()
			}
		},
	}
}

// pauseAll pauses the whole schedule, and keeps it so over a restart.
func (b *Backend) pauseAll(ctx context.Context, until time.Time) error {
	if err := (settings{b}).SavePause(ctx, until); err != nil {
		return err
	}
	b.scheduler.Pause(until)
	return nil
}

// syncAll runs every integration that is switched on.
func (b *Backend) syncAll(ctx context.Context) error {
	all, err := b.setup.Integrations(ctx)
	if err != nil {
		return err
	}
	for _, i := range all {
		if i.State != domain.Active {
			continue
		}
		if _, err := b.scheduler.SyncNow(ctx, i.ID, schedule.Request{Trigger: domain.Manual}); err != nil {
			return fmt.Errorf("sync %s: %w", i.Name, err)
		}
	}
	return nil
}
