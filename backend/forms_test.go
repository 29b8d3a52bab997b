package backend_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/api"
)

// The forms of the window are tested over the wide specification as Go hands it out. With
// WRITE_FORMS=1 the file is written anew.
func TestTheWindowTestsItsFormsOverTheWideSpecification(t *testing.T) {
	manifest, err := filepath.Abs("source/declarative/testdata/form/wide.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sources := bound[*api.SourcesAPI](t, openWindow(t, "en").Backend)
	made, err := sources.LoadManifest(manifest)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := sources.Spec(made.ID)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(map[string]any{"authorization": spec.Authorization, "settings": spec.Settings}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	file := "../frontend/src/testing/wide-form.json"
	if os.Getenv("WRITE_FORMS") != "" {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s is not what Go hands out; WRITE_FORMS=1 writes it:\n%s", file, d)
	}
}
