package alert

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"tributary/backend/domain"
)

// tryFor is how long a mail is tried.
const tryFor = 3 * day

// mails writes one mail to each address about notices of one integration.
func (s *Service) mails(ctx context.Context, notices []domain.Notice) ([]domain.Mail, error) {
	language := s.speech.Language()
	say := func(text string) string { return s.speech.Say(language, text) }
	page := sheet{Language: language, Fixed: fixed(say)}
	var addresses []string
	for _, n := range notices {
		page.Letters = append(page.Letters, write(n, s.local, say))
		for _, a := range n.Addresses {
			if !slices.Contains(addresses, a) {
				addresses = append(addresses, a)
			}
		}
	}
	page.Title = page.Letters[0].Subject
	if len(notices) > 1 {
		page.Title = say(fmt.Sprintf("“%s”: %d notices", notices[0].Name, len(notices)))
	}
	return s.post(ctx, page, notices[0].Integration, addresses)
}

// post is one mail of a sheet to each address.
func (s *Service) post(ctx context.Context, page sheet, about domain.IntegrationID, addresses []string) ([]domain.Mail, error) {
	html, err := page.html()
	if err != nil {
		return nil, err
	}
	now, domainName := s.clock.Now().UTC(), cmp.Or(s.mailer.Domain(ctx), "tributary.invalid")
	list := make([]domain.Mail, len(addresses))
	for n, a := range addresses {
		id := domain.NewID[domain.MailID]()
		list[n] = domain.Mail{
			ID: id, Integration: about, To: a, MessageID: string(id) + "@" + domainName, Subject: page.Title,
			Text: page.text(), HTML: html, CreatedAt: now, State: domain.MailWaiting, NextAt: now, GiveUpAt: now.Add(tryFor),
		}
	}
	return list, nil
}

// Collect writes the mails that had to wait: what an integration had to tell since its last
// mail, in one. It returns when the next is due; zero if none waits.
func (s *Service) Collect(ctx context.Context) (next time.Time, err error) {
	held, err := s.store.HeldNotices(ctx)
	if err != nil {
		return next, fmt.Errorf("notices to mail: %w", err)
	}
	now := s.clock.Now().UTC()
	var order []domain.IntegrationID
	groups := map[domain.IntegrationID][]domain.Notice{}
	for _, n := range held {
		if len(groups[n.Integration]) == 0 {
			order = append(order, n.Integration)
		}
		groups[n.Integration] = append(groups[n.Integration], n)
	}
	for _, id := range order {
		notices := groups[id]
		if due := notices[0].MailAt; due.After(now) {
			next = earliest(next, due)
			continue
		}
		mails, err := s.mails(ctx, notices)
		if err != nil {
			return next, err
		}
		for i := range notices {
			notices[i].MailAt = time.Time{}
		}
		if err := s.store.SaveTidings(ctx, domain.Tidings{Notices: notices, Mails: mails}); err != nil {
			return next, fmt.Errorf("keep the collected mail: %w", err)
		}
	}
	return next, nil
}
