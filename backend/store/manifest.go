package store

import (
	"context"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// Manifest is a manifest file the person loaded, kept whole so that it works after
// the file is gone.
type Manifest struct {
	Source   domain.SourceID
	Name     string
	Path     string
	Content  string
	LoadedAt time.Time
}

// Manifests returns the loaded manifests.
func (s *Store) Manifests(ctx context.Context) ([]Manifest, error) {
	return list(ctx, s, "SELECT source, name, path, content, loaded_at FROM manifests ORDER BY name", nil, func(row scanner) (Manifest, error) {
		var (
			m  Manifest
			at string
		)
		if err := row.Scan(&m.Source, &m.Name, &m.Path, &m.Content, &at); err != nil {
			return m, err
		}
		return m, moments([]string{at}, &m.LoadedAt)
	})
}

// SaveManifest stores a loaded manifest.
func (s *Store) SaveManifest(ctx context.Context, m Manifest) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		return upsert(ctx, tx, "manifests", []string{"source", "name", "path", "content", "loaded_at"},
			m.Source, m.Name, m.Path, m.Content, sqldb.FormatTime(m.LoadedAt))
	})
}

// DeleteManifest removes a loaded manifest.
func (s *Store) DeleteManifest(ctx context.Context, id domain.SourceID) error {
	return s.exec(ctx, "DELETE FROM manifests WHERE source = ?", id)
}
