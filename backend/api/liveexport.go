package api

import (
	"context"

	"tributary/backend/domain"
	"tributary/backend/liveexport"
)

// LiveExport is the live export folder: files of tables, written anew after every run that changed
// them.
type LiveExport struct {
	Folder   string     `json:"folder"` // "": there is none
	Format   string     `json:"format"` // csv, xlsx, jsonl
	Tables   []string   `json:"tables"` // chosen; empty: all
	Files    []LiveFile `json:"files"`
	Computer string     `json:"computer"` // the other computer the folder is on; "": this one
}

// LiveFile is how a table stands in the live export folder.
type LiveFile struct {
	Table     string `json:"table"`
	Name      string `json:"name"`      // of the file; "" before the first
	WrittenAt string `json:"writtenAt"` // "" not yet
	Rows      int64  `json:"rows"`
	IsWaiting bool   `json:"isWaiting"` // the table has changed since
	Error     *Error `json:"error,omitempty"`
}

// LiveExportAPI is bound to the window: the live export folder.
type LiveExportAPI struct {
	caller
	speech
	live *liveexport.Service
	open func(path string) error
}

// Get returns the folder as it stands.
func (a *LiveExportAPI) Get() (LiveExport, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	return a.get(ctx)
}

func (a *LiveExportAPI) get(ctx context.Context) (LiveExport, error) {
	at, err := a.live.Standing(ctx)
	return a.liveExportDTO(at), err
}

func (a *LiveExportAPI) liveExportDTO(at liveexport.Standing) LiveExport {
	out := LiveExport{Folder: at.Folder, Format: string(at.Format), Tables: orEmpty(at.Chosen), Files: convert(at.Tables, a.liveFileDTO)}
	if at.Elsewhere {
		out.Computer = at.Computer
	}
	return out
}

func (a *LiveExportAPI) liveFileDTO(t liveexport.Table) LiveFile {
	out := LiveFile{Table: t.Name, Name: t.File.Name, WrittenAt: moment(t.File.WrittenAt), Rows: t.File.Rows, IsWaiting: t.IsWaiting}
	if fault := liveexport.Fault(t.File); fault != nil {
		out.Error = a.describe(fault)
	}
	return out
}

// Choose makes a folder the live export folder and has it written; with "" there is none any more, and
// the files stay.
func (a *LiveExportAPI) Choose(folder, format string, tables []string) (LiveExport, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	if _, err := a.live.Choose(ctx, domain.LiveExport{Folder: folder, Format: domain.ExportFormat(format), Tables: tables}); err != nil {
		return LiveExport{}, err
	}
	return a.get(ctx)
}

// Retry has what changed, and what failed before, written now.
func (a *LiveExportAPI) Retry() error {
	a.live.Retry()
	return nil
}

// OpenFolder shows the folder in the system's file manager.
func (a *LiveExportAPI) OpenFolder() error {
	ctx, cancel := a.within(quick)
	defer cancel()
	at, err := a.live.Standing(ctx)
	if err != nil {
		return err
	}
	if at.Folder == "" {
		return domain.ErrNotFound
	}
	return a.open(at.Folder)
}
