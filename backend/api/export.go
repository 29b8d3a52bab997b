package api

import (
	"context"
	"errors"
	"io"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Export writes the rows of a query to a file the person chooses. How far it is is told by export:progressed; CancelExport ends it, and
// then no file is left.
func (a *ProjectAPI) Export(request ExportRequest) (ExportResult, error) {
	limited, done := a.within(long)
	defer done()
	if a.desktop.SaveFile == nil {
		return ExportResult{}, domain.ErrNotFound
	}
	path, err := a.desktop.SaveFile(FileDialog{
		Title: "Tributary", FileName: request.Query.Table + "." + request.Format, PatternName: strings.ToUpper(request.Format), Pattern: "*." + request.Format,
	})
	if err != nil || path == "" {
		return ExportResult{}, err
	}
	ctx, cancel := context.WithCancelCause(limited)
	defer cancel(nil)
	a.exporting.begin(func() { cancel(errCancelled) })
	result := ExportResult{Path: path}
	err = a.writeWhole(path, func(w io.Writer) (err error) {
		result.Rows, err = a.project.Export(ctx, exportedRows(request.Query), domain.ExportFormat(request.Format), a.forPeople(), w)
		return err
	})
	if err != nil && errors.Is(context.Cause(ctx), errCancelled) {
		return ExportResult{}, nil
	}
	return result, err
}

// errCancelled tells a person's cancelling from the end of the program or of the time.
var errCancelled = errors.New("the person cancelled")

// CancelExport ends the export under way; without one it does nothing.
func (a *ProjectAPI) CancelExport() error {
	a.exporting.stop()
	return nil
}

func exportedRows(query RowsQuery) domain.RowQuery {
	q := query.domain()
	q.Limit, q.Offset = 0, 0
	return q
}

// forPeople tells the window how far an export is.
func (a *ProjectAPI) forPeople() domain.ExportOptions {
	options := domain.ForPeople()
	options.Progress = func(rows int64) { a.events.Publish(event.ExportProgressed{Rows: rows}) }
	return options
}
