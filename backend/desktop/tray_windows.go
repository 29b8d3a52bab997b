package desktop

import (
	"bytes"
	"context"
	"encoding/binary"
	"runtime"

	"fyne.io/systray"
)

func trayPossible(context.Context) bool { return true }

// trayImage wraps a PNG of 64 pixels into an icon file, which Windows asks for.
func trayImage(png []byte) []byte {
	var b bytes.Buffer
	head := struct {
		Reserved, Type, Count        uint16
		Width, Height, Colours, Zero uint8
		Planes, Bits                 uint16
		Size, Offset                 uint32
	}{Type: 1, Count: 1, Width: 64, Height: 64, Planes: 1, Bits: 32, Size: uint32(len(png)), Offset: 22} //nolint:gosec // a small picture of our own
	_ = binary.Write(&b, binary.LittleEndian, head) // into memory
	b.Write(png)
	return b.Bytes()
}

// runTray gives the tray a thread of its own: its messages go to the thread that made it.
func runTray(onReady func()) (end func()) {
	go func() {
		runtime.LockOSThread()
		systray.Run(onReady, func() {})
	}()
	return systray.Quit
}

func stayRegistered(context.Context) (stop func()) { return func() {} }
