package api

import (
	"context"
	"errors"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
)

// wide is a project with a table whose search goes on part by part, each when the test says so.
type wide struct {
	Project
	edition int64
	parts   chan domain.FoundRows
	asked   chan domain.RowID
	fails   error
}

func (w *wide) Edition(context.Context) (int64, error) { return w.edition, nil }

func (w *wide) Search(ctx context.Context, _ domain.RowQuery, behind domain.RowID, found func(domain.FoundRows) bool) error {
	w.asked <- behind
	for {
		select {
		case part := <-w.parts:
			if !found(part) || part.Share == 1 {
				return w.fails
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (w *wide) Rows(_ context.Context, q domain.RowQuery) (page domain.RowPage, err error) {
	for _, id := range q.Only[min(int(q.Offset), len(q.Only)):min(int(q.Offset)+q.Limit, len(q.Only))] {
		page.Rows = append(page.Rows, domain.StoredRow{ID: id})
	}
	return page, nil
}

func searched(t *testing.T) (*ProjectAPI, *wide, *clock.Manual) {
	t.Helper()
	w := &wide{parts: make(chan domain.FoundRows), asked: make(chan domain.RowID, 1)}
	manual := clock.NewManual(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	return &ProjectAPI{caller: caller{life: t.Context()}, project: w, clock: manual}, w, manual
}

// until asks for the rows until the search is in a state.
func until(t *testing.T, a *ProjectAPI, query RowsQuery, state SearchState) RowsPage {
	t.Helper()
	for {
		page, err := a.Rows(query)
		if err != nil {
			t.Fatal(err)
		}
		if page.Searched.State == state {
			return page
		}
	}
}

func TestSearchShowsWhatItFoundSoFarAndCanBeStopped(t *testing.T) {
	a, w, _ := searched(t)
	query := RowsQuery{Table: "Contacts", Search: "zoé", Limit: 2}
	go func() { w.parts <- domain.FoundRows{IDs: []domain.RowID{1, 5, 7}, Through: 10, Share: 0.1} }()
	page := until(t, a, query, SearchRunning)
	if page.Total != 3 || len(page.Rows) != 2 || page.Searched.Share != 0.1 {
		t.Errorf("while it runs: %+v", page)
	}
	<-w.asked
	if err := a.StopSearch(); err != nil {
		t.Fatal(err)
	}
	if page = until(t, a, query, SearchStopped); page.Total != 3 || page.Searched.Share != 0.1 {
		t.Errorf("stopped: %+v", page)
	}
	if err := a.ContinueSearch(); err != nil {
		t.Fatal(err)
	}
	if behind := <-w.asked; behind != 10 {
		t.Errorf("went on behind row %d, want 10", behind)
	}
	w.parts <- domain.FoundRows{IDs: []domain.RowID{99}, Through: 100, Share: 1}
	if page = until(t, a, query, SearchWhole); page.Total != 4 || page.Searched.Share != 1 {
		t.Errorf("at the end: %+v", page)
	}
}

func TestSearchFindsNoMoreThanIsShown(t *testing.T) {
	a, w, _ := searched(t)
	go func() {
		w.parts <- domain.FoundRows{IDs: make([]domain.RowID, maxFound+1), Through: 20_000, Share: 0.5}
	}()
	page := until(t, a, RowsQuery{Table: "Contacts", Search: "a", Limit: 1}, SearchFull)
	if page.Total != maxFound {
		t.Errorf("%d rows, want %d", page.Total, maxFound)
	}
}

func TestSearchBeginsAnewForOtherWordsAndOtherRows(t *testing.T) {
	a, w, manual := searched(t)
	query := RowsQuery{Table: "Contacts", Search: "a", Limit: 1}
	whole := func(id domain.RowID) { w.parts <- domain.FoundRows{IDs: []domain.RowID{id}, Through: 9, Share: 1} }
	go whole(1)
	until(t, a, query, SearchWhole)
	<-w.asked
	query.Sort, query.Offset = "Email", 0 // the same search in another order
	until(t, a, query, SearchWhole)
	w.edition++ // a run goes on: what was found is shown a little longer
	if page := until(t, a, query, SearchWhole); page.Rows[0].ID != "1" {
		t.Errorf("got %+v", page)
	}
	manual.Advance(staleAfter)
	go whole(2)
	if page := until(t, a, query, SearchWhole); page.Rows[0].ID != "2" {
		t.Errorf("after the rows changed: %+v", page)
	}
	<-w.asked
	go whole(3)
	query.Search = "b"
	if page := until(t, a, query, SearchWhole); page.Rows[0].ID != "3" {
		t.Errorf("other words: %+v", page)
	}
}

func TestSearchThatFailsIsSaidAndTriedAgain(t *testing.T) {
	a, w, _ := searched(t)
	w.fails = errors.New("the database is gone")
	query := RowsQuery{Table: "Contacts", Search: "a", Limit: 1}
	for range 2 {
		go func() { w.parts <- domain.FoundRows{Share: 1} }()
		for {
			page, err := a.Rows(query)
			if errors.Is(err, w.fails) {
				break
			}
			if err != nil || page.Searched.State != SearchRunning {
				t.Fatalf("%+v, %v", page, err)
			}
		}
		<-w.asked
	}
}
