package desktop_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"tributary/backend/desktop"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// holding are the names of all files of a folder, the hidden ones too, with what is in them.
func holding(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(raw)
	}
	return all
}

func TestAFileOfAFolderIsWholeOrAsItWas(t *testing.T) {
	broken := errors.New("broken")
	for name, write := range map[string]func(dir, name string, write func(io.Writer) error) error{
		"once": func(dir, name string, write func(io.Writer) error) error {
			return desktop.WriteWhole(filepath.Join(dir, name), write)
		},
		"again and again": func(dir, name string, write func(io.Writer) error) error {
			return desktop.Folder(dir).Write(name, write)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := write(dir, "a.csv", text("old")); err != nil {
				t.Fatal(err)
			}
			const shared = 0o640
			if err := os.Chmod(filepath.Join(dir, "a.csv"), shared); err != nil {
				t.Fatal(err)
			}
			half := func(w io.Writer) error { return errors.Join(text("ha")(w), broken) }
			if err := write(dir, "a.csv", half); !errors.Is(err, broken) {
				t.Errorf("got %v, want the writer’s error", err)
			}
			if got := holding(t, dir); len(got) != 1 || got["a.csv"] != "old" {
				t.Errorf("after a failure the folder holds %v", got)
			}
			if err := write(dir, "a.csv", text("new")); err != nil {
				t.Fatal(err)
			}
			if got := holding(t, dir); len(got) != 1 || got["a.csv"] != "new" {
				t.Errorf("the folder holds %v", got)
			}
			if info, err := os.Stat(filepath.Join(dir, "a.csv")); err != nil || info.Mode().Perm() != shared {
				t.Errorf("the rights are %v, %v", info.Mode(), err)
			}
		})
	}
}

func TestWhatAKilledProgramLeftIsCleared(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".a.csv.unfinished", ".b.csv.unfinished", "b.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("left"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := desktop.Folder(dir).Write("a.csv", text("new")); err != nil {
		t.Fatal(err)
	}
	if err := desktop.Folder(dir).Clear([]string{"a.csv", "b.csv"}); err != nil {
		t.Fatal(err)
	}
	if got := holding(t, dir); len(got) != 2 || got["a.csv"] != "new" || got["b.csv"] != "left" {
		t.Errorf("the folder holds %v", got)
	}
}

func TestAFolderThatIsNoneIsToldFromOneThatIs(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := desktop.Folder(dir).Check(); err != nil {
		t.Error(err)
	}
	for _, none := range []string{file, filepath.Join(dir, "gone")} {
		if err := desktop.Folder(none).Check(); !errors.Is(err, desktop.ErrNoFolder) {
			t.Errorf("%s: %v", none, err)
		}
	}
	if got := holding(t, dir); len(got) != 1 {
		t.Errorf("the check left %v", got)
	}
}

func TestEveryTextMakesAFileName(t *testing.T) {
	for from, want := range map[string]string{
		"Contacts": "Contacts", "Clients à relancer": "Clients à relancer", "a/b\\c:d*e?f\"g<h>i|j": "a_b_c_d_e_f_g_h_i_j", "../../etc": "_.._etc",
		"..": "_", "": "_", "CON": "_CON", "nul.x": "_nul.x", "name.": "name", "Console": "Console", "com1": "_com1",
	} {
		if got := desktop.FileName(from); got != want {
			t.Errorf("%q became %q, want %q", from, got, want)
		}
	}
}
