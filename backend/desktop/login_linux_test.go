package desktop_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend/desktop"
)

// TestMain runs the tests in a process of their own with a home of its own: the library
// looks for the person's folder once, when the process starts.
func TestMain(m *testing.M) {
	const inside = "TRIBUTARY_TEST_INSIDE"
	if os.Getenv(inside) != "" {
		os.Exit(m.Run())
	}
	os.Exit(outside(inside))
}

func outside(inside string) int {
	home, err := os.MkdirTemp("", "tributary-login-")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(home) }() // the system clears its temporary folder
	cmd := exec.Command(os.Args[0], os.Args[1:]...)
	cmd.Env = append(os.Environ(), inside+"=1", "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, "my config"))
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return 1
	}
	return 0
}

func TestStartAtLoginIsEnteredHealedAndRemoved(t *testing.T) {
	entry := filepath.Join(os.Getenv("XDG_CONFIG_HOME"), "autostart", "tributary.desktop")

	for range 2 { // a second time must not spoil the command
		path, err := desktop.StartAtLogin(true, "--background", "--data-dir", "/home/my files")
		if err != nil || !desktop.StartsAtLogin() {
			t.Fatalf("after switching on: %q, %v, starts at login %v", path, err, desktop.StartsAtLogin())
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(entry)
	if want := `Exec="` + self + `" "--background" "--data-dir" "/home/my files"`; err != nil || !strings.Contains(string(text), want) {
		t.Errorf("%v; the entry is\n%swant %s", err, text, want)
	}

	if path, err := desktop.HealLogin("/gone/tributary", "--background"); err != nil || path != self {
		t.Errorf("healed to %q, %v; want %q", path, err, self)
	}
	if path, err := desktop.HealLogin(os.DevNull, "--background"); err != nil || path != os.DevNull {
		t.Errorf("a program that stands where it was moved to %q, %v", path, err)
	}
	for range 2 {
		if _, err := desktop.StartAtLogin(false); err != nil || desktop.StartsAtLogin() {
			t.Errorf("after switching off: %v, starts at login %v", err, desktop.StartsAtLogin())
		}
	}
	if path, err := desktop.HealLogin("/gone/tributary"); err != nil || path != "/gone/tributary" || desktop.StartsAtLogin() {
		t.Errorf("a removed entry came back: %q, %v", path, err)
	}
}
