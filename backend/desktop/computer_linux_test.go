package desktop

import (
	"os"
	"path/filepath"
	"testing"
)

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
			if got := onBattery(folder); got != c.want {
				t.Errorf("onBattery = %v, want %v", got, c.want)
			}
		})
	}
}
