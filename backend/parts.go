package backend

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/pkg/browser"

	"tributary/backend/api"
	"tributary/backend/catalog"
	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/store"
)

func domainID(id string) domain.SourceID { return domain.SourceID(id) }

// needsAuthorization tells whether a loaded manifest asks for secrets or an address.
func needsAuthorization(m store.Manifest) bool {
	parsed, _ := manifest.Validate([]byte(m.Content))
	return len(parsed.Authorization) > 0
}

// builtIn returns the text of a manifest of the catalog.
func builtIn(id string) ([]byte, error) {
	c, ok := catalog.Find(id)
	if !ok || c.Manifest == nil {
		return nil, fmt.Errorf("the catalog has no manifest “%s”", id)
	}
	return c.Manifest, nil
}

// parts are what the screens work with.
func (b *Backend) parts() api.Parts {
	return api.Parts{
		Life: context.Background(), Setup: b.setup, Scheduler: b.scheduler, Runs: b.store, Project: b.project,
		Replayer: replayer{b}, Undoer: undoer{b}, Settings: settings{b}, Manifests: b.sources, Events: b.events, WriteWhole: writeWhole, Clock: b.clock,
		Desktop: b.options.Desktop, Language: b.language, UseLanguage: func(l string) { b.spoken.Store(l) }, Translate: b.say, OpenAddress: openAddress,
	}
}

// FormatError turns an error of a bound method into what the window receives, in its
// language.
func (b *Backend) FormatError(err error) any { return b.api.FormatError(err) }

// language is the language of the window: the one the page says it speaks; before it has
// said so the person's choice, or the system's.
func (b *Backend) language() string {
	if spoken, ok := b.spoken.Load().(string); ok && spoken != "" {
		return spoken
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	s, err := b.store.Settings(ctx)
	if err == nil && s.Language != "" {
		return s.Language
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(strings.ToLower(v), "fr") {
				return "fr"
			}
			return "en"
		}
	}
	return "en"
}

// openAddress opens a web address or a folder; nothing else is ever handed to the
// system.
func openAddress(address string) error {
	if filepath.IsAbs(address) {
		return browser.OpenFile(address)
	}
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") {
		return errors.New("open an address: only web addresses can be opened")
	}
	return browser.OpenURL(u.String())
}

// writeWhole writes a file under another name first, so that a failed export never leaves
// half a file where a whole one stood.
func writeWhole(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := write(f); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}

// settings shows the stored settings to the window.
type settings struct{ *Backend }

// Read returns the settings.
func (s settings) Read(ctx context.Context) (api.Settings, error) {
	stored, err := s.store.Settings(ctx)
	return api.Settings{
		Language: stored.Language, Appearance: stored.Appearance, HistoryDays: stored.HistoryDays, MaxRuns: stored.MaxRuns, AddressBook: []string{},
	}, err
}

// Save stores the settings.
func (s settings) Save(ctx context.Context, in api.Settings) error {
	stored, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	stored.Language, stored.Appearance, stored.HistoryDays, stored.MaxRuns = in.Language, in.Appearance, in.HistoryDays, in.MaxRuns
	return s.store.SaveSettings(ctx, stored)
}

// SavePause stores until when everything is paused.
func (s settings) SavePause(ctx context.Context, until time.Time) error {
	stored, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	stored.PausedUntil = until
	return s.store.SaveSettings(ctx, stored)
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
