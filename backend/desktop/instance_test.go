package desktop_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tributary/backend/desktop"
	"tributary/backend/domain"
)

func claim(t *testing.T, dir string) *desktop.Instance {
	t.Helper()
	i, err := desktop.Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestOnlyOneClaimsADataFolder(t *testing.T) {
	dir := t.TempDir()
	first := claim(t, dir)
	var refused *domain.Error
	if _, err := desktop.Claim(dir); !errors.As(err, &refused) || refused.Code != "already_running" {
		t.Errorf("second claim: %v, want already_running", err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	if err := claim(t, dir).Release(); err != nil {
		t.Error(err)
	}
}

// serve answers commands on a folder until the test ends.
func serve(t *testing.T, dir string, answer desktop.Answer) {
	t.Helper()
	i := claim(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- i.Serve(ctx, answer) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Serve returned %v, want context.Canceled", err)
		}
		if err := i.Release(); err != nil {
			t.Error(err)
		}
	})
}

func TestACommandIsCarriedOutByTheHolder(t *testing.T) {
	for name, dir := range map[string]string{
		"usual folder":                       t.TempDir(),
		"path longer than a socket's may be": filepath.Join(t.TempDir(), strings.Repeat("long", 30)),
	} {
		t.Run(name, func(t *testing.T) {
			if err := desktop.MakeDataDir(dir); err != nil {
				t.Fatal(err)
			}
			serve(t, dir, func(_ context.Context, c desktop.Command, out, errs io.Writer) int {
				fmt.Fprintf(out, "%s on %s", strings.Join(c.Args, " "), c.Screen["DISPLAY"])
				fmt.Fprint(errs, "a warning")
				return 3
			})
			var out, errs bytes.Buffer
			exit, err := desktop.Ask(t.Context(), dir, desktop.Command{Args: []string{"sync", "Shop"}, Screen: map[string]string{"DISPLAY": ":7"}}, &out, &errs)
			if err != nil || exit != 3 || out.String() != "sync Shop on :7" || errs.String() != "a warning" {
				t.Errorf("exit %d, out %q, errors %q, %v", exit, &out, &errs, err)
			}
		})
	}
}

func TestTheSocketIsForTheOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	serve(t, dir, func(context.Context, desktop.Command, io.Writer, io.Writer) int { return 0 })
	info, err := os.Stat(filepath.Join(dir, "control.sock"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestWhoeverAsksCancels(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	serve(t, dir, func(command context.Context, _ desktop.Command, _, _ io.Writer) int {
		cancel() // the person, once the command is in hand
		<-command.Done()
		return 1
	})
	if exit, err := desktop.Ask(ctx, dir, desktop.Command{}, io.Discard, io.Discard); exit != 1 || err != nil {
		t.Errorf("exit %d, %v; want the command's own end", exit, err)
	}
}

func TestNobodyListensAfterTheEnd(t *testing.T) {
	dir := t.TempDir()
	if err := claim(t, dir).Release(); err != nil {
		t.Fatal(err)
	}
	if _, err := desktop.Ask(t.Context(), dir, desktop.Command{}, io.Discard, io.Discard); !errors.Is(err, desktop.ErrNobody) {
		t.Errorf("%v, want ErrNobody", err)
	}
}

func TestASocketLeftByAKilledProgramIsReplaced(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "control.sock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := claim(t, dir).Release(); err != nil {
		t.Error(err)
	}
}
