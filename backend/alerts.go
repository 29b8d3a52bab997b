package backend

import (
	"context"
	"errors"
	"time"

	"tributary/backend/alert"
	"tributary/backend/api"
	"tributary/backend/logging"
	"tributary/backend/notify"
)

// openAlerts joins what tells the person: bubbles and mail.
func (b *Backend) openAlerts() {
	b.mailer = notify.NewMailer(notify.MailerOptions{Account: b.mailAccount, Roots: b.options.mailRoots})
	b.later(b.mailer.Close)
	b.bubbles = notify.NewBubbles(b.openPage)
	b.later(b.bubbles.Close)
	b.alerts = alert.New(alert.Deps{
		Store: b.store, Errors: b.project, Mailer: b.mailer, Bubbles: bubblesOf{b.bubbles}, Preferences: b.preferences,
		Speech: speech{b}, Events: b.events, Clock: b.clock, Local: time.Local, //nolint:gosmopolitan // times of day are the person's
		Report: func(err error) {
			b.log.WithField(logging.Component, "alert").WithError(err).Warn("Somebody could not be told")
		},
	})
}

// tell shows bubbles and delivers mail until ctx ends.
func (b *Backend) tell(ctx context.Context, ended chan<- struct{}) {
	defer close(ended)
	if err := b.alerts.Serve(ctx); err != nil && !errors.Is(err, context.Canceled) {
		b.log.WithField(logging.Component, "alert").WithError(err).Error("Nobody is told anything any more")
	}
}

func (b *Backend) preferences(ctx context.Context) (alert.Preferences, error) {
	s, err := b.store.Settings(ctx)
	return alert.Preferences{NoBubbles: s.NoBubbles, QuietFrom: s.QuietFrom, QuietUntil: s.QuietUntil}, err
}

// openPage brings the window at a page: a notification was clicked.
func (b *Backend) openPage(page string) {
	if b.options.Show == nil {
		return
	}
	if err := b.options.Show(nil, page); err != nil {
		b.log.WithField(logging.Component, "alert").WithError(err).Warn("The window could not be shown")
	}
}

// mailPresets are the mail providers for the window.
func mailPresets() []api.MailPreset {
	var list []api.MailPreset
	for _, p := range notify.Presets() {
		list = append(list, api.MailPreset{Name: p.Name, Host: p.Host, Port: p.Port, TLS: p.TLS, SignIn: string(p.SignIn), AppPassword: p.AppPassword})
	}
	return list
}

// bubblesOf shows the bubbles of the engine on the desktop.
type bubblesOf struct{ desktop *notify.Bubbles }

// Show shows a bubble.
func (b bubblesOf) Show(ctx context.Context, n alert.Bubble) error {
	return b.desktop.Show(ctx, notify.Bubble(n))
}

// Withdraw puts away what stands about this.
func (b bubblesOf) Withdraw(ctx context.Context, about string) error {
	return b.desktop.Withdraw(ctx, about)
}

// speech says the program's texts in the language of the person.
type speech struct{ *Backend }

var _ alert.Speech = speech{}

// Language is the language of the person.
func (s speech) Language() string { return s.language() }

// Say translates a text of the program.
func (s speech) Say(language, text string) string { return s.say(language, text) }

var _ alert.Mailer = (*notify.Mailer)(nil)
