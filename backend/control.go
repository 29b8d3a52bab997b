package backend

import (
	"context"
	"errors"
	"io"
	"os"
	"sync/atomic"

	"tributary/backend/cli"
	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/logging"
)

// ExitBusy is the status of a hand-over to a program that carries out a command on the
// data folder and does not stay: whoever wants to stay tries again when it has ended.
const ExitBusy = 75

// Ask hands a command line to the program that holds the data folder ("": the
// platform's) and returns the exit status of what was done there.
func Ask(ctx context.Context, dataDir string, args []string, s cli.Streams) (exit int, err error) {
	if dataDir == "" {
		if dataDir, err = desktop.DataDir(); err != nil {
			return 0, err
		}
	}
	return desktop.Ask(ctx, dataDir, desktop.Command{Args: args, Screen: screen()}, s.Out, s.Err)
}

// screen is how this process would reach the person's screen and session.
func screen() map[string]string {
	found := map[string]string{}
	for _, name := range []string{"DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"} {
		if value := os.Getenv(name); value != "" {
			found[name] = value
		}
	}
	return found
}

// control answers what other starts of the program hand over. A nil one answers nothing.
type control struct {
	cancel context.CancelFunc
	ended  chan struct{}
	stays  atomic.Bool // this program keeps the schedule; else it carries out one command
}

func (b *Backend) openControl(ctx context.Context) error {
	if b.instance == nil {
		return nil
	}
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	b.control = &control{cancel: cancel, ended: make(chan struct{})}
	instance, ended := b.instance, b.control.ended
	go func() {
		defer close(ended)
		if err := instance.Serve(life, b.answer); err != nil && !errors.Is(err, context.Canceled) {
			b.log.WithField(logging.Component, "control").WithError(err).Error("Commands are no longer heard")
		}
	}()
	b.later(func() error { b.control.stop(); return nil })
	return nil
}

func (c *control) started() {
	if c != nil {
		c.stays.Store(true)
	}
}

// stop cancels the commands in hand and waits for them.
func (c *control) stop() {
	if c != nil {
		c.cancel()
		<-c.ended
	}
}

// answer carries out a command line that was handed over, with what is open here.
func (b *Backend) answer(ctx context.Context, c desktop.Command, out, errs io.Writer) int {
	here := tools(b.options)
	here.Forward = nil
	here.Open = func(context.Context, cli.Options, bool) (cli.Program, func() error, error) {
		if !b.control.stays.Load() {
			return cli.Program{}, nil, &domain.Error{
				Kind: domain.SetUp, Code: "command_running", What: "Another command is at work on this data folder.",
				Means: "Two of them must not change the same tables at once.", Do: "Try again when it has ended.",
			}
		}
		return b.program(), func() error { return nil }, nil
	}
	choice := cli.Run(ctx, c.Args, cli.Streams{In: nothing{}, Out: out, Err: errs}, b.options.Version, here)
	if choice.Mode == cli.Done {
		return choice.Exit
	}
	if !b.control.stays.Load() {
		return ExitBusy
	}
	if choice.Mode == cli.Background {
		return 0 // it runs
	}
	return cli.Report(errs, b.show(c.Screen, choice.Page))
}

// show brings the window.
func (b *Backend) show(screen map[string]string, page string) error {
	if b.options.Show == nil {
		return &domain.Error{
			Kind: domain.SetUp, Code: "no_window", What: "Tributary runs with this data folder as a server, without a window.",
			Means: "It does its work.", Do: "End it first to open the window here, or use the command line.",
		}
	}
	return b.options.Show(screen, page)
}

// nothing is an empty standard input.
type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, io.EOF }
