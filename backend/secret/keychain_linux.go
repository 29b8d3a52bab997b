package secret

import (
	"context"
	"errors"
	"fmt"

	"github.com/godbus/dbus/v5"

	"tributary/backend/sessionbus"
)

// sessionReachable returns ErrNoKeychain unless a session bus accepts connections.
func sessionReachable() error {
	if err := sessionbus.Reachable(context.Background()); err != nil {
		return fmt.Errorf("%w: %w", ErrNoKeychain, err)
	}
	return nil
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
