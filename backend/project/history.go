package project

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// entry is a line of history about to be written.
type entry struct {
	row    domain.RowID
	kind   domain.ChangeKind
	before map[int64]domain.Value // by field number
}

// createdRange is rows first … last that were created together.
type createdRange struct {
	first, last    int64
	tableID, cause int64
	at             string
}

// causeID returns the number of who changes rows.
func (tx *Tx) causeID(ctx context.Context, cause domain.Cause) (int64, error) {
	cause.At = time.Time{} // stands with each change
	if id, ok := tx.causes[cause]; ok {
		return id, nil
	}
	var id int64
	const query = "SELECT id FROM _tributary_causes WHERE run = ? AND integration = ? AND data_type = ?"
	err := tx.sql.QueryRow(ctx, query, cause.Run, cause.Integration, cause.DataType).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		if id, err = tx.take(ctx, "cause", 1, 1); err != nil {
			return 0, err
		}
		_, err = tx.sql.Exec(ctx, "INSERT INTO _tributary_causes (id, run, integration, data_type) VALUES (?, ?, ?, ?)",
			id, cause.Run, cause.Integration, cause.DataType)
	}
	if err != nil {
		return 0, fmt.Errorf("note the cause of changes: %w", err)
	}
	tx.causes[cause] = id
	return id, nil
}

// noteCreated gathers created rows; ranges that touch become one.
func (tx *Tx) noteCreated(ctx context.Context, cause domain.Cause, t *table, first int64, n int) error {
	id, err := tx.causeID(ctx, cause)
	if err != nil {
		return err
	}
	next := createdRange{first: first, last: first + int64(n) - 1, tableID: t.id, cause: id, at: sqldb.FormatTime(cause.At)}
	tx.noteActivity(cause.At, t, activity{created: int64(n)})
	if len(tx.created) > 0 {
		last := &tx.created[len(tx.created)-1]
		if last.last+1 == next.first && last.tableID == next.tableID && last.cause == next.cause && last.at == next.at {
			last.last = next.last
			return nil
		}
	}
	tx.created = append(tx.created, next)
	return nil
}

func (tx *Tx) flushCreated(ctx context.Context) error {
	columns := []string{"first_row", "last_row", "table_id", "cause_id", "at"}
	err := tx.bulkInsert(ctx, "_tributary_created", "", columns, len(tx.created), func(i int, args []any) {
		c := tx.created[i]
		args[0], args[1], args[2], args[3], args[4] = c.first, c.last, c.tableID, c.cause, c.at
	})
	tx.created = nil
	return err
}

func (tx *Tx) noteHistory(ctx context.Context, cause domain.Cause, t *table, entries []entry) error {
	if len(entries) == 0 {
		return nil
	}
	causeID, err := tx.causeID(ctx, cause)
	if err != nil {
		return err
	}
	first, err := tx.take(ctx, historyCounter, len(entries), 1)
	if err != nil {
		return err
	}
	images := make([]string, len(entries))
	for i, e := range entries {
		image, err := json.Marshal(e.before)
		if err != nil {
			return fmt.Errorf("before-image of row %d: %w", e.row, err)
		}
		images[i] = string(image)
	}
	at := sqldb.FormatTime(cause.At)
	columns := []string{"id", "row_id", "table_id", "cause_id", "kind", "at", "before"}
	err = tx.bulkInsert(ctx, "_tributary_history", "", columns, len(entries), func(i int, args []any) {
		e := &entries[i]
		args[0], args[1], args[2], args[3] = first+int64(i), int64(e.row), t.id, causeID
		args[4], args[5], args[6] = string(e.kind), at, images[i]
	})
	if err != nil {
		return fmt.Errorf("write history of %q: %w", t.name, err)
	}
	return nil
}

// parseBefore reads a before-image; fields that are gone are left out.
func (t *table) parseBefore(image string) (map[int64]domain.Value, error) {
	decoder := json.NewDecoder(bytes.NewReader([]byte(image)))
	decoder.UseNumber()
	var raw map[string]any
	if err := decoder.Decode(&raw); err != nil {
		return nil, fmt.Errorf("before-image: %w", err)
	}
	before := make(map[int64]domain.Value, len(raw))
	for key, v := range raw {
		id, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("before-image: field %q: %w", key, err)
		}
		if _, ok := t.fieldByID(id); !ok && id != deletionMark {
			continue
		}
		if before[id], err = plainNumber(v); err != nil {
			return nil, fmt.Errorf("before-image: %w", err)
		}
	}
	return before, nil
}
