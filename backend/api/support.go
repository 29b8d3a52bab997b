package api

import (
	"context"
	"io"
	"slices"
	"sync"

	"tributary/backend/domain"
	"tributary/backend/support"
)

// SupportAPI is bound to the window: the support bundle. What was looked at is what is
// saved, so the bundle is kept from Prepare to Drop.
type SupportAPI struct {
	caller
	speech
	bundle     func(ctx context.Context) (support.Bundle, error)
	desktop    Desktop
	writeWhole func(path string, write func(io.Writer) error) error

	mu       sync.Mutex     // guards prepared
	prepared support.Bundle // without files: none
}

// Prepare makes a bundle and lists what is in it. Nothing is saved yet.
func (a *SupportAPI) Prepare() ([]SupportFile, error) {
	ctx, cancel := a.within(long)
	defer cancel()
	bundle, err := a.bundle(ctx)
	if err != nil {
		return nil, err
	}
	a.keep(bundle)
	say := a.saying()
	return convert(bundle.Files, func(f support.File) SupportFile {
		return SupportFile{Name: f.Name, Words: say(f.Words), Bytes: len(f.Content)}
	}), nil
}

func (a *SupportAPI) keep(b support.Bundle) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.prepared = b
}

// kept is the bundle that was prepared.
func (a *SupportAPI) kept() (support.Bundle, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.prepared.Files) == 0 {
		return support.Bundle{}, domain.ErrNotFound
	}
	return a.prepared, nil
}

// Read returns the text of a file of the bundle that was prepared.
func (a *SupportAPI) Read(name string) (string, error) {
	bundle, err := a.kept()
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(bundle.Files, func(f support.File) bool { return f.Name == name })
	if at < 0 {
		return "", domain.ErrNotFound
	}
	return string(bundle.Files[at].Content), nil
}

// Save writes the bundle that was prepared to a file the person chooses and returns its
// path, "" when the person cancelled.
func (a *SupportAPI) Save() (string, error) {
	bundle, err := a.kept()
	if err != nil {
		return "", err
	}
	if a.desktop.SaveFile == nil {
		return "", domain.ErrNotFound
	}
	path, err := a.desktop.SaveFile(FileDialog{Title: "Tributary", FileName: bundle.FileName(), PatternName: "ZIP", Pattern: "*.zip"})
	if err != nil || path == "" {
		return "", err
	}
	return path, a.writeWhole(path, bundle.Write)
}

// Drop forgets the bundle that was prepared.
func (a *SupportAPI) Drop() error {
	a.keep(support.Bundle{})
	return nil
}
