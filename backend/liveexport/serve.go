package liveexport

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
)

const (
	// settle is how long Serve waits for more changes after one: runs come in a row.
	settle = 3 * time.Second
	// lookAgain is how often Serve looks without being told: at what other processes changed, at
	// files that were removed, and at folders that came back.
	lookAgain = time.Minute
	// longestWait is how long a table waits for the runs that feed it. Runs that overlap always would keep
	// it waiting for ever; then it is written as it stands between two of their batches.
	longestWait = 5 * time.Minute
	// firstRetry and lastRetry are how long a file that could not be written waits: twice as long
	// each time.
	firstRetry, lastRetry = time.Minute, 15 * time.Minute
)

// Serve writes what changed until ctx ends. What is being written then is left as it was, and
// made up for by the next Serve.
func (s *Service) Serve(ctx context.Context) error {
	cancel := s.Events.Subscribe(func(e event.Event) {
		switch e.(type) {
		case event.RunFinished, event.ProjectChanged:
			s.look()
		}
	})
	defer cancel()
	for {
		s.Write(ctx)
		timer := s.Clock.NewTimer(lookAgain)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C():
			continue
		case <-s.wake:
			timer.Stop()
		}
		if err := s.Clock.Sleep(ctx, settle); err != nil {
			return err
		}
		select { // what was told meanwhile is seen now
		case <-s.wake:
		default:
		}
	}
}

// look asks Serve to look again.
func (s *Service) look() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Write writes what changed and is not to wait. What failed is kept with its file.
func (s *Service) Write(ctx context.Context) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.write(ctx); err != nil && ctx.Err() == nil {
		s.Report(fmt.Errorf("live export: %w", err))
	}
}

// write compares every table with its file.
func (s *Service) write(ctx context.Context) error {
	live, err := s.Store.LiveExport(ctx)
	if err != nil || live.Folder == "" || s.elsewhere(live) {
		return err
	}
	editions, err := s.Project.TableEditions(ctx)
	if err != nil {
		return err
	}
	folder := s.Computer.Folder(live.Folder)
	names := s.names(live, editions)
	missing := folder.Check()
	if missing == nil && s.cleared != live.Folder {
		if err := folder.Clear(fileNames(live)); err != nil {
			s.Report(fmt.Errorf("clear the live export folder: %w", err))
		}
		s.cleared = live.Folder
	}
	busy, err := s.Busy(ctx)
	if err != nil {
		return err
	}
	changed := false
	for _, e := range editions {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !live.Has(e.Table) || !s.isDue(live, folder, e, missing == nil) || s.waits(e.Table, busy[e.Table]) {
			continue
		}
		changed = true
		err := s.file(ctx, live, folder, e, names[e.Table], missing)
		if errors.Is(err, errChosenAnew) {
			return nil // Serve was told, and begins anew
		}
		if err != nil {
			return err
		}
	}
	if changed {
		s.Events.Publish(event.LiveExportChanged{})
	}
	return nil
}

// isDue tells whether the file of a table is to be written now.
func (s *Service) isDue(live domain.LiveExport, folder Folder, e domain.TableEdition, isThere bool) bool {
	was := live.Files[e.Table]
	if was.Edition == e.Edition && was.Failure == (domain.LiveFailure{}) {
		if !isThere {
			return false // it stands there as it is, once its drive is back
		}
		if here, err := folder.Exists(was.Name); err != nil || here {
			return false
		}
	}
	s.mu.Lock()
	try, failed := s.tries[e.Table]
	s.mu.Unlock()
	now := s.Clock.Now()
	return !failed || !now.Before(try.at) || try.at.Sub(now) > lastRetry // the clock was set back
}

// waits tells whether a table that is due waits for the runs that feed it. A batch of a run is one transaction
// and an export reads what one moment holds, so that a table that waits no longer has no half-written row.
func (s *Service) waits(table string, isBusy bool) bool {
	now := s.Clock.Now()
	since, waiting := s.waiting[table]
	switch {
	case isBusy && (!waiting || now.Before(since)): // the clock was set back
		s.waiting[table] = now
		return true
	case isBusy && now.Sub(since) < longestWait:
		return true
	}
	delete(s.waiting, table)
	return false
}

// postpone notes when a table that failed is tried again. A folder that is not there costs nothing
// to look at.
func (s *Service) postpone(table string, code domain.LiveFailureCode) {
	s.mu.Lock()
	defer s.mu.Unlock()
	wait := min(max(firstRetry, 2*s.tries[table].wait), lastRetry)
	if code == domain.FolderMissing {
		wait = 0
	}
	s.tries[table] = retry{wait: wait, at: s.Clock.Now().Add(wait)}
}
