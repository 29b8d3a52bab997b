package setup

import (
	"context"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// MailAccount is a connector whose authorizations sign in to a mail server.
type MailAccount interface {
	source.SigningIn

	// MailHost is the mail server that tokens are for, and that alone may be shown them.
	MailHost() string
	// MailToken returns the address of the account and a token that its mail server takes. It
	// is renewed when it is about to end, and when it is the one that was refused ("": none).
	MailToken(ctx context.Context, config source.Config, refused string) (address, token string, err error)
}

// checkMailSignIn refuses a mail server that its authorization is not for: a token goes to the
// server it was given for, and to no other.
func (s *Service) checkMailSignIn(ctx context.Context, server domain.MailServer) error {
	if server.Authorization == "" {
		return nil
	}
	a, account, err := s.mailSignIn(ctx, server.Authorization)
	if err == nil && account.MailHost() != server.Host {
		err = refuse("mail_authorization", fmt.Sprintf("The authorization “%s” signs in to %s only.", a.Name, account.MailHost()), "Choose that server, or sign in with a password.")
	}
	return err
}

// mailSignIn returns an authorization of the mail server with the connector that signs in.
func (s *Service) mailSignIn(ctx context.Context, id domain.AuthorizationID) (domain.Authorization, MailAccount, error) {
	a, err := s.store.Authorization(ctx, id)
	if errors.Is(err, domain.ErrNotFound) {
		return a, nil, refuse("mail_authorization", "The authorization to send mail is not there any more.", "Choose another one for the mail server in Settings.")
	}
	if err != nil {
		return a, nil, err
	}
	connector, err := s.sources.Connector(ctx, a.Source)
	if err != nil {
		return a, nil, err
	}
	account, ok := connector.(MailAccount)
	if !ok {
		return a, nil, refuse("mail_authorization", fmt.Sprintf("The authorization “%s” is not one to send mail.", a.Name), "Choose another one.")
	}
	return a, account, nil
}

// MailToken returns whose account an authorization signs in to, and a token for its mail
// server; refused is one that the server did not take, "" at first. That the sign-in has
// ended is noted at the authorization.
func (s *Service) MailToken(ctx context.Context, id domain.AuthorizationID, refused string) (address, token string, err error) {
	a, account, err := s.mailSignIn(ctx, id)
	if err != nil {
		return "", "", err
	}
	config, err := s.unsealFor(ctx, a)
	if err != nil {
		return "", "", err
	}
	address, token, err = account.MailToken(ctx, config, refused)
	switch {
	case err == nil:
		return address, token, s.NoteUse(ctx, id)
	case domain.KindOf(err) == domain.SignIn:
		return "", "", errors.Join(err, s.NoteSignIn(ctx, id, err))
	}
	return "", "", err
}
