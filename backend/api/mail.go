package api

import (
	"context"
	"strings"

	"tributary/backend/alert"
	"tributary/backend/domain"
	"tributary/backend/setup"
)

// Outbox shows the mails that were written.
type Outbox interface {
	// Mails returns the newest, at most limit.
	Mails(ctx context.Context, limit int) ([]domain.Mail, error)
}

// MailAPI is bound to the window: the mail server and the outbox.
type MailAPI struct {
	caller
	speech
	setup   *setup.Service
	alerts  *alert.Service
	outbox  Outbox
	presets []MailPreset
}

// newestMails is how many mails the window shows.
const newestMails = 50

// Get returns the mail server, the providers that are known, and the outbox.
func (a *MailAPI) Get() (Mail, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.read(ctx)
}

func (a *MailAPI) read(ctx context.Context) (Mail, error) {
	server, hasPassword, err := a.setup.MailServer(ctx)
	if err != nil {
		return Mail{}, err
	}
	mails, err := a.outbox.Mails(ctx, newestMails)
	if err != nil {
		return Mail{}, err
	}
	say := a.saying()
	return Mail{
		Server: MailServer{
			Host: server.Host, Port: server.Port, TLS: server.TLS, User: server.User, From: server.From,
			Authorization: string(server.Authorization), HasPassword: hasPassword,
		},
		Presets: orEmpty(a.presets),
		Outbox: convert(mails, func(m domain.Mail) OutboxMail {
			answer, details, _ := strings.Cut(m.Answer, "\n")
			return OutboxMail{
				ID: string(m.ID), To: m.To, Subject: m.Subject, CreatedAt: moment(m.CreatedAt), State: m.State, Attempts: m.Attempts,
				NextAt: moment(m.NextAt), Answer: say(answer), Details: details, AnsweredAt: moment(m.AnsweredAt),
			}
		}),
	}, nil
}

// Save stores the mail server; an empty password keeps the one that is stored. What waits
// in the outbox is tried at once.
func (a *MailAPI) Save(server MailServer, password string) (Mail, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	err := a.setup.SaveMailServer(ctx, domain.MailServer{
		Host: server.Host, Port: server.Port, TLS: server.TLS, User: server.User, From: server.From,
		Authorization: domain.AuthorizationID(server.Authorization),
	}, &password)
	if err != nil {
		return Mail{}, err
	}
	if err := a.alerts.Retry(ctx); err != nil {
		return Mail{}, err
	}
	return a.read(ctx)
}

// Test sends a mail to an address, through the outbox as every other, and returns what the
// server answered.
func (a *MailAPI) Test(to string) (string, error) {
	ctx, cancel := a.within(service)
	defer cancel()
	address, err := setup.CleanAddress(to)
	if err != nil {
		return "", err
	}
	return a.alerts.Test(ctx, address)
}

// SendAgain lets a mail that was not delivered be tried again.
func (a *MailAPI) SendAgain(id string) error {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.alerts.SendAgain(ctx, domain.MailID(id))
}
