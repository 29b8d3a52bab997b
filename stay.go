package main

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"tributary/backend"
	"tributary/backend/cli"
	"tributary/backend/clock"
)

const (
	// again is how long to wait before asking for the data folder again.
	again = 300 * time.Millisecond
	// patience is how long a start waits for a command that is at work on the data folder. In the background nobody waits for an answer.
	patience = 15 * time.Second
)

// stay is the program on the workstation, with its window or in the background, until the person quits or logs out. Where it already runs
// with this data folder, what is wanted is handed over to it instead.
func stay(ctx context.Context, choice cli.Choice, streams cli.Streams) error {
	f := newFrame()
	b, err := start(ctx, f, choice, streams)
	if b == nil || err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, f.quit)
	defer stop()
	f.page = choice.Page
	if err := checkScreen(); err != nil && choice.Mode == cli.Window {
		return errors.Join(err, stopBackend(ctx, b))
	}
	if choice.Mode == cli.Background && !f.awaitWanted() {
		return stopBackend(ctx, b)
	}
	end := sync.OnceValue(func() error { return stopBackend(ctx, b) })
	closed := make(chan struct{})
	go f.leaveDialog(closed, end)
	err = openWindow(b, f)
	close(closed)
	if err != nil || !f.goesOn() || !b.KeepsRunning(ctx) {
		return errors.Join(err, end())
	}
	// Wails cannot open a second window in one process, nor let go of the first one's memory: a new start of this binary does both.
	handing, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
	defer cancel()
	return b.HandOver(handing, f.successor(choice)...)
}

// awaitWanted waits in the background; false means that the program is to end.
func (f *frame) awaitWanted() bool {
	select {
	case <-f.wanted:
		return true
	case <-f.ended:
		return false
	}
}

// start opens the program. It is nil without an error when another one answered for it.
func start(ctx context.Context, f *frame, choice cli.Choice, streams cli.Streams) (*backend.Backend, error) {
	options := backend.Options{
		DataDir: choice.Options.DataDir, Database: choice.Options.Database, Version: version, Exclusive: true, Tray: true,
		Observer: f.emit, Desktop: f.desktop(), Show: f.show, //nolint:contextcheck // dialogs live with the window
	}
	began := clock.System{}.Now()
	for {
		b, err := backend.New(ctx, options)
		if err == nil {
			return b, b.Start(ctx)
		}
		if !cli.IsRunning(err) {
			return nil, err
		}
		exit, asking := backend.Ask(ctx, options.DataDir, os.Args[1:], streams)
		late := choice.Mode == cli.Window && clock.System{}.Now().Sub(began) > patience
		switch {
		case asking == nil && exit == 0:
			return nil, nil //nolint:nilnil // the other program did what was wanted
		case asking == nil && exit != backend.ExitBusy:
			return nil, cli.ErrSaid
		case late:
			return nil, err
		}
		if err := (clock.System{}).Sleep(ctx, again); err != nil {
			return nil, err
		}
	}
}

// successor is the command line of the new start: in the background, unless the window was wanted again while it closed.
func (f *frame) successor(choice cli.Choice) []string {
	args := []string{"--background"}
	select {
	case <-f.wanted:
		args = []string{"--page", f.takePage()}
	default:
	}
	if choice.Options.DataDir != "" {
		args = append(args, "--data-dir", choice.Options.DataDir)
	}
	if choice.Options.Database != "" {
		args = append(args, "--database", choice.Options.Database)
	}
	return args
}
