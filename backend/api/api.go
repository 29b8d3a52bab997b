package api

import (
	"context"
	"io"

	"tributary/backend/alert"
	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/liveexport"
	"tributary/backend/schedule"
	"tributary/backend/setup"
	"tributary/backend/support"
)

// Parts are what the screens work with. All are required except Desktop.
type Parts struct {
	// Life is the app's life; the contexts of bound methods come from it.
	Life      context.Context //nolint:containedctx // the app-lifetime context of the façade
	Setup     *setup.Service
	Scheduler *schedule.Scheduler
	Runs      Runs
	Project   Project
	Replayer  Replayer
	Undoer    Undoer
	Settings  SettingsStore
	Manifests Manifests
	// IsSpreadsheet refuses in words a file or folder that holds no spreadsheet.
	IsSpreadsheet func(ctx context.Context, path string) error
	Events        Events
	Alerts        *alert.Service
	Live          *liveexport.Service
	Outbox        Outbox
	// MailPresets are the mail providers whose server is known.
	MailPresets []MailPreset
	// Health looks at everything that is quick to look at.
	Health func(ctx context.Context) []domain.Finding
	// SupportBundle makes the bundle for whoever helps.
	SupportBundle func(ctx context.Context) (support.Bundle, error)
	// Settle gives the rows of a table the values that count by the order of its integrations.
	Settle func(ctx context.Context, table string) error
	// WriteWhole writes a file whole or not at all.
	WriteWhole func(path string, write func(io.Writer) error) error
	Clock      clock.Clock
	Desktop    Desktop
	// Language returns the language of the window: en or fr.
	Language func() string
	// UseLanguage notes the language the page speaks.
	UseLanguage func(language string)
	// Translate returns an English text of the program in a language. What it does not know
	// stays as it is.
	Translate func(language, text string) string
	// OpenAddress opens a web address or a folder with the system's program for it.
	OpenAddress func(address string) error
}

// API holds the bound structs.
type API struct {
	view
	events   Events
	bindings []any
}

// New returns the structs over these parts.
func New(p Parts) *API {
	c := caller{life: p.Life}
	s := speech{language: p.Language, translate: p.Translate}
	v := view{setup: p.Setup, scheduler: p.Scheduler, runs: p.Runs, project: p.Project, clock: p.Clock, speech: s}
	return &API{view: v, events: p.Events, bindings: []any{
		&MailAPI{caller: c, speech: s, setup: p.Setup, alerts: p.Alerts, outbox: p.Outbox, presets: p.MailPresets},
		&AppAPI{caller: c, view: v, health: p.Health, settings: p.Settings, desktop: p.Desktop, open: p.OpenAddress, useLanguage: p.UseLanguage},
		&SourcesAPI{caller: c, setup: p.Setup, manifests: p.Manifests, desktop: p.Desktop, isSpreadsheet: p.IsSpreadsheet, speech: s},
		&AuthorizationsAPI{caller: c, setup: p.Setup, speech: s},
		&ConfigurationsAPI{caller: c, setup: p.Setup, speech: s},
		&TransfersAPI{caller: c, setup: p.Setup, project: p.Project, speech: s},
		&IntegrationsAPI{caller: c, view: v},
		&LiveExportAPI{caller: c, speech: s, live: p.Live, open: p.OpenAddress},
		&ProjectAPI{caller: c, project: p.Project, setup: p.Setup, names: v.names, events: p.Events, desktop: p.Desktop, writeWhole: p.WriteWhole, clock: p.Clock, settle: p.Settle},
		&ActivityAPI{caller: c, view: v, events: p.Events, replayer: p.Replayer, undoer: p.Undoer},
		&SettingsAPI{caller: c, speech: s, setup: p.Setup, settings: p.Settings, events: p.Events, open: p.OpenAddress},
		&SupportAPI{caller: c, speech: s, bundle: p.SupportBundle, desktop: p.Desktop, writeWhole: p.WriteWhole},
	}}
}

// Bindings returns the structs to bind to the window.
func (a *API) Bindings() []any { return a.bindings }
