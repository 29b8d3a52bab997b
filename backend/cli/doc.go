// Package cli is the command line: everything the window can set up can be set up
// and run with it, for servers, scripts and tests.
//
// Exit status: 0 done, 1 failed (reason on standard error), 2 wrong usage. With
// --json, machine-readable output is all there is on standard output.
package cli
