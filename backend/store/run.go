package store

import (
	"context"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

const selectRun = `SELECT id, integration_id, cause, dry_run, full_read, started_at, ended_at, result,
	error_kind, error_code, error_words, error_detail, transfers FROM runs`

func readRun(row scanner) (domain.Run, error) {
	var (
		r         domain.Run
		dry, full int64
		transfers string
		times     [2]string
	)
	if err := row.Scan(&r.ID, &r.Integration, &r.Trigger, &dry, &full, &times[0], &times[1], &r.Result,
		&r.ErrorKind, &r.ErrorCode, &r.ErrorWords, &r.ErrorDetail, &transfers); err != nil {
		return r, err
	}
	r.DryRun, r.Full = dry != 0, full != 0
	if err := decode(column{transfers, &r.Transfers}); err != nil {
		return r, err
	}
	return r, moments(times[:], &r.StartedAt, &r.EndedAt)
}

func whereRuns(f domain.FindRuns) (clause string, args []any) {
	conditions := []string{"1 = 1"}
	if !f.DryRuns {
		conditions = append(conditions, "dry_run = 0")
	}
	if f.Integration != "" {
		conditions, args = append(conditions, "integration_id = ?"), append(args, f.Integration)
	}
	if f.Result != "" {
		conditions, args = append(conditions, "result = ?"), append(args, f.Result)
	}
	if !f.Since.IsZero() {
		conditions, args = append(conditions, "started_at >= ?"), append(args, sqldb.FormatTime(f.Since))
	}
	return " WHERE " + strings.Join(conditions, " AND "), args
}

// Runs returns runs, newest first; at most 100 without a limit.
func (s *Store) Runs(ctx context.Context, f domain.FindRuns) ([]domain.Run, error) {
	if f.Limit <= 0 {
		f.Limit = 100
	}
	where, args := whereRuns(f)
	return list(ctx, s, selectRun+where+" ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?", append(args, f.Limit, f.Offset), readRun)
}

// CountRuns returns how many runs Runs would find without its limit.
func (s *Store) CountRuns(ctx context.Context, f domain.FindRuns) (int64, error) {
	where, args := whereRuns(f)
	return one(ctx, s, "SELECT COUNT(*) FROM runs"+where, args, func(row scanner) (n int64, err error) {
		err = row.Scan(&n)
		return n, err
	})
}

// Run returns one run.
func (s *Store) Run(ctx context.Context, id domain.RunID) (domain.Run, error) {
	return one(ctx, s, selectRun+" WHERE id = ?", []any{id}, readRun)
}

// SaveRun stores a run.
func (s *Store) SaveRun(ctx context.Context, r domain.Run) error {
	if r.Transfers == nil {
		r.Transfers = []domain.TransferRun{}
	}
	transfers, err := encode(r.Transfers)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		return upsert(ctx, tx, "runs", []string{
			"id", "integration_id", "cause", "dry_run", "full_read", "started_at", "ended_at", "result",
			"error_kind", "error_code", "error_words", "error_detail", "transfers",
		}, r.ID, r.Integration, r.Trigger, truth(r.DryRun), truth(r.Full), sqldb.FormatTime(r.StartedAt), sqldb.FormatTime(r.EndedAt), r.Result,
			r.ErrorKind, r.ErrorCode, r.ErrorWords, r.ErrorDetail, transfers)
	})
}

// EndInterruptedRuns marks runs that a former life of the program left running.
func (s *Store) EndInterruptedRuns(ctx context.Context, at time.Time) error {
	return s.exec(ctx, "UPDATE runs SET result = ?, ended_at = ? WHERE result = ?",
		domain.RunInterrupted, sqldb.FormatTime(at), domain.RunRunning)
}

// DeleteRunsBefore removes runs that ended before the time, to bound the history.
func (s *Store) DeleteRunsBefore(ctx context.Context, before time.Time) error {
	return s.exec(ctx, "DELETE FROM runs WHERE started_at < ? AND result <> ?", sqldb.FormatTime(before), domain.RunRunning)
}
