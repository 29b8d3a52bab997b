package notify

import (
	"context"
	"errors"
	"fmt"
	"html"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"

	"tributary/backend/sessionbus"
)

// The notification service of the desktop (Desktop Notifications Specification 1.2).
const (
	serviceName  = "org.freedesktop.Notifications"
	servicePath  = "/org/freedesktop/Notifications"
	actionOpened = serviceName + ".ActionInvoked"
	actionClosed = serviceName + ".NotificationClosed"
	// clicked is the name of the action that a click on the bubble itself means.
	clicked = "default"
	// answerLimit bounds what nobody waits for.
	answerLimit = 2 * time.Second
)

// Bubbles shows notifications through the desktop's own service. Safe for concurrent use.
type Bubbles struct {
	open func(page string)

	mu    sync.Mutex // guards all below
	conn  *dbus.Conn // nil: not connected yet, or any more
	shown map[uint32]Bubble
	done  sync.WaitGroup
}

// NewBubbles returns a Bubbles; open is called, in a goroutine of its own, with the page of a
// bubble that was clicked. Nothing is connected before the first Show.
func NewBubbles(open func(page string)) *Bubbles {
	return &Bubbles{open: open, shown: map[uint32]Bubble{}}
}

// Available tells whether the desktop can show notifications, and why not.
func (b *Bubbles) Available(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.connect(ctx); err != nil {
		return err
	}
	call := b.service().CallWithContext(ctx, serviceName+".GetServerInformation", 0)
	if call.Err != nil {
		return fmt.Errorf("ask the notification service: %w", call.Err)
	}
	return nil
}

// Show shows a bubble and returns when the desktop has taken it.
func (b *Bubbles) Show(ctx context.Context, n Bubble) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.connect(ctx); err != nil {
		return err
	}
	urgency := byte(1)
	if n.Urgent {
		urgency = 2
	}
	hints := map[string]dbus.Variant{"urgency": dbus.MakeVariant(urgency), "desktop-entry": dbus.MakeVariant("tributary")}
	var id uint32
	err := b.service().CallWithContext(ctx, serviceName+".Notify", 0, program, uint32(0), "tributary", n.Title, html.EscapeString(n.Body),
		[]string{clicked, ""}, hints, int32(-1)).Store(&id)
	if err != nil {
		return fmt.Errorf("show a notification: %w", err)
	}
	b.shown[id] = n
	return nil
}

// Withdraw puts away the bubbles about this that still stand.
func (b *Bubbles) Withdraw(ctx context.Context, about string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if about == "" || b.conn == nil || !b.conn.Connected() { // the desktop that showed them is gone
		return nil
	}
	var failed []error
	for id, n := range b.shown {
		if n.About != about {
			continue
		}
		delete(b.shown, id)
		err := b.service().CallWithContext(ctx, serviceName+".CloseNotification", 0, id).Err
		var answer dbus.Error // the desktop's own: it has gone from there already
		if err != nil && !errors.As(err, &answer) {
			failed = append(failed, fmt.Errorf("put a notification away: %w", err))
		}
	}
	return errors.Join(failed...)
}

func (b *Bubbles) service() dbus.BusObject { return b.conn.Object(serviceName, servicePath) }

// connect opens the connection, once; again after the desktop's session bus went away.
func (b *Bubbles) connect(ctx context.Context) error {
	if b.conn != nil && b.conn.Connected() {
		return nil
	}
	conn, err := sessionbus.Connect(ctx)
	if err != nil {
		return err
	}
	if err := conn.AddMatchSignal(dbus.WithMatchObjectPath(servicePath), dbus.WithMatchInterface(serviceName)); err != nil {
		return errors.Join(fmt.Errorf("listen for clicks: %w", err), conn.Close())
	}
	const waiting = 16
	signals := make(chan *dbus.Signal, waiting)
	conn.Signal(signals)
	b.conn = conn
	b.done.Go(func() { b.listen(signals) }) //nolint:contextcheck // clicks come long after the first bubble was shown
	return nil
}

// listen follows clicks until the connection is closed, which closes the channel.
func (b *Bubbles) listen(signals <-chan *dbus.Signal) {
	for s := range signals {
		if len(s.Body) < 1 {
			continue
		}
		id, ok := s.Body[0].(uint32)
		if !ok {
			continue
		}
		switch s.Name {
		case actionOpened:
			if page, mine := b.take(id); mine {
				go func() { // not waited for: opening a page may end this program's life
					b.putAway(id)
					b.open(page)
				}()
			}
		case actionClosed: // put away, or its time was over: nobody asked for anything
			b.take(id)
		}
	}
}

// putAway closes a bubble that was clicked: not every desktop does it by itself. That it has
// gone already is no fault.
func (b *Bubbles) putAway(id uint32) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.conn != nil && b.conn.Connected() {
		ctx, cancel := context.WithTimeout(context.Background(), answerLimit)
		defer cancel()
		_ = b.service().CallWithContext(ctx, serviceName+".CloseNotification", 0, id).Err
	}
}

func (b *Bubbles) take(id uint32) (page string, mine bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, mine := b.shown[id]
	delete(b.shown, id)
	return n.Page, mine
}

// Close ends the connection; clicks are followed no more.
func (b *Bubbles) Close() error {
	b.mu.Lock()
	conn := b.conn
	b.conn = nil
	b.mu.Unlock()
	if conn == nil {
		return nil
	}
	err := conn.Close()
	b.done.Wait()
	return err
}
