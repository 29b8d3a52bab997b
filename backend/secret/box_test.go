package secret_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/secret"
)

func TestSealedValueOpensInTheSameDirectory(t *testing.T) {
	cases := map[string]struct {
		err   error
		place secret.PlaceKind
	}{
		"keychain":               {nil, secret.InKeychain},
		"no keychain":            {secret.ErrNoKeychain, secret.InKeyFile},
		"refuses from the first": {errors.New("failed to unlock correct collection"), secret.InKeyFile},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir, keychain := t.TempDir(), newFake()
			keychain.err = c.err
			box, _ := open(t, dir, keychain)
			sealed := seal(t, box, "a/key", "hunter2")
			if strings.Contains(sealed, "hunter2") {
				t.Errorf("sealed = %q holds the value", sealed)
			}
			again, _ := open(t, dir, keychain)
			wantOpen(t, again, "a/key", sealed, "hunter2")
			if got := again.Where(); got.Kind != c.place || got.Words == "" || got.Warning != "" {
				t.Errorf("Where = %+v; want %s with words", got, c.place)
			}
		})
	}
}

func TestSealingTwiceGivesDifferentTexts(t *testing.T) {
	box, _ := open(t, t.TempDir(), newFake())
	if a, b := seal(t, box, "n", "v"), seal(t, box, "n", "v"); a == b {
		t.Errorf("both are %q", a)
	}
	wantOpen(t, box, "empty", seal(t, box, "empty", ""), "")
	long := string(bytes.Repeat([]byte("x"), 100_000))
	wantOpen(t, box, "long", seal(t, box, "long", long), long)
}

func TestDamagedOrForeignValueIsRefused(t *testing.T) {
	box, _ := open(t, t.TempDir(), newFake())
	sealed := seal(t, box, "a/key", "hunter2")
	cut := strings.LastIndex(sealed, ".")
	cases := map[string]struct{ name, sealed string }{
		"wrong name":    {"b/key", sealed},
		"flipped":       {"a/key", sealed[:len(sealed)-3] + flip(sealed[len(sealed)-3]) + sealed[len(sealed)-2:]},
		"cut":           {"a/key", sealed[:len(sealed)-6]},
		"no body":       {"a/key", sealed[:cut+1]},
		"no form":       {"a/key", "hunter2"},
		"other version": {"a/key", "v9" + sealed[2:]},
		"empty":         {"a/key", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			value, err := box.Open(c.name, c.sealed)
			if value != nil {
				t.Errorf("value = %q", value)
			}
			wantCode(t, err, domain.SignIn, secret.CodeDamaged)
		})
	}
}

func flip(b byte) string {
	if b == 'A' {
		return "B"
	}
	return "A"
}

func TestMovedDataDirectoryAsksToSignInAgain(t *testing.T) {
	dir := t.TempDir()
	box, _ := open(t, dir, newFake())
	sealed := seal(t, box, "a/key", "hunter2")

	moved, _ := open(t, dir, newFake()) // another computer's keychain
	_, err := moved.Open("a/key", sealed)
	wantCode(t, err, domain.SignIn, secret.CodeKeyMissing)
	// Signing in again must work there.
	wantOpen(t, moved, "a/key", seal(t, moved, "a/key", "new"), "new")
}

func TestKeyFileKeepsServingAfterAKeychainAppears(t *testing.T) {
	dir, keychain := t.TempDir(), newFake()
	keychain.err = secret.ErrNoKeychain
	before, _ := open(t, dir, keychain)
	sealed := seal(t, before, "n", "old")

	keychain.setErr(nil)
	after, _ := open(t, dir, keychain)
	wantOpen(t, after, "n", sealed, "old")
	if got := after.Where().Kind; got != secret.InKeychain {
		t.Errorf("Where = %s; want the keychain for new values", got)
	}

	// And a session without the keychain (cron, ssh) opens the old value and
	// says what is locked away.
	inKeychain := seal(t, after, "n", "new")
	keychain.setErr(secret.ErrNoKeychain)
	headless, _ := open(t, dir, keychain)
	wantOpen(t, headless, "n", sealed, "old")
	_, err := headless.Open("n", inKeychain)
	wantCode(t, err, domain.SetUp, secret.CodeKeychainLocked)
}

func TestLockedKeychainIsAskedAgainLater(t *testing.T) {
	dir, keychain := t.TempDir(), newFake()
	box, _ := open(t, dir, keychain)
	sealed := seal(t, box, "n", "v")

	keychain.setErr(errors.New("prompt dismissed"))
	locked, manual := open(t, dir, keychain)
	_, err := locked.Open("n", sealed)
	wantCode(t, err, domain.SetUp, secret.CodeKeychainLocked)
	_, err = locked.Seal("n", nil)
	wantCode(t, err, domain.SetUp, secret.CodeKeychainLocked)
	if got := locked.Where().Kind; got != secret.Waiting {
		t.Errorf("Where = %s", got)
	}
	if keychain.gets > 3 { // two of the first opening, one of the second
		t.Errorf("the refusing keychain was asked %d times at once", keychain.gets)
	}
	if _, err := os.Stat(filepath.Join(dir, "secret.key")); err == nil {
		t.Error("a key file was made beside a locked keychain")
	}

	keychain.setErr(nil)
	manual.Advance(time.Minute)
	wantOpen(t, locked, "n", sealed, "v")
}

func TestBlockingKeychainDoesNotBlockTheBox(t *testing.T) {
	dir, keychain := t.TempDir(), newFake()
	box, _ := open(t, dir, keychain)
	sealed := seal(t, box, "n", "v")

	answer := make(chan struct{})
	keychain.block = answer
	opened := make(chan *secret.Box)
	manual := newManual()
	go func() {
		box, err := secret.Open(t.Context(), secret.Options{DataDir: dir, DataDirID: "dir-1", Keychain: keychain, Clock: manual})
		if err != nil {
			t.Error(err)
		}
		opened <- box
	}()
	if err := manual.AwaitTimers(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	manual.Advance(secret.DefaultWait)
	waiting := <-opened
	if got := waiting.Where().Kind; got != secret.Waiting {
		t.Errorf("Where = %s", got)
	}
	close(answer) // the person unlocks
	wantOpen(t, waiting, "n", sealed, "v")
}

func TestForgetfulKeychainIsNotTrusted(t *testing.T) {
	dir, keychain := t.TempDir(), newFake()
	keychain.forgets = true
	box, _ := open(t, dir, keychain)
	sealed := seal(t, box, "n", "v")
	again, _ := open(t, dir, keychain)
	wantOpen(t, again, "n", sealed, "v")
	if got := again.Where().Kind; got != secret.InKeyFile {
		t.Errorf("Where = %s", got)
	}
}

func TestKeyFileIsPrivateAndMadePrivateAgain(t *testing.T) {
	dir, keychain := t.TempDir(), newFake()
	keychain.err = secret.ErrNoKeychain
	box, _ := open(t, dir, keychain)
	sealed := seal(t, box, "n", "v")
	path := filepath.Join(dir, "secret.key")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("key file: %v, %v; want 0600", info, err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	exposed, _ := open(t, dir, keychain)
	if exposed.Where().Warning == "" {
		t.Error("no warning that others could read the key file")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file after opening: %v, %v; want 0600", info, err)
	}
	wantOpen(t, exposed, "n", sealed, "v")
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("files = %v, %v; want the key file and the notes", left, err)
	}
}

func TestUnusableDirectoryIsAnError(t *testing.T) {
	damaged := t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, "secret.key"), []byte("v1:00:short"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := map[string]secret.Options{
		"damaged key file": {DataDir: damaged, DataDirID: "x"},
		"missing folder":   {DataDir: filepath.Join(damaged, "no"), DataDirID: "x"},
		"no id":            {DataDir: damaged},
		"no folder":        {DataDirID: "x"},
	}
	for name, options := range cases {
		t.Run(name, func(t *testing.T) {
			options.Keychain = newFake()
			if box, err := secret.Open(t.Context(), options); err == nil {
				t.Errorf("Open = %v, no error", box)
			}
		})
	}
}

func TestBoxIsSafeForConcurrentUse(t *testing.T) {
	box, _ := open(t, t.TempDir(), newFake())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				sealed, err := box.Seal("n", []byte("v"))
				if err != nil {
					t.Error(err)
					return
				}
				if got, err := box.Open("n", sealed); err != nil || string(got) != "v" {
					t.Errorf("Open = %q, %v", got, err)
				}
				_ = box.Where()
			}
		})
	}
	wg.Wait()
}
