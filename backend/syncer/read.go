package syncer

import (
	"context"
	"errors"
	"fmt"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

// entry is one record on its way to a row: mapped, or with the reason why not,
// or the news that it is gone.
type entry struct {
	mapped   mapping.Mapped
	problem  *domain.RecordError
	record   domain.Record
	position string
	gone     bool
	nameless domain.RecordErrorID // replayed: the error it was, which no identity clears
}

func (e *entry) identity() string {
	if e.problem != nil {
		return e.problem.Identity
	}
	return e.mapped.Identity
}

// mappedPage is a page after mapping.
type mappedPage struct {
	entries    []entry
	checkpoint domain.Checkpoint
	total      int64
	bytes      int64
}

// Pages that may wait between two stages. Few: a page may hold megabytes.
const pagesAhead = 2

// stream reads and maps ahead of the writer. Three stages run side by side:
// the source reads, the mapper maps, the caller writes; each waits when the next
// one is slow, so memory does not grow with the number of records.
type stream struct {
	pages   chan mappedPage // closed when reading ended
	done    chan struct{}   // closed when no goroutine is left
	outcome domain.ReadOutcome
	err     error // valid, like outcome, once pages is closed
}

// open starts to read. look sees every page before it is mapped and may end the read: what
// came before that page is still handed on. The caller cancels ctx or reads pages to the end, then
// waits for done.
func open(ctx context.Context, reader Reader, request domain.ReadRequest, plan *mapping.Plan, look func(domain.Page) error) *stream {
	ctx, cancel := context.WithCancel(ctx)
	s := &stream{pages: make(chan mappedPage, pagesAhead), done: make(chan struct{})}
	raw := make(chan domain.Page, pagesAhead)
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		defer close(raw)
		s.outcome, s.err = readAll(ctx, reader, request, raw)
	}()
	go func() {
		defer close(s.done)
		defer cancel()
		err := mapAll(ctx, plan, look, raw, s.pages)
		if err != nil {
			cancel() // nobody wants what the reader still brings
		}
		discard(raw) // after an error of the mapper: let the reader end
		<-finished
		if err != nil && (s.err == nil || errors.Is(s.err, context.Canceled)) {
			s.err = err
		}
		close(s.pages)
	}()
	return s
}

// discard takes from c until it is closed.
func discard[T any](c <-chan T) {
	for more := true; more; {
		_, more = <-c
	}
}

func readAll(ctx context.Context, reader Reader, request domain.ReadRequest, pages chan<- domain.Page) (outcome domain.ReadOutcome, err error) {
	defer recovered(&err)
	return reader.Read(ctx, request, func(page domain.Page) error {
		select {
		case pages <- page:
			return ctx.Err()
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

func mapAll(ctx context.Context, plan *mapping.Plan, look func(domain.Page) error, raw <-chan domain.Page, mapped chan<- mappedPage) (err error) {
	defer recovered(&err)
	ordinal := int64(0)
	for page := range raw {
		if err := look(page); err != nil {
			return err
		}
		for _, part := range mapPage(plan, page, &ordinal) {
			select {
			case mapped <- part:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// mapPage maps the records, then the tombstones. A page above the bound of a batch
// is split; only its last part carries the checkpoint.
func mapPage(plan *mapping.Plan, page domain.Page, ordinal *int64) []mappedPage {
	entries := make([]entry, 0, len(page.Records)+len(page.Deleted))
	for i, record := range page.Records {
		*ordinal++
		e := entry{record: record}
		if i < len(page.Positions) {
			e.position = page.Positions[i]
		}
		if e.mapped, e.problem = plan.Map(record); e.problem != nil && e.problem.Identity == "" && e.position == "" {
			e.position = fmt.Sprintf("record %d", *ordinal) // errors without an identity are told apart by it
		}
		entries = append(entries, e)
	}
	for _, record := range page.Deleted {
		if identity, ok := plan.Identity(record); ok {
			entries = append(entries, entry{mapped: mapping.Mapped{Identity: identity}, gone: true})
		}
	}
	parts := max(1, (len(entries)+batchRows-1)/batchRows)
	split := make([]mappedPage, 0, parts)
	for len(entries) > batchRows {
		split = append(split, mappedPage{entries: entries[:batchRows], total: page.Total, bytes: page.Bytes / int64(parts)})
		entries = entries[batchRows:]
	}
	return append(split, mappedPage{
		entries: entries, checkpoint: page.Checkpoint, total: page.Total, bytes: page.Bytes / int64(parts),
	})
}
