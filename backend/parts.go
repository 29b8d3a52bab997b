package backend

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pkg/browser"

	"tributary/backend/api"
	"tributary/backend/catalog"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source/spreadsheet"
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
		Replayer: replayer{b}, Undoer: undoer{b}, Settings: settings{b}, Manifests: b.sources, IsSpreadsheet: spreadsheet.Accepts, Events: b.events,
		Alerts: b.alerts, Live: b.live, Outbox: b.store, MailPresets: mailPresets(), Health: b.health, SupportBundle: b.supportBundle, WriteWhole: desktop.WriteWhole, Settle: b.runner.Settle, Clock: b.clock,
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
