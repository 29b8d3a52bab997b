package alert

import (
	"context"
	"fmt"

	"tributary/backend/domain"
)

// Test writes a mail to an address into the outbox and delivers it at once, as every mail is
// delivered, but tries it once only: the person waits for the answer, which is the server's.
func (s *Service) Test(ctx context.Context, to string) (answer string, err error) {
	language := s.speech.Language()
	say := func(text string) string { return s.speech.Say(language, text) }
	page := sheet{Language: language, Title: say("A test from Tributary"), Fixed: fixed(say), Letters: []letter{{
		Subject: say("A test from Tributary"), Page: "/settings",
		Lead: []string{say("This email arrived, so email alerts arrive as well.")},
	}}}
	page.Fixed.Why = say("Somebody chose “Send a test” in the settings of Tributary.")
	mails, err := s.post(ctx, page, "", []string{to})
	if err != nil {
		return "", err
	}
	m := mails[0]
	m.GiveUpAt = m.CreatedAt
	if err := s.store.SaveTidings(ctx, domain.Tidings{Mails: []domain.Mail{m}}); err != nil {
		return "", fmt.Errorf("put the test into the outbox: %w", err)
	}
	claimed, err := s.store.ClaimMail(ctx, m.ID, m.CreatedAt, m.CreatedAt.Add(claimLimit))
	if err != nil {
		return "", fmt.Errorf("claim the test: %w", err)
	}
	if !claimed {
		return "", fmt.Errorf("claim the test: %w", domain.ErrInUse)
	}
	m, refused, err := s.attempt(ctx, m, nil)
	if err != nil {
		return "", err
	}
	return m.Answer, refused
}
