package main

import (
	"context"
	"fmt"
	"os"
	goruntime "runtime"
	"strings"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"

	"tributary/backend"
	"tributary/backend/cli"
	"tributary/backend/clock"
	"tributary/backend/desktop/windowlibs"
	"tributary/backend/domain"
)

const (
	title = "Tributary"
	// programName is what the window manager and build/linux/tributary.desktop call the window.
	programName = "tributary"
	// stopLimit bounds the end of the program: a service that does not answer must not keep it alive.
	stopLimit = 10 * time.Second
	// answerLimit is how long a window may take to close over a dialog of the system.
	answerLimit = time.Second
)

// openWindow shows the window and returns when it is closed.
func openWindow(b *backend.Backend, f *frame) error {
	defer f.closed()
	if err := loadWindow(); err != nil {
		return err
	}
	return wails.Run(windowOptions(b, f))
}

// windowOptions is everything Wails needs to know. OnStartup runs on a goroutine of its own once the window exists.
func windowOptions(b *backend.Backend, f *frame) *options.App {
	was := readPlace(b.DataDir())
	return &options.App{
		Title: title,
		Width: was.Width, Height: was.Height,
		MinWidth: leastWidth, MinHeight: leastHeight,
		WindowStartState: startState(was),
		BackgroundColour: background(),
		AssetServer:      &assetserver.Options{Assets: screens},
		OnStartup: func(window context.Context) {
			was.restore(window)
			f.open(window)
		},
		OnBeforeClose: func(window context.Context) bool {
			if err := was.left(window).save(b.DataDir()); err != nil {
				fmt.Fprintln(os.Stderr, "the place of the window was not kept:", err)
			}
			return f.explainsFirst(window, b)
		},
		Bind:           b.Bindings(),
		EnumBind:       b.Enums(),
		ErrorFormatter: b.FormatError,
		// Text fields and marked text keep the menu to copy and paste; elsewhere the page has its own or none.
		EnableDefaultContextMenu: true,
		// No Menu: Wails then gives macOS its own, Edit with copy and paste included, and the others none.
		// The page sees what is dragged over it (frontend/src/bridge/drops.ts), so that it can show where to drop.
		DragAndDrop: &options.DragAndDrop{EnableFileDrop: true},
		// On macOS a link does not come as an argument.
		Mac: &mac.Options{OnUrlOpen: func(link string) { _ = f.show(nil, cli.LinkedPage(link)) }}, // with a window there is nothing that can fail
		Linux: &linux.Options{
			Icon:        icon,
			ProgramName: programName,
			// Set by name: the zero value means "always", and drawing tables needs no graphics card (70 MB less memory).
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
	}
}

func startState(was place) options.WindowStartState {
	if was.Maximised {
		return options.Maximised
	}
	return options.Normal
}

// background is the colour of the window until the page has painted: --surface of frontend/src/styles/tokens.css.
func background() *options.RGBA {
	if strings.HasSuffix(strings.ToLower(os.Getenv("GTK_THEME")), "dark") {
		return options.NewRGB(0x15, 0x1f, 0x1e)
	}
	return options.NewRGB(0xff, 0xff, 0xff)
}

// checkScreen tells in words what GTK would answer with a crash.
func checkScreen() error {
	if goruntime.GOOS != "linux" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" {
		return nil
	}
	return &domain.Error{
		Kind: domain.SetUp, Code: "no_screen", What: "There is no screen here to open the window on.",
		Means: "Everything else works from the command line.", Do: "Start Tributary in a desktop session, or see tributary --help.",
		Details: "neither DISPLAY nor WAYLAND_DISPLAY is set",
	}
}

// loadWindow makes ready what shows the window, or tells in words what is missing. The command line and the background do without.
func loadWindow() error {
	err := windowlibs.Load()
	if err == nil {
		return nil
	}
	return &domain.Error{
		Kind: domain.SetUp, Code: "no_window_libraries", What: "The parts of the system that show the window are missing here.",
		Means: "Everything else works from the command line.", Do: "Install WebKitGTK 4.1 (libwebkit2gtk-4.1-0 on Debian and Ubuntu), then start Tributary again.",
		Details: err.Error(), Err: err,
	}
}

// leaveDialog ends the program after the person has quit, or has logged out, while a dialog of the system stands open: it keeps the window
// from closing until it is answered. end stops everything behind the window, once.
func (f *frame) leaveDialog(closed <-chan struct{}, end func() error) {
	select {
	case <-closed:
		return
	case <-f.ended:
	}
	if !f.asks() {
		return
	}
	timer := clock.System{}.NewTimer(answerLimit)
	defer timer.Stop()
	select {
	case <-closed:
	case <-timer.C():
		os.Exit(cli.Report(os.Stderr, end()))
	}
}

// stopBackend ends the backend within stopLimit, also when the program's own context is over.
func stopBackend(ctx context.Context, b *backend.Backend) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
	defer cancel()
	if err := b.Stop(ctx); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}
