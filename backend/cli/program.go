package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"tributary/backend/domain"
	"tributary/backend/schedule"
	"tributary/backend/setup"
	"tributary/backend/source"
	"tributary/backend/support"
)

// Open opens the program without a window. exclusive is asked for by whatever runs
// integrations: only one process at a time may, per data folder. close releases
// everything.
type Open func(ctx context.Context, o Options, exclusive bool) (p Program, closeProgram func() error, err error)

// Program is what the commands work with.
type Program struct {
	Setup     *setup.Service
	Scheduler *schedule.Scheduler
	Runs      Runs
	Project   Project
	Replayer  Replayer
	Undoer    Undoer
	// Serve keeps the schedule until ctx ends; nil where another program does.
	Serve func(ctx context.Context) error
	// RotateKey makes a new master key and seals every secret with it.
	RotateKey func(ctx context.Context) error
	// SignedIn is told every change of a sign-in, until stop is called.
	SignedIn func(handle func(domain.SignInProgress)) (stop func())
	// WriteWhole writes a file whole or not at all.
	WriteWhole func(path string, write func(io.Writer) error) error
	// SupportBundle makes the bundle for whoever helps.
	SupportBundle func(ctx context.Context) (support.Bundle, error)
	// Health returns what works and what does not.
	Health func(ctx context.Context) []domain.Finding
}

// Runs finds runs.
type Runs interface {
	Runs(ctx context.Context, f domain.FindRuns) ([]domain.Run, error)
}

// Project is the person's database as the commands read it.
type Project interface {
	// Export writes the rows of a table.
	Export(ctx context.Context, r ExportRequest, w io.Writer) error
	// OpenErrors returns the record errors that are not ignored.
	OpenErrors(ctx context.Context) ([]domain.RecordError, error)
}

// Replayer maps record errors again.
type Replayer interface {
	// Replay replays the errors given, or all open ones for none; it returns how many
	// became rows and how many did not.
	Replay(ctx context.Context, ids []domain.RecordErrorID) (fixed, still int64, err error)
}

// ExportRequest says which rows to write, and how.
type ExportRequest struct {
	Table   string
	Format  string // csv, jsonl or xlsx
	Where   map[string]string
	Deleted bool
}

// ManifestProblem is one thing found in a manifest.
type ManifestProblem struct {
	Path      string `json:"path"`
	Component string `json:"component,omitempty"`
	Code      string `json:"code"`
	Words     string `json:"words"`
	Blocking  bool   `json:"blocking"`
}

// LoadManifest makes a connector of a manifest's text; problems are what was found in
// it, c is nil when nothing of it can run. parity asks for the exact behaviour of the
// format's reference runner instead of the stricter one of the program. It needs no data
// folder.
type LoadManifest func(raw []byte, parity bool) (c source.Connector, problems []ManifestProblem, err error)

// with opens the program, calls fn, and closes it.
func (c *call) with(exclusive bool, fn func(p Program) error) (err error) {
	p, closeProgram, err := c.tools.Open(c.ctx, c.options, exclusive)
	if err != nil {
		return err
	}
	defer func() {
		if e := closeProgram(); err == nil {
			err = e
		}
	}()
	return fn(p)
}

// line writes one value as one line of JSON.
func (c *call) line(v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	_, err = c.streams.Out.Write(append(raw, '\n'))
	return err
}

// table writes aligned columns.
func (c *call) table(head string, rows func(w io.Writer)) error {
	w := tabwriter.NewWriter(c.streams.Out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, head)
	rows(w)
	return w.Flush()
}
