package secret

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

// dialLimit is how long a session bus on this machine may take to accept.
const dialLimit = time.Second

// sessionReachable returns ErrNoKeychain unless a session bus accepts
// connections. Without this look the D-Bus library starts a bus of its own with
// dbus-launch, which hangs for ever where there is no display.
func sessionReachable() error {
	address := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if address == "" || address == "autolaunch:" {
		runtime := os.Getenv("XDG_RUNTIME_DIR")
		if runtime == "" {
			return fmt.Errorf("%w: no session bus", ErrNoKeychain)
		}
		address = "unix:path=" + filepath.Join(runtime, "bus")
	}
	socket, known := unixSocket(address)
	if !known {
		return nil // another transport (tcp:): the library dials it
	}
	dialer := net.Dialer{Timeout: dialLimit}
	conn, err := dialer.DialContext(context.Background(), "unix", socket)
	if err != nil {
		return fmt.Errorf("%w: session bus: %w", ErrNoKeychain, err)
	}
	return conn.Close()
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

// noService recognises a bus on which nobody offers a keychain.
func noService(err error) bool {
	var answer dbus.Error
	if !errors.As(err, &answer) {
		return false
	}
	switch answer.Name {
	case "org.freedesktop.DBus.Error.ServiceUnknown",
		"org.freedesktop.DBus.Error.NameHasNoOwner",
		"org.freedesktop.DBus.Error.Spawn.ServiceNotFound",
		"org.freedesktop.DBus.Error.Spawn.ExecFailed":
		return true
	}
	return false
}
