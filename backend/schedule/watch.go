package schedule

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
)

const (
	// stallLimit is how long a connector may bring nothing before its run is ended. Requests
	// have limits of their own; thousands of them without one new record take hours at a
	// service that allows one a second. What is left is a file on a drive that is gone.
	stallLimit = 6 * time.Hour
	// stopGrace is what a connector gets to come to an end in; a call of the system that
	// hangs cannot be cancelled, and is left behind.
	stopGrace = time.Minute
)

var errStalled = errors.New("nothing came for too long")

// watch lets a connector work on a goroutine of its own, so that one that hangs holds up
// neither its run nor the end of the program.
type watch struct {
	clock clock.Clock
	moved chan struct{} // a step ended

	mu   sync.Mutex // held in a step, so that none is under way once the connector is left behind
	left bool
}

// watched runs work, whose steps (what it hands over) go through step. It returns what work
// returns, or an error when nothing moved for stallLimit, or ctx ended and work did not.
func watched[T any](ctx context.Context, c clock.Clock, work func(ctx context.Context, step func(func() error) error) (T, error)) (T, error) {
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	w := &watch{clock: c, moved: make(chan struct{}, 1)}
	var (
		value  T
		err    error
		broken string // how it panicked
	)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer func() {
			if p := recover(); p != nil {
				broken = fmt.Sprintf("%v\n%s", p, debug.Stack())
			}
		}()
		value, err = work(inner, func(hand func() error) error { return w.step(inner, hand) })
	}()
	if leave := w.wait(ctx, ended, stop); leave != nil {
		var none T
		return none, leave
	}
	if broken != "" {
		panic(broken) // whoever called is prepared for it, as if the work had run there
	}
	if err != nil && errors.Is(context.Cause(inner), errStalled) {
		err = stalled()
	}
	return value, err
}

// step hands something over, unless the connector was left behind.
func (w *watch) step(ctx context.Context, hand func() error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left {
		return context.Cause(ctx)
	}
	err := hand()
	select {
	case w.moved <- struct{}{}:
	default:
	}
	return err
}

// wait returns nil when the work has ended, an error when it is left behind.
func (w *watch) wait(ctx context.Context, ended <-chan struct{}, stop context.CancelCauseFunc) error {
	for {
		timer := w.clock.NewTimer(stallLimit)
		select {
		case <-ended:
			timer.Stop()
			return nil
		case <-w.moved:
			timer.Stop()
		case <-ctx.Done():
			timer.Stop()
			return w.leave(ended, context.Cause(ctx))
		case <-timer.C():
			if w.isMoving() {
				continue
			}
			stop(errStalled)
			return w.leave(ended, stalled())
		}
	}
}

// isMoving tells, when the limit is reached, whether a step has ended meanwhile, or is under
// way: then it is the one who takes it that is slow.
func (w *watch) isMoving() bool {
	select {
	case <-w.moved:
		return true
	default:
	}
	if !w.mu.TryLock() {
		return true
	}
	w.mu.Unlock()
	return false
}

// leave waits a while for the work, then leaves it behind with err.
func (w *watch) leave(ended <-chan struct{}, err error) error {
	timer := w.clock.NewTimer(stopGrace)
	defer timer.Stop()
	select {
	case <-ended:
		return nil
	case <-timer.C():
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = true
	return err
}

// stalled is the error of a run that was ended because nothing moved.
func stalled() error {
	return &domain.Error{
		Kind: domain.ServiceDown, Code: "stalled", What: "Nothing came for six hours.",
		Means: "The run was ended so that others are not held up. What came before stays in the project.",
		Do:    "For files: see whether their drive can be reached. The next run goes on where this one stopped.",
	}
}
