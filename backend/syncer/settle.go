package syncer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"tributary/backend/domain"
)

// orderVersion tells one order of the mapped fields from another; "" where nothing is shared.
func (t *transfer) orderVersion() string {
	if len(t.order) == 0 {
		return ""
	}
	h := sha256.New()
	for _, field := range slices.Sorted(maps.Keys(t.order)) {
		_, _ = fmt.Fprintf(h, "%q", field)
		for _, scope := range t.order[field] {
			_, _ = fmt.Fprintf(h, " %q %q", scope.Integration, scope.DataType)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// sharedFields gives the order under the names of the table's fields: the mapped ones only.
func (t *transfer) sharedFields() map[string][]domain.Scope {
	order := map[string][]domain.Scope{}
	for name, scopes := range t.Shared {
		if f, ok := t.table.Field(name); ok && slices.Contains(t.mapped.FieldNames(), f.Name) && len(scopes) > 1 {
			order[f.Name] = scopes
		}
	}
	return order
}

// followOrder settles the conflicts anew when another order of integrations is in force than
// the last time: the person changed it, or an integration that decided is gone.
func (t *transfer) followOrder(ctx context.Context) error {
	if t.progress.Order == t.orderVersion() {
		return nil
	}
	after, more := domain.RowID(0), true
	for more {
		p := t.progress
		err := t.project.Write(ctx, func(tx Tx) error {
			var n int64
			var err error
			after, more, n, err = t.settleAfter(ctx, tx, after)
			p.Run, p.Counts = t.plan.Run.ID, t.result.Counts
			p.Counts.Updated += n
			if !more {
				p.Order = t.orderVersion()
			}
			if err != nil {
				return err
			}
			return tx.PutProgress(ctx, t.scope, p)
		})
		if err != nil {
			return fmt.Errorf("settle the conflicts of %s: %w", t.DataType.Name, err)
		}
		t.progress, t.result.Counts = p, p.Counts
	}
	return nil
}

// Settle gives rows the values that count by the orders of the plan's transfers, at once: for
// an order the person has just changed. Readers are not used. The changes are the person's.
func (s *Syncer) Settle(ctx context.Context, plan Plan) (err error) {
	e := &execution{project: s.project, clock: s.clock, plan: plan, meter: newMeter(s.clock, s.publish, plan.Run)}
	defer func() {
		if err != nil {
			err = explained(ctx, err)
		}
	}()
	defer recovered(&err)
	for _, p := range plan.Transfers {
		t := e.newTransfer(p)
		t.cause = domain.Cause{At: t.cause.At}
		if err := t.compile(ctx); err != nil {
			return err
		}
		// Where the transfer stands is a run's business: one may be writing it now.
		for after, more := domain.RowID(0), true; more; {
			err := s.project.Write(ctx, func(tx Tx) (err error) {
				after, more, _, err = t.settleAfter(ctx, tx, after)
				return err
			})
			if err != nil {
				return fmt.Errorf("settle the conflicts of %s: %w", p.DataType.Name, err)
			}
		}
	}
	return nil
}

// settledRows is how many rows are settled in one transaction.
const settledRows = 1000

// settleAfter settles the next rows behind the given one. It returns the last of them, whether
// more may follow, and how many it changed.
func (t *transfer) settleAfter(ctx context.Context, tx Tx, after domain.RowID) (last domain.RowID, more bool, changed int64, err error) {
	rows, err := tx.ConflictedRows(ctx, t.table.Name, after, settledRows)
	if err != nil || len(rows) == 0 {
		return after, false, 0, err
	}
	changed, err = t.settle(ctx, tx, rows)
	return rows[len(rows)-1], len(rows) == settledRows, changed, err
}

// settle gives the mapped fields of rows the values that count by today's order and links,
// and returns how many rows it changed. A field that nobody has a value of keeps its own until
// the row is compared again, as the mass-change guard has a say in emptying; a primary key that
// another row has stays.
func (t *transfer) settle(ctx context.Context, tx Tx, rows []domain.RowID) (int64, error) {
	if len(rows) == 0 {
		return 0, nil
	}
	s, err := t.loadAlone(ctx, tx, rows)
	if err != nil {
		return 0, err
	}
	current, err := tx.Values(ctx, t.table.Name, t.mapped.FieldNames(), rows)
	if err != nil {
		return 0, err
	}
	var changes []domain.Change
	var again []domain.RowID
	for _, row := range rows {
		held, exists := current[row]
		if !exists {
			s.noted[row], s.touched[row] = nil, true
			continue
		}
		change, empties := t.settled(s, row, held)
		changes = append(changes, change)
		if empties {
			again = append(again, row)
		}
	}
	if err := tx.CompareAgain(ctx, again); err != nil {
		return 0, err
	}
	if err := t.keepTakenKeys(ctx, tx, changes, current); err != nil {
		return 0, err
	}
	return t.writeSettled(ctx, tx, s, changes, current)
}

// settled is the change a row needs; empties tells that nobody has a value of a field that has one.
func (t *transfer) settled(s *sharing, row domain.RowID, held []domain.Value) (change domain.Change, empties bool) {
	change.Row = row
	for i, field := range t.mapped.FieldNames() {
		v := s.weigh(row, field, domain.Scope{}, nil, held[i])
		switch {
		case v == held[i]:
		case v != nil:
			change.Fields, change.Values = append(change.Fields, field), append(change.Values, v)
		case len(s.voices(row, field, domain.Scope{})) > 0:
			empties = true
		}
	}
	return change, empties
}

// loadAlone is loadSharing also where only this scope is left to say something.
func (t *transfer) loadAlone(ctx context.Context, tx Tx, rows []domain.RowID) (*sharing, error) {
	alone := *t
	alone.order = map[string][]domain.Scope{}
	for _, field := range t.mapped.FieldNames() {
		if alone.order[field] = t.order[field]; alone.order[field] == nil {
			alone.order[field] = []domain.Scope{t.scope}
		}
	}
	return alone.loadSharing(ctx, tx, rows)
}

// keepTakenKeys takes the primary key out of changes that would give a row another row's. A
// key moves as a whole or not at all.
func (t *transfer) keepTakenKeys(ctx context.Context, tx Tx, changes []domain.Change, current map[domain.RowID][]domain.Value) error {
	next := func(c domain.Change) (domain.Key, []domain.Value, bool) {
		values, moves := make([]domain.Value, len(t.mapped.KeyIndexes())), false
		for i, k := range t.mapped.KeyIndexes() {
			values[i] = current[c.Row][k]
			if at := slices.Index(c.Fields, t.mapped.FieldNames()[k]); at >= 0 {
				values[i], moves = c.Values[at], true
			}
		}
		key, whole := domain.KeyOf(t.mapped.KeyFields(), values)
		return key, values, moves && whole
	}
	var wanted [][]domain.Value
	for _, c := range changes {
		if _, values, moves := next(c); moves {
			wanted = append(wanted, values)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	found, err := tx.RowsByKey(ctx, t.table.Name, t.mapped.KeyFields(), wanted)
	if err != nil {
		return err
	}
	for i := range changes {
		c := &changes[i]
		key, _, moves := next(*c)
		if !moves {
			continue
		}
		if other, taken := found[key]; !taken || other.Row == c.Row {
			found[key] = domain.KeyedRow{Row: c.Row}
			continue
		}
		kept := domain.Change{Row: c.Row}
		for at, field := range c.Fields {
			if !slices.ContainsFunc(t.mapped.KeyIndexes(), func(k int) bool { return t.mapped.FieldNames()[k] == field }) {
				kept.Fields, kept.Values = append(kept.Fields, field), append(kept.Values, c.Values[at])
			}
		}
		*c = kept
	}
	return nil
}

// writeSettled writes the changes and notes who says something else now.
func (t *transfer) writeSettled(ctx context.Context, tx Tx, s *sharing, changes []domain.Change, current map[domain.RowID][]domain.Value) (int64, error) {
	for _, c := range changes {
		for i, field := range t.mapped.FieldNames() {
			holds := current[c.Row][i]
			if at := slices.Index(c.Fields, field); at >= 0 {
				holds = c.Values[at]
			}
			s.note(c.Row, field, domain.Scope{}, nil, current[c.Row][i], holds, t.cause.At)
		}
	}
	written := slices.DeleteFunc(changes, func(c domain.Change) bool { return len(c.Fields) == 0 })
	for _, c := range written {
		t.sampleChange(c, current[c.Row])
	}
	if len(written) > 0 {
		if err := tx.Update(ctx, t.cause, t.table.Name, written); err != nil {
			return 0, err
		}
	}
	return int64(len(written)), s.write(ctx, tx, t.table.Name)
}
