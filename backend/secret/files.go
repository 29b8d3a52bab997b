package secret

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// The two files in the data directory. The notes hold no secret.
const (
	keyFileName   = "secret.key"
	notesFileName = "secret-keys.json"
	maxFileBytes  = 64 << 10
)

// notes remember which keys were made for this data directory and where they
// rest, so that "locked away" and "not on this computer" can be told apart.
type notes struct {
	Keys []note `json:"keys"`
}

type note struct {
	ID    string    `json:"id"`
	Place PlaceKind `json:"place"`
	// Locked is this key, sealed with later ones that took its place.
	Locked []string `json:"locked,omitempty"`
}

func (n notes) place(keyID string) (PlaceKind, bool) {
	for _, one := range n.Keys {
		if one.ID == keyID {
			return one.Place, true
		}
	}
	return "", false
}

func (n notes) anyIn(place PlaceKind) bool {
	for _, one := range n.Keys {
		if one.Place == place {
			return true
		}
	}
	return false
}

func readNotes(dir string) (notes, error) {
	var n notes
	raw, err := readBounded(filepath.Join(dir, notesFileName))
	if errors.Is(err, os.ErrNotExist) {
		return n, nil
	}
	if err != nil {
		return n, fmt.Errorf("read notes on keys: %w", err)
	}
	if err := json.Unmarshal(raw, &n); err != nil {
		return n, fmt.Errorf("read notes on keys: %w", err)
	}
	return n, nil
}

func writeNotes(dir string, n notes) error {
	raw, err := json.MarshalIndent(n, "", "  ")
	if err != nil {
		return fmt.Errorf("write notes on keys: %w", err)
	}
	temporary, err := writeTemporary(dir, notesFileName, append(raw, '\n'))
	if err != nil {
		return err
	}
	if err := os.Rename(temporary, filepath.Join(dir, notesFileName)); err != nil {
		return errors.Join(fmt.Errorf("write notes on keys: %w", err), os.Remove(temporary))
	}
	return nil
}

// readKeyFile returns the key in the key file; found is false when there is no
// such file. exposed tells that others could read it until now.
func readKeyFile(dir string) (k key, found, exposed bool, err error) {
	path := filepath.Join(dir, keyFileName)
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return key{}, false, false, nil
	}
	if err != nil {
		return key{}, false, false, fmt.Errorf("read key file: %w", err)
	}
	// Windows has no such bits: there the folder's own rights protect the file.
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		exposed = true
		if err := os.Chmod(path, 0o600); err != nil {
			return key{}, false, true, fmt.Errorf("make key file private: %w", err)
		}
	}
	raw, err := readBounded(path)
	if err != nil {
		return key{}, false, exposed, fmt.Errorf("read key file: %w", err)
	}
	if k, err = parseKey(string(raw)); err != nil {
		return key{}, false, exposed, fmt.Errorf("read key file: %w", err)
	}
	return k, true, exposed, nil
}

// createKeyFile stores k unless there is a key file already, which then wins:
// two programs that start at once must not overwrite each other's key.
func createKeyFile(dir string, k key) (key, error) {
	temporary, err := writeTemporary(dir, keyFileName, []byte(k.text()+"\n"))
	if err != nil {
		return key{}, err
	}
	path := filepath.Join(dir, keyFileName)
	linkErr := os.Link(temporary, path)
	switch {
	case linkErr == nil:
		return k, os.Remove(temporary)
	case errors.Is(linkErr, os.ErrExist):
		other, _, _, err := readKeyFile(dir)
		return other, errors.Join(err, os.Remove(temporary))
	}
	// A file system without hard links (FAT, some network shares).
	if err := os.Rename(temporary, path); err != nil {
		return key{}, errors.Join(fmt.Errorf("write key file: %w", err), os.Remove(temporary))
	}
	return k, nil
}

// writeTemporary writes a private, synced file in dir and returns its path.
func writeTemporary(dir, name string, content []byte) (string, error) {
	file, err := os.CreateTemp(dir, "."+name+".*") // created 0600
	if err != nil {
		return "", fmt.Errorf("write %s: %w", name, err)
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", errors.Join(fmt.Errorf("write %s: %w", name, err), os.Remove(file.Name()))
	}
	return file.Name(), nil
}

func readBounded(path string) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // a file in the data directory
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(file, maxFileBytes))
	return raw, errors.Join(err, file.Close())
}
