package setup

import (
	"context"
	"fmt"
	"net/mail"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// mailPassword is the name the password of the mail server is sealed under.
const mailPassword = "mail/password"

// MailServer returns the mail server, and whether a password is kept for it.
func (s *Service) MailServer(ctx context.Context) (server domain.MailServer, hasPassword bool, err error) {
	server, sealed, err := s.store.MailServer(ctx)
	return server, sealed != "", err
}

// MailPassword returns the password of the mail server; "" when there is none.
func (s *Service) MailPassword(ctx context.Context) (string, error) {
	_, sealed, err := s.store.MailServer(ctx)
	if err != nil || sealed == "" {
		return "", err
	}
	password, err := s.vault.Open(mailPassword, sealed)
	if err != nil {
		return "", fmt.Errorf("unseal the mail password: %w", err)
	}
	return string(password), nil
}

// SaveMailServer checks and stores the mail server; a password that is nil stays as it is. A
// server without a host is none.
func (s *Service) SaveMailServer(ctx context.Context, server domain.MailServer, password *string) error {
	server.Host, server.User = strings.TrimSpace(server.Host), strings.TrimSpace(server.User)
	if server.Host == "" {
		return s.putMailServer(ctx, domain.MailServer{}, "")
	}
	if err := checkMailServer(&server); err != nil {
		return err
	}
	if err := s.checkMailSignIn(ctx, server); err != nil {
		return err
	}
	old, sealed, err := s.store.MailServer(ctx)
	if err != nil {
		return err
	}
	switch {
	case server.TLS == domain.MailPlain && (server.User != "" || server.Authorization != ""):
		return refuse("mail_open_line", "A password is never sent over an open line.", "Choose STARTTLS or TLS, or leave the user empty.")
	case server.User == "" || server.Authorization != "":
		sealed = ""
	case password != nil && *password != "":
		if sealed, err = s.vault.Seal(mailPassword, []byte(*password)); err != nil {
			return fmt.Errorf("seal the mail password: %w", err)
		}
	case old.Host != server.Host: // a password goes to the server it was given for, and to no other
		sealed = ""
	}
	return s.putMailServer(ctx, server, sealed)
}

func checkMailServer(server *domain.MailServer) error {
	if strings.ContainsAny(server.Host, " /:@") {
		return refuse("mail_host", fmt.Sprintf("“%s” is not the name of a server.", server.Host), "Write it like smtp.example.com.")
	}
	if server.Port < 1 || server.Port > 65535 {
		return refuse("mail_port", "The port must be between 1 and 65535.", "STARTTLS is usually at 587, TLS at 465.")
	}
	switch server.TLS {
	case domain.MailStartTLS, domain.MailTLS, domain.MailPlain:
	default:
		return refuse("mail_tls", "This kind of encryption is not there.", "Choose STARTTLS or TLS.")
	}
	from, err := mail.ParseAddress(strings.TrimSpace(server.From))
	if err != nil {
		return refuse("mail_from", fmt.Sprintf("“%s” is not an email address.", server.From), "Write it like owner@example.com.")
	}
	server.From = from.Address
	return nil
}

func (s *Service) putMailServer(ctx context.Context, server domain.MailServer, sealed string) error {
	if err := s.store.SaveMailServer(ctx, server, sealed); err != nil {
		return fmt.Errorf("save the mail server: %w", err)
	}
	s.publish(event.SettingsChanged{})
	return nil
}
