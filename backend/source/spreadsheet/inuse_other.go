//go:build !windows

package spreadsheet

import (
	"errors"
	"syscall"
)

// inUse recognises a file that another program holds.
func inUse(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) || errors.Is(err, syscall.EAGAIN)
}
