package schedule

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
)

type ended struct {
	value int
	err   error
}

// begin runs watched on the side.
func begin(ctx context.Context, c clock.Clock, work func(ctx context.Context, step func(func() error) error) (int, error)) <-chan ended {
	out := make(chan ended, 1)
	go func() {
		v, err := watched(ctx, c, work)
		out <- ended{v, err}
	}()
	return out
}

func manual(t *testing.T) (*clock.Manual, func(d time.Duration)) {
	t.Helper()
	c := clock.NewManual(time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC))
	return c, func(d time.Duration) {
		t.Helper()
		if err := c.AwaitTimers(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		c.Advance(d)
	}
}

func TestWorkThatHangsIsLeftBehind(t *testing.T) {
	c, advance := manual(t)
	hangs := make(chan struct{})
	late := make(chan error, 1)
	taken := false
	out := begin(t.Context(), c, func(_ context.Context, step func(func() error) error) (int, error) {
		<-hangs // as a call of the system does, whatever becomes of the context
		late <- step(func() error { taken = true; return nil })
		return 1, nil
	})
	advance(stallLimit)
	advance(stopGrace)
	got := <-out
	var e *domain.Error
	if !errors.As(got.err, &e) || e.Code != "stalled" || e.Kind != domain.ServiceDown || got.value != 0 {
		t.Errorf("ended with %+v", got)
	}
	close(hangs)
	if err := <-late; !errors.Is(err, errStalled) || taken {
		t.Errorf("what came after it was left behind: taken %v, error %v", taken, err)
	}
}

func TestWorkThatHeedsItsContextEndsWithTheStall(t *testing.T) {
	c, advance := manual(t)
	out := begin(t.Context(), c, func(ctx context.Context, _ func(func() error) error) (int, error) {
		<-ctx.Done()
		return 0, ctx.Err()
	})
	advance(stallLimit)
	var e *domain.Error
	if got := <-out; !errors.As(got.err, &e) || e.Code != "stalled" {
		t.Errorf("ended with %+v", got)
	}
}

func TestEveryStepBeginsTheLimitAnew(t *testing.T) {
	c, advance := manual(t)
	next := make(chan struct{})
	steps := 0
	out := begin(t.Context(), c, func(_ context.Context, step func(func() error) error) (int, error) {
		for range next {
			if err := step(func() error { steps++; return nil }); err != nil {
				return 0, err
			}
		}
		return steps, nil
	})
	for range 5 {
		advance(stallLimit - 3*time.Second)
		next <- struct{}{}
		next <- struct{}{} // once this one is taken the step before is over
		advance(2 * time.Second)
	}
	close(next)
	if got := <-out; got.err != nil || got.value != 10 {
		t.Errorf("ended with %+v", got)
	}
}

func TestCancellingWaitsForNobodyWhoHangs(t *testing.T) {
	c, _ := manual(t)
	ctx, cancel := context.WithCancel(t.Context())
	hangs := make(chan struct{})
	defer close(hangs)
	out := begin(ctx, c, func(context.Context, func(func() error) error) (int, error) {
		<-hangs
		return 0, nil
	})
	cancel()
	var got ended
	over, finish := context.WithCancel(t.Context())
	go func() {
		got = <-out
		finish()
	}()
	for c.AwaitTimers(over, 1) == nil {
		c.Advance(stopGrace)
	}
	<-over.Done()
	if !errors.Is(got.err, context.Canceled) {
		t.Errorf("ended with %+v", got)
	}
}

func TestAPanicReachesTheCaller(t *testing.T) {
	defer func() {
		if p, _ := recover().(string); !strings.Contains(p, "broken page") || !strings.Contains(p, "watch_internal_test.go") {
			t.Errorf("recovered %q, want the words and the stack", p)
		}
	}()
	_, _ = watched(t.Context(), clock.System{}, func(context.Context, func(func() error) error) (int, error) { panic("broken page") })
}
