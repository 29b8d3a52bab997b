package desktop

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// WriteWhole writes a file under another name first, so that a failed write never leaves half
// a file where a whole one stood.
func WriteWhole(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	return finish(f, path, write)
}

// finish writes a new file, puts it on the disk, and gives it its name. On an error nothing of
// it is left.
func finish(f *os.File, path string, write func(io.Writer) error) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := write(f); err != nil {
		return errors.Join(err, f.Close())
	}
	if info, e := os.Stat(path); e == nil {
		// Whoever could read the old file can read the new one; a file system that knows no rights is no failure.
		_ = f.Chmod(info.Mode().Perm())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("put %s in its place: %w", path, err)
	}
	return nil
}

// unfinished ends the name of a file of a Folder that is being written.
const unfinished = ".unfinished"

// Folder is a folder that files are written to again and again, by one program at a time.
type Folder string

// Write writes a file of the folder whole or not at all. What a killed program left of it is
// overwritten.
func (d Folder) Write(name string, write func(io.Writer) error) error {
	const onlyOwner = 0o600
	f, err := os.OpenFile(filepath.Join(string(d), "."+name+unfinished), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, onlyOwner) //nolint:gosec // the folder is the person's choice
	if err != nil {
		return fmt.Errorf("create %s: %w", name, err)
	}
	if err := finish(f, filepath.Join(string(d), name), write); err != nil {
		return err
	}
	return d.sync()
}

// sync puts the names of the files on the disk; not every system can.
func (d Folder) sync() error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(string(d))
	if err != nil {
		return fmt.Errorf("open the folder: %w", err)
	}
	_ = f.Sync() // network drives refuse it
	return f.Close()
}

// ErrNoFolder is of a folder that is not there, or whose drive does not answer.
var ErrNoFolder = errors.New("there is no such folder")

// Check returns an error when files cannot be written to the folder.
func (d Folder) Check() error {
	info, err := os.Stat(string(d))
	if err != nil && !errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("%w: %w", ErrNoFolder, err)
	}
	if err == nil && !info.IsDir() {
		return ErrNoFolder
	}
	f, err := os.CreateTemp(string(d), ".check-*")
	if err != nil {
		return fmt.Errorf("write to the folder: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// Exists tells whether the folder has a file of that name.
func (d Folder) Exists(name string) (bool, error) {
	_, err := os.Lstat(filepath.Join(string(d), name))
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Clear removes what a killed program left unfinished of these files.
func (d Folder) Clear(names []string) error {
	var errs []error
	for _, name := range names {
		err := os.Remove(filepath.Join(string(d), "."+name+unfinished))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// reservedNames are names of devices on Windows, whatever follows the first point.
const reservedNames = " con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 "

// FileName makes a name that every system takes for a file of any text.
func FileName(text string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, text)
	name = strings.TrimRight(strings.TrimLeft(name, "."), ". ")
	first, _, _ := strings.Cut(name, ".")
	if name == "" || strings.Contains(reservedNames, " "+strings.ToLower(strings.TrimSpace(first))+" ") {
		return "_" + name
	}
	return name
}
