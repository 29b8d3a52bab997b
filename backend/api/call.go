package api

import (
	"context"
	"sync"
	"time"
)

// Time limits of bound methods: a page that waits longer than this for an answer
// serves nobody.
const (
	quick   = 15 * time.Second // the program's own databases
	service = 2 * time.Minute  // a call to the service
	long    = time.Hour        // exports and dry runs; they can be cancelled
)

// caller derives the contexts of bound methods. Wails gives them none, so the
// app's life is the context they all come from.
type caller struct {
	life context.Context //nolint:containedctx // the app-lifetime context of the façade, see the package's doc
}

func (c caller) within(limit time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.life, limit)
}

// moment returns a time as the window reads it: RFC 3339 in UTC, "" for never.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// orEmpty keeps lists from travelling as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// orEmptyMap keeps maps from travelling as null.
func orEmptyMap[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}

func convert[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = f(a)
	}
	return out
}

// underWay is a piece of work that the person can cancel. Safe for concurrent use.
type underWay struct {
	mu     sync.Mutex
	cancel context.CancelFunc // nil when there is none; guarded by mu
}

// begin makes a piece of work the one that stop ends. The one before, if it still goes on, can no longer be stopped.
func (w *underWay) begin(cancel context.CancelFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cancel = cancel
}

func (w *underWay) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cancel != nil {
		w.cancel()
		w.cancel = nil
	}
}
