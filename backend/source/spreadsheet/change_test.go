package spreadsheet_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/source/spreadsheet"
)

func TestUnchangedFileIsNotReadAndAChangedOneIsReadWhole(t *testing.T) {
	path := filepath.Join(folder(t, map[string]string{"a.csv": "A,B\n1,2\n3,4\n"}), "a.csv")
	later := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	first := readFull(t, at(path), "a").checkpoint
	type want struct {
		unchanged, complete bool
		records             int
	}
	cases := []struct {
		name   string
		change func()
		want   want
	}{
		{"nothing", func() {}, want{true, false, 0}},
		{"touched", func() { _ = os.Chtimes(path, later, later) }, want{true, false, 0}},
		{"one value, same size", func() { write(t, path, []byte("A,B\n1,2\n3,5\n")) }, want{false, true, 2}},
		{"one row fewer", func() { write(t, path, []byte("A,B\n3,5\n")) }, want{false, true, 1}},
		{"header only", func() { write(t, path, []byte("A,B\n")) }, want{false, true, 0}},
	}
	last := first
	for _, c := range cases {
		c.change()
		got := read(t, connector(), at(path), domain.ReadRequest{DataType: "a", Mode: domain.ChangedOnly, Checkpoint: last})
		if got.err != nil {
			t.Fatalf("%s: %v", c.name, got.err)
		}
		if (want{got.outcome.Unchanged, got.outcome.Complete, len(got.records)}) != c.want {
			t.Errorf("%s: outcome %+v with %d records; want %+v", c.name, got.outcome, len(got.records), c.want)
		}
		if got.checkpoint != nil {
			last = got.checkpoint
		}
	}
}

func TestFullReadReadsAnUnchangedFile(t *testing.T) {
	path := filepath.Join(folder(t, map[string]string{"a.csv": "A,B\n1,2\n"}), "a.csv")
	first := readFull(t, at(path), "a").checkpoint
	got := read(t, connector(), at(path), domain.ReadRequest{DataType: "a", Mode: domain.FullRead, Checkpoint: first})
	if got.err != nil || len(got.records) != 1 || !got.outcome.Complete {
		t.Errorf("read = %+v", got)
	}
}

func TestAFileWrittenTwiceInOneTickIsNoticed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	tick := time.Date(2024, 5, 1, 9, 0, 0, 0, time.UTC)
	save := func(content string) {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, tick, tick); err != nil {
			t.Fatal(err)
		}
	}
	c := spreadsheet.New(spreadsheet.Options{Quiet: -1, Clock: clock.NewManual(tick)})
	save("A,B\n1,2\n")
	first := read(t, c, at(path), domain.ReadRequest{DataType: "a", Mode: domain.FullRead})
	save("A,B\n1,3\n") // same size, same time
	second := read(t, c, at(path), domain.ReadRequest{DataType: "a", Mode: domain.ChangedOnly, Checkpoint: first.checkpoint})
	if second.err != nil || second.outcome.Unchanged || show(second.records) != "map[A:1 B:3]\n" {
		t.Errorf("second read = %+v", second)
	}
}

func TestInterruptedFullReadGoesOnInTheSameFileOnly(t *testing.T) {
	content := "Id,B\n"
	for i := range 10 {
		content += fmt.Sprintf("%d,x\n", i)
	}
	path := filepath.Join(folder(t, map[string]string{"a.csv": content}), "a.csv")
	first := readFull(t, at(path), "a")
	resume := func(mode domain.ReadMode) result {
		return read(t, connector(), at(path), domain.ReadRequest{DataType: "a", Mode: mode, Checkpoint: first.checkpoints[1]})
	}
	if got := resume(domain.FullRead); len(got.records) != 4 || got.positions[0] != "row 8" || !got.outcome.Complete {
		t.Errorf("in the same file: %+v; want the last four of ten", got)
	}
	if got := resume(domain.ChangedOnly); len(got.records) != 10 {
		t.Errorf("changed-only: %d records; want all ten", len(got.records))
	}
	write(t, path, []byte("Id,B\nnew,x\n"+strings.TrimPrefix(content, "Id,B\n")))
	if got := resume(domain.FullRead); len(got.records) != 11 || !got.outcome.Complete {
		t.Errorf("in a changed file: %+v; want all eleven", got)
	}
}

func TestFileThatChangesWhileItIsReadStopsTheRead(t *testing.T) {
	cases := map[string]struct {
		change func(path string) error
		code   string
	}{
		"grows": {func(path string) error {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteString("11,x\n")
			return errors.Join(err, f.Close())
		}, spreadsheet.CodeBeingSaved},
		"is cut":   {func(path string) error { return os.Truncate(path, 0) }, spreadsheet.CodeBeingSaved},
		"vanishes": {os.Remove, spreadsheet.CodeFileMissing},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(folder(t, map[string]string{"a.csv": "Id,B\n" + strings.Repeat("1,x\n", 10)}), "a.csv")
			pages := 0
			outcome, err := connector().Read(t.Context(), at(path), domain.ReadRequest{DataType: "a", Mode: domain.FullRead}, func(domain.Page) error {
				pages++
				return c.change(path)
			})
			var told *domain.Error
			if !errors.As(err, &told) || told.Code != c.code || outcome.Complete || pages != 1 {
				t.Errorf("Read = %+v, %v after %d pages; want %s after one", outcome, err, pages, c.code)
			}
		})
	}
}

func TestAReadWaitsForAFileThatWasJustWritten(t *testing.T) {
	path := filepath.Join(folder(t, map[string]string{"a.csv": "A,B\n1,2\n"}), "a.csv")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	manual := clock.NewManual(info.ModTime().Add(time.Second))
	c := spreadsheet.New(spreadsheet.Options{Clock: manual})
	done := make(chan error)
	go func() {
		_, err := c.Read(t.Context(), at(path), domain.ReadRequest{DataType: "a", Mode: domain.FullRead}, func(domain.Page) error { return nil })
		done <- err
	}()
	if err := manual.AwaitTimers(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-done:
		t.Fatalf("Read did not wait: %v", err)
	default:
	}
	manual.Advance(spreadsheet.DefaultQuiet)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestLockFilesAreNoDataTypesAndAreTold(t *testing.T) {
	for _, lock := range []string{".~lock.sales report.csv#", "~$sales report.csv", "~$les report.csv"} {
		dir := folder(t, map[string]string{"sales report.csv": "A,B\n1,2\n", lock: "owner"})
		types, err := connector().Discover(t.Context(), at(dir))
		if err != nil || len(types) != 1 {
			t.Errorf("%s: Discover = %+v, %v; want one", lock, types, err)
		}
		got := readFull(t, at(dir), "sales report")
		if len(got.outcome.Warnings) != 1 || !strings.Contains(got.outcome.Warnings[0], "open in another program") {
			t.Errorf("%s: warnings = %q", lock, got.outcome.Warnings)
		}
	}
}

func TestDataTypesAreNamedAfterFilesWithoutClashes(t *testing.T) {
	book := string(workbook(t, [][]any{{"Id", "B"}, {1, 2}}))
	dir := folder(t, map[string]string{
		"customers.csv": "A,B\n1,2\n", "shop.xlsx": book, "both.csv": "A,B\n1,2\n", "both.txt": "A,B\n1,2\n",
		"twice.xlsx": book, "twice.XLSM": book, "notes.txt": "only words\n", "picture.png": "x", ".hidden.csv": "A,B\n1,2\n",
	})
	if err := os.MkdirAll(filepath.Join(dir, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "sub", "deep.csv"), []byte("A,B\n1,2\n"))
	types, err := connector().Discover(t.Context(), at(dir))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, one := range types {
		names = append(names, one.Name)
	}
	want := "both.csv both.txt customers shop/Sheet1 twice.XLSM/Sheet1 twice.xlsx/Sheet1"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("names = %s; want %s", got, want)
	}
	for _, name := range names {
		readFull(t, at(dir), name)
	}
	readFull(t, at(dir), "customers.csv") // the whole name is understood, too
	clash := read(t, connector(), at(dir), domain.ReadRequest{DataType: "both", Mode: domain.FullRead})
	wantCode(t, clash.err, domain.SetUp, spreadsheet.CodeNameAmbiguous)
}
