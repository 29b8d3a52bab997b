package project

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// Undo takes back what a run did, in one transaction: exactly the rows it changed, except
// where a later change touched the same field. as names the undo in the history. What the
// integration knows of these rows is forgotten, so that its next run reads everything and
// compares again. domain.ErrNotFound if the run changed nothing.
func (p *Project) Undo(ctx context.Context, run, as domain.RunID) (report domain.Undo, err error) {
	err = p.Write(ctx, func(tx *Tx) error {
		report, err = p.undo(ctx, tx, run, as)
		return err
	})
	if err != nil {
		return domain.Undo{}, fmt.Errorf("undo a run: %w", err)
	}
	return report, nil
}

// UndoPreview tells what Undo would do now, and changes nothing.
func (p *Project) UndoPreview(ctx context.Context, run domain.RunID) (report domain.Undo, err error) {
	err = p.DryRun(ctx, func(tx *Tx) error {
		report, err = p.undo(ctx, tx, run, "preview")
		return err
	})
	if err != nil {
		return domain.Undo{}, fmt.Errorf("preview the undo of a run: %w", err)
	}
	return report, nil
}

// UndoStates tells which of these runs can be taken back; runs that changed nothing are
// absent.
func (p *Project) UndoStates(ctx context.Context, runs []domain.RunID) (map[domain.RunID]domain.UndoState, error) {
	states := map[domain.RunID]domain.UndoState{}
	err := p.read(ctx, func(tx *Tx) error {
		return inChunks(tx, texts(runs), func(part []string) error {
			query := "SELECT run, MAX(purged), MAX(undone_by) FROM _tributary_causes WHERE run IN (" + sqldb.Placeholders(len(part)) + ") GROUP BY run"
			return tx.sql.Each(ctx, query, anyOf(part), func(rows *sql.Rows) error {
				var run domain.RunID
				var purged int64
				var undone string
				err := rows.Scan(&run, &purged, &undone)
				switch {
				case undone != "":
					states[run] = domain.UndoDone
				case purged != 0:
					states[run] = domain.UndoTooOld
				default:
					states[run] = domain.UndoPossible
				}
				return err
			})
		})
	})
	if err != nil {
		return nil, fmt.Errorf("which runs can be undone: %w", err)
	}
	return states, nil
}

// undoing is one run being taken back.
type undoing struct {
	tx      *Tx
	by      domain.Cause
	causes  []int64          // of the run
	types   map[int64]string // data type of each cause
	created []createdRange   // rows the run created, in order
	waiting []waiting        // rows whose key another row has yet
	report  domain.Undo
}

func (p *Project) undo(ctx context.Context, tx *Tx, run, as domain.RunID) (domain.Undo, error) {
	u := &undoing{tx: tx, types: map[int64]string{}, report: domain.Undo{Run: run}}
	if err := u.load(ctx, run); err != nil {
		return u.report, err
	}
	u.by.Run, u.by.At = as, p.clock.Now()
	// Created rows go first: what comes back may need their key.
	for i := len(u.created) - 1; i >= 0; i-- {
		if err := u.removeCreated(ctx, u.created[i]); err != nil {
			return u.report, err
		}
	}
	if err := u.walkBack(ctx); err != nil {
		return u.report, err
	}
	if err := u.putWaiting(ctx); err != nil {
		return u.report, err
	}
	return u.report, u.forget(ctx, run)
}

// load reads what the history knows of the run as a whole.
func (u *undoing) load(ctx context.Context, run domain.RunID) error {
	var purged, undone bool
	const causes = "SELECT id, integration, data_type, purged, undone_by FROM _tributary_causes WHERE run = ? ORDER BY id"
	err := u.tx.sql.Each(ctx, causes, []any{run}, func(rows *sql.Rows) error {
		var id int64
		var gone bool
		var by string
		err := rows.Scan(&id, &u.by.Integration, &u.by.DataType, &gone, &by)
		u.causes, u.types[id] = append(u.causes, id), u.by.DataType
		purged, undone = purged || gone, undone || by != ""
		return err
	})
	switch {
	case err != nil:
		return err
	case len(u.causes) == 0:
		return fmt.Errorf("changes of the run %s: %w", run, domain.ErrNotFound)
	case undone:
		return &domain.Error{
			Kind: domain.SetUp, Code: "undone", What: "This run has been undone already.", Means: "Nothing was changed.",
			Do: "Look at the runs after it.",
		}
	case purged:
		return &domain.Error{
			Kind: domain.SetUp, Code: "history_gone", What: "The history of this run is no longer kept.",
			Means: "What the rows held before it is not known any more. Nothing was changed.",
			Do:    "Keep the history for longer in Settings, so that older runs can be undone.",
		}
	}
	query := "SELECT first_row, last_row, table_id, cause_id FROM _tributary_created WHERE cause_id IN (" +
		sqldb.Placeholders(len(u.causes)) + ") ORDER BY first_row"
	return u.tx.sql.Each(ctx, query, anyOf(u.causes), func(rows *sql.Rows) error {
		var c createdRange
		err := rows.Scan(&c.first, &c.last, &c.tableID, &c.cause)
		u.created = append(u.created, c)
		return err
	})
}

// madeHere tells whether the run created the row.
func (u *undoing) madeHere(row int64) bool {
	i, found := slices.BinarySearchFunc(u.created, row, func(c createdRange, row int64) int { return int(c.first - row) })
	return found || i > 0 && u.created[i-1].last >= row
}

// count adds to the numbers of a table.
func (u *undoing) count(t *table, cause int64, n domain.UndoTable) {
	for i := range u.report.Tables {
		if u.report.Tables[i].Table == t.name && u.report.Tables[i].DataType == u.types[cause] {
			u.report.Tables[i].Add(n)
			return
		}
	}
	n.Table, n.DataType = t.name, u.types[cause]
	u.report.Tables = append(u.report.Tables, n)
}

// note lists a row while there is room.
func (u *undoing) note(row domain.UndoRow) {
	list := &u.report.Changes
	if row.Reason != "" {
		list = &u.report.Kept
	}
	if len(*list) < domain.UndoExamples {
		*list = append(*list, row)
	}
}

// forget makes the integration read everything again and compare, as before the run.
func (u *undoing) forget(ctx context.Context, run domain.RunID) error {
	_, err := u.tx.sql.Exec(ctx, "UPDATE _tributary_causes SET undone_by = ? WHERE run = ?", u.by.Run, run)
	if err != nil {
		return fmt.Errorf("note the undo: %w", err)
	}
	_, err = u.tx.sql.Exec(ctx, `UPDATE _tributary_progress SET checkpoint = NULL, full_read_run = '', full_checkpoint = NULL WHERE scope_id IN (`+
		u.scopes()+")", anyOf(u.causes)...)
	if err != nil {
		return fmt.Errorf("forget the checkpoint: %w", err)
	}
	return nil
}

// scopes selects the scopes of the run; its values are the causes.
func (u *undoing) scopes() string {
	return `SELECT s.id FROM _tributary_scopes s JOIN _tributary_causes c ON c.integration = s.integration AND c.data_type = s.data_type
		WHERE c.id IN (` + sqldb.Placeholders(len(u.causes)) + ")"
}
