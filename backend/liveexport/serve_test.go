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
	"tributary/backend/project"
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

func TestATableThatIsAlwaysFedIsWrittenWithinMinutes(t *testing.T) {
	w := onFiles(t)
	w.choose(domain.CSV, "Contacts")
	w.busy = map[string]bool{"Contacts": true} // one run begins before the other ends, always
	for round := 1; round <= 2; round++ {
		w.insert("Contacts", []domain.Value{"a@x.org", nil})
		w.write()
		w.clock.Advance(5*time.Minute - time.Second)
		w.insert("Contacts", []domain.Value{"b@x.org", nil}) // does not put it off
		w.write()
		if n := w.wrote("Contacts.csv"); n != round-1 {
			t.Errorf("written %d times before it had waited, in round %d", n, round)
		}
		w.clock.Advance(time.Second)
		w.write()
		if n, got := w.wrote("Contacts.csv"), w.files()["Contacts.csv"]; n != round || got != w.exported("Contacts", domain.CSV) {
			t.Errorf("in round %d written %d times, the file holds %q", round, n, got)
		}
	}
	w.insert("Contacts", []domain.Value{"c@x.org", nil})
	w.write() // waits
	w.busy = nil
	w.write()
	if n := w.wrote("Contacts.csv"); n != 3 {
		t.Errorf("written %d times once no run is in hand", n)
	}
	w.busy = map[string]bool{"Contacts": true}
	w.clock.Advance(time.Hour)
	w.insert("Contacts", []domain.Value{"d@x.org", nil})
	w.write()
	if n := w.wrote("Contacts.csv"); n != 3 {
		t.Errorf("a wait that was over counts for the next one: written %d times", n)
	}
}

func TestWhatABatchHasNotFinishedIsNotInTheFile(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.choose(domain.CSV, "Contacts")
		w.insert("Contacts", []domain.Value{"a@x.org", "1"})
		w.busy = map[string]bool{"Contacts": true}
		w.write()
		w.clock.Advance(5 * time.Minute)
		before := w.exported("Contacts", domain.CSV)
		must(t, w.project.Write(t.Context(), func(tx *project.Tx) error {
			_, err := tx.Insert(t.Context(), domain.Cause{Run: "r2", At: start}, "Contacts", []string{"Email", "Spent"}, [][]domain.Value{{"half@x.org", nil}})
			w.write()
			return err
		}))
		if got := w.files()["Contacts.csv"]; got != before {
			t.Errorf("the file holds %q, want what was there before the batch: %q", got, before)
		}
		if !w.standing("Contacts").IsWaiting {
			t.Error("what the batch wrote is not waited for")
		}
	})
}
