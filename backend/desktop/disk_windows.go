package desktop

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// FreeBytes is how much room is left for this program on the disk of a folder.
func FreeBytes(dir string) (int64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, fmt.Errorf("path of the folder: %w", err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(path, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("ask for the room on the disk: %w", err)
	}
	return int64(free), nil //nolint:gosec // sizes of disks
}
