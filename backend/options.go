package backend

import (
	"context"
	"crypto/x509"
	"io"
	"time"

	"tributary/backend/api"
	"tributary/backend/clock"
	"tributary/backend/domain"
)

// Options say how the program is opened. The zero value uses the platform's folder and
// the embedded databases.
type Options struct {
	DataDir  string // "": the platform's folder
	Database string // "": the embedded files; else postgres://…
	Version  string
	// Clock is asked for the time and waited on; nil means the system's.
	Clock clock.Clock
	// Exclusive takes the lock of the data folder: whatever runs integrations needs it.
	Exclusive bool
	// answerWithin is how long a service may take for one answer; 0 means the usual time.
	answerWithin time.Duration
	// serviceRoots vouch for the certificates of services; nil: the system's.
	serviceRoots *x509.CertPool
	// mailServices are those that are signed in to; nil: the known ones. mailRoots vouch for
	// the certificates of mail servers; nil: the system's.
	mailServices map[domain.SourceID]mailService
	mailRoots    *x509.CertPool
	// LogLevel is error, warn, info or debug; "" is info.
	LogLevel string
	// LogTo also receives the log when not nil.
	LogTo io.Writer
	// Observer receives the events for the window; nil: nobody.
	Observer func(name string, payload any)
	// Desktop is what the window can do; the zero value without one.
	Desktop api.Desktop
	// Tray shows the sign beside the clock, where the desktop has a place for it.
	Tray bool
	// Show brings the window, at a page unless "". screen tells where the person sits, as
	// environment variables, for a program that was started without them. nil: there is no
	// window here.
	Show func(screen map[string]string, page string) error
	// OpenBrowser opens the page of a sign-in; nil: the system's browser.
	OpenBrowser func(ctx context.Context, address string) error
}
