package store

import (
	"context"

	"tributary/backend/domain"
)

const liveExportName = "live_export"

// LiveExport returns the live export folder; the zero value when there is none.
func (s *Store) LiveExport(ctx context.Context) (domain.LiveExport, error) {
	var live domain.LiveExport
	err := s.setting(ctx, liveExportName, &live)
	return live, err
}

// ChangeLiveExport changes the live export folder in one transaction; an error of change leaves
// it as it was.
func (s *Store) ChangeLiveExport(ctx context.Context, change func(live *domain.LiveExport) error) error {
	return changeSetting(ctx, s, liveExportName, &domain.LiveExport{}, change)
}
