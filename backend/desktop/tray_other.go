//go:build !linux && !windows

package desktop

import "context"

// Tray is not there on macOS: its window and the tray library both bring a main loop, and
// clash (https://github.com/wailsapp/wails/issues/1010).
type Tray struct{}

// OpenTray returns nil: nothing is shown.
func OpenTray(context.Context, TrayView, TrayActions) (*Tray, error) { return nil, nil } //nolint:nilnil // a desktop without a tray is no error

// Show shows nothing.
func (*Tray) Show(TrayView) {}

// Close takes nothing away.
func (*Tray) Close() {}
