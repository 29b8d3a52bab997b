package sessionbus

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// ErrNone tells that there is no session bus.
var ErrNone = errors.New("no session bus")

// dialLimit is how long a session bus on this machine may take to accept.
const dialLimit = time.Second

// Reachable returns ErrNone unless a session bus accepts connections.
func Reachable(ctx context.Context) error {
	address := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if address == "" || address == "autolaunch:" {
		runtime := os.Getenv("XDG_RUNTIME_DIR")
		if runtime == "" {
			return ErrNone
		}
		address = "unix:path=" + filepath.Join(runtime, "bus")
	}
	socket, known := unixSocket(address)
	if !known {
		return nil // another transport (tcp:): the library dials it
	}
	dialer := net.Dialer{Timeout: dialLimit}
	conn, err := dialer.DialContext(ctx, "unix", socket)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNone, err)
	}
	return conn.Close()
}

// Connect opens a connection of its own: the library's shared one hands the signals of every
// part of the program to all others. The caller closes it.
func Connect(ctx context.Context) (*dbus.Conn, error) {
	if err := Reachable(ctx); err != nil {
		return nil, err
	}
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		return nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	return conn, nil
}

// unixSocket finds the socket in a D-Bus server address such as
// "unix:path=/run/user/1000/bus,guid=…" (D-Bus specification, "Server
// Addresses").
func unixSocket(address string) (socket string, ok bool) {
	first, _, _ := strings.Cut(address, ";")
	options, ok := strings.CutPrefix(first, "unix:")
	if !ok {
		return "", false
	}
	for _, option := range strings.Split(options, ",") {
		key, value, _ := strings.Cut(option, "=")
		if plain, err := url.PathUnescape(value); err == nil {
			value = plain
		}
		switch key {
		case "path":
			return value, true
		case "abstract":
			return "@" + value, true
		}
	}
	return "", false
}
