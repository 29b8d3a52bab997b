package backend

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"tributary/backend/cli"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/project"
	"tributary/backend/source"
)

// stopLimit bounds the end of a command.
const stopLimit = 30 * time.Second

// Tools returns what the commands of the command line work with.
func Tools(version string) cli.Tools { return tools(Options{Version: version}) }

// tools are those of a program opened with these options, where the command line says
// nothing else.
func tools(base Options) cli.Tools {
	return cli.Tools{
		Open: func(ctx context.Context, o cli.Options, exclusive bool) (cli.Program, func() error, error) {
			opened := base
			opened.DataDir, opened.Database, opened.Exclusive = o.DataDir, o.Database, exclusive
			if o.NoBrowser {
				opened.OpenBrowser = func(context.Context, string) error { return errors.New("no browser is wanted") }
			}
			return openHeadless(ctx, opened)
		},
		LoadManifest: func(raw []byte, parity bool) (source.Connector, []cli.ManifestProblem, error) {
			return loadManifest(raw, parity, base)
		},
		BuiltIn: builtIn,
		Forward: func(ctx context.Context, o cli.Options, args []string, s cli.Streams) (int, error) {
			return Ask(ctx, o.DataDir, args, s)
		},
	}
}

func openHeadless(ctx context.Context, o Options) (cli.Program, func() error, error) {
	b, err := New(ctx, o)
	if err != nil {
		return cli.Program{}, nil, err
	}
	program := b.program()
	program.Serve = func(ctx context.Context) error {
		if err := b.Start(ctx); err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	}
	return program, func() error {
		if o.Exclusive && b.serve == nil { // nobody else writes what this command changed before the next start
			b.live.Write(ctx)
		}
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
		defer cancel()
		return b.Stop(end)
	}, nil
}

// program is what the commands work with; Serve is not in it.
func (b *Backend) program() cli.Program {
	return cli.Program{
		Setup: b.setup, Scheduler: b.scheduler, Runs: b.store, Project: projectForCommands{b.project}, Replayer: replayer{b}, Undoer: undoer{b},
		Health: b.doctor, WriteWhole: desktop.WriteWhole, SignedIn: b.followSignIns, RotateKey: b.rotateKey, SupportBundle: b.supportBundle,
	}
}

// projectForCommands shows the project to the commands.
type projectForCommands struct{ *project.Project }

// Export writes the rows of a table.
func (p projectForCommands) Export(ctx context.Context, r cli.ExportRequest, w io.Writer) error {
	q := domain.RowQuery{Table: r.Table}
	if r.Deleted {
		q.Deleted = domain.IncludeDeleted
	}
	for field, value := range r.Where {
		q.Where = append(q.Where, domain.RowFilter{Field: field, Operator: domain.Equals, Value: value})
	}
	_, err := p.Project.Export(ctx, q, domain.ExportFormat(r.Format), domain.ExportOptions{}, w)
	return err
}

// OpenErrors returns the record errors that are not ignored.
func (p projectForCommands) OpenErrors(ctx context.Context) ([]domain.RecordError, error) {
	const page = 1000
	var all []domain.RecordError
	for offset := int64(0); ; offset += page {
		list, err := p.RecordErrors(ctx, domain.FindRecordErrors{Limit: page, Offset: offset})
		if err != nil {
			return nil, err
		}
		all = slices.Concat(all, list)
		if len(list) < page {
			return all, nil
		}
	}
}
