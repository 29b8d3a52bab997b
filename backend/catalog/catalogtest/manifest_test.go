package catalogtest_test

import (
	"strings"
	"testing"

	"tributary/backend/catalog"
	"tributary/backend/manifest"
)

// outermost is the field of the form that a dotted name lies in.
func outermost(name string) string {
	first, _, _ := strings.Cut(name, ".")
	return first
}

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
				// One rule places the fields of every source: secrets, and what an authenticated call is made with.
				if place := f.BelongsTo == catalog.Authorization; m.Authorization[outermost(f.Name)] != place {
					t.Errorf("field %s belongs to %s, but its use says the other", f.Name, f.BelongsTo)
				}
			}
		})
	}
}
