package secret_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend/secret"
)

func TestRotatingTheKey(t *testing.T) {
	for name, err := range map[string]error{"keychain": nil, "key file": secret.ErrNoKeychain} {
		t.Run(name, func(t *testing.T) {
			dir, keychain := t.TempDir(), newFake()
			keychain.err = err
			box, _ := open(t, dir, keychain)
			values := []string{seal(t, box, "n", "value 0")}
			for n := 1; n < 5; n++ {
				if err := box.Rotate(t.Context()); err != nil {
					t.Fatal(err)
				}
				values = append(values, seal(t, box, "n", "value "+string(rune('0'+n))))
			}
			for n := 1; n < len(values); n++ {
				if strings.Split(values[n], ".")[1] == strings.Split(values[n-1], ".")[1] {
					t.Errorf("value %d was sealed with the key before", n)
				}
			}
			again, _ := open(t, dir, keychain)
			for n := len(values) - 3; n < len(values); n++ { // the present key and those just before it
				wantOpen(t, again, "n", values[n], "value "+string(rune('0'+n)))
			}
			notes, err := os.ReadFile(filepath.Join(dir, "secret-keys.json"))
			if err != nil {
				t.Fatal(err)
			}
			for entry, key := range keychain.entries {
				if strings.Contains(string(notes), strings.Split(key, ":")[2]) {
					t.Errorf("the notes hold the key of %s in clear", entry)
				}
			}
		})
	}
}

func TestARotationThatFailsLosesNothing(t *testing.T) {
	dir, keychain := t.TempDir(), newFake()
	box, _ := open(t, dir, keychain)
	sealed := seal(t, box, "n", "v")
	keychain.setErr(errors.New("dismissed"))
	if err := box.Rotate(t.Context()); err == nil {
		t.Fatal("rotated without a keychain")
	}
	keychain.setErr(nil)
	wantOpen(t, box, "n", sealed, "v")
	again, _ := open(t, dir, keychain)
	wantOpen(t, again, "n", sealed, "v")
	if err := again.Rotate(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantOpen(t, again, "n", sealed, "v")
}
