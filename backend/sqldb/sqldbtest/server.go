package sqldbtest

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// startLimit bounds how long the server may take to start on a busy machine.
const startLimit = 2 * time.Minute

// Server is a private PostgreSQL server. Make one per test binary and hand TestMain
// to it:
//
//	var server = sqldbtest.NewServer()
//	func TestMain(m *testing.M) { os.Exit(server.Run(m)) }
type Server struct {
	start     sync.Once
	err       error
	address   string // without a database
	directory string
	process   *exec.Cmd
	mu        sync.Mutex // guards databases
	databases int
}

// NewServer returns a server that starts when the first database is asked for.
func NewServer() *Server { return &Server{} }

// Run runs the tests, stops the server, and returns the exit status.
func (s *Server) Run(m *testing.M) int {
	status := m.Run()
	if err := s.stop(); err != nil {
		fmt.Fprintln(os.Stderr, "stop PostgreSQL:", err)
		return max(status, 1)
	}
	return status
}

// Database makes an empty database and returns its address. It skips the test where
// PostgreSQL is missing, or fails it with CI=true.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	s.start.Do(func() { s.err = s.launch() })
	var missing *exec.Error
	switch {
	case errors.As(s.err, &missing) && os.Getenv("CI") != "true":
		t.Skipf("PostgreSQL is not installed: %v", s.err)
	case s.err != nil:
		t.Fatalf("start PostgreSQL: %v", s.err)
	}
	s.mu.Lock()
	s.databases++
	name := fmt.Sprintf("test_%d", s.databases)
	s.mu.Unlock()
	admin, err := sql.Open("pgx", s.address+"postgres")
	if err != nil {
		t.Fatalf("connect to PostgreSQL: %v", err)
	}
	defer func() { _ = admin.Close() }()
	if _, err := admin.ExecContext(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatalf("make database %s: %v", name, err)
	}
	return s.address + name
}

// launch makes a cluster and starts it, as user postgres when we are root (the
// server refuses root).
func (s *Server) launch() error {
	initdb, server, err := programs()
	if err != nil {
		return err
	}
	if s.directory, err = os.MkdirTemp("", "tributary-postgres-"); err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	identity, err := s.giveAway()
	if err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	data := filepath.Join(s.directory, "data")
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	//nolint:gosec // G204: programs of a fixed name
	initialize := exec.CommandContext(ctx, initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	initialize.SysProcAttr, initialize.Dir = identity, s.directory
	if out, err := initialize.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	//nolint:gosec,noctx // G204: as above; the server outlives this function, stop ends it
	s.process = exec.Command(server, "-D", data, "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories="+s.directory, "-c", "fsync=off", "-c", "shared_buffers=64MB")
	s.process.SysProcAttr, s.process.Dir = identity, s.directory
	s.address = fmt.Sprintf("postgres://postgres@127.0.0.1:%d/", port)
	return awaitReady(ctx, s.process)
}

// awaitReady starts the server and reads its log until it says that it is ready.
func awaitReady(ctx context.Context, server *exec.Cmd) error {
	log, err := server.StderrPipe()
	if err != nil {
		return fmt.Errorf("log of the server: %w", err)
	}
	if err := server.Start(); err != nil {
		return fmt.Errorf("start: %w", err)
	}
	ready := make(chan error, 1)
	go func() {
		var said strings.Builder
		lines := bufio.NewScanner(log)
		for lines.Scan() {
			if strings.Contains(lines.Text(), "ready to accept connections") {
				ready <- nil
				_, _ = io.Copy(io.Discard, log) // keeps the server from blocking on its log
				return
			}
			said.WriteString(lines.Text() + "\n")
		}
		ready <- fmt.Errorf("the server ended: %s", said.String())
	}()
	select {
	case err := <-ready:
		return err
	case <-ctx.Done():
		return fmt.Errorf("the server is not ready: %w", ctx.Err())
	}
}

// stop ends the server and removes its folder.
func (s *Server) stop() error {
	var err error
	if s.process != nil && s.process.Process != nil {
		err = s.process.Process.Signal(syscall.SIGINT) // a fast shutdown: ends connections
		_ = s.process.Wait()                           // its exit status says nothing more
	}
	if s.directory != "" {
		err = errors.Join(err, os.RemoveAll(s.directory))
	}
	return err
}

// giveAway hands the folder to user postgres when we are root.
func (s *Server) giveAway() (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return childOf(nil), nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return nil, &exec.Error{Name: "user postgres", Err: err}
	}
	uid, err := strconv.Atoi(account.Uid)
	if err != nil {
		return nil, fmt.Errorf("user postgres: %w", err)
	}
	gid, err := strconv.Atoi(account.Gid)
	if err != nil {
		return nil, fmt.Errorf("user postgres: %w", err)
	}
	if err := os.Chown(s.directory, uid, gid); err != nil {
		return nil, fmt.Errorf("hand over the folder: %w", err)
	}
	return childOf(&identity{uid: uint32(uid), gid: uint32(gid)}), nil //nolint:gosec // G115: system numbers
}

// identity is whom a program runs as.
type identity struct{ uid, gid uint32 }

// programs finds initdb and postgres on the path or where Debian puts them, the newest
// version first.
func programs() (initdb, server string, err error) {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is valid
	sort.Sort(sort.Reverse(sort.StringSlice(folders)))
	for _, f := range folders {
		initdb, server = filepath.Join(f, "initdb"), filepath.Join(f, "postgres")
		if _, err := exec.LookPath(initdb); err != nil {
			continue
		}
		if _, err := exec.LookPath(server); err == nil {
			return initdb, server, nil
		}
	}
	if initdb, err = exec.LookPath("initdb"); err != nil {
		return "", "", err
	}
	server, err = exec.LookPath("postgres")
	return initdb, server, err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // ends at once
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	address, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.Join(fmt.Errorf("find a free port: got %s", l.Addr()), l.Close())
	}
	return address.Port, l.Close()
}
