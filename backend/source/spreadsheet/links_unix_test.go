//go:build unix

package spreadsheet_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source/spreadsheet"
)

func TestLinksThatEndNowhereAreNoSpreadsheets(t *testing.T) {
	dir := folder(t, map[string]string{"a.csv": "A,B\n1,2\n"})
	for from, to := range map[string]string{"loop.csv": "loop.csv", "gone.csv": "nothing", "good.csv": "a.csv"} {
		if err := os.Symlink(filepath.Join(dir, to), filepath.Join(dir, from)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.csv"), 0o600); err != nil { // reading it would wait for ever
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	types, err := connector().Discover(t.Context(), at(dir))
	if err != nil || len(types) != 2 || types[0].Name != "a" || types[1].Name != "good" {
		t.Errorf("Discover = %+v, %v; want a and good", types, err)
	}
	for name, want := range map[string]string{
		"loop.csv": spreadsheet.CodeNotReadable, "gone.csv": spreadsheet.CodeFileMissing, "pipe.csv": spreadsheet.CodeNotSpreadsheet,
	} {
		_, err := connector().Check(t.Context(), at(filepath.Join(dir, name)))
		var told *domain.Error
		if !errors.As(err, &told) || told.Code != want {
			t.Errorf("Check(%s) = %v; want %s", name, err, want)
		}
	}
}
