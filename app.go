package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	goruntime "runtime"
	"strings"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"tributary/backend"
	"tributary/backend/api"
	"tributary/backend/domain"
)

const (
	title = "Tributary"
	// programName is what the window manager and build/linux/tributary.desktop call the window.
	programName = "tributary"
	// stopLimit bounds the end of the program: a service that does not answer must not keep it alive.
	stopLimit = 10 * time.Second
)

// openWindow runs the program with its window and returns when the person has ended it.
func openWindow(ctx context.Context, o backend.Options) error {
	if err := checkScreen(); err != nil {
		return err
	}
	f := newFrame()
	o.Observer = f.emit
	o.Desktop = f.desktop()
	b, err := backend.New(ctx, o)
	if err != nil {
		return err
	}

	var startErr error
	err = wails.Run(windowOptions(b,
		func(window context.Context) {
			f.open(window)
			if startErr = b.Start(ctx); startErr != nil {
				f.giveUp(startErr)
			}
		}))
	return errors.Join(err, startErr, stopBackend(ctx, b))
}

// windowOptions is everything Wails needs to know. onStartup runs on a goroutine of its own once the window exists.
func windowOptions(b *backend.Backend, onStartup func(context.Context)) *options.App {
	return &options.App{
		Title: title,
		Width: 1280, Height: 800,
		MinWidth: 900, MinHeight: 600,
		BackgroundColour: background(),
		AssetServer:      &assetserver.Options{Assets: screens},
		OnStartup:        onStartup,
		Bind:             b.Bindings(),
		EnumBind:         b.Enums(),
		ErrorFormatter:   b.FormatError,
		// A file dropped beside its field must not replace the page.
		DragAndDrop: &options.DragAndDrop{DisableWebViewDrop: true},
		Linux: &linux.Options{
			Icon:        icon,
			ProgramName: programName,
			// Set by name: the zero value means "always", and drawing tables needs no graphics card (70 MB less memory).
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
	}
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

// stopBackend ends the backend within stopLimit, also when the program's own context is over.
func stopBackend(ctx context.Context, b *backend.Backend) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
	defer cancel()
	if err := b.Stop(ctx); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

// frame is the window as the backend sees it: plain functions, usable from any goroutine. Only this type calls Wails' runtime.
type frame struct {
	opened chan struct{}
	window context.Context //nolint:containedctx // Wails hands it out once and wants it with every call; set before opened is closed
}

func newFrame() *frame { return &frame{opened: make(chan struct{})} }

func (f *frame) open(window context.Context) {
	f.window = window
	close(f.opened)
}

// emit is the only place where events leave for the page. Before the window is open nobody listens, and they are dropped:
// the page reads the present state when it loads.
func (f *frame) emit(name string, payload any) {
	select {
	case <-f.opened:
		runtime.EventsEmit(f.window, name, payload)
	default:
	}
}

// giveUp shows why the program cannot go on and ends it.
func (f *frame) giveUp(err error) {
	_, dialogErr := runtime.MessageDialog(f.window, runtime.MessageDialogOptions{
		Type: runtime.ErrorDialog, Title: title, Message: err.Error(),
	})
	if dialogErr != nil {
		fmt.Fprintln(os.Stderr, dialogErr)
	}
	runtime.Quit(f.window)
}

// desktop hands the abilities of the window to the backend. They are called by bound methods, hence with the window open.
func (f *frame) desktop() api.Desktop {
	return api.Desktop{
		OpenFile: func(o api.FileDialog) (string, error) {
			return runtime.OpenFileDialog(f.window, runtime.OpenDialogOptions{
				Title: o.Title, DefaultDirectory: o.Folder, Filters: filters(o),
			})
		},
		OpenFolder: func(o api.FileDialog) (string, error) {
			return runtime.OpenDirectoryDialog(f.window, runtime.OpenDialogOptions{
				Title: o.Title, DefaultDirectory: o.Folder, CanCreateDirectories: true,
			})
		},
		SaveFile: func(o api.FileDialog) (string, error) {
			return runtime.SaveFileDialog(f.window, runtime.SaveDialogOptions{
				Title: o.Title, DefaultDirectory: o.Folder, DefaultFilename: o.FileName, Filters: filters(o), CanCreateDirectories: true,
			})
		},
		Show: func() {
			runtime.WindowUnminimise(f.window)
			runtime.WindowShow(f.window)
		},
		Quit: func() { runtime.Quit(f.window) },
	}
}

func filters(o api.FileDialog) []runtime.FileFilter {
	if o.Pattern == "" {
		return nil
	}
	return []runtime.FileFilter{{DisplayName: o.PatternName, Pattern: o.Pattern}}
}
