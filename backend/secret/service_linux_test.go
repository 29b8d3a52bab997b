package secret_test

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/secret"
)

// inSession marks the copy of the test program that runs inside a session with
// a real keychain.
const inSession = "TRIBUTARY_TEST_SECRET_SERVICE"

func TestRealSecretServiceHoldsTheKey(t *testing.T) {
	if os.Getenv(inSession) != "" {
		useRealKeychain(t)
		return
	}
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon", "bash"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed (apt-get install gnome-keyring dbus)", program)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	session := exec.CommandContext(ctx, "dbus-run-session", "--", "bash", "-c",
		`printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" -test.run='^TestRealSecretServiceHoldsTheKey$' -test.v`, self)
	session.Env = append(os.Environ(), inSession+"=1", "HOME="+t.TempDir(), "XDG_RUNTIME_DIR="+privateDir(t), "DISPLAY=", "WAYLAND_DISPLAY=")
	session.WaitDelay = 5 * time.Second
	if output, err := session.CombinedOutput(); err != nil {
		t.Errorf("in the session: %v\n%s", err, output)
	}
}

func privateDir(t *testing.T) string {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func useRealKeychain(t *testing.T) {
	dir := t.TempDir()
	box, err := secret.Open(t.Context(), secret.Options{DataDir: dir, DataDirID: "real"})
	if err != nil {
		t.Fatal(err)
	}
	if got := box.Where().Kind; got != secret.InKeychain {
		t.Fatalf("Where = %s; want the keychain", got)
	}
	sealed := seal(t, box, "n", "v")
	again, err := secret.Open(t.Context(), secret.Options{DataDir: dir, DataDirID: "real"})
	if err != nil {
		t.Fatal(err)
	}
	wantOpen(t, again, "n", sealed, "v")
	moved, err := secret.Open(t.Context(), secret.Options{DataDir: dir, DataDirID: "other"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = moved.Open("n", sealed)
	wantCode(t, err, domain.SignIn, secret.CodeKeyMissing)
}

func TestSystemWithoutSessionBusHasNoKeychain(t *testing.T) {
	cases := map[string]struct{ address, runtime string }{
		"nothing set":    {"", ""},
		"autolaunch":     {"autolaunch:", ""},
		"no socket":      {"unix:path=/nonexistent/bus,guid=00", ""},
		"stale runtime":  {"", t.TempDir()},
		"abstract, gone": {"unix:abstract=/tmp/tributary-no-such-bus", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", c.address)
			t.Setenv("XDG_RUNTIME_DIR", c.runtime)
			_, err := secret.SystemKeychain{}.Get("tributary-test", "nobody")
			if !errors.Is(err, secret.ErrNoKeychain) {
				t.Errorf("Get = %v; want ErrNoKeychain", err)
			}
			if err := (secret.SystemKeychain{}).Set("tributary-test", "nobody", "x"); !errors.Is(err, secret.ErrNoKeychain) {
				t.Errorf("Set = %v; want ErrNoKeychain", err)
			}
		})
	}
}

func TestBusThatNeverAnswersDoesNotBlockOpen(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "bus")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	// Connections are accepted by the kernel and never answered; closing the
	// listener at the end lets the waiting call go.
	t.Cleanup(func() { _ = listener.Close() })
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+socket)
	manual := newManual()
	opened := make(chan *secret.Box)
	go func() {
		box, err := secret.Open(t.Context(), secret.Options{DataDir: privateDir(t), DataDirID: "x", Clock: manual})
		if err != nil {
			t.Error(err)
		}
		opened <- box
	}()
	if err := manual.AwaitTimers(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	manual.Advance(secret.DefaultWait)
	if got := (<-opened).Where().Kind; got != secret.Waiting {
		t.Errorf("Where = %s; want waiting", got)
	}
}
