package backend_test

import (
	"testing"

	"tributary/backend"
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
