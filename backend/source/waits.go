package source

import (
	"context"
	"time"
)

type waitsKey struct{}

// WithWaits has a connector tell note until when it asks the service for nothing, because the
// service allows no more; waits of a moment are not told. note is called from any goroutine
// and must be quick.
func WithWaits(ctx context.Context, note func(until time.Time)) context.Context {
	return context.WithValue(ctx, waitsKey{}, note)
}

// TellWait tells of a wait, if anybody wants to know.
func TellWait(ctx context.Context, until time.Time) {
	if note, _ := ctx.Value(waitsKey{}).(func(time.Time)); note != nil {
		note(until)
	}
}
