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
	live      chan struct{}   // closed when the live export folder is not written any more
	tray      chan struct{}   // closed when the tray is gone; nil without one
	forwarded <-chan struct{} // closed when no event leaves for the window any more; nil without one
}

// Start begins to run the schedule. It is called once, after New.
func (b *Backend) Start(ctx context.Context) error {
	if b.serve != nil {
		return errors.New("start: already started")
	}
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	b.serve = &serving{cancel: cancel, ended: make(chan error, 1), told: make(chan struct{}), live: make(chan struct{})}
	if b.options.Observer != nil {
		b.serve.forwarded = b.api.Forward(life, b.options.Observer)
	}
	go func() { b.serve.ended <- b.scheduler.Serve(life) }()
	go b.tell(life, b.serve.told)
	go b.keepLiveExport(life, b.serve.live)
	if b.options.Tray {
		b.healLogin(ctx)
		b.answerLinks(ctx)
		b.serve.tray = make(chan struct{})
		go b.showTray(life, b.serve.tray)
	}
	b.control.started()
	b.log.WithField(logging.Component, "backend").Info("Started")
	return nil
}

// HandOver ends what runs as Stop does, and replaces this program by a new start of its
// binary with these arguments: it keeps hold of the data folder and goes on from there.
// What did not end within ctx is cut off, as by a crash, and goes on from its checkpoint.
// HandOver returns only when the start failed; everything is then closed.
func (b *Backend) HandOver(ctx context.Context, args ...string) error {
	instance := b.instance
	b.instance = nil
	ending := b.Stop(ctx)
	if err := instance.HandOver(args...); err != nil {
		return errors.Join(ending, err, instance.Release())
	}
	return nil
}

// Stop ends what runs (each run after its batch) and closes everything, within ctx. It
// is safe to call for a backend that was never started, and more than once.
func (b *Backend) Stop(ctx context.Context) error {
	if b == nil {
		return nil
	}
	var errs []error
	b.control.stop()
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
		select {
		case <-b.serve.live:
		case <-ctx.Done():
			errs = append(errs, errors.New("a file of the live export folder did not end in time"))
		}
		if b.serve.forwarded != nil {
			<-b.serve.forwarded
		}
		if b.serve.tray != nil {
			<-b.serve.tray
		}
		b.serve = nil
	}
	return errors.Join(append(errs, b.release())...)
}
