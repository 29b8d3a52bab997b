package catalog

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed sources mail
var files embed.FS

// decoded keeps the catalog after its first use; it never changes, as the files are part of the program.
var decoded = sync.OnceValue(decodeAll) //nolint:gochecknoglobals // memo of embedded, immutable data

// All gives every built-in source in the order of the list. It panics if the embedded files are broken, which the tests
// of this package rule out. Safe for concurrent use.
func All() []Source { return append([]Source(nil), decoded()...) }

// Find gives the built-in source with this id.
func Find(id string) (Source, bool) {
	for _, s := range decoded() {
		if s.ID == id {
			return s, true
		}
	}
	return Source{}, false
}

func decodeAll() []Source {
	sources := make([]Source, 0, len(listed()))
	for _, id := range listed() {
		s, err := load(files, id)
		if err != nil {
			panic(err)
		}
		sources = append(sources, s)
	}
	return sources
}

// FindMail gives the mail account with this id: a service that is signed in to for sending mail, and has no data.
func FindMail(id string) (Source, bool) {
	text, err := fs.ReadFile(files, path.Join("mail", path.Base(id)+".yaml"))
	if err != nil {
		return Source{}, false
	}
	s, err := Decode(text)
	return s, err == nil && s.ID == id
}

func load(from fs.FS, id string) (Source, error) {
	facts, err := fs.ReadFile(from, path.Join("sources", id, "source.yaml"))
	if err != nil {
		return Source{}, fmt.Errorf("read source %s: %w", id, err)
	}
	s, err := Decode(facts)
	if err != nil {
		return Source{}, fmt.Errorf("decode source %s: %w", id, err)
	}
	if s.ID != id {
		return Source{}, fmt.Errorf("source in folder %s calls itself %s", id, s.ID)
	}
	s.Manifest, err = fs.ReadFile(from, path.Join("sources", id, "manifest.yaml"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Source{}, fmt.Errorf("read manifest of %s: %w", id, err)
	}
	return s, nil
}

// Decode reads the text of a source.yaml. Unknown keys and places, and a second document, are errors.
func Decode(text []byte) (Source, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var s Source
	if err := decoder.Decode(&s); err != nil {
		return Source{}, err
	}
	if err := decoder.Decode(&struct{}{}); !errors.Is(err, io.EOF) {
		return Source{}, errors.New("more than one document")
	}
	return s, s.check()
}

func (s Source) check() error {
	if s.Category.Label() == (Text{}) {
		return fmt.Errorf("unknown category %q", s.Category)
	}
	for _, f := range s.Fields {
		if f.BelongsTo != Authorization && f.BelongsTo != Settings {
			return fmt.Errorf("field %s: belongs_to must be %s or %s, not %q", f.Name, Authorization, Settings, f.BelongsTo)
		}
	}
	for _, d := range s.DataTypes {
		switch d.Changes {
		case AllChanges, RecentChanges, NoChanges:
		default:
			return fmt.Errorf("data type %s: unknown changes %q", d.Name, d.Changes)
		}
	}
	if s.SignIn != nil {
		return s.SignIn.check()
	}
	return nil
}

// decodeNode decodes one node with unknown keys as errors.
func decodeNode(node *yaml.Node, into any) error {
	text, err := yaml.Marshal(node)
	if err != nil {
		return err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	return decoder.Decode(into)
}
