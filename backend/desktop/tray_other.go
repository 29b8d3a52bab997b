//go:build !linux && !windows

package desktop

// trayPossible is false on macOS: its window and the tray library both bring a main loop,
// and clash (https://github.com/wailsapp/wails/issues/1010).
func trayPossible() bool { return false }

func trayImage(png []byte) []byte { return png }

func runTray(func()) (end func()) { return func() {} }

func stayRegistered() (stop func()) { return func() {} }
