package desktop_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend/desktop"
)

// TestALinkFindsTheProgram asks the desktop's own tools what they would open a link with.
func TestALinkFindsTheProgram(t *testing.T) {
	data, installed := t.TempDir(), t.TempDir()
	t.Setenv("XDG_DATA_HOME", data)
	t.Setenv("XDG_DATA_DIRS", installed)
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("XDG_CURRENT_DESKTOP", "")
	for range 2 { // twice is as good as once
		if err := desktop.AnswerLinks(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.CommandContext(t.Context(), "xdg-mime", "query", "default", "x-scheme-handler/tributary").CombinedOutput()
	if err != nil || strings.TrimSpace(string(said)) != "tributary-links.desktop" {
		t.Fatalf("the desktop opens links with %q, %v", said, err)
	}
	file := filepath.Join(data, "applications", "tributary-links.desktop")
	if out, err := exec.CommandContext(t.Context(), "desktop-file-validate", file).CombinedOutput(); err != nil {
		t.Errorf("the entry is not as it should be: %s", out)
	}
	entry, err := os.ReadFile(file)
	program, exeErr := os.Executable()
	if err != nil || exeErr != nil || !strings.Contains(string(entry), "Exec="+program+" %u") {
		t.Errorf("the entry:\n%s%v", entry, err)
	}
}

func TestAnInstalledProgramAnswersItsLinksItself(t *testing.T) {
	data, installed := t.TempDir(), t.TempDir()
	t.Setenv("XDG_DATA_HOME", data)
	t.Setenv("XDG_DATA_DIRS", installed)
	if err := os.MkdirAll(filepath.Join(installed, "applications"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(installed, "applications", "tributary.desktop"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := desktop.AnswerLinks(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(data); err != nil || len(left) > 0 {
		t.Errorf("written all the same: %v, %v", left, err)
	}
}
