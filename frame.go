package main

import (
	"context"
	"os"
	"sync"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"tributary/backend"
	"tributary/backend/api"
)

// frame is the window as the backend sees it: plain functions, usable from any goroutine, before there is a window and after. Only this
// type calls Wails' runtime.
type frame struct {
	wanted chan struct{} // receives when a window is wanted and there is none; one is enough
	ended  chan struct{} // closed when the person has quit

	mu        sync.Mutex      // guards all below
	window    context.Context //nolint:containedctx // Wails hands it out once and wants it with every call; nil without a window
	wasOpen   bool
	quitting  bool
	asking    int    // dialogs of the system that stand open
	explained bool   // the page was asked to explain what closing does
	page      string // the page wanted; "" the usual one
}

func newFrame() *frame {
	return &frame{wanted: make(chan struct{}, 1), ended: make(chan struct{})}
}

func (f *frame) open(window context.Context) {
	f.mu.Lock()
	f.window, f.wasOpen = window, true
	quitting := f.quitting
	f.mu.Unlock()
	if quitting { // while it was opening
		runtime.Quit(window)
	}
}

func (f *frame) closed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.window = nil
}

// goesOn tells whether the person closed a window that was there, and did not quit.
func (f *frame) goesOn() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.wasOpen && !f.quitting
}

// now is the window, nil without one.
func (f *frame) now() context.Context {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.window
}

// emit is the only place where events leave for the page. Before the window is open nobody listens, and they are dropped:
// the page reads the present state when it loads.
func (f *frame) emit(name string, payload any) {
	if window := f.now(); window != nil {
		runtime.EventsEmit(window, name, payload)
	}
}

// show brings the window to the front, or asks for one where there is none yet. screen is where the person sits; it counts where this
// process knows no screen of its own.
func (f *frame) show(screen map[string]string, page string) error {
	if checkScreen() != nil {
		for name, value := range screen {
			if err := os.Setenv(name, value); err != nil {
				return err
			}
		}
	}
	if err := checkScreen(); err != nil {
		return err
	}
	if err := loadWindow(); err != nil {
		return err // here and not when it opens: the background goes on
	}
	f.mu.Lock()
	f.page = page
	window := f.window
	f.mu.Unlock()
	if window == nil {
		select {
		case f.wanted <- struct{}{}:
		default:
		}
		return nil
	}
	runtime.WindowUnminimise(window)
	runtime.WindowShow(window)
	if page != "" {
		runtime.EventsEmit(window, api.PageWanted, api.Reference{ID: page})
	}
	return nil
}

// takePage returns the page wanted, once.
func (f *frame) takePage() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	page := f.page
	f.page = ""
	return page
}

// quit ends the program, with or without a window.
func (f *frame) quit() {
	f.mu.Lock()
	first := !f.quitting
	f.quitting = true
	window := f.window
	f.mu.Unlock()
	if first {
		close(f.ended)
	}
	if window != nil {
		runtime.Quit(window)
	}
}

// close closes the window; the program goes on.
func (f *frame) close() {
	f.mu.Lock()
	f.explained = true
	window := f.window
	f.mu.Unlock()
	if window != nil {
		runtime.Quit(window)
	}
}

// explainsFirst keeps the window open the first time it is closed: the page explains that the program goes on. Who closes it once more has
// understood.
func (f *frame) explainsFirst(ctx context.Context, b *backend.Backend) bool {
	f.mu.Lock()
	ask := !f.quitting && !f.explained
	window := f.window
	f.explained = true
	f.mu.Unlock()
	if !ask || window == nil || !b.ExplainsClosing(ctx) {
		return false
	}
	runtime.EventsEmit(window, api.WindowClosing, api.Reference{}) //nolint:contextcheck // the window's own
	return true
}

// desktop hands the abilities of the window to the backend. They are called by bound methods, hence with the window open.
func (f *frame) desktop() api.Desktop {
	return api.Desktop{
		OpenFile: func(o api.FileDialog) (string, error) {
			return f.ask(func(window context.Context) (string, error) {
				return runtime.OpenFileDialog(window, runtime.OpenDialogOptions{Title: o.Title, DefaultDirectory: o.Folder, Filters: filters(o)})
			})
		},
		OpenFolder: func(o api.FileDialog) (string, error) {
			return f.ask(func(window context.Context) (string, error) {
				return runtime.OpenDirectoryDialog(window, runtime.OpenDialogOptions{
					Title: o.Title, DefaultDirectory: o.Folder, CanCreateDirectories: true,
				})
			})
		},
		SaveFile: func(o api.FileDialog) (string, error) {
			return f.ask(func(window context.Context) (string, error) {
				return runtime.SaveFileDialog(window, runtime.SaveDialogOptions{
					Title: o.Title, DefaultDirectory: o.Folder, DefaultFilename: o.FileName, Filters: filters(o), CanCreateDirectories: true,
				})
			})
		},
		Close: f.close,
		Quit:  f.quit,
		Page:  f.takePage,
	}
}

// ask shows a dialog of the window; closing the window meanwhile is cancelling.
func (f *frame) ask(dialog func(window context.Context) (string, error)) (string, error) {
	window := f.now()
	if window == nil {
		return "", nil
	}
	count := func(more int) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.asking += more
	}
	count(1)
	defer count(-1)
	return dialog(window)
}

// asks tells whether a dialog of the system stands open.
func (f *frame) asks() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asking > 0
}

func filters(o api.FileDialog) []runtime.FileFilter {
	if o.Pattern == "" {
		return nil
	}
	return []runtime.FileFilter{{DisplayName: o.PatternName, Pattern: o.Pattern}}
}
