package backend

import (
	"context"
	"fmt"

	"tributary/backend/domain"
)

// mailHealth tells whether everybody who should be written to can be.
func (b *Backend) mailHealth(ctx context.Context) domain.Finding {
	found := domain.Finding{Code: "mail", Title: "Mail", Severity: domain.Fine, Words: "Mail can be sent.", Page: "/settings"}
	server, _, err := b.store.MailServer(ctx)
	if err != nil {
		return found // the database is told of by itself
	}
	if server.Host == "" {
		if wanted, _ := b.alertsWanted(ctx); wanted {
			found.Severity, found.Words = domain.Warning, "Integrations have email alerts, but no mail server is set up: nobody is written to."
			found.Do = "Set up the mail server in Settings."
		} else {
			found.Severity, found.Words = domain.Remark, "No mail server is set up."
		}
		return found
	}
	if server.Authorization != "" {
		if a, err := b.setup.Authorization(ctx, server.Authorization); err == nil && a.State == domain.AuthorizationNeedsSignIn {
			found.Severity, found.Words = domain.Warning, "The sign-in to the mail account has ended: emails wait in the outbox."
			found.Do = "Sign in again under Authorizations."
			found.Page = "/configuration/authorizations?authorization=" + string(a.ID)
			return found
		}
	}
	const newest = 200
	mails, err := b.store.Mails(ctx, newest)
	if err != nil {
		return found
	}
	failed, waiting := 0, 0
	now := b.clock.Now()
	for _, m := range mails {
		switch {
		case m.State == domain.MailFailed && now.Sub(m.CreatedAt) < longOff:
			failed++
		case m.State == domain.MailWaiting && m.Attempts > 0 && now.Sub(m.CreatedAt) > longWaiting:
			waiting++
		}
	}
	if failed+waiting > 0 {
		found.Code, found.Severity, found.Words = "outbox", domain.Warning, outboxWords(failed, waiting)
		found.Do = "Open the outbox in Settings: it says who was not written to, and why."
	}
	return found
}

// outboxWords tell what is the matter with mails; those that will never come go first.
func outboxWords(failed, waiting int) string {
	switch {
	case failed == 1:
		return "One email was not delivered."
	case failed > 1:
		return fmt.Sprintf("%d emails were not delivered.", failed)
	case waiting == 1:
		return "One email has been waiting for more than an hour."
	default:
		return fmt.Sprintf("%d emails have been waiting for more than an hour.", waiting)
	}
}

func (b *Backend) alertsWanted(ctx context.Context) (bool, error) {
	all, err := b.store.Integrations(ctx)
	for _, i := range all {
		if len(i.EmailAlerts) > 0 {
			return true, nil
		}
	}
	return false, err
}
