package liveexport_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// serve serves until the test ends, and returns when it waits for the first time.
func (w *world) serve() {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.live.Serve(ctx) }()
	w.t.Cleanup(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			w.t.Errorf("Serve ended with %v", err)
		}
	})
	w.idle()
}

// idle waits until Serve waits.
func (w *world) idle() {
	w.t.Helper()
	must(w.t, w.clock.AwaitTimers(w.t.Context(), 1))
}

// written lets time pass until a file was written so often.
func (w *world) written(name string, times int) {
	w.t.Helper()
	for w.wrote(name) < times {
		w.idle()
		w.clock.Advance(time.Minute)
	}
}

func TestManyRunsInARowAreOneFile(t *testing.T) {
	w := onFiles(t)
	w.choose(domain.CSV, "Contacts")
	w.serve()
	w.written("Contacts.csv", 1) // at the start
	for range 5 {
		w.insert("Contacts", []domain.Value{"a@x.org", nil})
		w.bus.Publish(event.RunFinished{})
	}
	w.idle()
	w.clock.Advance(2 * time.Second)
	if n := w.wrote("Contacts.csv"); n != 1 {
		t.Errorf("written %d times before the runs had settled", n)
	}
	w.written("Contacts.csv", 2)
	if got := w.files()["Contacts.csv"]; got != w.exported("Contacts", domain.CSV) || w.wrote("Contacts.csv") != 2 {
		t.Errorf("written %d times, the file holds %q", w.wrote("Contacts.csv"), got)
	}
}

func TestWhatNobodyToldIsSeenWithinAMinute(t *testing.T) {
	w := onFiles(t)
	w.choose(domain.CSV, "Contacts")
	w.serve()
	w.written("Contacts.csv", 1)
	w.insert("Contacts", []domain.Value{"by another program", nil})
	w.written("Contacts.csv", 2)
}

func TestWhatAKilledProgramBeganIsMadeUpForAtTheStart(t *testing.T) {
	w := onFiles(t)
	w.choose(domain.CSV, "Contacts", "Orders")
	w.write()
	// Killed while it wrote one file, after its table and another had changed; the other is not chosen any more.
	w.insert("Contacts", []domain.Value{"a@x.org", nil})
	for _, name := range []string{".Contacts.csv.unfinished", ".Orders.csv.unfinished"} {
		must(t, os.WriteFile(filepath.Join(w.dir, name), []byte("half"), 0o600))
	}
	w.begin()
	w.serve()
	w.written("Contacts.csv", 2)
	if got := w.files(); len(got) != 2 || got["Contacts.csv"] != w.exported("Contacts", domain.CSV) {
		t.Errorf("the folder holds %q", got)
	}
}
