package logging

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
)

// The bounds of the log on disk: about (1 + DefaultKeep) × DefaultMaxBytes.
const (
	DefaultMaxBytes = 4 << 20
	DefaultKeep     = 3
)

// errClosed is returned by writes after Close.
var errClosed = errors.New("log file is closed")

// rotatingFile appends to a file and renames it to path.1 (path.1 to path.2 …)
// before it would grow beyond max.
type rotatingFile struct {
	path string
	max  int64
	keep int

	mu   sync.Mutex // guards file and size
	file *os.File
	size int64
}

func openRotating(path string, maxBytes int64, keep int) (*rotatingFile, error) {
	if maxBytes <= 0 {
		maxBytes = DefaultMaxBytes
	}
	if keep <= 0 {
		keep = DefaultKeep
	}
	r := &rotatingFile{path: path, max: maxBytes, keep: keep}
	if err := r.openLocked(); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *rotatingFile) openLocked() error {
	file, err := os.OpenFile(r.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open log file: %w", err)
	}
	info, err := file.Stat()
	if err != nil {
		return errors.Join(fmt.Errorf("read size of log file: %w", err), file.Close())
	}
	r.file, r.size = file, info.Size()
	return nil
}

// Write appends one entry, in one piece.
func (r *rotatingFile) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return 0, errClosed
	}
	if r.size > 0 && r.size+int64(len(p)) > r.max {
		if err := r.rotateLocked(); err != nil {
			return 0, err
		}
	}
	n, err := r.file.Write(p)
	r.size += int64(n)
	if err != nil {
		return n, fmt.Errorf("write log file: %w", err)
	}
	return n, nil
}

func (r *rotatingFile) rotateLocked() error {
	closeErr := r.file.Close()
	r.file = nil
	var renameErr error
	for i := r.keep; i > 0; i-- {
		from := r.path
		if i > 1 {
			from = r.path + "." + strconv.Itoa(i-1)
		}
		err := os.Rename(from, r.path+"."+strconv.Itoa(i))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			renameErr = errors.Join(renameErr, err)
		}
	}
	// Where renaming is not possible (a folder that became read-only) the file
	// is emptied instead: losing old entries is better than an unbounded log.
	if renameErr != nil {
		renameErr = os.Truncate(r.path, 0)
	}
	return errors.Join(r.openLocked(), renameErr, closeErr)
}

// Close closes the file; closing again does nothing.
func (r *rotatingFile) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return nil
	}
	file := r.file
	r.file = nil
	if err := file.Close(); err != nil {
		return fmt.Errorf("close log file: %w", err)
	}
	return nil
}
