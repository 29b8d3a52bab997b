package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// program is the measured binary with a data directory and a home of its own.
type program struct {
	binary, place string
	env           []string
}

func newProgram(binary, place string) (*program, error) {
	if _, err := os.Stat(binary); err != nil {
		return nil, fmt.Errorf("the program is not built (build/build): %w", err)
	}
	if err := os.MkdirAll(place, 0o700); err != nil {
		return nil, err
	}
	// No session bus: the keychain is not what is measured.
	return &program{binary, place, []string{"HOME=" + place, "DBUS_SESSION_BUS_ADDRESS=disabled:"}}, nil
}

// apply writes the files and makes the set-up equal to set-up.yaml among them.
func (p *program) apply(ctx context.Context, files map[string]string) error {
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(p.place, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	_, err := p.command(ctx, "apply", filepath.Join(p.place, "set-up.yaml"))
	return err
}

func (p *program) sync(ctx context.Context) (measured, error) {
	return p.command(ctx, "sync", "--full", "--json")
}

func (p *program) command(ctx context.Context, args ...string) (measured, error) {
	return measure(ctx, p.env, p.binary, append(args, "--data-dir", filepath.Join(p.place, "data"))...)
}
