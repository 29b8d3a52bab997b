package api

import (
	"context"
	"errors"
	"io"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// endless is a project with a table that never ends.
type endless struct{ Project }

func (endless) Export(ctx context.Context, _ domain.RowQuery, _ domain.ExportFormat, o domain.ExportOptions, _ io.Writer) (int64, error) {
	o.Progress(2000)
	<-ctx.Done()
	return 2000, ctx.Err()
}

type heard chan event.Event

func (h heard) Publish(e event.Event)                   { h <- e }
func (heard) Subscribe(func(event.Event)) (stop func()) { return func() {} }

func TestExportTellsItsProgressAndIsCancelled(t *testing.T) {
	events := make(heard, 1)
	var written error
	a := &ProjectAPI{
		caller: caller{life: t.Context()}, project: endless{}, events: events,
		desktop: Desktop{SaveFile: func(FileDialog) (string, error) { return "rows.csv", nil }},
		writeWhole: func(_ string, write func(io.Writer) error) error {
			written = write(io.Discard)
			return written
		},
	}
	go func() {
		<-events // some rows are written
		_ = a.CancelExport()
	}()
	got, err := a.Export(ExportRequest{Query: RowsQuery{Table: "Contacts"}, Format: "csv"})
	if err != nil || got != (ExportResult{}) {
		t.Errorf("Export() = %+v, %v; want nothing and no error, as when no file is chosen", got, err)
	}
	if !errors.Is(written, context.Canceled) {
		t.Errorf("the file was ended with %v, so it would be kept", written)
	}
	if err := a.CancelExport(); err != nil {
		t.Errorf("cancelling without an export: %v", err)
	}
}

func TestExportThatFailsIsNotTakenForCancelled(t *testing.T) {
	full := errors.New("the disk is full")
	a := &ProjectAPI{
		caller: caller{life: t.Context()}, project: endless{}, events: make(heard, 1),
		desktop:    Desktop{SaveFile: func(FileDialog) (string, error) { return "rows.csv", nil }},
		writeWhole: func(string, func(io.Writer) error) error { return full },
	}
	if _, err := a.Export(ExportRequest{Format: "csv"}); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}
