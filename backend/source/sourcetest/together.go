package sourcetest

import (
	"context"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
)

func checkConcurrent(t testing.TB, s Subject) {
	t.Helper()
	want := readAll(t, s).identities(s)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := s.Connector.Check(t.Context(), s.Config); err != nil {
				t.Errorf("Check: %v", err)
			}
			if _, err := s.Connector.Discover(t.Context(), s.Config); err != nil {
				t.Errorf("Discover: %v", err)
			}
			r := read(t.Context(), s, domain.ReadRequest{Mode: domain.FullRead}, nil)
			if r.err != nil {
				t.Errorf("Read: %v", r.err)
			}
			if got := r.identities(s); !slices.Equal(got, want) {
				t.Errorf("a read beside others brings %d records in this order, alone %d", len(got), len(want))
			}
			// A record belongs to its receiver: writing to it must disturb nobody.
			for _, page := range r.pages {
				for _, record := range page.Records {
					record["written by the suite"] = true
				}
			}
		})
	}
	wg.Wait()
}

// checkGoroutines ends reads in every way and looks for what stays behind.
func checkGoroutines(t testing.TB, s Subject) {
	t.Helper()
	readAll(t, s) // what is made once and kept is made now
	before := settled(s, 0)
	for range 5 {
		readAll(t, s)
		_ = read(t.Context(), s, domain.ReadRequest{Mode: domain.FullRead, Limit: 1}, nil)
		_ = read(t.Context(), s, domain.ReadRequest{Mode: domain.FullRead}, func(int, domain.Page) error { return errStop })
		ctx, cancel := context.WithCancel(t.Context())
		_ = read(ctx, s, domain.ReadRequest{Mode: domain.FullRead}, func(int, domain.Page) error {
			cancel()
			return nil
		})
		cancel()
	}
	// One that ends at its own time (a server's) may still be about.
	const slack = 3
	if after := settled(s, before+slack); after > before+slack {
		var stacks strings.Builder
		_ = pprof.Lookup("goroutine").WriteTo(&stacks, 1) // a Builder never fails
		t.Errorf("%d goroutines before, %d after 20 reads:\n%.4000s", before, after, stacks.String())
	}
}

// settled counts goroutines when their number has come down to want, or does
// not fall any more.
func settled(s Subject, want int) int {
	if s.Settle != nil {
		s.Settle()
	}
	const patience = 500 // polls without a change: two seconds, for a busy machine
	count := runtime.NumGoroutine()
	for calm := 0; count > want && calm < patience; calm++ {
		// Polling, since the end of a goroutine cannot be waited for from outside.
		_ = clock.System{}.Sleep(context.Background(), 4*time.Millisecond)
		if now := runtime.NumGoroutine(); now < count {
			count, calm = now, 0
		}
	}
	return count
}
