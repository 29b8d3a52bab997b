package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"tributary/backend/domain"
)

// Mode is what the program is to do next.
type Mode int

// The modes.
const (
	Done       Mode = iota // a command was carried out: exit
	Window                 // open the window
	Background             // stay without a window
)

// Choice is what the command line asked for.
type Choice struct {
	Mode    Mode
	Exit    int // exit status, for Done
	Options Options
	Page    string // for Window: the page to open, "" for the usual one
}

// Options hold for every command.
type Options struct {
	DataDir  string
	Database string
	// NoBrowser: no browser is to be opened.
	NoBrowser bool
}

// Streams are the program's standard streams.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// errUsage marks errors of usage, exit status 2.
var errUsage = errors.New("usage")

// grammar is the whole command line.
type grammar struct {
	DataDir  string `help:"Data folder (default: the platform's folder)." placeholder:"DIR" type:"path"`
	Database string `help:"Database address, postgres://… (default: the embedded files)." placeholder:"ADDRESS"`

	Background bool   `help:"Stay in the background without a window."`
	Page       string `help:"Page the window opens at, /integrations/…" placeholder:"PAGE" hidden:""`

	Window      windowCommand        `cmd:"" default:"1" hidden:"" help:"Open the window."`
	Serve       serveCommand         `cmd:"" help:"Work headless: no window, no tray."`
	Version     versionCommand       `cmd:"" help:"Tell the version."`
	Doctor      doctorCommand        `cmd:"" help:"Check the data folder, the database, the keychain and more."`
	Sources     sourcesCommand       `cmd:"" help:"List the integration sources."`
	Apply       applyCommand         `cmd:"" help:"Make the set-up equal to a file."`
	ExportSetup exportSetupCommand   `cmd:"" help:"Write today's set-up as such a file, secrets as references."`
	Authorize   authorizeCommand     `cmd:"" help:"Sign in to the service of an authorization with the browser."`
	RotateKey   rotateKeyCommand     `cmd:"" help:"Make a new key for the stored keys and passwords, and lock them all with it."`
	Sync        syncCommand          `cmd:"" help:"Run integrations now and wait."`
	Runs        runsCommand          `cmd:"" help:"List the runs, newest first."`
	Errors      errorsCommand        `cmd:"" help:"List the open record errors."`
	Replay      replayCommand        `cmd:"" help:"Map record errors again with today's mapping."`
	Undo        undoCommand          `cmd:"" help:"Take back a run."`
	Data        dataCommand          `cmd:"" help:"Write the rows of a table."`
	Support     supportBundleCommand `cmd:"" name:"support-bundle" help:"Write a .zip about the program for whoever helps, without keys, passwords and rows."`
	Connector   connectorCommand     `cmd:"" help:"Speak the connector protocol with a manifest or a source."`
}

// call is what a command's Run receives.
type call struct {
	ctx     context.Context //nolint:containedctx // one call of one command, gone when it returns
	streams Streams
	version string
	options Options
	tools   Tools
}

// Tools are what the composition root gives the commands.
type Tools struct {
	Open         Open
	LoadManifest LoadManifest
	// BuiltIn returns the text of a manifest of the catalog.
	BuiltIn func(id string) ([]byte, error)
	// Forward hands the command line to the program that holds the data folder and returns
	// the exit status of what was done there. nil: there is none to ask.
	Forward func(ctx context.Context, o Options, args []string, s Streams) (exit int, err error)
}

// Run carries out a command, or says that the window or the background is wanted.
func Run(ctx context.Context, args []string, streams Streams, version string, tools Tools) Choice {
	var g grammar
	exit, exited := 0, false
	parser, err := kong.New(&g, kong.Name("tributary"), kong.Writers(streams.Out, streams.Err),
		kong.Description("Brings the records of your services into tables on this computer."),
		kong.Exit(func(code int) { exit, exited = code, true }), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(streams.Err, "tributary:", err)
		return Choice{Exit: 1}
	}
	parsed, err := parser.Parse(followLink(args))
	if exited { // --help
		return Choice{Exit: exit}
	}
	if err != nil {
		fmt.Fprintln(streams.Err, "tributary:", err)
		return Choice{Exit: 2}
	}
	options := Options{DataDir: g.DataDir, Database: g.Database}
	if parsed.Command() == "window" {
		if g.Background {
			return Choice{Mode: Background, Options: options}
		}
		return Choice{Mode: Window, Options: options, Page: g.Page}
	}
	err = parsed.Run(&call{ctx: ctx, streams: streams, version: version, options: options, tools: tools})
	if tools.Forward != nil && IsRunning(err) {
		// What only the program in charge of the data folder may do is done there.
		exit, asking := tools.Forward(ctx, options, args, streams)
		if asking == nil {
			return Choice{Exit: exit, Options: options}
		}
	}
	return Choice{Exit: Report(streams.Err, err), Options: options}
}

// IsRunning tells whether an error says that another program holds the data folder.
func IsRunning(err error) bool {
	var e *domain.Error
	return errors.As(err, &e) && e.Code == "already_running"
}

// Report writes the reason of a failure in words and returns the exit status.
func Report(w io.Writer, err error) int {
	if err == nil {
		return 0
	}
	if errors.Is(err, ErrSaid) {
		return 1
	}
	var e *domain.Error
	if errors.As(err, &e) {
		fmt.Fprintln(w, "tributary:", strings.TrimSpace(strings.Join([]string{e.What, e.Means, e.Do}, " ")))
		if e.Details != "" {
			fmt.Fprintln(w, e.Details)
		}
		return 1
	}
	fmt.Fprintln(w, "tributary:", err)
	if errors.Is(err, errUsage) {
		return 2
	}
	return 1
}

// ErrSaid tells that the failure has been told already.
var ErrSaid = errors.New("told already")

type windowCommand struct{}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(c *call) error {
	_, err := fmt.Fprintln(c.streams.Out, "tributary", c.version)
	return err
}
