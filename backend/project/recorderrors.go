package project

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

func recordErrorColumns() []string {
	return []string{
		"id", "scope_id", "subject", "identity", "position", "code", "message", "source_field", "field", "record", "run",
		"first_seen", "last_seen", "ignored",
	}
}

// subject is what an error is about: a known one is met again, not doubled.
func subject(e domain.RecordError) string {
	switch {
	case e.Identity != "":
		return "i:" + e.Identity
	case e.Position != "":
		return "p:" + e.Position
	}
	sum := sha256.Sum256(e.Record)
	return "r:" + hex.EncodeToString(sum[:])
}

// PutRecordErrors stores errors, one per scope and identity (or position): a known one
// keeps its ID, FirstSeen and Ignored. An error without an ID gets one. It returns how many
// their run had not met before.
func (tx *Tx) PutRecordErrors(ctx context.Context, errs []domain.RecordError) (fresh int64, err error) {
	columns := recordErrorColumns()
	ids := make([]int64, len(errs))
	last := map[string]int{} // one statement must not meet the same subject twice
	for i, e := range errs {
		s, err := tx.scope(ctx, domain.Scope{Integration: e.Integration, DataType: e.DataType}, true)
		if err != nil {
			return 0, err
		}
		ids[i] = s.id
		last[fmt.Sprint(s.id, " ", subject(e))] = i
	}
	kept := make([]int, 0, len(last))
	met := map[errorsOfRun][]string{}
	for i, e := range errs {
		if last[fmt.Sprint(ids[i], " ", subject(e))] == i {
			kept = append(kept, i)
			of := errorsOfRun{ids[i], e.Run}
			met[of] = append(met[of], storable(subject(e)))
		}
	}
	fresh = int64(len(kept))
	for of, subjects := range met {
		again, err := tx.metBefore(ctx, of, subjects)
		if err != nil {
			return 0, err
		}
		fresh -= again
	}
	overwritten := []string{"identity", "position", "code", "message", "source_field", "field", "record", "run", "last_seen"}
	clause := tx.sql.Dialect().Upsert([]string{"scope_id", "subject"}, overwritten)
	err = tx.bulkInsert(ctx, "_tributary_record_errors", clause, columns, len(kept), func(i int, args []any) {
		e := errs[kept[i]]
		if e.ID == "" {
			e.ID = domain.NewID[domain.RecordErrorID]()
		}
		if e.FirstSeen.IsZero() {
			e.FirstSeen = e.LastSeen
		}
		copy(args, []any{
			string(e.ID), ids[kept[i]], storable(subject(e)), storable(e.Identity), storable(e.Position), string(e.Code), storable(e.Message),
			storable(e.SourceField), storable(e.Field), e.Record, string(e.Run),
			sqldb.FormatTime(e.FirstSeen), sqldb.FormatTime(e.LastSeen), flag(e.Ignored),
		})
	})
	if err != nil {
		return 0, fmt.Errorf("store record errors: %w", err)
	}
	return fresh, nil
}

// errorsOfRun are the record errors of a scope that a run met last.
type errorsOfRun struct {
	scopeID int64
	run     domain.RunID
}

// metBefore counts the subjects that the run has met already: pages of a service overlap.
func (tx *Tx) metBefore(ctx context.Context, of errorsOfRun, subjects []string) (n int64, err error) {
	err = inChunks(tx, subjects, func(part []string) error {
		query := "SELECT id FROM _tributary_record_errors WHERE scope_id = ? AND run = ? AND subject IN (" + sqldb.Placeholders(len(part)) + ")"
		return tx.sql.EachPrepared(ctx, query, anyOf(part, any(of.scopeID), any(string(of.run))), func(*sql.Rows) error {
			n++
			return nil
		})
	})
	if err != nil {
		return 0, fmt.Errorf("look for record errors of this run: %w", err)
	}
	return n, nil
}

// storable makes any text from a service fit a text column: a record error must never
// fail because of what is wrong with its record.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

// ClearRecordErrors removes the errors of these identities and returns how many.
func (tx *Tx) ClearRecordErrors(ctx context.Context, of domain.Scope, identities []string) (int64, error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil || s.id == 0 {
		return 0, err
	}
	var some bool
	if err := tx.sql.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM _tributary_record_errors WHERE scope_id = ?)", s.id).Scan(&some); err != nil {
		return 0, fmt.Errorf("look for record errors of %s: %w", of.DataType, err)
	}
	if !some { // the usual case costs one look, not one per hundred records
		return 0, nil
	}
	var removed int64
	err = inChunks(tx, identities, func(part []string) error {
		subjects := make([]string, len(part))
		for i, identity := range part {
			subjects[i] = storable("i:" + identity)
		}
		n, err := tx.sql.ExecPrepared(ctx, "DELETE FROM _tributary_record_errors WHERE scope_id = ? AND subject IN ("+
			sqldb.Placeholders(len(part))+")", anyOf(subjects, s.id)...)
		removed += n
		return err
	})
	if err != nil {
		return removed, fmt.Errorf("clear record errors of %s: %w", of.DataType, err)
	}
	return removed, nil
}

// CountRecordErrors returns the open (not ignored) errors of the scope.
func (tx *Tx) CountRecordErrors(ctx context.Context, of domain.Scope) (n int64, err error) {
	s, err := tx.scope(ctx, of, false)
	if err != nil {
		return 0, err
	}
	const query = "SELECT COUNT(*) FROM _tributary_record_errors WHERE scope_id = ? AND ignored = 0"
	if err := tx.sql.QueryRow(ctx, query, s.id).Scan(&n); err != nil {
		return 0, fmt.Errorf("count record errors of %s: %w", of.DataType, err)
	}
	return n, nil
}

func scanRecordError(rows *sql.Rows) (e domain.RecordError, err error) {
	var first, last string
	err = rows.Scan(&e.ID, &e.Integration, &e.DataType, &e.Identity, &e.Position, &e.Code, &e.Message, &e.SourceField, &e.Field,
		&e.Record, &e.Run, &first, &last, &e.Ignored)
	if err != nil {
		return e, err
	}
	if e.FirstSeen, err = sqldb.ParseTime(first); err != nil {
		return e, err
	}
	e.LastSeen, err = sqldb.ParseTime(last)
	return e, err
}
