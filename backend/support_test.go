package backend_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend"
	"tributary/backend/api"
)

// bundle writes a support bundle by the command line and returns its files by name.
func (p *program) bundle() map[string]string {
	p.t.Helper()
	path := filepath.Join(p.dir, "support.zip")
	p.must("support-bundle", path)
	return unzipped(p.t, path)
}

func unzipped(t *testing.T, path string) map[string]string {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := archive.Close(); err != nil {
			t.Error(err)
		}
	}()
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(raw)
	}
	return files
}

// inBundle looks for secrets in a support bundle made now.
func inBundle(t *testing.T, p *program, secrets map[string]string) {
	t.Helper()
	files := p.bundle()
	if !strings.Contains(files["runs.jsonl"], `"result":"failed"`) || !strings.Contains(files["set-up.yaml"], "authorizations:") {
		t.Errorf("the bundle does not tell what happened: %v", files)
	}
	if asked := files["requests.jsonl"]; !strings.Contains(asked, `","status":200,`) {
		t.Errorf("the bundle does not tell what was asked: %s", asked)
	}
	for name, content := range files {
		holds(t, "the support bundle’s "+name, []byte(content), secrets)
	}
}

// The value of a record that a refusal carries into the details of a run.
const recordMarker = "Odile Vauquelin-Marker"

func TestNoRecordIsInASupportBundle(t *testing.T) {
	good := newShop(t, 25)
	isBroken := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isBroken {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, `{"message": "%s <odile@vauquelin.example> cannot be read"}`, recordMarker)
			return
		}
		good.answer(w, r)
	}))
	defer server.Close()
	p := newProgram(t)
	p.write("shop.yaml", shopManifest)
	p.must("apply", p.write("set-up.yaml", shopSetup(server.URL, shopKey)))
	p.must("sync")
	isBroken = true
	p.run("sync", "--full")
	if said := p.must("runs", "--json"); !strings.Contains(said, recordMarker) {
		t.Fatalf("the service’s answer is not in the run’s details, so this shows nothing:\n%s", said)
	}
	rows := strings.Split(p.must("data", "Customers"), "\n")
	for name, content := range p.bundle() {
		for _, gone := range append([]string{recordMarker, "vauquelin"}, rows[1:]...) {
			if gone != "" && strings.Contains(content, gone) {
				t.Errorf("%s holds %q", name, gone)
			}
		}
	}
}

func TestTheWindowSavesTheBundleThatWasLookedAt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "support.zip")
	proposed := ""
	b, err := backend.New(t.Context(), backend.Options{DataDir: t.TempDir(), Exclusive: true, Version: "1.2.3", Desktop: api.Desktop{
		SaveFile: func(d api.FileDialog) (string, error) { proposed = d.FileName; return path, nil },
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.Stop(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	window := bound[*api.SupportAPI](t, b)
	if _, err := window.Save(); err == nil {
		t.Error("a bundle that nobody looked at was saved")
	}
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := window.Prepare()
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	for _, f := range list {
		text, err := window.Read(f.Name)
		if err != nil || len(text) != f.Bytes || f.Words == "" {
			t.Errorf("%+v holds %d bytes: %v", f, len(text), err)
		}
		shown[f.Name] = text
	}
	b.Log().Info("after it was looked at")
	saved, err := window.Save()
	if err != nil || saved != path || !strings.HasPrefix(proposed, "tributary-support-") {
		t.Errorf("saved %q as %q: %v", saved, proposed, err)
	}
	want, got := must(json.Marshal(shown))(t), must(json.Marshal(unzipped(t, path)))(t)
	if !bytes.Equal(want, got) || !strings.Contains(shown["program.txt"], "Tributary 1.2.3") {
		t.Errorf("saved %s\nshown %s", got, want)
	}
	if home, err := os.UserHomeDir(); err == nil && strings.Contains(string(got), home+"/") {
		t.Error("the bundle names the home folder")
	}
	if err := window.Drop(); err != nil {
		t.Fatal(err)
	}
	if _, err := window.Read("program.txt"); err == nil {
		t.Error("a bundle that was dropped can be read")
	}
}
