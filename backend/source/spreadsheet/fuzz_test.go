package spreadsheet_test

import (
	"errors"
	"path/filepath"
	"testing"

	"tributary/backend/domain"
)

// seeds are texts in the shapes that need care.
func seeds(f *testing.F) {
	f.Helper()
	for _, s := range []string{
		"", "A,B\n1,2\n", "A;B\r\n\"x\"\"y\";2", "\xff\xfeA\x00,\x00B\x00\n\x00", "sep=|\na|b\n", "\ufeffNom;Âge\n", "a\rb\r", "\"\n\",\"", "a,b\n1,2,3\n\"",
		"T\xeate\n", "A,A,\n\n1,2,3\n", "PK\x03\x04", "Title\n\nA,B,C\n1,2,3\n", "2024-01-01,1.5\n2024-01-02,2.5\n",
	} {
		f.Add([]byte(s))
	}
}

// FuzzDetect: whatever a file holds, looking at it gives data types or an error
// for the person, twice the same.
func FuzzDetect(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "a.csv")
		write(t, path, content)
		types, err := connector().Discover(t.Context(), at(path))
		var told *domain.Error
		if err != nil && !errors.As(err, &told) {
			t.Fatalf("Discover(%q) = %v", content, err)
		}
		names := map[string]bool{}
		for _, one := range types {
			for _, field := range one.Fields {
				if name := field.Path.String(); names[name] || name == "" {
					t.Fatalf("Discover(%q): field %q stands twice or is empty", content, name)
				}
				names[field.Path.String()] = true
			}
		}
	})
}

// FuzzRead: every page is resumable, and resuming brings exactly the rest.
func FuzzRead(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "a.csv")
		write(t, path, content)
		whole := read(t, connector(), at(path), domain.ReadRequest{DataType: "a", Mode: domain.FullRead})
		var told *domain.Error
		if whole.err != nil {
			if !errors.As(whole.err, &told) || whole.outcome.Complete {
				t.Fatalf("Read(%q) = %+v", content, whole)
			}
			return
		}
		for i, checkpoint := range whole.checkpoints[:len(whole.checkpoints)-1] {
			rest := read(t, connector(), at(path), domain.ReadRequest{DataType: "a", Mode: domain.FullRead, Checkpoint: checkpoint})
			if before := min(3*(i+1), len(whole.records)); show(rest.records) != show(whole.records[before:]) {
				t.Fatalf("Read(%q) from page %d brings\n%s", content, i, show(rest.records))
			}
		}
		again := read(t, connector(), at(path), domain.ReadRequest{DataType: "a", Mode: domain.ChangedOnly, Checkpoint: whole.checkpoint})
		if !again.outcome.Unchanged || len(again.records) > 0 {
			t.Fatalf("Read(%q) again = %+v", content, again)
		}
	})
}
