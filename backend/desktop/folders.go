package desktop

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// DataDir returns the platform's folder for the program's data: $XDG_DATA_HOME or
// ~/.local/share on Linux (XDG Base Directory), %LocalAppData% on Windows,
// ~/Library/Application Support on macOS. It is not created.
func DataDir() (string, error) {
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return filepath.Join(dir, "Tributary"), nil
		}
	case "darwin":
		dir, err := os.UserConfigDir()
		return filepath.Join(dir, "Tributary"), err
	default:
		if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "tributary"), nil
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the home folder: %w", err)
	}
	return filepath.Join(home, ".local", "share", "tributary"), nil
}

// MakeDataDir creates the data folder for its owner alone, if it is not there.
func MakeDataDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create the data folder: %w", err)
	}
	return nil
}
