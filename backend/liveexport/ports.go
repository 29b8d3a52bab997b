package liveexport

import (
	"context"
	"io"

	"tributary/backend/domain"
	"tributary/backend/event"
)

// Store keeps the folder and what was written.
type Store interface {
	// LiveExport returns the zero value when there is none.
	LiveExport(ctx context.Context) (domain.LiveExport, error)
	// ChangeLiveExport changes it in one transaction; an error of change leaves it as it was.
	ChangeLiveExport(ctx context.Context, change func(live *domain.LiveExport) error) error
}

// Project is where the rows come from.
type Project interface {
	// TableEditions names the present state of every table.
	TableEditions(ctx context.Context) ([]domain.TableEdition, error)
	// Export writes the rows of a query to w and returns how many, at constant memory.
	Export(ctx context.Context, q domain.RowQuery, format domain.ExportFormat, o domain.ExportOptions, w io.Writer) (int64, error)
}

// Folder is a folder of the computer.
type Folder interface {
	// Check returns an error when files cannot be written to it.
	Check() error
	// Write writes a file whole or not at all.
	Write(name string, write func(io.Writer) error) error
	Exists(name string) (bool, error)
	// Clear removes what a killed program left unfinished of these files.
	Clear(names []string) error
}

// Computer is what this package asks of the computer.
type Computer interface {
	// Name tells this computer from others that share a database; "" where none do.
	Name() string
	Folder(path string) Folder
	// FileName makes the name of a file of any text.
	FileName(text string) string
	// Fault tells why something could not be written.
	Fault(err error) domain.LiveFailureCode
}

// Events is where events go and come from.
type Events interface {
	Publish(e event.Event)
	Subscribe(handle func(event.Event)) (cancel func())
}
