package store

import (
	"context"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

const selectNotice = "SELECT id, integration_id, kind, at, facts, mail_at, shown_at FROM notices"

func readNotice(row scanner) (domain.Notice, error) {
	var (
		n            domain.Notice
		id, of, kind string
		facts        string
		times        [3]string
	)
	if err := row.Scan(&id, &of, &kind, &times[0], &facts, &times[1], &times[2]); err != nil {
		return n, err
	}
	if err := decode(column{facts, &n}); err != nil {
		return n, err
	}
	n.ID, n.Integration, n.Kind = domain.NoticeID(id), domain.IntegrationID(of), domain.NoticeKind(kind)
	return n, moments(times[:], &n.At, &n.MailAt, &n.ShownAt)
}

// SaveStateAndTidings stores an integration and what is to be told of its new state, or
// neither.
func (s *Store) SaveStateAndTidings(ctx context.Context, i domain.Integration, t domain.Tidings) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		if err := putIntegration(ctx, tx, i); err != nil {
			return err
		}
		return putTidings(ctx, tx, t)
	})
}

// SaveTidings stores notices and the mails that carry them.
func (s *Store) SaveTidings(ctx context.Context, t domain.Tidings) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error { return putTidings(ctx, tx, t) })
}

func putTidings(ctx context.Context, tx *sqldb.Tx, t domain.Tidings) error {
	for _, n := range t.Notices {
		facts, err := encode(n)
		if err != nil {
			return err
		}
		err = upsert(ctx, tx, "notices", []string{"id", "integration_id", "kind", "at", "facts", "mail_at", "shown_at"},
			n.ID, n.Integration, n.Kind, sqldb.FormatTime(n.At), facts, sqldb.FormatTime(n.MailAt), sqldb.FormatTime(n.ShownAt))
		if err != nil {
			return fmt.Errorf("store the notice: %w", err)
		}
	}
	for _, m := range t.Mails {
		if err := putMail(ctx, tx, m); err != nil {
			return fmt.Errorf("put the mail into the outbox: %w", err)
		}
	}
	return nil
}

// LastNotice returns what was told last of an integration; domain.ErrNotFound if nothing.
func (s *Store) LastNotice(ctx context.Context, id domain.IntegrationID) (domain.Notice, error) {
	return one(ctx, s, selectNotice+" WHERE integration_id = ? ORDER BY at DESC, id DESC LIMIT 1", []any{id}, readNotice)
}

// HeldNotices returns the notices that wait for a mail, the oldest first.
func (s *Store) HeldNotices(ctx context.Context) ([]domain.Notice, error) {
	return list(ctx, s, selectNotice+" WHERE mail_at <> '' ORDER BY at, id", nil, readNotice)
}

// UnshownNotices returns the notices that no bubble was shown for, the oldest first.
func (s *Store) UnshownNotices(ctx context.Context) ([]domain.Notice, error) {
	return list(ctx, s, selectNotice+" WHERE shown_at = '' ORDER BY at, id", nil, readNotice)
}

// ClaimBubble notes that the bubble of a notice is shown now; false when another program
// on the same database was faster.
func (s *Store) ClaimBubble(ctx context.Context, id domain.NoticeID, at time.Time) (claimed bool, err error) {
	err = s.db.Write(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(ctx, "UPDATE notices SET shown_at = ? WHERE id = ? AND shown_at = ''", sqldb.FormatTime(at), id)
		claimed = n == 1
		return err
	})
	return claimed, err
}

// DeleteToldBefore removes notices and finished mails from before the time, to bound what
// is kept; the last notice of an integration stays: what comes next depends on it.
func (s *Store) DeleteToldBefore(ctx context.Context, before time.Time) error {
	at := sqldb.FormatTime(before)
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM notices WHERE at < ? AND mail_at = '' AND EXISTS
			(SELECT 1 FROM notices later WHERE later.integration_id = notices.integration_id AND later.at > notices.at)`, at)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "DELETE FROM outbox WHERE created_at < ? AND state <> ?", at, domain.MailWaiting)
		return err
	})
}
