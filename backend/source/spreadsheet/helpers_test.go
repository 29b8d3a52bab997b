package spreadsheet_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/source"
	"tributary/backend/source/spreadsheet"
)

// connector returns one that does not wait for files to settle.
func connector() *spreadsheet.Connector {
	return spreadsheet.New(spreadsheet.Options{Quiet: -1, PageRecords: 3})
}

func at(path string) source.Config { return source.Config{"path": path} }

// write writes a file that looks as if it had been saved some time ago; each
// later write looks a minute younger.
func write(t testing.TB, path string, content []byte) {
	t.Helper()
	when := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	if info, err := os.Stat(path); err == nil && info.ModTime().Year() == 2024 {
		when = info.ModTime().Add(time.Minute)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, when, when); err != nil {
		t.Fatal(err)
	}
}

// folder makes a folder with files.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		write(t, filepath.Join(dir, name), []byte(content))
	}
	return dir
}

// result is a read in short.
type result struct {
	records     []domain.Record
	positions   []string
	checkpoint  domain.Checkpoint
	checkpoints []domain.Checkpoint
	outcome     domain.ReadOutcome
	err         error
}

func read(t testing.TB, c *spreadsheet.Connector, config source.Config, req domain.ReadRequest) result {
	t.Helper()
	var r result
	r.outcome, r.err = c.Read(t.Context(), config, req, func(p domain.Page) error {
		r.records = append(r.records, p.Records...)
		r.positions = append(r.positions, p.Positions...)
		r.checkpoint = p.Checkpoint
		r.checkpoints = append(r.checkpoints, p.Checkpoint)
		return nil
	})
	return r
}

func readFull(t testing.TB, config source.Config, dataType string) result {
	t.Helper()
	r := read(t, connector(), config, domain.ReadRequest{DataType: dataType, Mode: domain.FullRead})
	if r.err != nil {
		t.Fatalf("read %s: %v", dataType, r.err)
	}
	return r
}

func wantCode(t testing.TB, err error, kind domain.Kind, code string) {
	t.Helper()
	var told *domain.Error
	if !errors.As(err, &told) {
		t.Fatalf("error = %v; want a *domain.Error %s", err, code)
	}
	if told.Kind != kind || told.Code != code || told.What == "" || told.Means == "" || told.Do == "" {
		t.Errorf("error = %s %s (%v); want %s %s with all its words", told.Kind, told.Code, err, kind, code)
	}
}

func show(records []domain.Record) string {
	text := ""
	for _, r := range records {
		text += fmt.Sprintf("%v\n", map[string]any(r))
	}
	return text
}
