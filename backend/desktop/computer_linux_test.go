package desktop

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
)

// systemServices puts UPower and NetworkManager, saying these things, on a bus of their
// own, which stands for the system's.
func systemServices(t *testing.T, onBattery bool, metered uint32) {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("dbus-daemon is not installed")
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
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", strings.TrimSpace(address))
	conn, err := dbus.Connect(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() }) // the bus ends anyway
	for service, facts := range map[string]prop.Map{
		"org.freedesktop.UPower":         {"org.freedesktop.UPower": {"OnBattery": {Value: onBattery}}},
		"org.freedesktop.NetworkManager": {"org.freedesktop.NetworkManager": {"Metered": {Value: metered}}},
	} {
		path := dbus.ObjectPath("/" + strings.ReplaceAll(service, ".", "/"))
		if _, err := prop.Export(conn, path, facts); err != nil {
			t.Fatal(err)
		}
		if _, err := conn.RequestName(service, dbus.NameFlagDoNotQueue); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheSystemTellsAboutBatteryAndNetwork(t *testing.T) {
	for name, c := range map[string]struct {
		battery bool
		metered uint32
		want    Computer
	}{
		"plugged in, not metered":          {false, 2, Computer{}},
		"on battery, on a phone's hotspot": {true, 1, Computer{OnBattery: true, Metered: true}},
		"guessed to be metered":            {false, 3, Computer{Metered: true}},
		"nobody knows":                     {false, 0, Computer{}},
	} {
		t.Run(name, func(t *testing.T) {
			systemServices(t, c.battery, c.metered)
			if got := lookAtPower(t.Context()); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestWithoutASystemBusNothingIsKnown(t *testing.T) {
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
	if got := lookAtPower(t.Context()); got.Metered || got.MeteredKnown {
		t.Errorf("got %+v", got)
	}
}

// It is an internal test: the kernel's folder cannot be put into a test's hands otherwise.
func TestTheKernelTellsAboutTheBattery(t *testing.T) {
	for name, c := range map[string]struct {
		supplies map[string]map[string]string
		want     bool
	}{
		"a desktop":              {nil, false},
		"plugged in":             {map[string]map[string]string{"AC": {"type": "Mains", "online": "1"}, "BAT0": {"type": "Battery", "status": "Charging"}}, false},
		"plugged in, kept full":  {map[string]map[string]string{"AC": {"type": "Mains", "online": "1"}, "BAT0": {"type": "Battery", "status": "Discharging"}}, false},
		"on battery":             {map[string]map[string]string{"AC": {"type": "Mains", "online": "0"}, "BAT0": {"type": "Battery", "status": "Discharging"}}, true},
		"a mouse's battery only": {map[string]map[string]string{"hid": {"type": "Battery", "scope": "Device", "status": "Discharging"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			for supply, facts := range c.supplies {
				if err := os.Mkdir(filepath.Join(folder, supply), 0o700); err != nil {
					t.Fatal(err)
				}
				for fact, value := range facts {
					if err := os.WriteFile(filepath.Join(folder, supply, fact), []byte(value+"\n"), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			if got, known := onBattery(folder); got != c.want || !known {
				t.Errorf("onBattery = %v, known %v, want %v", got, known, c.want)
			}
		})
	}
}

func TestAComputerThatListsNoSuppliesIsNotKnown(t *testing.T) {
	if on, known := onBattery(filepath.Join(t.TempDir(), "none")); on || known {
		t.Errorf("on battery %v, known %v", on, known)
	}
}
