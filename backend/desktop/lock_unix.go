//go:build !windows

package desktop

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock is an advisory lock on a file. It belongs to the open file, so a program that
// inherits the file holds the lock without a moment in which it is free; the lock
// libraries keep their file to themselves.
type lock struct{ file *os.File }

// takeLock returns nil when somebody else holds the lock.
func takeLock(path string) (*lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // G304: the data folder is the person's choice
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case errors.Is(err, unix.EWOULDBLOCK):
		return nil, file.Close()
	case err != nil:
		return nil, errors.Join(err, file.Close())
	}
	return &lock{file}, nil
}

func (l *lock) release() error { return l.file.Close() }
