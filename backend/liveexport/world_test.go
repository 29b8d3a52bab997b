package liveexport_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/liveexport"
	"tributary/backend/project"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
	"tributary/backend/store"
)

var server = sqldbtest.NewServer()

func TestMain(m *testing.M) { os.Exit(server.Run(m)) }

var start = time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)

// world is a live export of a real project into a real folder; what fails is put between them.
type world struct {
	t       *testing.T
	dir     string
	store   *store.Store
	project *project.Project
	clock   *clock.Manual
	bus     event.Bus
	live    *liveexport.Service

	mu      sync.Mutex      // guards all below
	broken  error           // of every write
	name    string          // of the computer
	busy    map[string]bool // tables
	writes  map[string]int  // whole files, by name
	tried   func()          // called with every write
	through *looking        // what is written goes through it; nil: straight
}

func newWorld(t *testing.T, p *project.Project) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), project: p, clock: clock.NewManual(start), writes: map[string]int{}}
	w.store = store.New(sqldbtest.OpenSQLite(t, sqldb.Options{Role: sqldb.State, Migrations: store.Migrations()}))
	w.begin()
	for _, name := range []string{"Contacts", "Orders"} {
		must(t, p.CreateTable(t.Context(), domain.Table{Name: name, Fields: []domain.Field{{Name: "Email", Type: domain.Text}, {Name: "Spent", Type: domain.Decimal}}}))
	}
	return w
}

// begin makes the service anew, as a start of the program does.
func (w *world) begin() {
	w.live = liveexport.New(liveexport.Deps{
		Store: w.store, Project: w.project, Computer: w, Events: &w.bus, Clock: w.clock,
		Busy:   func(context.Context) (map[string]bool, error) { w.mu.Lock(); defer w.mu.Unlock(); return w.busy, nil },
		Report: func(err error) { w.t.Errorf("reported: %v", err) },
	})
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	server.Each(t, project.Options(), func(t *testing.T, db *sqldb.DB) {
		test(t, newWorld(t, project.New(db, clock.NewManual(start))))
	})
}

// onFiles runs with a project in a file.
func onFiles(t *testing.T) *world {
	t.Helper()
	return newWorld(t, project.New(sqldbtest.OpenSQLite(t, project.Options()), clock.NewManual(start)))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) Name() string { w.mu.Lock(); defer w.mu.Unlock(); return w.name }

func (w *world) FileName(text string) string { return desktop.FileName(text) }

func (w *world) Folder(path string) liveexport.Folder { return folder{desktop.Folder(path), w} }

// Fault is told of what a Unix system says; the program's own is in the root.
func (w *world) Fault(err error) domain.LiveFailureCode {
	for code, is := range map[domain.LiveFailureCode]error{
		domain.FolderMissing: desktop.ErrNoFolder, domain.ReadOnly: os.ErrPermission, domain.DiskFull: syscall.ENOSPC, domain.FileInUse: syscall.EBUSY,
	} {
		if errors.Is(err, is) {
			return code
		}
	}
	return domain.NotWritten
}

// folder is a real one that fails when it is told to, after a part was written.
type folder struct {
	desktop.Folder
	w *world
}

func (f folder) Write(name string, write func(io.Writer) error) error {
	f.w.mu.Lock()
	broken, tried, through := f.w.broken, f.w.tried, f.w.through
	f.w.mu.Unlock()
	err := f.Folder.Write(name, func(to io.Writer) error {
		if tried != nil {
			tried()
		}
		if through != nil {
			through.to, to = to, through
		}
		if broken != nil {
			_, _ = io.WriteString(to, "half")
			return broken
		}
		return write(to)
	})
	if err == nil {
		f.w.mu.Lock()
		f.w.writes[name]++
		f.w.mu.Unlock()
	}
	return err
}

// choose makes the world's folder the live export folder.
func (w *world) choose(format domain.ExportFormat, tables ...string) {
	w.t.Helper()
	_, err := w.live.Choose(w.t.Context(), domain.LiveExport{Folder: w.dir, Format: format, Tables: tables})
	must(w.t, err)
}

// write writes now.
func (w *world) write() { w.live.Write(w.t.Context()) }

// breakBy has every write fail; nil ends it.
func (w *world) breakBy(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.broken = err
}

func (w *world) insert(table string, rows ...[]domain.Value) (ids []domain.RowID) {
	w.t.Helper()
	must(w.t, w.project.Write(w.t.Context(), func(tx *project.Tx) (err error) {
		ids, err = tx.Insert(w.t.Context(), domain.Cause{Run: "r1", At: start}, table, []string{"Email", "Spent"}, rows)
		return err
	}))
	return ids
}

func (w *world) delete(table string, ids ...domain.RowID) {
	w.t.Helper()
	must(w.t, w.project.Write(w.t.Context(), func(tx *project.Tx) error {
		_, err := tx.Delete(w.t.Context(), domain.Cause{Run: "r1", At: start}, table, ids, false)
		return err
	}))
}

// files are the names in the folder with what is in them, the hidden ones too.
func (w *world) files() map[string]string {
	w.t.Helper()
	entries, err := os.ReadDir(w.dir)
	must(w.t, err)
	all := map[string]string{}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(w.dir, e.Name()))
		must(w.t, err)
		all[e.Name()] = string(raw)
	}
	return all
}

// exported is what the export of the window writes of a table.
func (w *world) exported(table string, format domain.ExportFormat) string {
	w.t.Helper()
	var b bytes.Buffer
	_, err := w.project.Export(w.t.Context(), domain.RowQuery{Table: table}, format, domain.ForPeople(), &b)
	must(w.t, err)
	return b.String()
}

// standing is how a table stands in the folder.
func (w *world) standing(table string) liveexport.Table {
	w.t.Helper()
	all, err := w.live.Standing(w.t.Context())
	must(w.t, err)
	for _, t := range all.Tables {
		if t.Name == table {
			return t
		}
	}
	return liveexport.Table{}
}

func (w *world) wrote(name string) int { w.mu.Lock(); defer w.mu.Unlock(); return w.writes[name] }
