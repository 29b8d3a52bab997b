package desktop

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"tributary/backend/clock"
)

// Command is a command line handed to the program that holds a data folder.
type Command struct {
	Args []string
	// Screen tells where the person sits: the variables that lead to the screen and the
	// session, for a program that was started without them.
	Screen map[string]string
}

// Answer carries out a command: it writes what the command says and returns its exit
// status. Its context ends when whoever asked cancels or is gone.
type Answer func(ctx context.Context, c Command, out, errs io.Writer) int

const (
	maxCommandBytes = 1 << 20
	// introduction is how long a caller may take to say what it wants.
	introduction = 5 * time.Second
)

// frame is one line of the answer. Exit comes once, at the end.
type frame struct {
	Out  []byte `json:",omitempty"`
	Err  []byte `json:",omitempty"`
	Exit *int   `json:",omitempty"`
}

// Serve answers commands, each in a goroutine of its own, until ctx ends. It returns
// when all are answered. Who calls afterwards waits, for Serve or for the new program
// after HandOver.
func (i *Instance) Serve(ctx context.Context, answer Answer) error {
	var group sync.WaitGroup
	defer group.Wait()
	stop := context.AfterFunc(ctx, func() {
		_ = i.listener.SetDeadline(time.Unix(1, 0)) // wakes Accept; a closed socket needs no waking
	})
	defer func() {
		stop()
		_ = i.listener.SetDeadline(time.Time{}) // as before, for a later Serve
	}()
	for {
		conn, err := i.listener.AcceptUnix()
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("accept on the control socket: %w", err)
		}
		group.Go(func() { serveCommand(ctx, conn, answer) })
	}
}

func serveCommand(ctx context.Context, conn *net.UnixConn, answer Answer) {
	defer func() { _ = conn.Close() }()                              // nothing is left to say
	_ = conn.SetReadDeadline(clock.System{}.Now().Add(introduction)) // fails with the connection, as the reading then does
	in := bufio.NewReader(io.LimitReader(conn, maxCommandBytes))
	var c Command
	raw, err := in.ReadBytes('\n')
	if err != nil || json.Unmarshal(raw, &c) != nil {
		return // nobody who knows how to ask
	}
	_ = conn.SetReadDeadline(time.Time{}) // as above
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() { // ends with the connection: nothing more is said, so its end means cancel
		_, _ = in.ReadByte()
		cancel()
	}()
	w := &frameWriter{to: json.NewEncoder(conn)}
	exit := answer(ctx, c, writerFunc(func(p []byte) error { return w.write(frame{Out: p}) }), writerFunc(func(p []byte) error { return w.write(frame{Err: p}) }))
	_ = w.write(frame{Exit: &exit}) // whoever asked may be gone
}

// frameWriter keeps frames whole when output and errors are written at once.
type frameWriter struct {
	mu sync.Mutex // guards to
	to *json.Encoder
}

func (w *frameWriter) write(f frame) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Encode(f)
}

type writerFunc func(p []byte) error

func (f writerFunc) Write(p []byte) (int, error) {
	if err := f(p); err != nil {
		return 0, err
	}
	return len(p), nil
}

// ErrNobody tells that no program listens on the control socket of a folder.
var ErrNobody = errors.New("no program listens on the control socket")

// Ask hands a command to the program that holds the folder, copies what it says to out
// and errs, and returns its exit status. When ctx ends the command is cancelled there,
// and Ask still waits for its end. The error is ErrNobody when no program listens.
func Ask(ctx context.Context, dir string, c Command, out, errs io.Writer) (exit int, err error) {
	conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: socketPath(dir), Net: "unix"})
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrNobody, err)
	}
	defer func() { _ = conn.Close() }() // everything was said
	if err := json.NewEncoder(conn).Encode(c); err != nil {
		return 0, fmt.Errorf("ask the running program: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.CloseWrite() }) // fails with the connection, which then ends the reading
	defer stop()
	for answers := json.NewDecoder(conn); ; {
		var f frame
		if err := answers.Decode(&f); err != nil {
			return 0, fmt.Errorf("the running program did not answer to the end: %w", err)
		}
		if f.Exit != nil {
			return *f.Exit, nil
		}
		if _, err := out.Write(f.Out); err != nil {
			return 0, err
		}
		if _, err := errs.Write(f.Err); err != nil {
			return 0, err
		}
	}
}
