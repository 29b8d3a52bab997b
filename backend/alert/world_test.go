package alert_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend/alert"
	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
	"tributary/backend/store"
)

var server = sqldbtest.NewServer()

func TestMain(m *testing.M) { os.Exit(server.Run(m)) }

// post is the mail server and the desktop at the boundary: it keeps what arrived.
type post struct {
	mu       sync.Mutex // guards all below
	mails    []domain.Mail
	bubbles  []alert.Bubble
	standing []alert.Bubble // those nobody put away yet
	asked    int
	// refuse says what becomes of a mail; nil takes all.
	refuse func(m domain.Mail) error
}

func (p *post) Send(_ context.Context, m domain.Mail) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	if p.refuse != nil {
		if err := p.refuse(m); err != nil {
			return "", err
		}
	}
	p.mails = append(p.mails, m)
	return "250 2.0.0 Ok", nil
}

func (p *post) Domain(context.Context) string { return "shop.example" }

func (p *post) Show(_ context.Context, b alert.Bubble) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bubbles = append(p.bubbles, b)
	p.standing = append(p.standing, b)
	return nil
}

func (p *post) Withdraw(_ context.Context, about string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.standing = slices.DeleteFunc(p.standing, func(b alert.Bubble) bool { return b.About == about })
	return nil
}

// world is the alerts over a real database.
type world struct {
	*post
	t     *testing.T
	db    *store.Store
	clock *clock.Manual
	alert *alert.Service
	prefs alert.Preferences
	codes map[domain.RecordErrorCode]int64
}

func (w *world) Language() string              { return "en" }
func (w *world) Say(_ string, t string) string { return t }
func (w *world) CodeCounts(context.Context, domain.IntegrationID) (map[domain.RecordErrorCode]int64, error) {
	return w.codes, nil
}

func (w *world) RecordErrors(_ context.Context, f domain.FindRecordErrors) ([]domain.RecordError, error) {
	return []domain.RecordError{{Message: "A record with " + string(f.Code) + "."}}, nil
}

// each runs a test on SQLite and on PostgreSQL, with one active integration that writes to
// three addresses.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	server.Each(t, sqldb.Options{Role: sqldb.State, Migrations: store.Migrations()}, func(t *testing.T, db *sqldb.DB) {
		w := &world{post: &post{}, t: t, db: store.New(db), clock: clock.NewManual(start())}
		w.alert = w.service()
		w.check(w.db.SaveConfiguration(t.Context(), domain.Configuration{ID: "c", Source: "shop", Name: "Shop"}))
		w.check(w.db.SaveIntegration(t.Context(), integration()))
		test(t, w)
	})
}

func (w *world) service() *alert.Service {
	return alert.New(alert.Deps{
		Store: w.db, Errors: w, Mailer: w, Bubbles: w, Speech: w, Events: &event.Bus{}, Clock: w.clock, Local: time.UTC,
		Preferences: func(context.Context) (alert.Preferences, error) { return w.prefs, nil },
		Report:      func(err error) { w.t.Error(err) },
	})
}

func integration() domain.Integration {
	return domain.Integration{
		ID: "i", Name: "Shop customers", Configuration: "c", State: domain.Active, StateAt: start(),
		EmailAlerts: []string{"ada@shop.example", "ben@shop.example", "eve@shop.example"},
	}
}

func (w *world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// change gives the integration a state, as the set-up does.
func (w *world) change(state domain.IntegrationState, cause string) {
	w.t.Helper()
	i := integration()
	i.State, i.StateCause, i.StateAt = state, cause, w.clock.Now()
	t, err := w.alert.OfState(w.t.Context(), i)
	w.check(err)
	w.check(w.db.SaveStateAndTidings(w.t.Context(), i, t))
}

// round does what Serve does when it wakes.
func (w *world) round() {
	w.t.Helper()
	w.check(w.alert.Remind(w.t.Context()))
	_, err := w.alert.Collect(w.t.Context())
	w.check(err)
	w.check(w.alert.PutAway(w.t.Context()))
	w.check(w.alert.ShowBubbles(w.t.Context()))
	_, err = w.alert.Deliver(w.t.Context())
	w.check(err)
}

// pass lets time go by, an hour at a time, with a round each.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	for ; d > 0; d -= time.Hour {
		w.clock.Advance(min(d, time.Hour))
		w.round()
	}
}

// got are the subjects that an address got, sorted by arrival.
func (w *world) got(address string) []string {
	var subjects []string
	for _, m := range w.mails {
		if m.To == address {
			subjects = append(subjects, m.Subject)
		}
	}
	return subjects
}

func (w *world) wantGot(address string, want ...string) {
	w.t.Helper()
	if got := w.got(address); !slices.Equal(got, want) {
		w.t.Errorf("%s got %q, want %q", address, got, want)
	}
}

func (w *world) outbox(address string) domain.Mail {
	w.t.Helper()
	all, err := w.db.Mails(w.t.Context(), 100)
	w.check(err)
	for _, m := range all {
		if m.To == address {
			return m
		}
	}
	w.t.Fatalf("no mail to %s in the outbox", address)
	return domain.Mail{}
}

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in:\n%s", part, text)
		}
	}
}
