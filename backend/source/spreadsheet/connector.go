package spreadsheet

import (
	"context"
	"fmt"
	"sync"
	"time"

	"tributary/backend/clock"
	"tributary/backend/source"
)

// The bounds of one page of records.
const (
	DefaultPageRecords = 1000
	pageBytes          = 4 << 20
)

// DefaultQuiet is how long a file must not have been written to before it is
// read: a program may still be saving it.
const DefaultQuiet = 2 * time.Second

// Options of New. The zero value is good.
type Options struct {
	Clock clock.Clock // nil means the system's
	// PageRecords bounds the records of a page; 0 means DefaultPageRecords.
	PageRecords int
	// Quiet is how long to leave a file alone after it was written to; 0
	// means DefaultQuiet, negative not at all.
	Quiet time.Duration
	// TempDir holds the shared strings of large workbooks during a read; empty
	// means the system's.
	TempDir string
}

// Connector reads spreadsheets. Safe for concurrent use.
type Connector struct {
	clock       clock.Clock
	pageRecords int
	quiet       time.Duration
	tempDir     string

	mu     sync.Mutex // guards shapes
	shapes map[shapeKey]shape
}

var _ source.Connector = (*Connector)(nil)

// New returns the connector.
func New(o Options) *Connector {
	c := &Connector{clock: o.Clock, pageRecords: o.PageRecords, quiet: o.Quiet, tempDir: o.TempDir, shapes: map[shapeKey]shape{}}
	if c.clock == nil {
		c.clock = clock.System{}
	}
	if c.pageRecords <= 0 {
		c.pageRecords = DefaultPageRecords
	}
	if c.quiet == 0 {
		c.quiet = DefaultQuiet
	}
	return c
}

// pathSetting is the only setting.
const pathSetting = "path"

// Spec returns the form: a path.
func (c *Connector) Spec(context.Context) (source.Spec, error) {
	return source.Spec{Settings: []source.Field{{
		Name:     pathSetting,
		Title:    "Folder or file",
		Help:     "A folder with CSV or Excel files, or one such file. Files in subfolders are not read.",
		Kind:     source.PathField,
		Required: true,
		Examples: []string{"/home/owner/exports", `C:\Users\Owner\Documents\prices.xlsx`},
	}}}, nil
}

// Check looks for files that can be opened.
func (c *Connector) Check(ctx context.Context, config source.Config) (source.Account, error) {
	place, err := look(ctx, config)
	if err != nil {
		return source.Account{}, err
	}
	for _, f := range place.files {
		if err := ctx.Err(); err != nil {
			return source.Account{}, err
		}
		// One bad file in a folder of good ones is told where it is chosen.
		if _, err := c.sheets(ctx, f); err != nil && place.single {
			return source.Account{}, err
		}
	}
	if place.single {
		return source.Account{Hint: place.files[0].name}, nil
	}
	if len(place.files) == 1 {
		return source.Account{Hint: "1 file"}, nil
	}
	return source.Account{Hint: fmt.Sprintf("%d files", len(place.files))}, nil
}
