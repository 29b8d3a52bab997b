package backend

import (
	"context"
	"errors"

	"tributary/backend/logging"
)

// serving is the schedule in hand.
type serving struct {
	cancel    context.CancelFunc
	ended     chan error
	told      chan struct{}   // closed when nobody is told anything any more
	forwarded <-chan struct{} // closed when no event leaves for the window any more; nil without one
}

// Start begins to run the schedule. It is called once, after New.
func (b *Backend) Start(ctx context.Context) error {
	if b.serve != nil {
		return errors.New("start: already started")
	}
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	b.serve = &serving{cancel: cancel, ended: make(chan error, 1), told: make(chan struct{})}
	if b.options.Observer != nil {
		b.serve.forwarded = b.api.Forward(life, b.options.Observer)
	}
	go func() { b.serve.ended <- b.scheduler.Serve(life) }()
	go b.tell(life, b.serve.told)
	b.log.WithField(logging.Component, "backend").Info("Started")
	return nil
}

// Stop ends what runs (each run after its batch) and closes everything, within ctx. It
// is safe to call for a backend that was never started, and more than once.
func (b *Backend) Stop(ctx context.Context) error {
	if b == nil {
		return nil
	}
	var errs []error
	if b.serve != nil {
		b.serve.cancel()
		select {
		case err := <-b.serve.ended:
			if err != nil && !errors.Is(err, context.Canceled) {
				errs = append(errs, err)
			}
		case <-ctx.Done():
			errs = append(errs, errors.New("the runs in hand did not end in time"))
		}
		select {
		case <-b.serve.told:
		case <-ctx.Done():
			errs = append(errs, errors.New("a mail in hand did not end in time"))
		}
		if b.serve.forwarded != nil {
			<-b.serve.forwarded
		}
		b.serve = nil
	}
	return errors.Join(append(errs, b.release())...)
}
