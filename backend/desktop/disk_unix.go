//go:build !windows

package desktop

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// FreeBytes is how much room is left for this program on the disk of a folder.
func FreeBytes(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("ask for the room on the disk: %w", err)
	}
	return int64(s.Bavail) * int64(s.Bsize), nil //nolint:gosec,unconvert // sizes of disks; the types differ by system
}
