package translation

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

//go:embed french/*.txt
var files embed.FS

// entry is one pair of a file.
type entry struct {
	english, french string
	one             string // French for 0 and 1, may be empty
}

// book is what the files hold.
type book struct {
	sentences, words, names *index
}

// french keeps the book after its first use; it never changes, as the files are part of
// the program.
var french = sync.OnceValue(readAll) //nolint:gochecknoglobals // memo of embedded, immutable data

// readAll panics if the embedded files are broken, which the tests rule out.
func readAll() book {
	var sentences, words, names []entry
	all, err := fs.Glob(files, "french/*.txt")
	for _, name := range all {
		entries, readErr := readFile(name)
		err = errors.Join(err, readErr)
		switch name {
		case "french/words.txt":
			words = entries
		case "french/names.txt":
			names = entries
		default:
			sentences = append(sentences, entries...)
		}
	}
	b := book{}
	for _, part := range []struct {
		to      **index
		entries []entry
	}{{&b.sentences, sentences}, {&b.words, words}, {&b.names, names}} {
		x, indexErr := newIndex(part.entries)
		*part.to, err = x, errors.Join(err, indexErr)
	}
	if err != nil {
		panic(err)
	}
	return b
}

func readFile(name string) ([]entry, error) {
	raw, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the translations: %w", err)
	}
	entries, err := parseFile(string(raw))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return entries, nil
}

// parseFile reads the lines of a file: a comment, nothing, or a key and its text.
func parseFile(text string) ([]entry, error) {
	var entries []entry
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, _ := strings.Cut(line, " ")
		switch {
		case value == "":
			return nil, fmt.Errorf("line %d: nothing is said", n)
		case key == "en":
			entries = append(entries, entry{english: value})
		case key == "fr" && len(entries) > 0 && entries[len(entries)-1].french == "":
			entries[len(entries)-1].french = typeset(value)
		case key == "one" && len(entries) > 0 && entries[len(entries)-1].one == "":
			entries[len(entries)-1].one = typeset(value)
		default:
			return nil, fmt.Errorf("line %d: %q does not belong here", n, key)
		}
	}
	for _, e := range entries {
		if e.french == "" {
			return nil, fmt.Errorf("%q has no French", e.english)
		}
	}
	return entries, nil
}
