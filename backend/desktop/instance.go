package desktop

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"

	"tributary/backend/domain"
)

// Instance is the one program that runs integrations on a data folder. Make it with
// Claim; Release gives the folder free.
type Instance struct {
	dir      string
	lock     *lock
	listener *net.UnixListener
}

const (
	lockName   = "tributary.lock"
	socketName = "control.sock"
)

// Claim takes a data folder, which must exist, for this process. When another program
// holds it, the error is a *domain.Error with code already_running; Ask reaches that
// program. After HandOver the new program claims what the old one held.
func Claim(dir string) (*Instance, error) {
	if i, err := inherit(dir); i != nil || err != nil {
		return i, err
	}
	lock, err := takeLock(filepath.Join(dir, lockName))
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if lock == nil {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "already_running", What: "Tributary is already running with this data folder.",
			Means: "Two programs must not run the same integrations at once.", Do: "Use the one that runs, or close it first.",
			Details: dir,
		}
	}
	listener, err := listen(dir)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the control socket: %w", err), lock.release())
	}
	return &Instance{dir: dir, lock: lock, listener: listener}, nil
}

// Release closes the control socket and gives the lock back.
func (i *Instance) Release() error {
	path := filepath.Join(i.dir, socketName)
	place, err := os.Readlink(path)
	errs := []error{i.listener.Close()}
	if err == nil { // the socket stood elsewhere
		errs = append(errs, os.Remove(path), os.Remove(filepath.Dir(place)))
	}
	return errors.Join(append(errs, i.lock.release())...)
}

// maxSocketPath is what the address of a socket may hold on every platform (sun_path
// of macOS has 104 bytes).
const maxSocketPath = 100

// listen opens the socket for the owner alone. A socket that a killed program left is
// replaced: whoever holds the lock is the only one to listen.
func listen(dir string) (*net.UnixListener, error) {
	path := filepath.Join(dir, socketName)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	place := path
	if len(path) > maxSocketPath {
		short, err := os.MkdirTemp("", "tributary-") // for the owner alone
		if err != nil {
			return nil, err
		}
		place = filepath.Join(short, socketName)
		if err := os.Symlink(place, path); err != nil {
			return nil, err
		}
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: place, Net: "unix"})
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(place, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// socketPath is where the socket of a folder is, also when its path was too long.
func socketPath(dir string) string {
	path := filepath.Join(dir, socketName)
	if place, err := os.Readlink(path); err == nil {
		return place
	}
	return path
}
