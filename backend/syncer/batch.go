package syncer

import (
	"context"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
)

// A batch is written when one of these is reached: fast services commit rarely,
// slow ones often.
const (
	batchRows  = 10_000
	batchBytes = 16 << 20
	batchTime  = 2 * time.Second

	bytesPerRecord = 1 << 10 // where a source does not say
)

// batch is what the next transaction will write.
type batch struct {
	entries    []entry
	pages      int
	bytes      int64
	checkpoint domain.Checkpoint // of the last page that carried one
	total      int64
	since      time.Time
}

func (b *batch) add(page mappedPage, now time.Time) {
	if b.pages == 0 {
		b.since = now
	}
	b.pages++
	b.entries = append(b.entries, page.entries...)
	if page.bytes == 0 {
		page.bytes = int64(len(page.entries)) * bytesPerRecord
	}
	b.bytes += page.bytes
	if page.checkpoint != nil {
		b.checkpoint = page.checkpoint
	}
	if page.total > 0 {
		b.total = page.total
	}
}

// full tells whether the batch must be written before next is added.
func (b *batch) full(next int, now time.Time) bool {
	return b.pages > 0 && (len(b.entries)+next > batchRows || b.bytes >= batchBytes || now.Sub(b.since) >= batchTime)
}

// drain collects pages into batches and writes each. It returns when the stream
// ended (after writing what is left), the context ended or write returned an
// error. The stream's own error comes last: what was read before it is kept.
func drain(ctx context.Context, c clock.Clock, s *stream, write func(context.Context, *batch) error) error {
	b := &batch{}
	flush := func() error {
		full := b
		b = &batch{}
		return write(ctx, full)
	}
	var timer clock.Timer
	var expired <-chan time.Time
	defer func() {
		if timer != nil {
			timer.Stop()
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-expired:
			expired = nil
			if err := flush(); err != nil {
				return err
			}
		case page, more := <-s.pages:
			now := c.Now()
			if !more {
				if b.pages > 0 && ctx.Err() == nil {
					if err := flush(); err != nil {
						return err
					}
				}
				return s.err
			}
			if b.full(len(page.entries), now) {
				if err := flush(); err != nil {
					return err
				}
			}
			if b.pages == 0 { // the clock of a batch starts with its first page
				if timer != nil {
					timer.Stop()
				}
				timer = c.NewTimer(batchTime)
				expired = timer.C()
			}
			b.add(page, now)
		}
	}
}
