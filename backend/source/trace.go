package source

import (
	"context"
	"slices"
	"sync"

	"tributary/backend/domain"
)

type traceKey struct{}

// WithTrace has the requests of a connector told to note, in the order they end. A connector
// that sends none tells none. note is called from any goroutine and must be quick.
func WithTrace(ctx context.Context, note func(domain.Exchange)) context.Context {
	return context.WithValue(ctx, traceKey{}, note)
}

// Trace returns whom requests are told to; nil where nobody wants to know.
func Trace(ctx context.Context) func(domain.Exchange) {
	note, _ := ctx.Value(traceKey{}).(func(domain.Exchange))
	return note
}

// How many requests a Log keeps.
const (
	keptFirst = 50
	keptLast  = 150
)

// Log keeps what a connector asks for: the first requests and the last, and how many there
// were. The zero value is ready. Safe for concurrent use.
type Log struct {
	mu   sync.Mutex // guards all below
	seen domain.Exchanges
	next int // where in seen.Last, once it is full, the oldest stands
}

// Note adds a request; it is what WithTrace wants.
func (l *Log) Note(e domain.Exchange) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen.Count++
	l.seen.Bytes += e.Bytes
	if e.Failed() {
		l.seen.Failed++
	}
	switch {
	case len(l.seen.First) < keptFirst:
		l.seen.First = append(l.seen.First, e)
	case len(l.seen.Last) < keptLast:
		l.seen.Last = append(l.seen.Last, e)
	default:
		l.seen.Last[l.next] = e
		l.next = (l.next + 1) % keptLast
	}
}

// All returns what was noted so far.
func (l *Log) All() domain.Exchanges {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := l.seen
	out.First = slices.Clone(l.seen.First)
	out.Last = append(slices.Clone(l.seen.Last[l.next:]), l.seen.Last[:l.next]...)
	return out
}
