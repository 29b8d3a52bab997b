package secret

import (
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// Keychain is where the system keeps small secrets. Its calls may block for as
// long as a person thinks.
type Keychain interface {
	// Get returns ErrNoEntry when nothing is stored, ErrNoKeychain when this
	// session has no keychain; any other error may pass (locked, dismissed).
	Get(service, user string) (string, error)
	// Set stores value; errors as of Get.
	Set(service, user, value string) error
}

// ErrNoEntry tells that the keychain works and holds no such entry.
var ErrNoEntry = errors.New("no such entry in the keychain")

// ErrNoKeychain tells that there is no keychain to talk to.
var ErrNoKeychain = errors.New("no system keychain")

// SystemKeychain is the keychain of this desktop session: Secret Service on
// Linux, Credential Manager on Windows, Keychain on macOS.
type SystemKeychain struct{}

var _ Keychain = SystemKeychain{}

// Get asks the system's keychain.
func (SystemKeychain) Get(service, user string) (string, error) {
	if err := sessionReachable(); err != nil {
		return "", err
	}
	value, err := keyring.Get(service, user)
	if err != nil {
		return "", keychainError("read", err)
	}
	return value, nil
}

// Set stores in the system's keychain.
func (SystemKeychain) Set(service, user, value string) error {
	if err := sessionReachable(); err != nil {
		return err
	}
	if err := keyring.Set(service, user, value); err != nil {
		return keychainError("write", err)
	}
	return nil
}

func keychainError(action string, err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNoEntry
	case errors.Is(err, keyring.ErrUnsupportedPlatform), noService(err):
		return fmt.Errorf("%s keychain entry: %w: %w", action, ErrNoKeychain, err)
	default:
		return fmt.Errorf("%s keychain entry: %w", action, err)
	}
}
