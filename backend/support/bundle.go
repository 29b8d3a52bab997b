package support

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"time"
)

// MaxFileBytes bounds every file of a bundle; of a longer one the end is kept.
const MaxFileBytes = 5 << 20

// setUpName is the file whose secrets are references already: a redactor would take those
// for secrets.
const setUpName = "set-up.yaml"

// File is one text of a bundle.
type File struct {
	Name    string
	Words   string // what is in it, a plain English sentence
	Content []byte
}

// Bundle is what is saved: the same bytes a person has looked at.
type Bundle struct {
	At    time.Time
	Files []File
}

// New makes a bundle of facts.
func New(f Facts) (Bundle, error) {
	runs, err := f.runs()
	if err != nil {
		return Bundle{}, err
	}
	requests, err := f.requests()
	if err != nil {
		return Bundle{}, err
	}
	b := Bundle{At: f.At, Files: []File{
		{Name: "program.txt", Words: "The version, this computer’s system, and what works and what does not.", Content: f.program()},
		{Name: setUpName, Words: "Your set-up: names, choices and mappings. Keys and passwords are left out.", Content: f.SetUp},
		{Name: "runs.jsonl", Words: "The last runs: counts, durations and what failed. What services answered is left out.", Content: runs},
		{Name: "requests.jsonl", Words: "What services were asked in these runs: addresses, answers’ codes, times and sizes. What was sent and answered is left out.", Content: requests},
		{Name: "record-errors.txt", Words: "How many records could not become rows, and why. The records are left out.", Content: f.openErrors()},
		{Name: "tributary.log", Words: "The end of the log.", Content: unquoted(f.Log)},
	}}
	for n, file := range b.Files {
		b.Files[n].Content = f.clean(end(file.Content), file.Name != setUpName)
	}
	return b, nil
}

// end keeps the last MaxFileBytes of a text, from the beginning of a line on.
func end(text []byte) []byte {
	if len(text) <= MaxFileBytes {
		return text
	}
	text = text[len(text)-MaxFileBytes:]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return text[i+1:]
	}
	return text
}

// FileName is the name proposed for saving.
func (b Bundle) FileName() string { return "tributary-support-" + b.At.Format(time.DateOnly) + ".zip" }

// Write writes the bundle as a .zip.
func (b Bundle) Write(w io.Writer) error {
	archive := zip.NewWriter(w)
	for _, f := range b.Files {
		entry, err := archive.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: b.At})
		if err != nil {
			return fmt.Errorf("write %s into the bundle: %w", f.Name, err)
		}
		if _, err := entry.Write(f.Content); err != nil {
			return fmt.Errorf("write %s into the bundle: %w", f.Name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("end the bundle: %w", err)
	}
	return nil
}
