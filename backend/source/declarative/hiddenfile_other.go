//go:build !windows

package declarative

import "os"

// hiddenFile is a file of its own that has no name any more: the system drops it when it
// is closed, or when the program ends in whatever way.
func hiddenFile() (file *os.File, drop func(), err error) {
	if file, err = os.CreateTemp("", "tributary-answer-*"); err != nil {
		return nil, nil, err
	}
	drop = func() { _ = file.Close() } // nothing of it is needed any more
	if err := os.Remove(file.Name()); err != nil {
		drop()
		return nil, nil, err
	}
	return file, drop, nil
}
