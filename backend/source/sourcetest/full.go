package sourcetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"tributary/backend/domain"
)

func checkFullRead(t testing.TB, s Subject) {
	t.Helper()
	whole := readAll(t, s)
	manyPages(t, s, len(whole.pages))
	wantSet(t, s, whole.identities(s), s.Want)
	if !whole.outcome.Complete || whole.outcome.Unchanged {
		t.Errorf("outcome is %+v; want complete and not unchanged", whole.outcome)
	}
	for i, page := range whole.pages {
		if page.Positions != nil && len(page.Positions) != len(page.Records) {
			t.Errorf("page %d has %d positions for %d records", i, len(page.Positions), len(page.Records))
		}
		if page.Checkpoint != nil && !json.Valid(page.Checkpoint) {
			t.Errorf("page %d: the checkpoint is not JSON: %s", i, page.Checkpoint)
		}
		if page.Total != 0 && page.Total < int64(len(s.Want)) {
			t.Errorf("page %d announces %d records; there are %d", i, page.Total, len(s.Want))
		}
		for _, record := range page.Records {
			if !allowed(map[string]any(record)) {
				t.Fatalf("page %d: a record holds a type that is not allowed: %#v", i, record)
			}
		}
	}
	if again := readAll(t, s); !slices.Equal(again.identities(s), whole.identities(s)) {
		t.Errorf("a second full read brings other records or another order")
	}
}

func checkOneGoroutine(t testing.TB, s Subject) {
	t.Helper()
	var busy, done atomic.Bool
	var first []byte
	r := read(t.Context(), s, domain.ReadRequest{Mode: domain.FullRead}, func(int, domain.Page) error {
		if done.Load() || !busy.CompareAndSwap(false, true) {
			t.Error("yield is called by two at a time, or after Read returned")
		}
		defer busy.Store(false)
		if name := goroutine(); first == nil {
			first = name
		} else if !bytes.Equal(first, name) {
			t.Errorf("yield is called from %s and %s", first, name)
		}
		runtime.Gosched()
		return nil
	})
	done.Store(true)
	if r.err != nil {
		t.Errorf("Read: %v", r.err)
	}
}

// goroutine returns the "goroutine 12" of the caller.
func goroutine() []byte {
	stack := make([]byte, 64)
	stack = stack[:runtime.Stack(stack, false)]
	name, _, _ := bytes.Cut(stack, []byte(" ["))
	return name
}

// errStop is what a failing yield returns.
var errStop = errors.New("stopped by the suite")

func checkYieldError(t testing.TB, s Subject) {
	t.Helper()
	pages := len(readAll(t, s).pages)
	for stop := range min(pages, 3) {
		r := read(t.Context(), s, domain.ReadRequest{Mode: domain.FullRead}, func(i int, _ domain.Page) error {
			if i == stop {
				return errStop
			}
			return nil
		})
		if !errors.Is(r.err, errStop) {
			t.Errorf("yield failed at page %d, Read returned %v", stop, r.err)
		}
		if len(r.pages) != stop+1 {
			t.Errorf("yield failed at page %d and was called %d times", stop, len(r.pages))
		}
	}
}

func checkCancel(t testing.TB, s Subject) {
	t.Helper()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if r := read(ended, s, domain.ReadRequest{Mode: domain.FullRead}, nil); !errors.Is(r.err, context.Canceled) {
		t.Errorf("Read with an ended context returned %v; want context.Canceled", r.err)
	}
	if _, err := s.Connector.Discover(ended, s.Config); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("Discover with an ended context returned %v", err)
	}
	if _, err := s.Connector.Check(ended, s.Config); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("Check with an ended context returned %v", err)
	}

	pages := len(readAll(t, s).pages)
	if !manyPages(t, s, pages) {
		return
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r := read(ctx, s, domain.ReadRequest{Mode: domain.FullRead}, func(int, domain.Page) error {
		cancel()
		return nil
	})
	if !errors.Is(r.err, context.Canceled) {
		t.Errorf("cancelled in the first of %d pages, Read returned %v after %d pages", pages, r.err, len(r.pages))
	}
}

func checkLimit(t testing.TB, s Subject) {
	t.Helper()
	r := read(t.Context(), s, domain.ReadRequest{Mode: domain.FullRead, Limit: 1}, nil)
	if r.err != nil {
		t.Fatalf("Read: %v", r.err)
	}
	if r.outcome.Complete || r.outcome.Unchanged {
		t.Errorf("outcome is %+v; a limited read is neither complete nor unchanged", r.outcome)
	}
	got := len(r.identities(s))
	if got == 0 {
		t.Error("a read limited to one record brought none")
	}
	if !s.OnePage && got >= len(s.Want) {
		t.Errorf("a read limited to one record brought all %d", got)
	}
}

func checkUnknownDataType(t testing.TB, s Subject) {
	t.Helper()
	r := read(t.Context(), s, domain.ReadRequest{DataType: "no such data type \x00'\"", Mode: domain.FullRead}, nil)
	if r.err == nil {
		t.Fatalf("Read passes with %+v", r.outcome)
	}
	wantTold(t, r.err, domain.SetUp, "", secretValues(t, s, s.Config))
}
