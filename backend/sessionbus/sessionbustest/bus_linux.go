package sessionbustest

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

// Start runs a bus until the test is over, names it in the environment variable given
// (DBUS_SESSION_BUS_ADDRESS, or DBUS_SYSTEM_BUS_ADDRESS to stand for the system's), and
// returns a connection on which services can be played. Where no bus can be run it
// skips the test; with CI=true it fails.
func Start(t *testing.T, variable string) *dbus.Conn {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("dbus-daemon is not installed: build/test installs it")
		}
		t.Skip("dbus-daemon is not installed: build/test installs it")
	}
	daemon := exec.CommandContext(t.Context(), "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = daemon.Wait() }) // killed with the test's context
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	t.Setenv(variable, address)
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() }) // the bus ends anyway
	return conn
}
