package desktop

import (
	"context"
	"time"

	"fyne.io/systray"
	"github.com/godbus/dbus/v5"

	"tributary/backend/sessionbus"
)

// The place for trays on the session bus (StatusNotifierItem specification, freedesktop.org).
const (
	trayHost       = "org.kde.StatusNotifierWatcher"
	trayHostPath   = "/StatusNotifierWatcher"
	trayHostMethod = trayHost + ".RegisterStatusNotifierItem"
)

// busLimit bounds a call on the session bus.
const busLimit = 5 * time.Second

// trayPossible looks for a session bus first: the library would start one of its own.
func trayPossible(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, busLimit)
	defer cancel()
	return sessionbus.Reachable(ctx) == nil
}

func trayImage(png []byte) []byte { return png }

func runTray(onReady func()) (end func()) {
	start, end := systray.RunWithExternalLoop(onReady, func() {})
	start()
	return end
}

// stayRegistered registers the tray whenever a panel starts. The library does so too, on
// the bus connection it shares with the keychain: a signal for that one (the person
// unlocked the keychain) ends its watching for ever.
func stayRegistered(ctx context.Context) (stop func()) {
	within, cancel := context.WithTimeout(ctx, busLimit)
	defer cancel()
	conn, err := sessionbus.Connect(within)
	if err != nil {
		return func() {} // the library's own watching has to do
	}
	signals := make(chan *dbus.Signal, 16)
	conn.Signal(signals)
	err = conn.AddMatchSignal(dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, trayHost))
	if err != nil {
		_ = conn.Close() // nothing was registered on it
		return func() {}
	}
	go func() { // ends when the connection is closed: the channel is closed with it
		for s := range signals {
			if len(s.Body) != 3 || s.Body[2] == "" {
				continue
			}
			register(ctx)
		}
	}()
	return func() { _ = conn.Close() } // the process ends
}

// register asks the panel to show the tray, on the library's connection and in its words:
// the panel takes that for the same tray as the library's own asking.
func register(ctx context.Context) {
	shared, err := dbus.SessionBus()
	if err != nil {
		return // then the tray itself is gone
	}
	ctx, cancel := context.WithTimeout(ctx, busLimit)
	defer cancel()
	_ = shared.Object(trayHost, trayHostPath).CallWithContext(ctx, trayHostMethod, 0, "/StatusNotifierItem").Err // the panel may be gone again
}
