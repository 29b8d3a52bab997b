package api

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/setup"
)

// SettingsStore keeps the person's choices about the program.
type SettingsStore interface {
	// Read returns the settings, without the address book.
	Read(ctx context.Context) (Settings, error)
	Save(ctx context.Context, s Settings) error
	SavePause(ctx context.Context, until time.Time) error
	// NoteClosingExplained notes that the person knows what closing the window does.
	NoteClosingExplained(ctx context.Context) error
	// About is what the program is and where it keeps things.
	About(ctx context.Context) (About, error)
}

// SettingsAPI is bound to the window: the Settings page.
type SettingsAPI struct {
	caller
	speech
	setup    *setup.Service
	settings SettingsStore
	events   Events
	open     func(path string) error
}

// Get returns the settings.
func (a *SettingsAPI) Get() (Settings, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.read(ctx)
}

func (a *SettingsAPI) read(ctx context.Context) (Settings, error) {
	s, err := a.settings.Read(ctx)
	if err != nil {
		return s, err
	}
	s.AddressBook, err = a.setup.AddressBook(ctx)
	return s, err
}

// Save stores the settings and returns them as they are now.
func (a *SettingsAPI) Save(settings Settings) (Settings, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	if err := checkSettings(settings); err != nil {
		return settings, err
	}
	if err := a.setup.SaveAddressBook(ctx, settings.AddressBook); err != nil {
		return settings, err
	}
	if err := a.settings.Save(ctx, settings); err != nil {
		return settings, err
	}
	a.events.Publish(event.SettingsChanged{})
	return a.read(ctx)
}

func checkSettings(s Settings) error {
	wrong := ""
	switch {
	case s.HistoryDays < 1 || s.HistoryDays > 3650:
		wrong = "The days of history must be between 1 and 3,650."
	case s.MaxRuns < 1 || s.MaxRuns > 16:
		wrong = "The runs at once must be between 1 and 16."
	case !clockTime(s.QuietFrom) || !clockTime(s.QuietUntil) || (s.QuietFrom == "") != (s.QuietUntil == ""):
		wrong = "The do-not-disturb hours must be times such as 22:00 and 07:00."
	case s.Language != "" && s.Language != "en" && s.Language != "fr":
		wrong = "This language is not there."
	case s.Appearance != "" && s.Appearance != "light" && s.Appearance != "dark":
		wrong = "This appearance is not there."
	default:
		return nil
	}
	return &domain.Error{Kind: domain.SetUp, Code: "settings", What: wrong, Means: "Nothing was saved.", Do: "Correct it and save again."}
}

// clockTime tells whether a text is a time of day, or empty.
func clockTime(text string) bool {
	_, err := time.Parse("15:04", text)
	return text == "" || err == nil
}

// About returns what the program is and where it keeps things.
func (a *SettingsAPI) About() (About, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	about, err := a.settings.About(ctx)
	about.SecretsWords = a.saying()(about.SecretsWords)
	return about, err
}

// OpenDataDir shows the data folder in the system's file manager.
func (a *SettingsAPI) OpenDataDir() error {
	ctx, cancel := a.within(quick)
	defer cancel()
	about, err := a.settings.About(ctx)
	if err != nil {
		return err
	}
	return a.open(about.DataDir)
}
