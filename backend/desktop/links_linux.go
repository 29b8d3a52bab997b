package desktop

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

const (
	// installedEntry is the entry of an installed program: build/linux/tributary.desktop.
	installedEntry = "tributary.desktop"
	// linkEntry is the one this binary makes for itself; no menu shows it.
	linkEntry = "tributary-links.desktop"
	// linkLimit bounds the tool that makes the entry the usual one.
	linkLimit = 5 * time.Second
)

// answerLinks writes a desktop entry (Desktop Entry Specification 1.5) and makes it the one
// for the scheme (xdg-utils, xdg-mime).
func answerLinks(ctx context.Context, path string) error {
	dir := applications()
	for _, other := range applicationFolders(dir) {
		if _, err := os.Stat(filepath.Join(other, installedEntry)); err == nil {
			return nil
		}
	}
	entry := fmt.Sprintf("[Desktop Entry]\nType=Application\nName=Tributary\nExec=%s %%u\nNoDisplay=true\nTerminal=false\nMimeType=x-scheme-handler/%s;\n",
		quotedExec(path), LinkScheme)
	file := filepath.Join(dir, linkEntry)
	if had, err := os.ReadFile(file); err == nil && bytes.Equal(had, []byte(entry)) { //nolint:gosec // G304: our own entry
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(file, []byte(entry), 0o600); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, linkLimit)
	defer cancel()
	said, err := exec.CommandContext(ctx, "xdg-mime", "default", linkEntry, "x-scheme-handler/"+LinkScheme).CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return nil // nobody opens links here
	}
	if err != nil {
		// Without it nothing leads to the entry: the next start tries again.
		return errors.Join(fmt.Errorf("xdg-mime: %w: %s", err, said), os.Remove(file))
	}
	return nil
}

// applications is the person's own folder of desktop entries (XDG Base Directory).
func applications() string {
	dir := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(dir) {
		home, _ := os.UserHomeDir() // "" is no folder that can be written to, which is told then
		dir = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(dir, "applications")
}

// applicationFolders are all folders of desktop entries, the person's own first.
func applicationFolders(own string) []string {
	dirs := os.Getenv("XDG_DATA_DIRS")
	if dirs == "" {
		dirs = "/usr/local/share:/usr/share"
	}
	all := []string{own}
	for _, dir := range filepath.SplitList(dirs) {
		all = append(all, filepath.Join(dir, "applications"))
	}
	return all
}

// quotedExec is a path as the key Exec wants it: what is special between quotation marks is
// escaped, then as every text of an entry; a percent sign is doubled.
// xdg-open of a desktop it does not know takes quotation marks for part of the name, so they
// are left out where they need not be.
func quotedExec(path string) string {
	if regexp.MustCompile(`^[A-Za-z0-9/._+-]+$`).MatchString(path) {
		return path
	}
	inside := strings.NewReplacer(`\`, `\\\\`, `"`, `\\"`, "`", "\\\\`", "$", `\\$`, "%", "%%").Replace(path)
	return `"` + inside + `"`
}
