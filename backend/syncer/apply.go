package syncer

import (
	"context"
	"fmt"

	"tributary/backend/domain"
)

// apply compares the entries with the project and writes the difference. It runs
// inside one transaction and leaves the transfer as it was, except for the memory of
// positions: a failed batch ends the run.
func (t *transfer) apply(ctx context.Context, tx Tx, entries []entry) (domain.Counts, error) {
	c := &comparison{transfer: t, tx: tx, entries: entries, left: map[string]domain.UpdateType{}, pending: map[domain.RowID][]domain.HeldField{}}
	c.counts.Read = countRecords(entries)
	c.sort()
	steps := []struct {
		name string
		do   func(context.Context) error
	}{
		{"look up links", c.lookUpLinks},
		{"delete rows", c.deleteGone},
		{"look up rows", c.lookUpRows},
		{"look up what others say", c.lookUpShared},
		{"compare", func(context.Context) error { c.decide(); return nil }},
		{"write rows", c.writeRows},
		{"write links", c.writeLinks},
		{"note emptied fields", c.writePending},
		{"note what others say", c.writeShared},
		{"write record errors", c.writeErrors},
		{"note what is left out", c.writeLeftOut},
	}
	for _, step := range steps {
		if err := step.do(ctx); err != nil {
			return domain.Counts{}, fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return c.counts, nil
}

func countRecords(entries []entry) (n int64) {
	for i := range entries {
		if !entries[i].gone {
			n++
		}
	}
	return n
}

// comparison is one batch being compared.
type comparison struct {
	*transfer
	tx      Tx
	entries []entry

	upserts []*entry // one per identity, the last one
	gone    []*entry
	marks   []string // identities this batch has met

	links   map[string]domain.Link
	current map[domain.RowID][]domain.Value // mapped fields of the rows that may change
	byKey   map[domain.Key]domain.KeyedRow
	owner   map[domain.RowID]string // identity of this scope that has the row
	fresh   map[domain.Key]*insert

	inserts  []*insert
	changes  []domain.Change
	newLinks []domain.Link
	errors   []domain.RecordError
	cleared  []string
	left     map[string]domain.UpdateType // identities left out by choice, and what was not done

	pending map[domain.RowID][]domain.HeldField // fields to empty once the guard has counted them
	shared  *sharing                            // nil where no field is shared

	counts domain.Counts
}

// insert is a row to be made, and the records it is made from (several only where
// the last one wins a shared key).
type insert struct {
	entry   *entry
	values  []domain.Value
	links   []domain.Link
	empties []domain.HeldField // of the last record; Row is filled once it is made
}

// sort takes the record errors out and keeps the last of several entries with one
// identity; in a source without own identities the later ones are errors.
func (c *comparison) sort() {
	last := make(map[string]int, len(c.entries))
	for i := range c.entries {
		e := &c.entries[i]
		if e.problem != nil && e.problem.Identity == "" {
			c.fail(e, *e.problem)
			continue
		}
		if where, repeated := c.repeated(e); repeated {
			c.fail(e, keyRepeated(e, where))
			continue
		}
		last[e.identity()] = i
	}
	for i := range c.entries {
		e := &c.entries[i]
		if at, kept := last[e.identity()]; !kept || at != i {
			continue
		}
		switch {
		case e.gone:
			c.gone = append(c.gone, e)
		case e.problem != nil:
			c.fail(e, *e.problem)
		default:
			c.upserts = append(c.upserts, e)
		}
		c.marks = append(c.marks, e.identity())
	}
}

// deleteGone applies tombstones, first: a new record may take over the key of one
// that is gone.
func (c *comparison) deleteGone(ctx context.Context) error {
	var links []domain.Link
	for _, e := range c.gone {
		c.done(e) // its error is gone with it
		if link, ok := c.links[e.identity()]; ok && !link.Deleted {
			links = append(links, link)
		}
	}
	if !c.receives(domain.Deleted) {
		c.counts.LeftOut += int64(len(links))
		for _, link := range links {
			c.left[link.Identity] = domain.Deleted
		}
		return nil
	}
	n, err := c.delete(ctx, c.tx, links)
	c.counts.Add(n)
	return err
}

// writeRows writes changes before new rows: a changed key may make room for one.
func (c *comparison) writeRows(ctx context.Context) error {
	table := c.Transfer.Mapping.Table
	if len(c.changes) > 0 {
		if err := c.tx.Update(ctx, c.cause, table, c.changes); err != nil {
			return err
		}
	}
	if len(c.inserts) == 0 {
		return nil
	}
	rows := make([][]domain.Value, len(c.inserts))
	for i, in := range c.inserts {
		rows[i] = in.values
	}
	ids, err := c.tx.Insert(ctx, c.cause, table, c.mapped.FieldNames(), rows)
	if err != nil {
		return err
	}
	for i, in := range c.inserts {
		for _, link := range in.links {
			link.Row = ids[i]
			c.newLinks = append(c.newLinks, link)
		}
		for _, held := range in.empties {
			held.Row = ids[i]
			c.pending[ids[i]] = append(c.pending[ids[i]], held)
		}
	}
	return nil
}

func (c *comparison) writeLinks(ctx context.Context) error {
	if len(c.newLinks) > 0 {
		if err := c.tx.PutLinks(ctx, c.scope, c.newLinks); err != nil {
			return err
		}
	}
	if !c.marking || len(c.marks) == 0 {
		return nil
	}
	return c.tx.MarkSeen(ctx, c.scope, c.marks)
}

func (c *comparison) writeErrors(ctx context.Context) error {
	if c.hasErrors && len(c.cleared) > 0 {
		if _, err := c.tx.ClearRecordErrors(ctx, c.scope, c.cleared); err != nil {
			return err
		}
	}
	if len(c.errors) == 0 {
		return nil
	}
	fresh, err := c.tx.PutRecordErrors(ctx, c.errors)
	c.counts.RecordErrors += fresh
	return err
}

// writeLeftOut keeps what is left out for the end of the read, when the project is
// compared with the service: a record may come again and end otherwise.
func (c *comparison) writeLeftOut(ctx context.Context) error {
	if c.hasLeftOut {
		var settled []string
		for _, identity := range c.marks {
			if _, leftOut := c.left[identity]; !leftOut {
				settled = append(settled, identity)
			}
		}
		if err := c.tx.DropLeftOut(ctx, c.scope, settled); err != nil {
			return err
		}
	}
	if len(c.left) == 0 {
		return nil
	}
	return c.tx.PutLeftOut(ctx, c.scope, c.left)
}
