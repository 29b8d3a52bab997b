package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"

	"tributary/backend/sessionbus/sessionbustest"
)

// systemServices puts UPower and NetworkManager, saying these things, on a bus of their
// own, which stands for the system's.
func systemServices(t *testing.T, onBattery bool, metered uint32) {
	t.Helper()
	conn := sessionbustest.Start(t, "DBUS_SYSTEM_BUS_ADDRESS")
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
		"plugged in, not metered":          {false, 2, Computer{PowerKnown: true, MeteredKnown: true}},
		"on battery, on a phone's hotspot": {true, 1, Computer{OnBattery: true, Metered: true, PowerKnown: true, MeteredKnown: true}},
		"guessed to be metered":            {false, 3, Computer{Metered: true, PowerKnown: true, MeteredKnown: true}},
		"nobody knows what it costs":       {false, 0, Computer{PowerKnown: true}},
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
