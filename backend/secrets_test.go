package backend_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend"
)

// The markers hold letters that every way of writing changes.
const (
	keyMarker  = "MARKER-key/+ü&=7f3a\"91"
	mailMarker = "MARKER-mail/+ü&=22c8'04"
)

// written are the ways a secret could stand somewhere in clear.
func written(secret string) map[string]string {
	quoted := fmt.Sprintf("%q", secret)
	return map[string]string{
		"clear": secret, "in JSON": quoted[1 : len(quoted)-1], "in a query": url.QueryEscape(secret), "in a path": url.PathEscape(secret),
		"base64": base64.StdEncoding.EncodeToString([]byte(secret)), "base64 for addresses": base64.URLEncoding.EncodeToString([]byte(secret)),
		"hex": hex.EncodeToString([]byte(secret)), "its beginning": secret[:10],
	}
}

// echo repeats the whole request in its error, as careless services do.
func echo(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusBadRequest)
	fmt.Fprintf(w, `{"message": "cannot do %s with %s and %q"}`, r.URL.String(), r.Header.Get("Authorization"), r.URL.Query().Get("api_key"))
}

func TestNoSecretIsAnywhereInClear(t *testing.T) {
	for _, secret := range []string{keyMarker, mailMarker} {
		if len(secret) < 20 {
			t.Fatal("a marker must be long enough to be told from chance")
		}
	}
	t.Setenv("TRIBUTARY_TEST_KEY", keyMarker)
	t.Setenv("TRIBUTARY_TEST_MAIL", mailMarker)
	good := newShop(t, 25)
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+keyMarker || r.URL.Query().Get("api_key") != keyMarker {
			t.Errorf("the service was not given its key")
		}
		r.Header.Set("Authorization", "Bearer "+shopKey)
		good.answer(w, r)
	})
	var handler http.Handler = answer
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	defer server.Close()

	p := newProgram(t)
	p.write("shop.yaml", shopManifest)
	setup := p.write("set-up.yaml", shopSetup(server.URL, "{env: TRIBUTARY_TEST_KEY}")+
		"mail: {host: smtp.example.com, port: 587, tls: starttls, user: owner, password: {env: TRIBUTARY_TEST_MAIL}, from: tributary@example.com}\n")
	var outputs bytes.Buffer
	do := func(args ...string) {
		said := p.run(args...)
		fmt.Fprintf(&outputs, "%s\n%s%s\n", strings.Join(args, " "), said.out, said.err)
	}
	do("apply", setup)
	do("sync", "--json")
	handler = http.HandlerFunc(echo)
	do("sync", "--json", "--full")
	do("sync", "--full")
	do("apply", setup)
	handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // the same in a good answer's place
		fmt.Fprintf(w, "<html>%s</html>", r.URL.String())
	})
	do("sync", "--json", "--full")
	server.Close() // network errors repeat the address with its query
	do("sync", "--json", "--full")
	for _, command := range [][]string{
		{"export-setup"},
		{"doctor", "--json"},
		{"runs", "--json"},
		{"runs"},
		{"errors", "--json"},
		{"sources", "--json"},
		{"data", "Customers"},
		{"sync", "--dry-run", "--json"},
		{"export-setup", "--out", filepath.Join(p.dir, "data", "exported.yaml")},
	} {
		do(command...)
	}
	inBundle(t, p, markers())
	if text := outputs.String(); !strings.Contains(text, `"result":"ok"`) || strings.Count(text, `"result":"failed"`) < 3 {
		t.Fatalf("the runs did not go as meant:\n%s", text)
	}
	inClear(t, "the outputs", outputs.Bytes())
	folderInClear(t, filepath.Join(p.dir, "data"))
}

// folderInClear looks into every file.
func folderInClear(t *testing.T, dir string) {
	t.Helper()
	folderHolds(t, dir, markers())
}

// markers are the secrets of keys and the mail server.
func markers() map[string]string {
	return map[string]string{"the key": keyMarker, "the mail password": mailMarker}
}

func folderHolds(t *testing.T, dir string, secrets map[string]string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		holds(t, entry.Name(), raw, secrets)
		return nil
	})
	if err != nil || files < 3 {
		t.Errorf("looked into %d files: %v", files, err)
	}
}

func inClear(t *testing.T, where string, content []byte) {
	t.Helper()
	holds(t, where, content, markers())
}

// holds looks for secrets in every form.
func holds(t *testing.T, where string, content []byte, secrets map[string]string) {
	t.Helper()
	for name, secret := range secrets {
		for how, form := range written(secret) {
			if i := bytes.Index(content, []byte(form)); i >= 0 {
				t.Errorf("%s is %s in %s: …%.200q…", name, how, where, content[max(0, i-80):min(len(content), i+80)])
			}
		}
	}
}

func TestTheLogKnowsEverySecretThatWasOpened(t *testing.T) {
	t.Setenv("TRIBUTARY_TEST_KEY", keyMarker)
	s, p := newShop(t, 5), newProgram(t)
	p.write("shop.yaml", shopManifest)
	p.run("apply", p.write("set-up.yaml", shopSetup(s.URL, "{env: TRIBUTARY_TEST_KEY}")))
	var log bytes.Buffer
	b, err := backend.New(t.Context(), backend.Options{DataDir: filepath.Join(p.dir, "data"), LogTo: &log})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.Stop(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	if err := b.UseEverySecret(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.Log().Warnf("carelessly: %s, %s, %s", keyMarker, url.QueryEscape(keyMarker), base64.StdEncoding.EncodeToString([]byte(keyMarker)))
	if !strings.Contains(log.String(), "carelessly") {
		t.Fatalf("nothing was logged: %s", log.String())
	}
	inClear(t, "the log", log.Bytes())
}
