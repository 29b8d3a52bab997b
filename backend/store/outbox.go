package store

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

const selectMail = `SELECT id, integration_id, address, message_id, subject, body_text, body_html, created_at, state, attempts,
	next_at, give_up_at, answer, answered_at FROM outbox`

func readMail(row scanner) (domain.Mail, error) {
	var (
		m     domain.Mail
		times [4]string
	)
	if err := row.Scan(&m.ID, &m.Integration, &m.To, &m.MessageID, &m.Subject, &m.Text, &m.HTML, &times[0], &m.State, &m.Attempts,
		&times[1], &times[2], &m.Answer, &times[3]); err != nil {
		return m, err
	}
	return m, moments(times[:], &m.CreatedAt, &m.NextAt, &m.GiveUpAt, &m.AnsweredAt)
}

func putMail(ctx context.Context, tx *sqldb.Tx, m domain.Mail) error {
	return upsert(ctx, tx, "outbox", []string{
		"id", "integration_id", "address", "message_id", "subject", "body_text", "body_html", "created_at", "state", "attempts",
		"next_at", "give_up_at", "answer", "answered_at", "claimed_until",
	}, m.ID, m.Integration, m.To, m.MessageID, m.Subject, m.Text, m.HTML, sqldb.FormatTime(m.CreatedAt), m.State, m.Attempts,
		sqldb.FormatTime(m.NextAt), sqldb.FormatTime(m.GiveUpAt), m.Answer, sqldb.FormatTime(m.AnsweredAt), "")
}

// SaveMail stores how a mail of the outbox stands and ends its claim.
func (s *Store) SaveMail(ctx context.Context, m domain.Mail) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error { return putMail(ctx, tx, m) })
}

// Mail returns one mail of the outbox.
func (s *Store) Mail(ctx context.Context, id domain.MailID) (domain.Mail, error) {
	return one(ctx, s, selectMail+" WHERE id = ?", []any{id}, readMail)
}

// Mails returns the newest mails, at most limit.
func (s *Store) Mails(ctx context.Context, limit int) ([]domain.Mail, error) {
	return list(ctx, s, selectMail+" ORDER BY created_at DESC, address LIMIT ?", []any{limit}, readMail)
}

// WaitingMails returns every mail that is not finished, the one to try next first.
func (s *Store) WaitingMails(ctx context.Context) ([]domain.Mail, error) {
	return list(ctx, s, selectMail+" WHERE state = ? ORDER BY next_at, id", []any{domain.MailWaiting}, readMail)
}

// ClaimMail takes a waiting mail for one sender until the time given; false when another
// has it.
func (s *Store) ClaimMail(ctx context.Context, id domain.MailID, now, until time.Time) (claimed bool, err error) {
	err = s.db.Write(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(ctx, "UPDATE outbox SET claimed_until = ? WHERE id = ? AND state = ? AND claimed_until <= ?",
			sqldb.FormatTime(until), id, domain.MailWaiting, sqldb.FormatTime(now))
		claimed = n == 1
		return err
	})
	return claimed, err
}

// RequeueMail makes a mail due at once, to be tried until giveUpAt, unless it was delivered or
// a sender has it.
func (s *Store) RequeueMail(ctx context.Context, id domain.MailID, now, giveUpAt time.Time) error {
	return s.exec(ctx, "UPDATE outbox SET state = ?, attempts = 0, next_at = ?, give_up_at = ? WHERE id = ? AND state <> ? AND claimed_until <= ?",
		domain.MailWaiting, sqldb.FormatTime(now), sqldb.FormatTime(giveUpAt), id, domain.MailDelivered, sqldb.FormatTime(now))
}

// LastMailAt returns when the last mail about an integration was written; zero if never.
func (s *Store) LastMailAt(ctx context.Context, id domain.IntegrationID) (time.Time, error) {
	text, err := one(ctx, s, "SELECT COALESCE(MAX(created_at), '') FROM outbox WHERE integration_id = ?", []any{id},
		func(row scanner) (t string, err error) {
			err = row.Scan(&t)
			return t, err
		})
	if err != nil {
		return time.Time{}, err
	}
	return sqldb.ParseTime(text)
}
