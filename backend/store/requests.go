package store

import (
	"context"
	"errors"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// keptRequests is of how many runs it is kept what services were asked: some 50 kB a run at
// the most.
const keptRequests = 200

// SaveRequests keeps what services were asked in a run that ended at a time. Those of older
// runs are forgotten beyond the newest 200.
func (s *Store) SaveRequests(ctx context.Context, run domain.RunID, at time.Time, asked domain.Exchanges) error {
	text, err := encode(asked)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		if err := upsert(ctx, tx, "run_requests", []string{"run_id", "at", "requests"}, run, sqldb.FormatTime(at), text); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "DELETE FROM run_requests WHERE run_id NOT IN (SELECT run_id FROM run_requests ORDER BY at DESC, run_id DESC LIMIT ?)", keptRequests)
		return err
	})
}

// Requests returns what services were asked in a run; the zero value when nothing is kept.
func (s *Store) Requests(ctx context.Context, run domain.RunID) (domain.Exchanges, error) {
	asked, err := one(ctx, s, "SELECT requests FROM run_requests WHERE run_id = ?", []any{run}, func(row scanner) (out domain.Exchanges, err error) {
		var text string
		if err := row.Scan(&text); err != nil {
			return out, err
		}
		return out, decode(column{text, &out})
	})
	if errors.Is(err, domain.ErrNotFound) {
		return domain.Exchanges{}, nil
	}
	return asked, err
}
