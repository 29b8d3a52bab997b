// Command tributary brings the records of a business's services into tables on its own machine.
//
// This file holds what is embedded and the choice between window, background and command line; nothing else. The window
// is in app.go, everything it shows and does in backend.
package main

import (
	"context"
	"embed"
	"errors"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"tributary/backend"
	"tributary/backend/cli"
)

//go:embed all:frontend/dist
var screens embed.FS

//go:embed build/appicon.png
var icon []byte

// version is set by the linker (build/lib.sh).
var version = "development"

func main() { os.Exit(run()) }

// run returns the exit status: 0 done, 1 failed with the reason on standard error, 2 wrong usage.
func run() int {
	keepSmall()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	streams := cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	choice := cli.Run(ctx, os.Args[1:], streams, version, backend.Tools(version))
	var err error
	switch choice.Mode {
	case cli.Window, cli.Background:
		err = stay(ctx, choice, streams)
	case cli.Done:
		return choice.Exit
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return 0 // told to end while it was still opening: it did
	}
	return cli.Report(os.Stderr, err)
}

// keepSmall trades a little processor time for memory, unless told otherwise: the program lives in the background of
// somebody's workstation.
func keepSmall() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}
