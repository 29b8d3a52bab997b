package api

import (
	"context"
	"strconv"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Undoer takes runs back.
type Undoer interface {
	// UndoPreview tells what Undo would do now.
	UndoPreview(ctx context.Context, run domain.RunID) (domain.Undo, error)
	// Undo takes back a run; with pause the integration waits until it is resumed.
	Undo(ctx context.Context, run domain.RunID, pause bool) (domain.Undo, error)
}

// UndoReport is what taking back a run does, or would do.
type UndoReport struct {
	Run    string      `json:"run"`
	Tables []UndoTable `json:"tables"`
	// Changes and Kept are the first 200 rows of each; the counts are exact.
	Changes []UndoRow `json:"changes"`
	Kept    []UndoRow `json:"kept"`
}

// UndoTable counts the rows of one table.
type UndoTable struct {
	Table    string `json:"table"`
	SetBack  int64  `json:"setBack"`
	Removed  int64  `json:"removed"`
	Returned int64  `json:"returned"`
	Hidden   int64  `json:"hidden"`
	Kept     int64  `json:"kept"`
}

// UndoRow is one row: what the run had done to it, and its fields now and then.
type UndoRow struct {
	Table  string        `json:"table"`
	ID     string        `json:"id"`
	Key    string        `json:"key"`
	Kind   string        `json:"kind"`   // created, updated, deleted, removed, restored
	Reason string        `json:"reason"` // why it is left as it is: changed_later, used_by_other, key_in_use; "" for Changes
	Fields []FieldChange `json:"fields"` // Before is what stands there now, After what stood there before the run
}

// UndoPreview tells what taking back a run would do, and changes nothing.
func (a *ActivityAPI) UndoPreview(run string) (UndoReport, error) {
	ctx, cancel := a.within(long)
	defer cancel()
	report, err := a.undoer.UndoPreview(ctx, domain.RunID(run))
	return undoDTO(report), err
}

// Undo takes back a run. With pause the integration waits until it is resumed, so that its
// next run does not bring the same again.
func (a *ActivityAPI) Undo(run string, pause bool) (UndoReport, error) {
	ctx, cancel := a.within(long)
	defer cancel()
	report, err := a.undoer.Undo(ctx, domain.RunID(run), pause)
	a.events.Publish(event.ProjectChanged{})
	return undoDTO(report), err
}

func undoDTO(u domain.Undo) UndoReport {
	return UndoReport{
		Run: string(u.Run), Changes: convert(u.Changes, undoRowDTO), Kept: convert(u.Kept, undoRowDTO),
		Tables: convert(u.Tables, func(t domain.UndoTable) UndoTable {
			return UndoTable{Table: t.Table, SetBack: t.SetBack, Removed: t.Removed, Returned: t.Returned, Hidden: t.Hidden, Kept: t.Kept}
		}),
	}
}

func undoRowDTO(r domain.UndoRow) UndoRow {
	out := UndoRow{
		Table: r.Table, ID: strconv.FormatInt(int64(r.Row), 10), Key: r.Key, Kind: string(r.Kind), Reason: string(r.Reason), Fields: make([]FieldChange, 0, len(r.Fields)),
	}
	for i, f := range r.Fields {
		change := FieldChange{Field: f}
		if i < len(r.Now) {
			change.Before = domain.TextOf(r.Now[i])
		}
		if i < len(r.Then) {
			change.After = domain.TextOf(r.Then[i])
		}
		if change.Before != change.After {
			out.Fields = append(out.Fields, change)
		}
	}
	return out
}
