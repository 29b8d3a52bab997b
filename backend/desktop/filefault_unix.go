//go:build !windows

package desktop

import (
	"errors"
	"os"
	"syscall"
)

// IsFull tells whether a write failed because there is no room: on the disk, or for this person.
func IsFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// IsClosed tells whether this person may not write there.
func IsClosed(err error) bool {
	return errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// IsInUse tells whether a file could not be replaced because another program holds it.
func IsInUse(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY)
}
