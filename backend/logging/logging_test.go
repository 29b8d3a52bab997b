package logging_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tributary/backend/logging"
)

func TestRedactTakesSecretsOut(t *testing.T) {
	const secret = `s3cr"et/val+ue`
	redactor := logging.NewRedactor()
	redactor.Add(secret, "EUR")
	cases := map[string]struct{ text, gone, stays string }{
		"bearer":            {"sent Bearer abc123.def-456", "abc123", "Bearer"},
		"basic":             {"Basic dXNlcjpwYXNz", "dXNlcjpwYXNz", "Basic"},
		"header":            {`Authorization: Token xyz, next`, "xyz", "Authorization"},
		"query key":         {"GET https://shop.example/a?key=k12345&page=2", "k12345", "page=2"},
		"query token":       {"https://x.example/?access_token=abc#f", "abc", "access_token="},
		"user in address":   {"proxy http://bob:hunter2@proxy.example:80", "hunter2", "proxy.example"},
		"json pair":         {`{"client_secret":"abc","name":"Shop"}`, "abc", `"name":"Shop"`},
		"words":             {"password: hunter2 refused", "hunter2", "refused"},
		"registered":        {"got " + secret + " back", secret, "back"},
		"registered, URL":   {"?q=s3cr%22et%2Fval%2Bue", "s3cr%22et", "?q="},
		"registered, JSON":  {`{"a":"s3cr\"et/val+ue"}`, `s3cr\"`, `{"a":`},
		"prose stays":       {"basic information about EUR", "redacted", "basic information about EUR"},
		"record error code": {"code=key_missing", "redacted", "code=key_missing"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := redactor.Redact(c.text)
			if strings.Contains(got, c.gone) || !strings.Contains(got, c.stays) {
				t.Errorf("Redact(%q) = %q; want %q gone and %q to stay", c.text, got, c.gone, c.stays)
			}
		})
	}
}

func TestEntriesAreRedactedInMessageFieldsAndErrors(t *testing.T) {
	var out bytes.Buffer
	log, err := logging.New(logging.Options{Level: "debug", Stderr: &out})
	if err != nil {
		t.Fatal(err)
	}
	log.Redactor().Add("topsecretvalue")
	scoped := log.WithField(logging.Component, "auth")
	scoped.WithField("api_key", "short").Info("stored topsecretvalue")
	scoped.WithError(errors.New("refused topsecretvalue")).WithField(logging.Rows, 12).Warn("refused")
	scoped.WithField("raw", []byte("topsecretvalue")).WithField("list", []string{"topsecretvalue"}).Debug("x")
	for _, gone := range []string{"topsecretvalue", "short"} {
		if strings.Contains(out.String(), gone) {
			t.Errorf("log holds %q:\n%s", gone, out.String())
		}
	}
	for _, stays := range []string{"component=auth", "rows=12", "level=warning"} {
		if !strings.Contains(out.String(), stays) {
			t.Errorf("log misses %q:\n%s", stays, out.String())
		}
	}
}

func TestLevelHidesLessImportantEntries(t *testing.T) {
	var out bytes.Buffer
	log, err := logging.New(logging.Options{Stderr: &out})
	if err != nil {
		t.Fatal(err)
	}
	log.Debug("hidden")
	log.Info("shown")
	if strings.Contains(out.String(), "hidden") || !strings.Contains(out.String(), "shown") {
		t.Errorf("default level wrote %q", out.String())
	}
	if _, err := logging.New(logging.Options{Level: "loud"}); err == nil {
		t.Error("an unknown level was accepted")
	}
}

func TestFileIsPrivateAndBoundedByRotation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tributary.log")
	log, err := logging.New(logging.Options{File: path, MaxBytes: 2000, Keep: 2})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				log.WithField(logging.Rows, 1).Info("an entry of about one hundred bytes with its time and level and field")
			}
		})
	}
	wg.Wait()
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 3 {
		t.Fatalf("files = %v; want the log and two old ones", files)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > 2000 || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %d bytes, mode %v; want at most 2000 bytes, 0600", file, info.Size(), info.Mode())
		}
	}
}

func TestDiscardWritesNothingAndDoesNotPanic(t *testing.T) {
	log := logging.Discard()
	log.WithField(logging.Component, "x").Error("nobody reads this")
	if log == nil {
		t.Fatal("Discard returned nil")
	}
}

func TestTailGoesAcrossRotatedFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tributary.log")
	if got, err := logging.Tail(path, 100); err != nil || len(got) != 0 {
		t.Errorf("a log that is not there: %q, %v", got, err)
	}
	for name, content := range map[string]string{path + ".2": "one\n", path + ".1": "two\n", path: "three\n"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for limit, want := range map[int64]string{100: "one\ntwo\nthree\n", 10: "two\nthree\n", 6: "three\n", 3: "ee\n"} {
		if got, err := logging.Tail(path, limit); err != nil || string(got) != want {
			t.Errorf("the last %d bytes are %q, %v; want %q", limit, got, err, want)
		}
	}
}
