package notify_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"

	"tributary/backend/notify"
	"tributary/backend/sessionbus/sessionbustest"
)

// desktop is a notification service on a real session bus, which keeps what stands on it.
type desktop struct {
	mu    sync.Mutex // guards all below
	last  uint32
	stand map[uint32]string
	conn  *dbus.Conn
}

// click is a click on the newest bubble; some desktops leave it standing all the same.
func (d *desktop) click(t *testing.T) {
	t.Helper()
	d.mu.Lock()
	id := d.last
	d.mu.Unlock()
	if err := d.conn.Emit("/org/freedesktop/Notifications", "org.freedesktop.Notifications.ActionInvoked", id, "default"); err != nil {
		t.Fatal(err)
	}
}

// Notify shows a notification.
func (d *desktop) Notify(_ string, _ uint32, _, title, _ string, _ []string, _ map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last++
	d.stand[d.last] = title
	return d.last, nil
}

// CloseNotification puts one away.
func (d *desktop) CloseNotification(id uint32) *dbus.Error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, stands := d.stand[id]; !stands {
		return dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", nil)
	}
	delete(d.stand, id)
	return nil
}

func (d *desktop) titles() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []string
	for _, title := range d.stand {
		list = append(list, title)
	}
	slices.Sort(list)
	return list
}

// openDesktop puts a desktop on a session bus of its own.
func openDesktop(t *testing.T) *desktop {
	t.Helper()
	conn := sessionbustest.Start(t, "DBUS_SESSION_BUS_ADDRESS")
	d := &desktop{stand: map[uint32]string{}, conn: conn}
	const name, path = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
	if err := conn.Export(d, path, name); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOnlyTheBubblesAboutItAreWithdrawn(t *testing.T) {
	d := openDesktop(t)
	b := notify.NewBubbles(func(string) {})
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, n := range []notify.Bubble{{Title: "shop", About: "1"}, {Title: "list", About: "2"}, {Title: "several"}} {
		if err := b.Show(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		about string
		want  []string
	}{
		{"1", []string{"list", "several"}},
		{"1", []string{"list", "several"}}, // gone already
		{"", []string{"list", "several"}},
		{"2", []string{"several"}},
	} {
		if err := b.Withdraw(t.Context(), c.about); err != nil {
			t.Errorf("withdraw %q: %v", c.about, err)
		}
		if got := d.titles(); !slices.Equal(got, c.want) {
			t.Errorf("after withdrawing %q, %q stand, want %q", c.about, got, c.want)
		}
	}
	if err := b.Show(t.Context(), notify.Bubble{Title: "shop", About: "1"}); err != nil {
		t.Fatal(err)
	}
	d.mu.Lock()
	clear(d.stand) // without a word
	d.mu.Unlock()
	if err := b.Withdraw(t.Context(), "1"); err != nil {
		t.Errorf("withdraw one that has gone by itself: %v", err)
	}
}

func TestABubbleThatWasClickedIsPutAway(t *testing.T) {
	d := openDesktop(t)
	opened := make(chan string, 1)
	b := notify.NewBubbles(func(page string) { opened <- page })
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := b.Show(t.Context(), notify.Bubble{Title: "shop", About: "1", Page: "/integrations/1"}); err != nil {
		t.Fatal(err)
	}
	d.click(t)
	if page := <-opened; page != "/integrations/1" || len(d.titles()) > 0 {
		t.Errorf("the page %q was opened; %q stand", page, d.titles())
	}
}
