// Package icon_test looks at the pictures that render makes of the one drawing.
package icon_test

import (
	"encoding/binary"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The desktop file names an icon; the theme's folders hold it in each size, as wide as the folder says.
func TestDesktopIcons(t *testing.T) {
	entry, err := os.ReadFile("../linux/tributary.desktop")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(entry), "\nIcon=tributary\n") {
		t.Error("the desktop file does not name the icon tributary")
	}
	for _, size := range []int{16, 24, 32, 48, 64, 128, 256, 512} {
		path := filepath.Join("../linux/hicolor", fmt.Sprintf("%dx%d", size, size), "apps/tributary.png")
		file, err := os.Open(path)
		if err != nil {
			t.Error(err)
			continue
		}
		picture, err := png.DecodeConfig(file)
		_ = file.Close() // only read
		if err != nil || picture.Width != size || picture.Height != size {
			t.Errorf("%s is %d × %d (%v)", path, picture.Width, picture.Height, err)
		}
	}
}

// The Windows icon holds every size Windows asks for. Its header is three 16-bit numbers, the last one the number of pictures; each has an
// entry of 16 bytes that begins with its width, 0 standing for 256.
func TestWindowsIcon(t *testing.T) {
	icon, err := os.ReadFile("../windows/icon.ico")
	if err != nil {
		t.Fatal(err)
	}
	const header, entry = 6, 16
	if len(icon) < header || binary.LittleEndian.Uint16(icon[2:]) != 1 {
		t.Fatal("not an icon file")
	}
	var sizes []int
	for n := range int(binary.LittleEndian.Uint16(icon[4:])) {
		width := int(icon[header+n*entry])
		if width == 0 {
			width = 256
		}
		sizes = append(sizes, width)
	}
	slices.Sort(sizes)
	if want := []int{16, 24, 32, 48, 64, 256}; !slices.Equal(sizes, want) {
		t.Errorf("sizes %v, want %v", sizes, want)
	}
}
