package backend

import (
	"context"
	"crypto/x509"
	"maps"
	"slices"
	"time"

	"tributary/backend/cli"
	"tributary/backend/clock"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/logging"
	"tributary/backend/source/declarative"
	"tributary/backend/source/mailaccount"
	"tributary/backend/store"
)

// ToolsAt are Tools on another clock.
func ToolsAt(version string, c clock.Clock) cli.Tools {
	return tools(Options{Version: version, Clock: c})
}

// ToolsWaiting are ToolsAt of a program that waits so long for an answer.
func ToolsWaiting(version string, c clock.Clock, wait time.Duration) cli.Tools {
	return tools(Options{Version: version, Clock: c, answerWithin: wait})
}

// ToolsTrusting are ToolsWaiting of a program that trusts these roots.
func ToolsTrusting(version string, c clock.Clock, wait time.Duration, roots *x509.CertPool) cli.Tools {
	return tools(Options{Version: version, Clock: c, answerWithin: wait, serviceRoots: roots})
}

// UseEverySecret opens every authorization as a run would.
func (b *Backend) UseEverySecret(ctx context.Context) error {
	all, err := b.store.Configurations(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		if _, err := b.setup.Config(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// Log is the program's log.
func (b *Backend) Log() logging.Logger { return b.log }

// SignInFacts are what a connector is told about signing in to a source.
func SignInFacts(id domain.SourceID) *declarative.SignInFacts { return (&sources{}).signInFacts(id) }

// IsLocal tells whether a value is the address of a service on this computer.
func IsLocal(value string) bool { return isLocal(value) }

// WaitingHealth tells what keeps integrations from running.
func WaitingHealth(computer desktop.Computer, chosen store.Settings) domain.Finding {
	return waitingHealth(computer, chosen)
}

// WithMailService are the options of a program that knows one mail service, and whose
// certificate to trust.
func (o Options) WithMailService(id domain.SourceID, p mailaccount.Provider, server domain.MailServer, roots *x509.CertPool) Options {
	o.mailServices = map[domain.SourceID]mailService{id: {p, server}}
	o.mailRoots = roots
	return o
}

// MailServiceIDs are the mail services that are signed in to with the browser.
func MailServiceIDs() []domain.SourceID { return slices.Sorted(maps.Keys(mailServices())) }
