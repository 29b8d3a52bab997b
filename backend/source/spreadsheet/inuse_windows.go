package spreadsheet

import (
	"errors"

	"golang.org/x/sys/windows"
)

// inUse recognises a file that another program holds.
func inUse(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}
