package backend

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tributary/backend/alert"
	"tributary/backend/logging"
	"tributary/backend/notify"
	"tributary/backend/setup"
)

// mailPassword is the name the password of the mail server is sealed under.
const mailPassword = "mail/password"

// openAlerts joins what tells the person: bubbles and mail.
func (b *Backend) openAlerts() {
	b.mailer = notify.NewMailer(notify.MailerOptions{Account: b.mailAccount})
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

// mailAccount is the mail server of this moment, its password unsealed.
func (b *Backend) mailAccount(ctx context.Context) (notify.Account, error) {
	server, sealed, err := b.store.MailServer(ctx)
	if err != nil {
		return notify.Account{}, fmt.Errorf("read the mail server: %w", err)
	}
	account := notify.Account{MailServer: server}
	if sealed == "" {
		return account, nil
	}
	var sealing setup.Vault = vault{b.secrets, b.log.Redactor()}
	password, err := sealing.Open(mailPassword, sealed)
	if err != nil {
		return notify.Account{}, fmt.Errorf("unseal the mail password: %w", err)
	}
	account.Password = string(password)
	return account, nil
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

// bubblesOf shows the bubbles of the engine on the desktop.
type bubblesOf struct{ desktop *notify.Bubbles }

// Show shows a bubble.
func (b bubblesOf) Show(ctx context.Context, n alert.Bubble) error {
	return b.desktop.Show(ctx, notify.Bubble(n))
}

// speech says the program's texts in the language of the person.
type speech struct{ *Backend }

var _ alert.Speech = speech{}

// Language is the language of the person.
func (s speech) Language() string { return s.language() }

// Say translates a text of the program.
func (s speech) Say(language, text string) string { return s.say(language, text) }

var _ alert.Mailer = (*notify.Mailer)(nil)
