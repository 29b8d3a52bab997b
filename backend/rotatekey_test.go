package backend_test

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheKeyOfTheSecretsCanBeChanged(t *testing.T) {
	s := newRotating(t)
	p := newRotatingProgram(t, s)
	keyFile := filepath.Join(p.dir, "data", "secret.key")
	before, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	p.must("rotate-key")
	after, err := os.ReadFile(keyFile)
	if err != nil || string(after) == string(before) {
		t.Fatalf("the key file is as before, %v", err)
	}
	// Everything was sealed anew: the former key is needed for nothing.
	if err := os.Remove(filepath.Join(p.dir, "data", "secret-keys.json")); err != nil {
		t.Fatal(err)
	}
	if !p.works() {
		t.Error("the authorization is lost")
	}
}
