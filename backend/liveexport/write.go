package liveexport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tributary/backend/domain"
)

// names are the names of the files of all tables. Those that have one keep it; tables whose names
// differ only in what no file may have get a number.
func (s *Service) names(live domain.LiveExport, editions []domain.TableEdition) map[string]string {
	names, taken := map[string]string{}, map[string]bool{}
	for _, e := range editions {
		if name := live.Files[e.Table].Name; name != "" {
			names[e.Table], taken[strings.ToLower(name)] = name, true
		}
	}
	for _, e := range editions {
		for n := 1; names[e.Table] == ""; n++ {
			name := s.Computer.FileName(e.Table)
			if n > 1 {
				name = fmt.Sprintf("%s (%d)", name, n)
			}
			if name += "." + string(live.Format); !taken[strings.ToLower(name)] {
				names[e.Table], taken[strings.ToLower(name)] = name, true
			}
		}
	}
	return names
}

// fileNames are the names of the files the program wrote, or began to.
func fileNames(live domain.LiveExport) (names []string) {
	for _, f := range live.Files {
		names = append(names, f.Name)
	}
	return names
}

// errNotOurs: a file is there that the program never wrote.
var errNotOurs = errors.New("a file of that name is there")

// errChosenAnew: the person chose something else meanwhile.
var errChosenAnew = errors.New("another choice was made")

// file writes the file of a table; missing is why the folder cannot be used, if so. It returns an
// error only when what happened cannot be kept.
func (s *Service) file(ctx context.Context, live domain.LiveExport, folder Folder, e domain.TableEdition, name string, missing error) error {
	was, err := live.Files[e.Table], missing
	if err == nil && was.Name == "" {
		// Kept before it is written: what a killed program has put in its place is its own.
		if err = s.claim(ctx, live, folder, e.Table, name); errors.Is(err, errChosenAnew) {
			return err
		}
		if err == nil {
			was.Name = name
		}
	}
	var rows int64
	if err == nil {
		err = folder.Write(name, func(w io.Writer) (err error) {
			rows, err = s.Project.Export(ctx, domain.RowQuery{Table: e.Table}, live.Format, domain.ForPeople(), w)
			return err
		})
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	at := s.Clock.Now().UTC()
	if err != nil {
		return s.failed(ctx, live, e.Table, was, err, at)
	}
	s.mu.Lock()
	delete(s.tries, e.Table)
	s.mu.Unlock()
	// The edition was read before the rows: what changed in between is written next time.
	return s.keep(ctx, live, e.Table, domain.LiveFile{Name: name, Edition: e.Edition, WrittenAt: at, Rows: rows})
}

// failed keeps why a file could not be written, and since when.
func (s *Service) failed(ctx context.Context, live domain.LiveExport, table string, was domain.LiveFile, err error, at time.Time) error {
	code := s.Computer.Fault(err)
	if errors.Is(err, errNotOurs) {
		code = domain.NotOurs
	}
	s.postpone(table, code)
	now := was
	if was.Failure.Code != code {
		now.Failure = domain.LiveFailure{Code: code, Detail: err.Error(), At: at}
	}
	if now == live.Files[table] {
		return nil
	}
	return s.keep(ctx, live, table, now)
}

// claim makes a name of the folder the program's own, unless somebody else's file has it.
func (s *Service) claim(ctx context.Context, live domain.LiveExport, folder Folder, table, name string) error {
	there, err := folder.Exists(name)
	if err != nil {
		return err
	}
	if there {
		return errNotOurs
	}
	return s.keep(ctx, live, table, domain.LiveFile{Name: name})
}

// keep stores what became of a file, unless the person chose something else meanwhile.
func (s *Service) keep(ctx context.Context, of domain.LiveExport, table string, f domain.LiveFile) error {
	return s.Store.ChangeLiveExport(ctx, func(live *domain.LiveExport) error {
		if live.Folder != of.Folder || live.Format != of.Format {
			return errChosenAnew
		}
		if live.Files == nil {
			live.Files = map[string]domain.LiveFile{}
		}
		live.Files[table] = f
		return nil
	})
}
