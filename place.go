package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// Sizes of the window. The smallest one is that of the narrowest layout.
const (
	usualWidth, usualHeight = 1280, 800
	leastWidth, leastHeight = 900, 600
	// grip is how much of the window must lie on the screen, so that it can be taken and moved.
	grip = 120
)

// place is where the person left the window. It belongs to this workstation, hence to a file in the data folder and not to the state, which
// several workstations may share.
type place struct {
	X, Y          int
	Width, Height int // when it is not maximised
	Maximised     bool
	Known         bool // false: the window was never left anywhere, and the window manager places it
}

const placeFile = "window.json"

// readPlace returns the place kept in the data folder; what cannot be read, or makes no sense, is the usual one.
func readPlace(dataDir string) place {
	var p place
	text, err := os.ReadFile(filepath.Join(dataDir, placeFile)) //nolint:gosec // G304: the data directory is the person's choice
	if err != nil || json.Unmarshal(text, &p) != nil || p.Width < leastWidth || p.Height < leastHeight {
		return place{Width: usualWidth, Height: usualHeight}
	}
	return p
}

func (p place) save(dataDir string) error {
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dataDir, placeFile), text, 0o600) //nolint:gosec // G703: as above
}

// on fits the place to a screen of this size: no larger than it, and never out of reach where a screen is gone.
func (p place) on(width, height int) place {
	p.Width, p.Height = max(leastWidth, min(p.Width, width)), max(leastHeight, min(p.Height, height))
	if p.X < 0 || p.Y < 0 || p.X > width-grip || p.Y > height-grip {
		p.Known = false
	}
	return p
}

// restore puts the window where the person left it.
func (p place) restore(window context.Context) {
	screens, err := runtime.ScreenGetAll(window)
	if err != nil || !p.Known {
		return
	}
	for _, s := range screens {
		if !s.IsCurrent {
			continue
		}
		fit := p.on(s.Size.Width, s.Size.Height)
		if fit.Width != p.Width || fit.Height != p.Height {
			runtime.WindowSetSize(window, fit.Width, fit.Height)
		}
		if fit.Known && !fit.Maximised {
			runtime.WindowSetPosition(window, fit.X, fit.Y)
		}
	}
}

// left is the place of the window as it stands; a maximised one keeps the size it goes back to.
func (p place) left(window context.Context) place {
	if p.Maximised = runtime.WindowIsMaximised(window); p.Maximised {
		p.Known = true
		return p
	}
	p.X, p.Y = runtime.WindowGetPosition(window)
	p.Width, p.Height = runtime.WindowGetSize(window)
	p.Known = true
	return p
}
