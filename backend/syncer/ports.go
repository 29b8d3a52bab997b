package syncer

import (
	"context"
	"time"

	"tributary/backend/domain"
)

// Reader reads one data type of one source configuration; the authorization is
// already applied. See source.Connector for what it promises.
type Reader interface {
	Read(ctx context.Context, req domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error)
}

// Project is the person's database as a run needs it.
type Project interface {
	// Table returns a table of the project; domain.ErrNotFound if it is gone.
	Table(ctx context.Context, name string) (domain.Table, error)
	// Progress returns where the transfer stands; the zero value if it never ran.
	Progress(ctx context.Context, scope domain.Scope) (domain.TransferProgress, error)
	// Write runs fn in one transaction that excludes other writers. It commits when fn
	// returns nil and rolls back otherwise (also on panic). It begins nothing
	// once ctx has ended. A Tx must not be used after fn returned.
	Write(ctx context.Context, fn func(Tx) error) error
	// DryRun is Write that always rolls back and returns fn's error.
	DryRun(ctx context.Context, fn func(Tx) error) error
}

// Tx is one transaction on the project. Reads see the transaction's own writes.
// Slices given are not kept. It is used from one goroutine.
type Tx interface {
	// Links returns the links of these identities; identities without one are
	// absent from the map.
	Links(ctx context.Context, scope domain.Scope, identities []string) (map[string]domain.Link, error)
	// CountLinks returns how many links of the scope are not Deleted.
	CountLinks(ctx context.Context, scope domain.Scope) (int64, error)
	// RowsByKey finds the rows of a table by their primary key values, deleted
	// (hidden) rows included. keys[i] holds the values of keyFields. The result has one
	// entry per key that exists.
	RowsByKey(ctx context.Context, table string, keyFields []domain.Field, keys [][]domain.Value) (map[domain.Key]domain.KeyedRow, error)
	// Values returns the current values of the given fields of these rows.
	Values(ctx context.Context, table string, fields []string, rows []domain.RowID) (map[domain.RowID][]domain.Value, error)
	// Insert adds rows (rows[i] holds the values of fields) and returns their ids.
	// It writes history.
	Insert(ctx context.Context, cause domain.Cause, table string, fields []string, rows [][]domain.Value) ([]domain.RowID, error)
	// Update writes changes of rows; before-images go into the history. A change whose
	// row was marked deleted restores it when Restore is set.
	Update(ctx context.Context, cause domain.Cause, table string, changes []domain.Change) error
	// Delete marks rows deleted (or removes them when hard), with history. Rows
	// already deleted are left alone. It returns how many it changed.
	Delete(ctx context.Context, cause domain.Cause, table string, rows []domain.RowID, hard bool) (int64, error)
	// PutLinks inserts links (ID 0) or overwrites them (by scope and identity).
	PutLinks(ctx context.Context, scope domain.Scope, links []domain.Link) error
	// OtherLinks returns which of these rows are linked, not Deleted, by a scope
	// other than the given one.
	OtherLinks(ctx context.Context, scope domain.Scope, table string, rows []domain.RowID) (map[domain.RowID]bool, error)
	// LinksOfRows returns which of these rows are linked, not Deleted, by this
	// scope, and by which identity (any one of them if there are several).
	LinksOfRows(ctx context.Context, scope domain.Scope, rows []domain.RowID) (map[domain.RowID]string, error)
	// PutLeftOut notes records of the read in hand that the person's choice left out, by
	// identity, with what was not done.
	PutLeftOut(ctx context.Context, scope domain.Scope, left map[string]domain.UpdateType) error
	// DropLeftOut forgets the notes of these identities.
	DropLeftOut(ctx context.Context, scope domain.Scope, identities []string) error
	// ForgetLeftOut forgets all notes of the scope.
	ForgetLeftOut(ctx context.Context, scope domain.Scope) error
	// Differences returns why records of the scope do not stand in the project as the
	// service has them: record errors last seen at since or later, what was left out, and
	// emptied fields that wait for the person. Rows of absent records are not among them.
	Differences(ctx context.Context, scope domain.Scope, since time.Time) ([]domain.Difference, error)
	// LinkedScopes returns which of these scopes link each of the rows (links that are not
	// Deleted); rows that none of them links are absent.
	LinkedScopes(ctx context.Context, scopes []domain.Scope, rows []domain.RowID) (map[domain.RowID][]domain.Scope, error)
	// Conflicts returns what is noted of these rows, in no order.
	Conflicts(ctx context.Context, table string, rows []domain.RowID) ([]domain.Conflict, error)
	// PutConflicts replaces what is noted of these rows by the list.
	PutConflicts(ctx context.Context, table string, rows []domain.RowID, list []domain.Conflict) error
	// ConflictedRows returns the first rows of a table behind the given one of which a conflict
	// is noted, in the order of their numbers.
	ConflictedRows(ctx context.Context, table string, after domain.RowID, limit int) ([]domain.RowID, error)
	// CompareAgain makes everything linked to these rows be compared when it is read next.
	CompareAgain(ctx context.Context, rows []domain.RowID) error
	// BeginFullRead forgets what an earlier full read of the scope had seen.
	BeginFullRead(ctx context.Context, scope domain.Scope) error
	// MarkSeen notes that the current full read of the scope saw these identities.
	// Cheap for unchanged records: it does not write the links.
	MarkSeen(ctx context.Context, scope domain.Scope, identities []string) error
	// Unseen calls yield for batches of links that are not Deleted and that the
	// current full read did not see, and returns how many there are in all. With a
	// nil yield it only counts.
	Unseen(ctx context.Context, scope domain.Scope, yield func([]domain.Link) error) (int64, error)
	// PutHeld notes fields the run would empty, to be decided when the read ends; with held,
	// what waits for the person: fields, or rows to delete (without Field).
	PutHeld(ctx context.Context, scope domain.Scope, table string, list []domain.HeldField, held bool) error
	// DropHeld forgets what is noted of these rows.
	DropHeld(ctx context.Context, scope domain.Scope, rows []domain.RowID) error
	// ForgetHeld forgets what waited for the person, with pendingToo also what a read left
	// pending that did not come to its end.
	ForgetHeld(ctx context.Context, scope domain.Scope, pendingToo bool) error
	// CountPending returns, per field, how many rows the run would empty of it.
	CountPending(ctx context.Context, scope domain.Scope) (map[string]int64, error)
	// HoldPending lets pending fields wait for the person; it returns of how many rows, and
	// how many of those have nothing else pending and are not counted yet.
	HoldPending(ctx context.Context, scope domain.Scope, table string, fields []string) (rows, untouched int64, err error)
	// Pending returns up to limit pending fields, row by row.
	Pending(ctx context.Context, scope domain.Scope, limit int) ([]domain.HeldField, error)
	// DonePending forgets the pending fields of these rows.
	DonePending(ctx context.Context, scope domain.Scope, rows []domain.RowID) error
	// PutRecordErrors stores errors, one per scope and identity (or position): a known
	// one keeps its ID, FirstSeen and Ignored. It returns how many their run had not met
	// before.
	PutRecordErrors(ctx context.Context, errs []domain.RecordError) (int64, error)
	// ClearRecordErrors removes the errors of these identities and returns how many.
	ClearRecordErrors(ctx context.Context, scope domain.Scope, identities []string) (int64, error)
	// ClearRecordErrorsBefore removes the errors of the scope that were last seen
	// before that time, also those without an identity, and returns how many.
	ClearRecordErrorsBefore(ctx context.Context, scope domain.Scope, before time.Time) (int64, error)
	// RemoveRecordErrors removes errors that are not told apart by an identity.
	RemoveRecordErrors(ctx context.Context, ids []domain.RecordErrorID) error
	// CountRecordErrors returns the open (not ignored) errors of the scope.
	CountRecordErrors(ctx context.Context, scope domain.Scope) (int64, error)
	// PutProgress stores where the transfer stands.
	PutProgress(ctx context.Context, scope domain.Scope, p domain.TransferProgress) error
}
