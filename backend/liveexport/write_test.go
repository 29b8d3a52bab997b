package liveexport_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/liveexport"
)

func TestFilesAreWhatTheWindowExportsAndOnlyOfWhatChanged(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ids := w.insert("Contacts", []domain.Value{"=1+1 é", "12345678901234567890.10"}, []domain.Value{"gone@x.org", nil})
		w.delete("Contacts", ids[1])
		w.insert("Orders", []domain.Value{"o@x.org", "1.50"})
		w.choose(domain.CSV)
		w.write()
		got := w.files()
		if want := "\uFEFFEmail,Spent\r\n'=1+1 é,12345678901234567890.10\r\n"; len(got) != 2 || got["Contacts.csv"] != want || got["Contacts.csv"] != w.exported("Contacts", domain.CSV) {
			t.Errorf("the folder holds %q, want Contacts.csv with %q", got, want)
		}
		if s := w.standing("Contacts"); s.IsWaiting || s.File.Rows != 1 || !s.File.WrittenAt.Equal(start) || liveexport.Fault(s.File) != nil {
			t.Errorf("Contacts stands as %+v", s)
		}
		w.insert("Contacts", []domain.Value{"new@x.org", nil})
		if s := w.standing("Contacts"); !s.IsWaiting {
			t.Error("a table that changed does not wait")
		}
		w.write()
		w.write()
		if w.wrote("Contacts.csv") != 2 || w.wrote("Orders.csv") != 1 || w.files()["Contacts.csv"] != w.exported("Contacts", domain.CSV) {
			t.Errorf("written %v", w.writes)
		}
		w.choose(domain.JSONL, "Orders")
		w.write()
		if got := w.files(); len(got) != 3 || got["Orders.jsonl"] != w.exported("Orders", domain.JSONL) {
			t.Errorf("in the other format the folder holds %q", got)
		}
		w.choose(domain.XLSX, "Orders")
		w.write()
		if got := w.files(); len(got) != 4 || !strings.HasPrefix(got["Orders.xlsx"], "PK") {
			t.Errorf("as workbooks the folder holds %d files", len(got))
		}
	})
}

func TestAFailureLeavesTheOldFileSaysWhyAndIsTriedLaterAndLater(t *testing.T) {
	for code, broken := range map[domain.LiveFailureCode]error{
		domain.DiskFull: syscall.ENOSPC, domain.FileInUse: syscall.EBUSY, domain.ReadOnly: syscall.EACCES, domain.NotWritten: errors.New("the unheard-of"),
	} {
		t.Run(string(code), func(t *testing.T) {
			w := onFiles(t)
			w.insert("Contacts", []domain.Value{"a@x.org", nil})
			w.choose(domain.CSV, "Contacts")
			w.write()
			old := w.files()
			w.insert("Contacts", []domain.Value{"b@x.org", nil})
			w.breakBy(broken)
			w.clock.Advance(time.Hour)
			w.write()
			s := w.standing("Contacts")
			fault := liveexport.Fault(s.File)
			if got := w.files(); len(got) != 1 || got["Contacts.csv"] != old["Contacts.csv"] {
				t.Errorf("the folder holds %q, held %q", got, old)
			}
			if fault == nil || fault.Code != string(code) || fault.What == "" || fault.Do == "" || !s.IsWaiting || !s.File.WrittenAt.Equal(start) || !s.File.Failure.At.Equal(start.Add(time.Hour)) {
				t.Fatalf("it stands as %+v, %v", s, fault)
			}
			w.breakBy(nil)
			w.clock.Advance(59 * time.Second)
			w.write()
			if w.wrote("Contacts.csv") != 1 {
				t.Error("it was tried again before a minute had passed")
			}
			w.clock.Advance(time.Second)
			w.write()
			if s := w.standing("Contacts"); s.IsWaiting || liveexport.Fault(s.File) != nil || w.files()["Contacts.csv"] != w.exported("Contacts", domain.CSV) {
				t.Errorf("afterwards it stands as %+v", s)
			}
		})
	}
}

func TestRetriesBecomeRareAndAPersonNeedNotWait(t *testing.T) {
	w := onFiles(t)
	w.choose(domain.CSV, "Contacts")
	w.breakBy(syscall.EBUSY)
	tried := 0
	w.tried = func() { tried++ }
	for range 120 {
		w.write()
		w.clock.Advance(time.Minute)
	}
	// After 0, 1, 3, 7 and 15 minutes, then every 15.
	if want := 5 + (119-15)/15; tried != want {
		t.Errorf("tried %d times in two hours, want %d", tried, want)
	}
	w.breakBy(nil)
	w.clock.Advance(-time.Minute)
	w.live.Retry()
	w.write()
	if w.wrote("Contacts.csv") != 1 {
		t.Error("it was not written when the person wanted it")
	}
}

func TestAFolderThatIsGoneIsMadeUpForWhenItIsBack(t *testing.T) {
	w := onFiles(t)
	w.choose(domain.CSV, "Contacts")
	w.write()
	away := w.dir + "-away"
	must(t, os.Rename(w.dir, away))
	w.write()
	if s := w.standing("Contacts"); s.IsWaiting || liveexport.Fault(s.File) != nil {
		t.Errorf("nothing changed, and it stands as %+v", s)
	}
	w.insert("Contacts", []domain.Value{"a@x.org", nil})
	w.write()
	if f := liveexport.Fault(w.standing("Contacts").File); f == nil || f.Code != string(domain.FolderMissing) {
		t.Errorf("without its folder: %v", f)
	}
	if _, err := os.Stat(w.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
	must(t, os.Rename(away, w.dir))
	w.begin() // also after a start
	w.write()
	if s := w.standing("Contacts"); s.IsWaiting || liveexport.Fault(s.File) != nil || w.files()["Contacts.csv"] != w.exported("Contacts", domain.CSV) {
		t.Errorf("back again it stands as %+v", s)
	}
}

func TestAFileOfSomebodyElseIsLeftAlone(t *testing.T) {
	w := onFiles(t)
	path := filepath.Join(w.dir, "Contacts.csv")
	must(t, os.WriteFile(path, []byte("mine"), 0o600))
	w.choose(domain.CSV, "Contacts")
	w.write()
	if f := liveexport.Fault(w.standing("Contacts").File); f == nil || f.Code != string(domain.NotOurs) || w.files()["Contacts.csv"] != "mine" {
		t.Fatalf("%v; the folder holds %q", f, w.files())
	}
	must(t, os.Remove(path))
	w.live.Retry()
	w.write()
	if w.files()["Contacts.csv"] != w.exported("Contacts", domain.CSV) {
		t.Errorf("moved away, and the folder holds %q", w.files())
	}
	// A file the person removes is written again.
	must(t, os.Remove(path))
	w.write()
	if w.wrote("Contacts.csv") != 2 {
		t.Error("a removed file was not written again")
	}
}

func TestATableWaitsWhileARunFeedsIt(t *testing.T) {
	w := onFiles(t)
	w.choose(domain.CSV)
	w.busy = map[string]bool{"Contacts": true}
	w.write()
	if got := w.files(); len(got) != 1 || got["Orders.csv"] == "" {
		t.Errorf("while it runs the folder holds %q", got)
	}
	w.busy = nil
	w.write()
	if got := w.files(); len(got) != 2 {
		t.Errorf("afterwards the folder holds %q", got)
	}
}

func TestTablesGetNamesThatFilesMayHave(t *testing.T) {
	w := onFiles(t)
	for _, name := range []string{"A/B", "A_B", "CON"} {
		must(t, w.project.CreateTable(t.Context(), domain.Table{Name: name, Fields: []domain.Field{{Name: "X", Type: domain.Text}}}))
	}
	w.choose(domain.CSV, "A/B", "A_B", "CON")
	w.write()
	got := w.files()
	for _, name := range []string{"A_B.csv", "A_B (2).csv", "_CON.csv"} {
		if _, ok := got[name]; !ok || len(got) != 3 {
			t.Errorf("the folder holds %q, not %s", got, name)
		}
	}
	// A renamed table goes on under its new name.
	must(t, w.project.RenameTable(t.Context(), "CON", "Console"))
	must(t, w.live.TableRenamed(t.Context(), "CON", "Console"))
	w.write()
	if got := w.files(); len(got) != 4 || got["Console.csv"] == "" {
		t.Errorf("renamed, and the folder holds %q", got)
	}
}

func TestTheFolderOfAnotherComputerIsLeftAlone(t *testing.T) {
	w := onFiles(t)
	w.name = "desk"
	w.choose(domain.CSV)
	w.name = "laptop"
	w.write()
	if at, err := w.live.Standing(t.Context()); err != nil || !at.Elsewhere || at.Computer != "desk" || len(w.files()) > 0 {
		t.Errorf("it stands as %+v, %v; the folder holds %q", at, err, w.files())
	}
}

func TestAChoiceThatCannotBeIsRefused(t *testing.T) {
	w := onFiles(t)
	w.choose(domain.CSV)
	for name, c := range map[string]struct {
		choice domain.LiveExport
		code   string
	}{
		"a folder that is not there": {domain.LiveExport{Folder: filepath.Join(w.dir, "none"), Format: domain.CSV}, string(domain.FolderMissing)},
		"a relative folder":          {domain.LiveExport{Folder: "exports", Format: domain.CSV}, "folder_relative"},
		"a format":                   {domain.LiveExport{Folder: w.dir, Format: "pdf"}, "bad_format"},
		"a table":                    {domain.LiveExport{Folder: w.dir, Format: domain.CSV, Tables: []string{"None"}}, "table_unknown"},
	} {
		var e *domain.Error
		if changed, err := w.live.Choose(t.Context(), c.choice); changed || !errors.As(err, &e) || e.Code != c.code || e.Means != "Nothing was changed." {
			t.Errorf("%s: %v", name, err)
		}
	}
	if changed, err := w.live.Choose(t.Context(), domain.LiveExport{Folder: w.dir + "/", Format: domain.CSV}); changed || err != nil {
		t.Errorf("the same again: %v, %v", changed, err)
	}
	if changed, err := w.live.Choose(t.Context(), domain.LiveExport{}); !changed || err != nil {
		t.Errorf("none any more: %v, %v", changed, err)
	}
	if at, err := w.live.Standing(t.Context()); err != nil || at.Folder != "" {
		t.Errorf("it stands as %+v, %v", at, err)
	}
}

func TestMemoryDoesNotGrowWithTheTable(t *testing.T) {
	w := onFiles(t)
	const rows, batch = 120_000, 10_000
	values := make([][]domain.Value, batch)
	for n := range values {
		values[n] = []domain.Value{strings.Repeat("x", 200), "1.50"}
	}
	for range rows / batch {
		w.insert("Contacts", values...)
	}
	inUse := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, most := inUse(), uint64(0)
	looks := &looking{each: 4 << 20, look: func() { most = max(most, inUse()) }}
	w.through = looks
	w.choose(domain.CSV, "Contacts")
	w.write()
	if looks.written < rows*200 || looks.looks < 5 {
		t.Fatalf("%d bytes, looked %d times", looks.written, looks.looks)
	}
	if grown := int64(most) - int64(before); grown > 12<<20 {
		t.Errorf("the heap grew by %d MB for a file of %d MB", grown>>20, looks.written>>20)
	}
}

// looking looks at the memory each so many bytes.
type looking struct {
	to                   io.Writer
	each, written, looks int
	look                 func()
}

func (l *looking) Write(b []byte) (int, error) {
	if (l.written+len(b))/l.each > l.written/l.each {
		l.looks++
		l.look()
	}
	l.written += len(b)
	return l.to.Write(b)
}
