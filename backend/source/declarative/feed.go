package declarative

import "tributary/backend/domain"

// feedEnds tells that a page of a data feed, newest records first, ended with a
// record that is known: what follows is older. The reference runner also ends at
// a record of the future.
func (c *cursor) feedEnds(sl slice, last map[string]any) bool {
	if !c.m.DataFeed || last == nil {
		return false
	}
	at, ok := c.of(last)
	return ok && (at.Before(sl.since) || !c.strict && at.After(c.end))
}

// news keeps what a changed-only read asked for, where the service does not
// filter by itself. A record without a readable cursor is kept.
func (c *cursor) news(sl slice, records []domain.Record) []domain.Record {
	if c == nil || !c.m.DataFeed && !c.m.ClientSide {
		return records
	}
	kept := records[:0]
	for _, r := range records {
		at, ok := c.of(r)
		// In strict mode a record of the future is kept: it would never come.
		if ok && (at.Before(sl.since) || !c.strict && at.After(c.end)) {
			continue
		}
		kept = append(kept, r)
	}
	return kept
}
