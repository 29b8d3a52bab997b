package backend

import (
	"context"
	"net/url"
	"runtime"
	"strings"
	"time"

	"tributary/backend/api"
	"tributary/backend/store"
)

// settings shows the stored settings to the window.
type settings struct{ *Backend }

// Read returns the settings.
func (s settings) Read(ctx context.Context) (api.Settings, error) {
	stored, err := s.store.Settings(ctx)
	return api.Settings{
		Language: stored.Language, Appearance: stored.Appearance, HistoryDays: stored.HistoryDays, MaxRuns: stored.MaxRuns,
		KeepRunning: stored.KeepRunning, AddressBook: []string{},
	}, err
}

// Save stores the settings.
func (s settings) Save(ctx context.Context, in api.Settings) error {
	return s.change(ctx, func(stored *store.Settings) {
		stored.Language, stored.Appearance, stored.HistoryDays, stored.MaxRuns = in.Language, in.Appearance, in.HistoryDays, in.MaxRuns
		stored.KeepRunning = in.KeepRunning
	})
}

// SavePause stores until when everything is paused.
func (s settings) SavePause(ctx context.Context, until time.Time) error {
	return s.change(ctx, func(stored *store.Settings) { stored.PausedUntil = until })
}

// NoteClosingExplained notes that the person knows what closing the window does.
func (s settings) NoteClosingExplained(ctx context.Context) error {
	return s.change(ctx, func(stored *store.Settings) { stored.ClosingExplained = true })
}

func (s settings) change(ctx context.Context, fn func(stored *store.Settings)) error {
	stored, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	fn(&stored)
	return s.store.SaveSettings(ctx, stored)
}

// ExplainsClosing tells whether closing the window has to be explained first: the program
// goes on, and the person was never told.
func (b *Backend) ExplainsClosing(ctx context.Context) bool {
	s := b.chosen(ctx)
	return s.KeepRunning && !s.ClosingExplained
}

// KeepsRunning tells whether the program goes on when the window is closed.
func (b *Backend) KeepsRunning(ctx context.Context) bool { return b.chosen(ctx).KeepRunning }

// chosen are the person's settings, or the defaults where they cannot be read just now.
func (b *Backend) chosen(ctx context.Context) store.Settings {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	s, err := b.store.Settings(ctx)
	if err != nil {
		return store.DefaultSettings()
	}
	return s
}

// About is what the program is and where it keeps things.
func (s settings) About(context.Context) (api.About, error) {
	place := s.secrets.Where()
	about := api.About{
		Version: s.options.Version, DataDir: s.options.DataDir, SecretsIn: string(place.Kind),
		SecretsWords: strings.TrimSpace(place.Words + " " + place.Warning), System: runtime.GOOS + "/" + runtime.GOARCH,
		StateBytes: s.fileBytes("state.db"), ProjectBytes: s.fileBytes("project.db"),
	}
	if u, err := url.Parse(s.options.Database); err == nil && u.Host != "" {
		about.Database = u.Host + u.Path // never the password
	}
	return about, nil
}
