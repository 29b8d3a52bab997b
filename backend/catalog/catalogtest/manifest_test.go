package catalogtest_test

import (
	"testing"

	"tributary/backend/catalog"
	"tributary/backend/manifest"
)

func TestEveryManifestRunsWhole(t *testing.T) {
	for _, s := range catalog.All() {
		if s.Manifest == nil {
			continue
		}
		t.Run(s.ID, func(t *testing.T) {
			m, problems := manifest.Validate(s.Manifest)
			for _, p := range problems {
				t.Errorf("%s (%s)", p, p.Code)
			}
			if len(m.Streams) != len(s.DataTypes) {
				t.Errorf("%d of %d data types can run", len(m.Streams), len(s.DataTypes))
			}
			for _, f := range s.Fields {
				// The catalog may keep more with the authorization than a manifest shows, never less.
				if m.Authorization[f.Name] && f.BelongsTo != catalog.Authorization {
					t.Errorf("field %s is part of the address or the key, but belongs to %s", f.Name, f.BelongsTo)
				}
			}
		})
	}
}
