package syncer

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"tributary/backend/domain"
)

func (c *comparison) lookUpLinks(ctx context.Context) (err error) {
	identities := make([]string, 0, len(c.upserts)+len(c.gone))
	for i := range c.errors { // to know whether a row stands for them
		if c.errors[i].Identity != "" {
			identities = append(identities, c.errors[i].Identity)
		}
	}
	for _, e := range c.upserts {
		identities = append(identities, e.identity())
	}
	for _, e := range c.gone {
		identities = append(identities, e.identity())
	}
	c.links = map[string]domain.Link{}
	if len(identities) > 0 {
		c.links, err = c.tx.Links(ctx, c.scope, identities)
	}
	return err
}

// unchanged: what was last written from this record is what it says now.
func unchanged(link domain.Link, e *entry) bool {
	return !link.Deleted && len(link.Hash) > 0 && bytes.Equal(link.Hash, e.mapped.Hash)
}

// lookUpRows fetches what deciding needs, and nothing for unchanged records.
func (c *comparison) lookUpRows(ctx context.Context) error {
	var linked []domain.RowID
	for _, e := range c.upserts {
		if link, ok := c.links[e.identity()]; ok && !unchanged(link, e) {
			linked = append(linked, link.Row)
		}
	}
	var err error
	c.current = map[domain.RowID][]domain.Value{}
	if len(linked) > 0 {
		if c.current, err = c.values(ctx, linked); err != nil {
			return err
		}
	}
	return c.lookUpKeys(ctx)
}

func (c *comparison) values(ctx context.Context, rows []domain.RowID) (map[domain.RowID][]domain.Value, error) {
	slices.Sort(rows)
	return c.tx.Values(ctx, c.Transfer.Mapping.Table, c.mapped.FieldNames(), slices.Compact(rows))
}

// lookUpKeys finds the rows that already have the key of a record without a row,
// or the new key of a row, and whose they are.
func (c *comparison) lookUpKeys(ctx context.Context) error {
	var rows, unknown []domain.RowID
	wanted := map[domain.Key][]domain.Value{}
	for _, e := range c.upserts {
		row, ok := c.rowOf(e)
		link := c.links[e.identity()]
		switch {
		case ok && link.Deleted: // its row may have gone over to another record
			rows = append(rows, row)
		case ok && (unchanged(link, e) || c.keyOf(row) == e.mapped.Key):
			continue
		}
		wanted[e.mapped.Key] = e.mapped.KeyValues
	}
	c.fresh, c.owner, c.byKey = map[domain.Key]*insert{}, map[domain.RowID]string{}, map[domain.Key]domain.KeyedRow{}
	if len(wanted) == 0 {
		return nil
	}
	keys := slices.Collect(maps.Values(wanted))
	found, err := c.tx.RowsByKey(ctx, c.Transfer.Mapping.Table, c.mapped.KeyFields(), keys)
	if err != nil || len(found)+len(rows) == 0 {
		return err
	}
	maps.Copy(c.byKey, found)
	for _, row := range found {
		rows = append(rows, row.Row)
		if _, known := c.current[row.Row]; !known {
			unknown = append(unknown, row.Row)
		}
	}
	owners, err := c.tx.LinksOfRows(ctx, c.scope, rows)
	if err != nil {
		return err
	}
	maps.Copy(c.owner, owners)
	if len(unknown) == 0 {
		return nil
	}
	values, err := c.values(ctx, unknown)
	maps.Copy(c.current, values)
	return err
}

// rowOf returns the row a record is linked to. A link to a row that was really
// removed, or stands in another table, counts as none.
func (c *comparison) rowOf(e *entry) (domain.RowID, bool) {
	link, ok := c.links[e.identity()]
	if !ok {
		return 0, false
	}
	if unchanged(link, e) {
		return link.Row, true
	}
	_, exists := c.current[link.Row]
	return link.Row, exists
}

// keyOf returns the key of a row as it stands.
func (c *comparison) keyOf(row domain.RowID) domain.Key { return c.keyIn(c.current[row]) }

// keyIn returns the key among the values of the mapped fields.
func (c *comparison) keyIn(mapped []domain.Value) domain.Key {
	values := make([]domain.Value, len(c.mapped.KeyIndexes()))
	for i, k := range c.mapped.KeyIndexes() {
		values[i] = mapped[k]
	}
	key, _ := domain.KeyOf(c.mapped.KeyFields(), values)
	return key
}

// decide goes through the table "comparing and applying" of the sync rules.
func (c *comparison) decide() {
	for _, e := range c.upserts {
		link, linked := c.links[e.identity()]
		row, hasRow := c.rowOf(e)
		switch {
		case linked && unchanged(link, e):
			c.counts.Unchanged++
			c.cleared = append(c.cleared, e.identity())
		case hasRow && link.Deleted && c.ownedByOther(e, row):
			c.create(e, link.ID)
		case hasRow && link.Deleted:
			c.restore(e, link)
		case hasRow:
			c.update(e, link, row)
		default:
			c.create(e, link.ID)
		}
	}
}

// create makes a row for a record without one, or adopts the row that has its key.
func (c *comparison) create(e *entry, linkID int64) {
	link := domain.Link{ID: linkID, Identity: e.identity(), Hash: e.mapped.Hash}
	if made, ok := c.fresh[e.mapped.Key]; ok {
		if !c.Transfer.Mapping.SharedKeyLastWins {
			c.fail(e, keyShared(e, made.entry.identity()))
			return
		}
		c.join(made, e, link)
		return
	}
	if row, ok := c.byKey[e.mapped.Key]; ok {
		c.adopt(e, link, row)
		return
	}
	if !c.receives(domain.Created) {
		c.leaveOut(e, domain.Created)
		return
	}
	made := &insert{entry: e, values: e.mapped.Values, links: []domain.Link{link}}
	c.fresh[e.mapped.Key] = made
	c.inserts = append(c.inserts, made)
	c.counts.Created++
	c.sample(domain.Created, e, nil, nil, e.mapped.Values)
	c.done(e)
}

// join lets a later record win a row that is about to be made: as if it were made already.
func (c *comparison) join(made *insert, e *entry, link domain.Link) {
	values, written := slices.Clone(made.values), false
	var empties []domain.HeldField
	for i, v := range e.mapped.Values {
		switch {
		case v == values[i]:
		case v == nil && !c.plan.AllowHeld:
			empties = append(empties, domain.HeldField{Field: c.mapped.FieldNames()[i]})
		default:
			values[i], written = v, true
		}
	}
	switch {
	case !written && len(empties) == 0:
		c.counts.Unchanged++
	case !c.receives(domain.Updated):
		c.leaveOut(e, domain.Updated)
		return
	case written:
		c.counts.Updated++
	}
	for i := range empties {
		empties[i].Counted, link.Hash = written, nil
	}
	made.entry, made.values, made.empties = e, values, empties
	made.links = append(made.links, link)
	c.done(e)
}

// adopt links a record to the row that has its key. A hidden row comes back, which
// is a creation to the person.
func (c *comparison) adopt(e *entry, link domain.Link, row domain.KeyedRow) {
	if c.ownedByOther(e, row.Row) && !c.Transfer.Mapping.SharedKeyLastWins {
		c.fail(e, keyShared(e, c.owner[row.Row]))
		return
	}
	link.Row = row.Row
	holds := c.weigh(e, row.Row)
	change := c.difference(holds, row.Row)
	needs := domain.Updated
	if row.Deleted {
		needs, change.Restore = domain.Created, true
	}
	differs := len(change.Fields) > 0 || change.Restore
	if differs && !c.receives(needs) {
		c.leaveOut(e, needs)
		return
	}
	c.put(e, link, change, holds, needs)
}

// restore brings back the row of a record that was gone and has returned.
func (c *comparison) restore(e *entry, link domain.Link) {
	if !c.receives(domain.Created) {
		c.leaveOut(e, domain.Created)
		return
	}
	holds := c.weigh(e, link.Row)
	change := c.difference(holds, link.Row)
	change.Restore = true
	if !c.mayTakeKey(e, link.Row, holds) {
		return
	}
	link.Deleted, link.Hash = false, e.mapped.Hash
	c.put(e, link, change, holds, domain.Created)
}

// update writes the fields that differ.
func (c *comparison) update(e *entry, link domain.Link, row domain.RowID) {
	holds := c.weigh(e, row)
	change := c.difference(holds, row)
	if len(change.Fields) > 0 && !c.receives(domain.Updated) {
		c.leaveOut(e, domain.Updated)
		return
	}
	if !c.mayTakeKey(e, row, holds) {
		return
	}
	link.Hash = e.mapped.Hash
	c.put(e, link, change, holds, domain.Updated)
}

// mayTakeKey re-keys a row in the books of this batch, unless another row has the key.
func (c *comparison) mayTakeKey(e *entry, row domain.RowID, holds []domain.Value) bool {
	old, next := c.keyOf(row), c.keyIn(holds)
	if old == next {
		return true
	}
	_, making := c.fresh[next]
	if other, taken := c.byKey[next]; making || (taken && other.Row != row) {
		c.fail(e, keyTaken(e, c.mapped.KeyFields()))
		return false
	}
	delete(c.byKey, old)
	c.byKey[next] = domain.KeyedRow{Row: row}
	return true
}

// put notes a change and its link. holds is what the row should hold in the end.
func (c *comparison) put(e *entry, link domain.Link, change domain.Change, holds []domain.Value, kind domain.UpdateType) {
	blanked := change
	change = c.withoutBlanks(change)
	written := len(change.Fields) > 0 || change.Restore
	isPending := len(change.Fields) < len(blanked.Fields)
	if isPending {
		link.Hash = nil // the next read compares again
	}
	c.postpone(blanked, isPending, written)
	switch {
	case isPending && !written: // counted when the read ends
	case len(change.Fields) == 0 && !change.Restore:
		c.counts.Unchanged++
	case kind == domain.Created:
		c.counts.Created++
	default:
		c.counts.Updated++
	}
	if written {
		c.sample(kind, e, change.Fields, c.before(change), holds)
		c.changes = append(c.changes, change)
	}
	holds = c.withBlanks(holds, change.Row)
	c.noteShared(e, change.Row, holds)
	if written {
		c.current[change.Row] = holds
	}
	if c.shared != nil {
		c.byKey[c.keyIn(holds)] = domain.KeyedRow{Row: link.Row}
	} else {
		c.byKey[e.mapped.Key] = domain.KeyedRow{Row: link.Row}
	}
	c.owner[link.Row] = e.identity()
	c.newLinks = append(c.newLinks, link)
	c.done(e)
}

// difference lists the mapped fields whose value is another one than the row should hold.
func (c *comparison) difference(holds []domain.Value, row domain.RowID) domain.Change {
	change := domain.Change{Row: row}
	for i, value := range holds {
		if c.current[row][i] != value {
			change.Fields = append(change.Fields, c.mapped.FieldNames()[i])
			change.Values = append(change.Values, value)
		}
	}
	return change
}

// ownedByOther tells whether another record of the same data type has the row.
func (c *comparison) ownedByOther(e *entry, row domain.RowID) bool {
	owner, owned := c.owner[row]
	return owned && owner != e.identity()
}

// leaveOut counts what a type of update that is not ticked would have done. The
// hash is not advanced, so that ticking it later catches up.
func (c *comparison) leaveOut(e *entry, what domain.UpdateType) {
	c.counts.LeftOut++
	c.left[e.identity()] = what
	c.done(e) // the record itself is good
}

func (c *comparison) done(e *entry) { c.cleared = append(c.cleared, e.identity()) }
