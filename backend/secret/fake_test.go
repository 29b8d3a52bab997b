package secret_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/secret"
)

// fakeKeychain keeps entries in memory.
type fakeKeychain struct {
	mu      sync.Mutex
	entries map[string]string
	err     error         // returned by every call when set
	block   chan struct{} // calls wait for it when set
	forgets bool          // Set succeeds and stores nothing
	gets    int
}

func newFake() *fakeKeychain { return &fakeKeychain{entries: map[string]string{}} }

func (f *fakeKeychain) Get(service, user string) (string, error) {
	f.mu.Lock()
	f.gets++
	block := f.block
	f.mu.Unlock()
	if block != nil {
		<-block
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return "", f.err
	}
	value, ok := f.entries[service+"/"+user]
	if !ok {
		return "", secret.ErrNoEntry
	}
	return value, nil
}

func (f *fakeKeychain) Set(service, user, value string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return f.err
	}
	if !f.forgets {
		f.entries[service+"/"+user] = value
	}
	return nil
}

func (f *fakeKeychain) setErr(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = err
}

// newManual returns a clock that stands at start.
func newManual() *clock.Manual { return clock.NewManual(start()) }

// start is the time the clocks of the tests stand at.
func start() time.Time { return time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC) }

func open(t *testing.T, dir string, keychain secret.Keychain) (*secret.Box, *clock.Manual) {
	t.Helper()
	manual := newManual()
	box, err := secret.Open(t.Context(), secret.Options{DataDir: dir, DataDirID: "dir-1", Keychain: keychain, Clock: manual})
	if err != nil {
		t.Fatal(err)
	}
	return box, manual
}

func seal(t *testing.T, box *secret.Box, name, value string) string {
	t.Helper()
	sealed, err := box.Seal(name, []byte(value))
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func wantOpen(t *testing.T, box *secret.Box, name, sealed, want string) {
	t.Helper()
	got, err := box.Open(name, sealed)
	if err != nil || string(got) != want {
		t.Errorf("Open(%q) = %q, %v; want %q", name, got, err, want)
	}
}

func wantCode(t *testing.T, err error, kind domain.Kind, code string) {
	t.Helper()
	var told *domain.Error
	if !errors.As(err, &told) {
		t.Fatalf("error = %v; want a *domain.Error", err)
	}
	if told.Kind != kind || told.Code != code || told.What == "" || told.Means == "" || told.Do == "" {
		t.Errorf("error = %+v; want %s %s with all its words", told, kind, code)
	}
}
