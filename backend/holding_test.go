package backend_test

import (
	"strings"
	"testing"

	"tributary/backend"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/store"
)

func TestAServiceOnThisComputerNeedsNoNetwork(t *testing.T) {
	for value, want := range map[string]bool{
		"http://127.0.0.1:8090": true, "http://localhost": true, "localhost:8090": true, "http://[::1]:80/api": true, "127.0.0.1": true,
		"https://shop.example": false, "http://192.168.1.4": false, "https://localhost.example": false, "": false, "a key": false,
	} {
		if got := backend.IsLocal(value); got != want {
			t.Errorf("IsLocal(%q) = %v, want %v", value, got, want)
		}
	}
}

func TestWhatKeepsIntegrationsWaitingIsSaid(t *testing.T) {
	tests := []struct {
		name     string
		computer desktop.Computer
		chosen   store.Settings
		severity domain.Severity
		says     string
	}{
		{"nothing", desktop.Computer{}, store.Settings{NotOnBattery: true, NotOnMetered: true}, domain.Fine, "Nothing keeps"},
		{"no network", desktop.Computer{Offline: true, OnBattery: true}, store.Settings{NotOnBattery: true}, domain.Warning, "no network"},
		{"battery, and it may not", desktop.Computer{OnBattery: true}, store.Settings{NotOnBattery: true}, domain.Remark, "battery"},
		{"battery, and it may", desktop.Computer{OnBattery: true}, store.Settings{}, domain.Fine, "Nothing keeps"},
		{"metered, and it may not", desktop.Computer{Metered: true}, store.Settings{NotOnMetered: true}, domain.Remark, "paid by what goes over it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := backend.WaitingHealth(test.computer, test.chosen)
			if got.Severity != test.severity || !strings.Contains(got.Words, test.says) {
				t.Errorf("found %+v", got)
			}
		})
	}
}
