package alert

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
)

const (
	// sendLimit bounds one mail; a claim outlasts it, so that no two send it at once.
	sendLimit  = time.Minute
	claimLimit = 2 * time.Minute

	firstWait   = time.Minute
	longestWait = time.Hour
)

// backOff is how long a mail waits after so many attempts.
func backOff(attempts int) time.Duration {
	wait := firstWait
	for ; attempts > 1 && wait < longestWait; attempts-- {
		wait *= 2
	}
	return min(wait, longestWait)
}

// Deliver tries the mails that are due. It returns when the next is; zero if none waits.
func (s *Service) Deliver(ctx context.Context) (next time.Time, err error) {
	waiting, err := s.store.WaitingMails(ctx)
	if err != nil {
		return next, fmt.Errorf("read the outbox: %w", err)
	}
	var serverFault error
	for _, m := range waiting {
		now := s.clock.Now().UTC()
		if m.NextAt.After(now) && m.GiveUpAt.After(now) {
			next = earliest(next, m.NextAt)
			continue
		}
		claimed, err := s.store.ClaimMail(ctx, m.ID, now, now.Add(claimLimit))
		if err != nil {
			return next, fmt.Errorf("claim a mail: %w", err)
		}
		if !claimed { // another workstation, or a former life of this one, is at it
			next = earliest(next, now.Add(firstWait))
			continue
		}
		// A server that does not answer is not asked once for each mail.
		m, refused, err := s.attempt(ctx, m, serverFault)
		if err != nil {
			return next, err
		}
		if refused != nil && !concernsOne(refused) {
			serverFault = refused
		}
		if m.State == domain.MailWaiting {
			next = earliest(next, m.NextAt)
		}
	}
	return next, nil
}

// attempt sends one mail and keeps what came of it before anything else is done: refused is
// why it was not taken. fault is what was wrong with the server a moment ago.
func (s *Service) attempt(ctx context.Context, m domain.Mail, fault error) (sent domain.Mail, refused, err error) {
	answer, refused := "", fault
	if fault == nil {
		limited, cancel := context.WithTimeout(ctx, sendLimit)
		answer, refused = s.mailer.Send(limited, m)
		cancel()
	}
	// Also when the program ends: a mail that was taken must not be sent again.
	keep := context.WithoutCancel(ctx)
	if refused == nil || ctx.Err() == nil { // else the program ends, which is no failure of the mail
		m = after(m, answer, refused, s.clock.Now().UTC())
	}
	if saved := s.store.SaveMail(keep, m); saved != nil {
		return m, refused, fmt.Errorf("keep the answer of the mail server: %w", saved)
	}
	s.events.Publish(event.OutboxChanged{})
	return m, refused, nil
}

// after is the mail after an attempt.
func after(m domain.Mail, answer string, err error, now time.Time) domain.Mail {
	m.Attempts++
	m.AnsweredAt = now
	if err == nil {
		m.State, m.Answer, m.NextAt = domain.MailDelivered, answer, time.Time{}
		return m
	}
	m.Answer = wordsOf(err)
	m.NextAt = now.Add(backOff(m.Attempts))
	var e *domain.Error
	refused := errors.As(err, &e) && e.Code == domain.MailRefused
	if refused || !m.NextAt.Before(m.GiveUpAt) {
		m.State, m.NextAt = domain.MailFailed, time.Time{}
	}
	return m
}

func concernsOne(err error) bool {
	var e *domain.Error
	return errors.As(err, &e) && (e.Code == domain.MailRefused || e.Code == domain.MailLater)
}

// wordsOf is what a person reads of an error, and on lines of its own what the server said itself.
func wordsOf(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	words := strings.TrimSpace(e.What + " " + e.Means)
	return strings.TrimSpace(words + "\n" + e.Details)
}

// Retry lets every waiting mail be tried at once: the mail server was set up anew.
func (s *Service) Retry(ctx context.Context) error {
	waiting, err := s.store.WaitingMails(ctx)
	if err != nil {
		return fmt.Errorf("read the outbox: %w", err)
	}
	for _, m := range waiting {
		if err := s.again(ctx, m.ID, m.GiveUpAt); err != nil {
			return err
		}
	}
	return nil
}

// SendAgain lets a mail be tried for another three days, from now on. One that was delivered
// or is being sent is left alone.
func (s *Service) SendAgain(ctx context.Context, id domain.MailID) error {
	return s.again(ctx, id, s.clock.Now().UTC().Add(tryFor))
}

func (s *Service) again(ctx context.Context, id domain.MailID, giveUpAt time.Time) error {
	if err := s.store.RequeueMail(ctx, id, s.clock.Now().UTC(), giveUpAt); err != nil {
		return fmt.Errorf("try the mail again: %w", err)
	}
	s.events.Publish(event.OutboxChanged{})
	s.look()
	return nil
}
