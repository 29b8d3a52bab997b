package setup

import (
	"context"
	"path/filepath"

	"tributary/backend/domain"
)

// LiveExports is the live export folder.
type LiveExports interface {
	// LiveExport returns the zero value when there is none.
	LiveExport(ctx context.Context) (domain.LiveExport, error)
	// Choose makes a folder the live export folder, or with "" none any more. The same choice
	// again changes nothing.
	Choose(ctx context.Context, choice domain.LiveExport) (changed bool, err error)
	// TableRenamed makes the folder follow a table to its new name.
	TableRenamed(ctx context.Context, name, to string) error
}

// ExportLiveBy lets the set-up file choose the live export folder, and the folder follow tables.
// It is called before anything else.
func (s *Service) ExportLiveBy(l LiveExports) { s.live = l }

func (s *Service) exportLive(ctx context.Context, f *File) error {
	if s.live == nil {
		return nil
	}
	live, err := s.live.LiveExport(ctx)
	if err == nil && live.Folder != "" {
		f.LiveExport = &FileLiveExport{Folder: live.Folder, Format: live.Format, Tables: live.Tables}
	}
	return err
}

func (a *application) liveExport(ctx context.Context) error {
	want := a.file.LiveExport
	if want == nil || a.live == nil {
		return nil
	}
	choice := domain.LiveExport{Folder: want.Folder, Format: want.Format, Tables: want.Tables}
	if choice.Folder != "" && !filepath.IsAbs(choice.Folder) {
		choice.Folder = filepath.Join(a.env.Dir, choice.Folder)
	}
	if choice.Format == "" {
		choice.Format = domain.CSV
	}
	changed, err := a.live.Choose(ctx, choice)
	if changed {
		a.note("changed", "live export folder", choice.Folder)
	}
	return err
}
