package api

import (
	"context"
	"encoding/json"
	"sync"
	"time"
	"unicode/utf8"

	"tributary/backend/clock"
	"tributary/backend/domain"
)

const (
	maxFound     = 10_000                 // what one search finds at most; nobody reads more
	maxSought    = 200                    // letters that are looked for at most
	soonFound    = 250 * time.Millisecond // how long a page waits for its rows; then it tells how far the search is
	staleAfter   = 5 * time.Second        // how long what was found is shown while the rows change
	searchWithin = 10 * time.Minute       // bounds a search of any table
)

// searching is the search under way or at its end. There is one: a person looks at one table, and a new
// search ends the one before.
type searching struct {
	mu  sync.Mutex
	now *tableSearch // nil before the first; guarded by mu
}

// tableSearch is one search through a table. What stands below mu is guarded by it.
type tableSearch struct {
	caller
	project Project
	clock   clock.Clock
	key     string // what is looked for
	edition int64  // of the rows, when it began
	begun   time.Time
	query   domain.RowQuery

	mu      sync.Mutex
	ids     []domain.RowID
	through domain.RowID
	share   float64
	state   SearchState
	err     error
	cancel  context.CancelFunc
	changed chan struct{} // closed and made anew when something was found or it ended
}

// search returns the search for a query: the one under way, or a new one.
func (a *ProjectAPI) search(ctx context.Context, q domain.RowQuery) (*tableSearch, error) {
	x := &a.searching
	q.Fields, q.Sort, q.Limit, q.Offset = nil, domain.RowSort{}, 0, 0
	for utf8.RuneCountInString(q.Search) > maxSought {
		q.Search = string([]rune(q.Search)[:maxSought])
	}
	key, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	edition, err := a.project.Edition(ctx)
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if s := x.now; s != nil && s.key == string(key) && !s.isStale(edition) {
		return s, nil
	}
	if x.now != nil {
		x.now.stop()
	}
	x.now = &tableSearch{caller: a.caller, project: a.project, clock: a.clock, key: string(key), edition: edition, begun: a.clock.Now(), query: q, changed: make(chan struct{})}
	x.now.goOn() //nolint:contextcheck // the search outlives the call that began it
	return x.now, nil
}

// current is the search that is looked at, nil before the first.
func (x *searching) current() *tableSearch {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.now
}

// isStale tells whether the rows are others than those that were searched.
func (s *tableSearch) isStale(edition int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err != nil || (s.state != SearchRunning && s.state != SearchStopped && s.edition != edition && s.clock.Now().Sub(s.begun) >= staleAfter)
}

// goOn searches behind what was looked through so far; it does nothing for a search that runs or is at its end.
func (s *tableSearch) goOn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != SearchStopped && s.state != "" {
		return
	}
	ctx, cancel := s.within(searchWithin)
	s.state, s.cancel = SearchRunning, cancel
	behind := s.through
	go func() {
		defer cancel()
		err := s.project.Search(ctx, s.query, behind, func(part domain.FoundRows) bool { return ctx.Err() == nil && s.add(part) })
		s.end(ctx, err)
	}()
}

// add notes what was found; false: that is enough.
func (s *tableSearch) add(part domain.FoundRows) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if room := maxFound - len(s.ids); len(part.IDs) > room {
		s.ids, s.state = append(s.ids, part.IDs[:room]...), SearchFull
	} else {
		s.ids = append(s.ids, part.IDs...)
		s.through, s.share = part.Through, part.Share
	}
	s.tell()
	return s.state == SearchRunning
}

func (s *tableSearch) end(ctx context.Context, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.state == SearchFull:
	case ctx.Err() != nil: // stopped, or out of time
		s.state = SearchStopped
	case err != nil:
		s.state, s.err = SearchWhole, err
	default:
		s.state, s.share = SearchWhole, 1
	}
	s.tell()
}

// tell wakes who waits. The caller holds mu.
func (s *tableSearch) tell() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *tableSearch) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cancel()
}

// found waits a moment until so many rows are found or the search is at its end, and returns what there is.
func (s *tableSearch) found(ctx context.Context, enough int64) ([]domain.RowID, Searched, error) {
	timer := s.clock.NewTimer(soonFound)
	defer timer.Stop()
	for waits := true; ; {
		s.mu.Lock()
		ids, searched, err, changed := s.ids, Searched{State: s.state, Share: s.share}, s.err, s.changed
		s.mu.Unlock()
		if err != nil || !waits || searched.State != SearchRunning || int64(len(ids)) >= enough {
			return ids, searched, err
		}
		select {
		case <-changed:
		case <-timer.C():
			waits = false
		case <-ctx.Done():
			return nil, searched, ctx.Err()
		}
	}
}

// StopSearch ends the search under way; what it found stays.
func (a *ProjectAPI) StopSearch() error {
	if s := a.searching.current(); s != nil {
		s.stop()
	}
	return nil
}

// ContinueSearch goes on with a search that was stopped.
func (a *ProjectAPI) ContinueSearch() error {
	if s := a.searching.current(); s != nil {
		s.goOn()
	}
	return nil
}

// foundRows is Rows of a query with a search: of the rows found so far.
func (a *ProjectAPI) foundRows(ctx context.Context, query RowsQuery, q domain.RowQuery) (RowsPage, error) {
	s, err := a.search(ctx, q)
	if err != nil {
		return RowsPage{}, err
	}
	ids, searched, err := s.found(ctx, q.Offset+int64(q.Limit))
	if err != nil {
		return RowsPage{}, err
	}
	only := domain.RowQuery{Table: q.Table, Fields: q.Fields, Sort: q.Sort, Limit: q.Limit, Offset: q.Offset, Deleted: domain.IncludeDeleted, Only: append([]domain.RowID{}, ids...)}
	return a.page(ctx, query, only, RowsPage{Total: int64(len(ids)), Searched: searched})
}
