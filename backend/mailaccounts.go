package backend

import (
	"context"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/notify"
	"tributary/backend/setup"
	"tributary/backend/source/mailaccount"
)

// mailService is a mail service that is signed in to with the browser, and its server.
type mailService struct {
	mailaccount.Provider
	server domain.MailServer
}

// mailServices are those that are known, by the id of their source.
func mailServices() map[domain.SourceID]mailService {
	out := map[domain.SourceID]mailService{}
	providers := mailaccount.Providers()
	for _, p := range notify.Presets() {
		if provider, ok := providers[string(p.SignIn)]; ok {
			out[p.SignIn] = mailService{provider, p.MailServer}
		}
	}
	return out
}

// mailAccount makes the connector of a mail service.
func (s *sources) mailAccount(id domain.SourceID, service mailService) *mailaccount.Connector {
	return mailaccount.New(mailaccount.Options{
		Provider: service.Provider, Host: service.server.Host, Clock: s.clock, Keep: s.keep, ClientShipped: s.clients[id].ID != "",
		Prove: func(ctx context.Context, address, token string) error {
			server := service.server
			server.User = address
			return s.prove(ctx, server, token)
		},
	})
}

// proveMail signs in to a mail server with a token.
func (b *Backend) proveMail(ctx context.Context, server domain.MailServer, token string) error {
	server.Authorization = "proved" // what matters is that there is one: the password is a token
	err := b.mailer.SignIn(ctx, notify.Account{MailServer: server, Password: token})
	var e *domain.Error
	if errors.As(err, &e) && e.Code == "mail_password" {
		// The sign-in in the browser was good a moment ago: signing in again would not help.
		return &domain.Error{
			Kind: domain.NotAllowed, Code: "mail_not_allowed", What: fmt.Sprintf("The mail server %s does not let this account send mail.", server.Host),
			Means: "The sign-in worked, but sending mail with a program is not allowed for it.",
			Do:    "Allow it at the service, or have an administrator allow it, then check the authorization.", Details: e.Details,
		}
	}
	return err
}

// mailAccount is the mail server of this moment with what signs in there, in clear; refused
// is a token that it has just not taken.
func (b *Backend) mailAccount(ctx context.Context, refused string) (notify.Account, error) {
	server, _, err := b.setup.MailServer(ctx)
	if err != nil {
		return notify.Account{}, fmt.Errorf("read the mail server: %w", err)
	}
	if server.Authorization == "" {
		password, err := b.setup.MailPassword(ctx)
		return notify.Account{MailServer: server, Password: password}, err
	}
	address, token, err := b.setup.MailToken(ctx, server.Authorization, refused)
	if server.User == "" {
		server.User = address
	}
	return notify.Account{MailServer: server, Password: token}, err
}

var _ setup.MailAccount = (*mailaccount.Connector)(nil)
