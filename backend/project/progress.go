package project

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

func progressColumns() []string {
	return []string{
		"scope_id", "checkpoint", "mapping_version", "full_read_run", "full_checkpoint", "last_full_at", "last_full_records", "read_began_at", "run",
		"count_read", "count_created", "count_updated", "count_unchanged", "count_deleted", "count_left_out", "count_record_errors",
		"settled_order",
	}
}

// PutProgress stores where the transfer stands.
func (tx *Tx) PutProgress(ctx context.Context, of domain.Scope, p domain.TransferProgress) error {
	s, err := tx.scope(ctx, of, true)
	if err != nil {
		return err
	}
	columns, c := progressColumns(), p.Counts
	_, err = tx.sql.Exec(ctx, "INSERT INTO _tributary_progress ("+tx.sql.Dialect().QuoteAll(columns...)+") VALUES "+
		sqldb.Values(1, len(columns))+" "+tx.sql.Dialect().Upsert(columns[:1], columns[1:]),
		s.id, checkpointText(p.Checkpoint), p.MappingVersion, p.FullReadRun, checkpointText(p.FullCheckpoint),
		sqldb.FormatTime(p.LastFullAt), p.LastFullRecords, sqldb.FormatTime(p.ReadBeganAt), p.Run,
		c.Read, c.Created, c.Updated, c.Unchanged, c.Deleted, c.LeftOut, c.RecordErrors, p.Order)
	if err != nil {
		return fmt.Errorf("store the progress of %s: %w", of.DataType, err)
	}
	return nil
}

// progress reads what PutProgress stored.
func (tx *Tx) progress(ctx context.Context, of domain.Scope) (p domain.TransferProgress, err error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return p, err
	}
	var checkpoint, full sql.NullString
	var at, began string
	c := &p.Counts
	query := "SELECT " + tx.sql.Dialect().QuoteAll(progressColumns()[1:]...) + " FROM _tributary_progress WHERE scope_id = ?"
	err = tx.sql.QueryRow(ctx, query, s.id).Scan(&checkpoint, &p.MappingVersion, &p.FullReadRun, &full, &at, &p.LastFullRecords, &began, &p.Run,
		&c.Read, &c.Created, &c.Updated, &c.Unchanged, &c.Deleted, &c.LeftOut, &c.RecordErrors, &p.Order)
	if errors.Is(err, sql.ErrNoRows) {
		return domain.TransferProgress{}, nil
	}
	if err != nil {
		return p, err
	}
	if checkpoint.Valid {
		p.Checkpoint = domain.Checkpoint(checkpoint.String)
	}
	if full.Valid {
		p.FullCheckpoint = domain.Checkpoint(full.String)
	}
	if p.LastFullAt, err = sqldb.ParseTime(at); err != nil {
		return p, err
	}
	p.ReadBeganAt, err = sqldb.ParseTime(began)
	return p, err
}

// checkpointText keeps nil ("from the start") apart from any state.
func checkpointText(c domain.Checkpoint) sql.NullString {
	return sql.NullString{String: string(c), Valid: c != nil}
}
