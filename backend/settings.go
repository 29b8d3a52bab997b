package backend

import (
	"context"
	"net/url"
	"runtime"
	"strings"
	"time"

	"tributary/backend/api"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/logging"
	"tributary/backend/store"
)

// settings shows the stored settings to the window.
type settings struct{ *Backend }

// Read returns the settings.
func (s settings) Read(ctx context.Context) (api.Settings, error) {
	stored, err := s.store.Settings(ctx)
	return api.Settings{
		Language: stored.Language, Appearance: stored.Appearance, HistoryDays: stored.HistoryDays, MaxRuns: stored.MaxRuns,
		KeepRunning: stored.KeepRunning, StartAtLogin: desktop.StartsAtLogin(),
		Bubbles: !stored.NoBubbles, QuietFrom: stored.QuietFrom, QuietUntil: stored.QuietUntil,
		NotOnBattery: stored.NotOnBattery, NotOnMetered: stored.NotOnMetered, AddressBook: []string{},
	}, err
}

// Save stores the settings.
func (s settings) Save(ctx context.Context, in api.Settings) error {
	login, err := s.login(ctx, in.StartAtLogin)
	if err != nil {
		return err
	}
	s.scheduler.Limit(in.MaxRuns)
	return s.change(ctx, func(stored *store.Settings) {
		stored.Language, stored.Appearance, stored.HistoryDays, stored.MaxRuns = in.Language, in.Appearance, in.HistoryDays, in.MaxRuns
		stored.KeepRunning, stored.LoginProgram = in.KeepRunning, login
		stored.NoBubbles, stored.QuietFrom, stored.QuietUntil = !in.Bubbles, in.QuietFrom, in.QuietUntil
		stored.NotOnBattery, stored.NotOnMetered = in.NotOnBattery, in.NotOnMetered
	})
}

// login has the system start the program at login, or no more, and returns where it is
// entered.
func (s settings) login(ctx context.Context, on bool) (string, error) {
	if on == desktop.StartsAtLogin() {
		stored, err := s.store.Settings(ctx)
		return stored.LoginProgram, err
	}
	if u, err := url.Parse(s.options.Database); on && (err != nil || hasPassword(u)) {
		return "", &domain.Error{
			Kind: domain.SetUp, Code: "login_database", What: "The address of the database holds a password.",
			Means: "It would be readable among the programs started at login. Nothing was saved.",
			Do:    "Put the password into a file the database client reads (.pgpass), and start Tributary with an address without it.",
		}
	}
	path, err := desktop.StartAtLogin(on, s.loginArguments()...)
	if err != nil {
		return "", &domain.Error{
			Kind: domain.SetUp, Code: "login", What: "The system’s list of programs to start could not be changed.",
			Means: "Nothing was saved.", Do: "Allow Tributary to write it, or use the system’s own settings.", Details: err.Error(), Err: err,
		}
	}
	return path, nil
}

func hasPassword(u *url.URL) bool {
	_, has := u.User.Password()
	return has || u.Query().Has("password")
}

// loginArguments start this program in the background, on the same data. Only an address
// of a database without a password gets here, see login.
func (b *Backend) loginArguments() []string {
	args := []string{"--background"}
	if usual, err := desktop.DataDir(); err != nil || usual != b.options.DataDir {
		args = append(args, "--data-dir", b.options.DataDir)
	}
	if b.options.Database != "" {
		args = append(args, "--database", b.options.Database)
	}
	return args
}

// healLogin enters the program for the login anew after it was moved.
func (b *Backend) healLogin(ctx context.Context) {
	was := b.chosen(ctx).LoginProgram
	path, err := desktop.HealLogin(was, b.loginArguments()...)
	if err == nil && path != was {
		err = settings{b}.change(ctx, func(stored *store.Settings) { stored.LoginProgram = path })
	}
	if err != nil {
		b.log.WithField(logging.Component, "login").WithError(err).Warn("The start at login could not be mended")
	}
}

// answerLinks has links in mails open this program's window. One with a data folder of its own
// is not the one that mails mean.
func (b *Backend) answerLinks(ctx context.Context) {
	usual, err := desktop.DataDir()
	if err == nil && b.options.DataDir == usual {
		err = desktop.AnswerLinks(ctx)
	}
	if err != nil {
		b.log.WithField(logging.Component, "links").WithError(err).Warn("Links in mails will not open the window")
	}
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

// DataDir is the folder the program keeps everything in.
func (b *Backend) DataDir() string { return b.options.DataDir }

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
func (s settings) About(ctx context.Context) (api.About, error) {
	place, computer := s.secrets.Where(), desktop.LookAtComputer(ctx)
	about := api.About{
		Version: s.options.Version, DataDir: s.options.DataDir, SecretsIn: string(place.Kind),
		SecretsWords: strings.TrimSpace(place.Words + " " + place.Warning), System: runtime.GOOS + "/" + runtime.GOARCH,
		StateBytes: s.fileBytes("state.db"), ProjectBytes: s.fileBytes("project.db"),
		PowerKnown: computer.PowerKnown, MeteredKnown: computer.MeteredKnown,
	}
	if u, err := url.Parse(s.options.Database); err == nil && u.Host != "" {
		about.Database = u.Host + u.Path // never the password
	}
	return about, nil
}
