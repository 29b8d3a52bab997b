package desktop

import (
	"fmt"
	"os"
	"os/exec"
)

// HandOver starts the own binary with these arguments and gives lock and socket free
// for it; the caller then ends. Windows has no way to keep both across a start, so the
// new program waits for the lock.
func (i *Instance) HandOver(args ...string) error {
	path, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find the program: %w", err)
	}
	if err := exec.Command(path, args...).Start(); err != nil { //nolint:gosec,noctx // our own binary, which outlives this one
		return fmt.Errorf("start again: %w", err)
	}
	return i.Release()
}

// inherit returns nil: nothing is inherited on Windows.
func inherit(string) (*Instance, error) { return nil, nil } //nolint:nilnil // nothing inherited is no error
