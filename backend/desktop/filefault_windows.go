package desktop

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// IsFull tells whether a write failed because there is no room: on the disk, or for this person.
func IsFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) || errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}

// IsClosed tells whether this person may not write there.
func IsClosed(err error) bool {
	return errors.Is(err, os.ErrPermission) || errors.Is(err, windows.ERROR_WRITE_PROTECT)
}

// IsInUse tells whether a file could not be replaced because another program holds it.
func IsInUse(err error) bool {
	var renaming *os.LinkError
	if errors.As(err, &renaming) && errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		return true // the new file could be made beside it, so it is not the folder that is closed
	}
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_USER_MAPPED_FILE)
}
