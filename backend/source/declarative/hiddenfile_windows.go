package declarative

import (
	"os"

	"golang.org/x/sys/windows"
)

// hiddenFile is a file of its own that the system deletes when it is closed, or when the
// program ends in whatever way.
func hiddenFile() (file *os.File, drop func(), err error) {
	named, err := os.CreateTemp("", "tributary-answer-*")
	if err != nil {
		return nil, nil, err
	}
	name := named.Name()
	if err := named.Close(); err != nil {
		return nil, nil, err
	}
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, nil, err
	}
	const access, flags = windows.GENERIC_READ | windows.GENERIC_WRITE, windows.FILE_ATTRIBUTE_TEMPORARY | windows.FILE_FLAG_DELETE_ON_CLOSE
	handle, err := windows.CreateFile(path, access, 0, nil, windows.OPEN_EXISTING, flags, 0)
	if err != nil {
		_ = os.Remove(name) // the error above says more
		return nil, nil, err
	}
	file = os.NewFile(uintptr(handle), name)
	return file, func() { _ = file.Close() }, nil // closing deletes it
}
