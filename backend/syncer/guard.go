package syncer

import (
	"context"

	"tributary/backend/domain"
)

// The mass-change guard's numbers unless the integration says otherwise.
const (
	guardPercent = 20
	guardRows    = 10
)

// guarded tells whether changing rows of linked ones is too much to do unasked:
// more than the share and more than the number.
func guarded(limits domain.GuardLimits, rows, linked int64) bool {
	percent, most := int64(limits.Percent), int64(limits.Rows)
	if percent == 0 {
		percent = guardPercent
	}
	if most == 0 {
		most = guardRows
	}
	return rows > most && rows*100 > linked*percent
}

// hold notes what was not done without asking; what is held for several reasons adds up.
func (t *transfer) hold(rows, linked int64) {
	if rows == 0 {
		return
	}
	if t.result.Held == nil {
		t.result.Held = &domain.Held{}
	}
	h := t.result.Held
	h.Rows += rows
	h.Linked = max(h.Linked, linked)
	if h.Linked > 0 {
		h.Percent = int(h.Rows * 100 / h.Linked)
	}
}

// blanks counts, per field, how many rows this run would empty of a value.
type blanks struct {
	linked int64 // rows of the scope when the first one came
	rows   map[string]int64
	held   map[string]bool
}

// watchBlanks looks at a whole batch before anything of it is written: once too many
// rows would lose a field's value, no further row loses it in this run. Until then a
// run may empty as many as the guard allows.
func (c *comparison) watchBlanks(ctx context.Context) error {
	if c.plan.AllowHeld {
		return nil
	}
	now := map[string]int64{}
	for _, e := range c.upserts {
		row, ok := c.rowOf(e)
		if !ok {
			keyed, found := c.byKey[e.mapped.Key]
			row, ok = keyed.Row, found
		}
		current, known := c.current[row]
		if !ok || !known || unchanged(c.links[e.identity()], e) {
			continue
		}
		for i, value := range e.mapped.Values {
			if value == nil && current[i] != nil {
				now[c.mapped.FieldNames()[i]]++
			}
		}
	}
	if len(now) == 0 {
		return nil
	}
	return c.judgeBlanks(ctx, now)
}

func (c *comparison) judgeBlanks(ctx context.Context, now map[string]int64) (err error) {
	b := &c.blanks
	if b.rows == nil {
		b.rows, b.held = map[string]int64{}, map[string]bool{}
		if b.linked, err = c.tx.CountLinks(ctx, c.scope); err != nil {
			return err
		}
	}
	for field, n := range now {
		b.rows[field] += n
		b.held[field] = b.held[field] || guarded(c.plan.Integration.Guard, b.rows[field], b.linked)
	}
	return nil
}

// withoutBlanks takes the fields out of a change that must not be emptied now.
func (c *comparison) withoutBlanks(change domain.Change) domain.Change {
	if len(c.blanks.held) == 0 {
		return change
	}
	kept := domain.Change{Row: change.Row, Restore: change.Restore}
	for i, field := range change.Fields {
		if change.Values[i] == nil && c.blanks.held[field] {
			continue
		}
		kept.Fields = append(kept.Fields, field)
		kept.Values = append(kept.Values, change.Values[i])
	}
	return kept
}
