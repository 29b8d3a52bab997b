package desktop

import "github.com/gofrs/flock"

// lock is a lock on a file that the system releases when the process ends.
type lock struct{ file *flock.Flock }

// takeLock returns nil when somebody else holds the lock.
func takeLock(path string) (*lock, error) {
	file := flock.New(path, flock.SetPermissions(0o600))
	taken, err := file.TryLock()
	if err != nil || !taken {
		return nil, err
	}
	return &lock{file}, nil
}

func (l *lock) release() error { return l.file.Unlock() }
