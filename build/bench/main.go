// Command bench measures whole runs of the program against a floor measured in the same run on the same machine: the same
// bytes from the same local server, decoded, and inserted by the shortest straight-line program with the same drivers.
//
//	go run ./build/bench                  100,000 records over HTTP, 1,000,000 rows of CSV
//	go run ./build/bench -only http -records 1000000
//
// It needs build/bin/tributary (build/build) and prints one table: seconds, records per second, seconds of processor time (beside other work they say
// more than seconds), peak memory.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type options struct {
	records, page, rows int
	only, binary        string
}

func run(ctx context.Context, args []string) error {
	// The floors run as processes of their own, as the program does, so that the server's work weighs the same on each.
	if len(args) == 3 && args[0] == "fetch" {
		return fetchOnly(ctx, args[1])
	}
	if len(args) == 3 && args[0] == "insert" {
		return fetchAndInsert(ctx, args[1], args[2])
	}
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.IntVar(&o.records, "records", 100_000, "records the server has")
	flags.IntVar(&o.page, "page", 100, "records a page")
	flags.IntVar(&o.rows, "rows", 1_000_000, "rows of the CSV file")
	flags.StringVar(&o.only, "only", "", "http or csv; both without it")
	flags.StringVar(&o.binary, "binary", "build/bin/tributary", "the program to measure")
	if err := flags.Parse(args); err != nil {
		return err
	}
	place, err := os.MkdirTemp("", "tributary-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(place)

	t := newTable()
	if o.only != "csv" {
		if err := benchHTTP(ctx, o, place, t); err != nil {
			return fmt.Errorf("records over HTTP: %w", err)
		}
	}
	if o.only != "http" {
		if err := benchCSV(ctx, o, place, t); err != nil {
			return fmt.Errorf("rows of CSV: %w", err)
		}
	}
	return nil
}

// table prints each measurement as it comes.
type table struct{}

func newTable() table {
	fmt.Printf("%-44s %9s %11s %9s %9s  %s\n", "what", "seconds", "records/s", "cpu s", "peak MB", "against its floor")
	return table{}
}

func (table) row(what string, m measured, records int, floor time.Duration) {
	ratio := ""
	if floor > 0 {
		ratio = fmt.Sprintf("%.2f ×", m.took.Seconds()/floor.Seconds())
	}
	fmt.Printf("%-44s %9.2f %11.0f %9.2f %9.0f  %s\n", what, m.took.Seconds(), float64(records)/m.took.Seconds(), m.processor.Seconds(), m.peakMB, ratio)
}

type measured struct {
	took      time.Duration
	processor time.Duration
	peakMB    float64
	output    string
}

// measure runs a program to its end and tells how long it took and the most memory it held.
func measure(ctx context.Context, env []string, name string, args ...string) (measured, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	from := time.Now()
	output, err := cmd.Output()
	m := measured{took: time.Since(from), output: string(output)}
	if err != nil {
		return m, fmt.Errorf("%s %v: %w: %s", name, args, err, output)
	}
	m.processor = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		m.peakMB = float64(usage.Maxrss) / 1024
	}
	return m, nil
}
