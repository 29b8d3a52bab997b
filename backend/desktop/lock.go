package desktop

import (
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"

	"tributary/backend/domain"
)

// Lock is held by the one program that runs integrations on a data folder. The
// system releases it when the program ends, however.
type Lock struct{ file *flock.Flock }

// TakeLock takes the lock of a data folder, which must exist. When another program
// holds it, the error is a *domain.Error with code already_running.
func TakeLock(dir string) (*Lock, error) {
	file := flock.New(filepath.Join(dir, "tributary.lock"), flock.SetPermissions(0o600))
	taken, err := file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if !taken {
		return nil, &domain.Error{
			Kind: domain.SetUp, Code: "already_running", What: "Tributary is already running with this data folder.",
			Means: "Two programs must not run the same integrations at once.", Do: "Use the one that runs, or close it first.",
			Details: dir,
		}
	}
	return &Lock{file: file}, nil
}

// Release gives the lock back.
func (l *Lock) Release() error { return l.file.Unlock() }
