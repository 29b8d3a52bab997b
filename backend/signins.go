package backend

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/pkg/browser"

	"tributary/backend/auth"
	"tributary/backend/domain"
	"tributary/backend/event"
)

// browserPatience is how long the system's opener may take to say that it cannot.
const browserPatience = 2 * time.Second

func (b *Backend) newSignIns() *auth.Flows {
	say := b.say
	open := b.options.OpenBrowser
	if open == nil {
		open = openBrowser
	}
	return auth.New(auth.Options{
		Clock: b.clock, Publish: b.events.Publish, Language: b.language, Secret: b.log.Redactor().Add,
		Say:  func(text string) string { return say(b.language(), text) },
		Open: open,
	})
}

// openBrowser opens a sign-in page. The opener of some systems stays as long as the
// browser does: it is not waited for, once it has not failed at once.
func openBrowser(ctx context.Context, address string) error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errors.New("open the browser: there is no screen")
	}
	opened := make(chan error, 1)
	browser.Stdout, browser.Stderr = io.Discard, io.Discard // what we print is for whoever called us
	go func() { opened <- browser.OpenURL(address) }()
	ctx, cancel := context.WithTimeout(ctx, browserPatience)
	defer cancel()
	select {
	case err := <-opened:
		return err
	case <-ctx.Done():
		return nil
	}
}

// followSignIns tells every change of a sign-in.
func (b *Backend) followSignIns(handle func(domain.SignInProgress)) (stop func()) {
	return b.events.Subscribe(func(e event.Event) {
		if progressed, ok := e.(event.SignInProgressed); ok {
			handle(progressed.Progress)
		}
	})
}
