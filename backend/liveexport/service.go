package liveexport

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
)

// Deps are what a Service works with; all are required.
type Deps struct {
	Store    Store
	Project  Project
	Computer Computer
	Events   Events
	Clock    clock.Clock
	// Busy names the tables that a run in hand feeds.
	Busy func(ctx context.Context) (map[string]bool, error)
	// Report receives errors nobody else can be told about.
	Report func(error)
}

// Service keeps the live export folder. Make it with New; Serve does the work; Write works with and
// without it. Safe for concurrent use.
type Service struct {
	Deps
	wake chan struct{} // asks Serve to look again; buffered, one is enough

	writing sync.Mutex           // held while files are written, so that one at a time is; guards cleared and waiting
	cleared string               // the folder that was cleared of what a former life left unfinished
	waiting map[string]time.Time // since when tables wait for the runs that feed them

	mu    sync.Mutex       // guards tries
	tries map[string]retry // of those that failed, by table
}

// retry is when a file that could not be written is tried again.
type retry struct {
	wait time.Duration
	at   time.Time
}

// New returns a service; nothing is written before Serve or WriteNow.
func New(d Deps) *Service {
	return &Service{Deps: d, wake: make(chan struct{}, 1), waiting: map[string]time.Time{}, tries: map[string]retry{}}
}

// LiveExport returns the folder as it is kept; the zero value when there is none.
func (s *Service) LiveExport(ctx context.Context) (domain.LiveExport, error) {
	return s.Store.LiveExport(ctx)
}

// Standing is the folder as it stands.
type Standing struct {
	Folder    string // "": there is none
	Format    domain.ExportFormat
	Chosen    []string // tables; empty: all
	Elsewhere bool     // the folder is on another computer, Computer
	Computer  string
	Tables    []Table // those that stand in the folder, by name
}

// Table is how a table stands in the folder.
type Table struct {
	Name      string
	File      domain.LiveFile
	IsWaiting bool // what stands in the file is not the newest
}

// Standing returns the folder as it stands.
func (s *Service) Standing(ctx context.Context) (Standing, error) {
	live, err := s.Store.LiveExport(ctx)
	if err != nil || live.Folder == "" {
		return Standing{}, err
	}
	out := Standing{Folder: live.Folder, Format: live.Format, Chosen: live.Tables, Computer: live.Computer, Elsewhere: s.elsewhere(live)}
	editions, err := s.Project.TableEditions(ctx)
	for _, e := range editions {
		if live.Has(e.Table) {
			f := live.Files[e.Table]
			out.Tables = append(out.Tables, Table{Name: e.Table, File: f, IsWaiting: f.Edition != e.Edition})
		}
	}
	return out, err
}

func (s *Service) elsewhere(live domain.LiveExport) bool {
	name := s.Computer.Name()
	return name != "" && live.Computer != "" && live.Computer != name
}

// Choose makes a folder the live export folder and has it written, or with "" none any more; what was
// written stays. Files and Computer of the choice are not looked at. The same choice again changes
// nothing.
func (s *Service) Choose(ctx context.Context, choice domain.LiveExport) (changed bool, err error) {
	was, err := s.Store.LiveExport(ctx)
	if err != nil {
		return false, err
	}
	next := domain.LiveExport{}
	if choice.Folder != "" {
		tables := slices.Compact(slices.Sorted(slices.Values(choice.Tables)))
		next = domain.LiveExport{Folder: filepath.Clean(choice.Folder), Format: choice.Format, Tables: tables, Computer: s.Computer.Name()}
	}
	if was.Folder == next.Folder && was.Format == next.Format && slices.Equal(was.Tables, next.Tables) && was.Computer == next.Computer {
		return false, nil
	}
	if next.Folder != "" {
		if err := s.check(ctx, next); err != nil {
			return false, err
		}
	}
	err = s.Store.ChangeLiveExport(ctx, func(live *domain.LiveExport) error {
		if live.Folder == next.Folder && live.Format == next.Format {
			next.Files = live.Files
		}
		*live = next
		return nil
	})
	if err != nil {
		return false, err
	}
	s.Events.Publish(event.LiveExportChanged{})
	s.Retry()
	return true, nil
}

// Retry has Serve write what changed, and what failed before too.
func (s *Service) Retry() {
	s.mu.Lock()
	clear(s.tries)
	s.mu.Unlock()
	s.look()
}

// check refuses a folder that cannot be the live export folder.
func (s *Service) check(ctx context.Context, next domain.LiveExport) error {
	switch {
	case !filepath.IsAbs(next.Folder):
		return refuse("folder_relative", "The live export folder must be given whole, from the drive or the root on.", "Choose the folder.")
	case !slices.Contains([]domain.ExportFormat{domain.CSV, domain.XLSX, domain.JSONL}, next.Format):
		return refuse("bad_format", fmt.Sprintf("The format %.40q is unknown.", next.Format), "Use csv, jsonl or xlsx.")
	}
	editions, err := s.Project.TableEditions(ctx)
	if err != nil {
		return err
	}
	for _, name := range next.Tables {
		if !slices.ContainsFunc(editions, func(e domain.TableEdition) bool { return e.Table == name }) {
			return refuse("table_unknown", fmt.Sprintf("There is no table “%s”.", name), "Choose another table.")
		}
	}
	if err := s.Computer.Folder(next.Folder).Check(); err != nil {
		fault := Fault(domain.LiveFile{Failure: domain.LiveFailure{Code: s.Computer.Fault(err), Detail: err.Error()}})
		fault.Means, fault.Err = "Nothing was changed.", err
		return fault
	}
	return nil
}

func refuse(code, what, do string) error {
	return &domain.Error{Kind: domain.SetUp, Code: code, What: what, Means: "Nothing was changed.", Do: do}
}

// TableRenamed makes the folder follow a table to its new name: its file is written under that name, the
// old one stays.
func (s *Service) TableRenamed(ctx context.Context, name, to string) error {
	return s.Store.ChangeLiveExport(ctx, func(live *domain.LiveExport) error {
		if at := slices.Index(live.Tables, name); at >= 0 {
			live.Tables[at] = to
		}
		delete(live.Files, name)
		return nil
	})
}
