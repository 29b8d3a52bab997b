package spreadsheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// Read reads one file or sheet from top to bottom. Asked for changes only, it
// compares the file with the checkpoint: an unchanged file is not read, a changed one is
// read whole and the outcome is then complete.
func (c *Connector) Read(ctx context.Context, config source.Config, req domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	place, err := look(ctx, config)
	if err != nil {
		return domain.ReadOutcome{}, err
	}
	f, sheetName, err := place.find(req.DataType)
	if err != nil {
		return domain.ReadOutcome{}, err
	}
	now, err := c.settle(ctx, f)
	if err != nil {
		return domain.ReadOutcome{}, err
	}
	last, known := parseCheckpoint(req.Checkpoint)
	if req.Mode == domain.ChangedOnly && known && last.Done {
		unchanged, err := c.unchanged(ctx, f, last, now, yield)
		if unchanged || err != nil {
			return domain.ReadOutcome{Unchanged: unchanged}, err
		}
	}
	r := reader{
		c: c, f: f, sheetName: sheetName, yield: yield, limit: req.Limit,
		at: checkpoint{Stamp: now, Fresh: c.fresh(now)},
	}
	// A full read that was interrupted goes on where it stood, in the same
	// file only.
	if req.Mode == domain.FullRead && known && !last.Done && last.sure(now) {
		r.from = last.Row
	}
	if described, ok := c.shape(shapeKey{f.path, sheetName, now}); ok {
		r.total = described.rows
	}
	return r.run(ctx)
}

// fresh tells that a file was written so lately that another write might not
// show in its stamp.
func (c *Connector) fresh(s stamp) bool {
	return c.clock.Now().UnixNano()-s.ModTime < int64(freshFor)
}

// settle waits until nobody wrote to the file for a moment and returns its
// stamp.
func (c *Connector) settle(ctx context.Context, f file) (stamp, error) {
	const patience = 3
	for range patience {
		s, err := stampOf(f.path)
		if err != nil {
			return stamp{}, pathError(f.path, err)
		}
		age := time.Duration(c.clock.Now().UnixNano() - s.ModTime)
		// A time in the future comes from another computer's clock: waiting
		// for it is no use.
		if c.quiet < 0 || age < 0 || age >= c.quiet {
			return s, nil
		}
		if err := c.clock.Sleep(ctx, c.quiet-age); err != nil {
			return stamp{}, err
		}
	}
	return stamp{}, beingSaved(f.name)
}

// unchanged compares the file with a finished read. Where the time differs but
// the content does not, the new time is handed out to be stored.
func (c *Connector) unchanged(ctx context.Context, f file, last checkpoint, now stamp, yield func(domain.Page) error) (bool, error) {
	if last.sure(now) {
		return true, nil
	}
	if last.Stamp.Size != now.Size {
		return false, nil
	}
	sum, err := hashFile(ctx, f.path)
	if err != nil {
		return false, words(f, "", err)
	}
	if sum != last.Hash {
		return false, nil
	}
	if err := sameStamp(f, now); err != nil {
		return false, err
	}
	last.Stamp, last.Fresh = now, c.fresh(now)
	raw, err := last.json()
	if err != nil {
		return false, fmt.Errorf("write checkpoint: %w", err)
	}
	return true, yield(domain.Page{Checkpoint: raw})
}

// sameStamp fails when the file was written to since s.
func sameStamp(f file, s stamp) error {
	now, err := stampOf(f.path)
	if err != nil {
		return pathError(f.path, err)
	}
	if now != s {
		return beingSaved(f.name)
	}
	return nil
}

// reader is one read.
type reader struct {
	c         *Connector
	f         file
	sheetName string
	yield     func(domain.Page) error
	limit     int
	from      int // rows up to this one were yielded before
	total     int64
	at        checkpoint

	page  domain.Page
	count int
}

func (r *reader) run(ctx context.Context) (domain.ReadOutcome, error) {
	o, err := r.c.open(ctx, r.f, r.sheetName)
	if err != nil {
		return domain.ReadOutcome{}, r.explain(err)
	}
	outcome, err := r.rows(ctx, o)
	if closeErr := o.close(); err == nil && closeErr != nil {
		err = words(r.f, r.sheetName, closeErr)
	}
	return outcome, err
}

// explain prefers "is being saved" to what a half-written file looks like.
func (r *reader) explain(err error) error {
	var told *domain.Error
	if errors.As(err, &told) {
		if saving := sameStamp(r.f, r.at.Stamp); saving != nil {
			return saving
		}
	}
	return err
}

func (r *reader) rows(ctx context.Context, o *opened) (domain.ReadOutcome, error) {
	for {
		row, record, size, err := o.next()
		if errors.Is(err, io.EOF) {
			return r.finish(ctx, o)
		}
		if err != nil {
			return domain.ReadOutcome{}, r.explain(words(r.f, r.sheetName, err))
		}
		if row <= r.from {
			continue
		}
		r.at.Row = row
		r.count++
		r.page.Records = append(r.page.Records, record)
		r.page.Positions = append(r.page.Positions, "row "+strconv.Itoa(row))
		r.page.Bytes += int64(size)
		limited := r.limit > 0 && r.count >= r.limit
		if limited || len(r.page.Records) >= r.c.pageRecords || r.page.Bytes >= pageBytes {
			if err := r.flush(ctx); err != nil {
				return domain.ReadOutcome{}, err
			}
		}
		if limited {
			return domain.ReadOutcome{Warnings: r.warnings(o)}, nil
		}
	}
}

// flush yields the page, after a look whether the file is still the same: what
// was read from a file that is being written must not reach the project.
func (r *reader) flush(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := sameStamp(r.f, r.at.Stamp); err != nil {
		return err
	}
	raw, err := r.at.json()
	if err != nil {
		return fmt.Errorf("write checkpoint: %w", err)
	}
	page := r.page
	page.Checkpoint, page.Total = raw, r.total
	r.page = domain.Page{}
	return r.yield(page)
}

func (r *reader) finish(ctx context.Context, o *opened) (domain.ReadOutcome, error) {
	if o.sum != nil {
		r.at.Hash = sumText(o.sum)
	} else {
		sum, err := hashFile(ctx, r.f.path)
		if err != nil {
			return domain.ReadOutcome{}, r.explain(words(r.f, "", err))
		}
		r.at.Hash = sum
	}
	r.at.Done = true
	if err := r.flush(ctx); err != nil {
		return domain.ReadOutcome{}, err
	}
	return domain.ReadOutcome{Complete: true, Warnings: r.warnings(o)}, nil
}

func (r *reader) warnings(o *opened) []string {
	all := o.warnings()
	if r.count == 0 && r.from == 0 {
		all = append(all, fmt.Sprintf("%q has a header row and no other rows.", r.f.name))
	}
	if openElsewhere(r.f.path) {
		all = append(all, fmt.Sprintf("%q is open in another program. Its last saved version was read.", r.f.name))
	}
	return all
}
