package source

import (
	"context"
	"time"
)

// Exchange is one request to a service and its answer, fit to be shown: without heads,
// bodies, and anything secret.
type Exchange struct {
	At      time.Time
	Method  string
	Address string // with its query; what is secret in it is hidden
	Status  int    // of HTTP; 0 where there was no answer
	Took    time.Duration
	Bytes   int64  // of the answer's body that were read so far
	Failure string // why there was no answer; ""
}

type traceKey struct{}

// WithTrace has the requests of a connector told to note, in the order they end. A connector
// that sends none tells none. note is called from any goroutine and must be quick.
func WithTrace(ctx context.Context, note func(Exchange)) context.Context {
	return context.WithValue(ctx, traceKey{}, note)
}

// Trace returns whom requests are told to; nil where nobody wants to know.
func Trace(ctx context.Context) func(Exchange) {
	note, _ := ctx.Value(traceKey{}).(func(Exchange))
	return note
}
