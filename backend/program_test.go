package backend_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend"
	"tributary/backend/cli"
	"tributary/backend/clock"
	"tributary/backend/project"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
)

// asProgram makes the test binary the program itself, for tests that need a process to
// kill.
const asProgram = "TRIBUTARY_TEST_AS_PROGRAM"

// TestMain keeps the tests away from the keychain of whoever runs them.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		choice := cli.Run(context.Background(), os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, "test", backend.Tools("test"))
		os.Exit(choice.Exit)
	}
	if times, err := strconv.Atoi(os.Getenv(asChecker)); err == nil {
		if err := checks(context.Background(), os.Args[1], times); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	for name, value := range map[string]string{"DBUS_SESSION_BUS_ADDRESS": "disabled:", "http_proxy": "", "HTTP_PROXY": ""} {
		if err := os.Setenv(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(postgres.Run(m))
}

// hurried is a clock on which every sleep is over at once and has taken its time.
type hurried struct {
	clock.System
	mu      sync.Mutex // guards skipped
	skipped time.Duration
}

func (h *hurried) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.System.Now().Add(h.skipped)
}

func (h *hurried) Sleep(ctx context.Context, d time.Duration) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.skipped += max(d, 0)
	return ctx.Err()
}

// program is the whole program behind its command line, with a data folder of its own.
type program struct {
	t     *testing.T
	dir   string // for files; the data folder is in it
	tools cli.Tools
	// address is that of a PostgreSQL database; "" for the two files.
	address string
}

// postgres is a server of its own, started by the first test that asks for a database.
var postgres = sqldbtest.NewServer()

// onBoth runs a test of the whole program on the embedded files and on PostgreSQL.
func onBoth(t *testing.T, test func(t *testing.T, p *program)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, newProgram(t)) })
	t.Run("postgres", func(t *testing.T) {
		p := newProgram(t)
		p.address = postgres.Database(t)
		test(t, p)
	})
}

func newProgram(t *testing.T) *program {
	t.Helper()
	return &program{t: t, dir: t.TempDir(), tools: backend.ToolsAt("test", &hurried{})}
}

// said is what a command answered.
type said struct {
	exit     int
	out, err string
}

func (p *program) run(args ...string) said {
	p.t.Helper()
	var out, err bytes.Buffer
	args = append(args, "--data-dir", filepath.Join(p.dir, "data"))
	if p.address != "" {
		args = append(args, "--database", p.address)
	}
	choice := cli.Run(p.t.Context(), args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &err}, "test", p.tools)
	return said{choice.Exit, out.String(), err.String()}
}

// must runs a command that has to succeed and returns its output.
func (p *program) must(args ...string) string {
	p.t.Helper()
	s := p.run(args...)
	if s.exit != 0 {
		p.t.Fatalf("tributary %s: exit %d\n%s%s", strings.Join(args, " "), s.exit, s.out, s.err)
	}
	return s.out
}

// write writes a file beside the data folder and returns its path.
func (p *program) write(name, content string) string {
	p.t.Helper()
	return writeFile(p.t, filepath.Join(p.dir, name), content)
}

// writeFile writes a file and the folder it is in, and returns its path.
func writeFile(t testing.TB, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// apply makes the set-up equal to a file with this content.
func (p *program) apply(content string) {
	p.t.Helper()
	p.must("apply", p.write("set-up.yaml", content))
}

// runSaid is a run as sync --json tells it.
type runSaid struct {
	Result    string `json:"result"`
	ErrorKind string `json:"error_kind"`
	ErrorCode string `json:"error_code"`
	Message   string `json:"message"`
	Details   string `json:"details"`
	DataTypes []struct {
		DataType     string   `json:"data_type"`
		Read         int64    `json:"read"`
		Created      int64    `json:"created"`
		Updated      int64    `json:"updated"`
		Deleted      int64    `json:"deleted"`
		Unchanged    int64    `json:"unchanged"`
		RecordErrors int64    `json:"record_errors"`
		Warnings     []string `json:"warnings"`
		InService    *int64   `json:"in_service"`
		InProject    *int64   `json:"in_project"`
		Differences  []struct {
			Cause  string           `json:"cause"`
			Count  int64            `json:"count"`
			HasRow bool             `json:"has_row"`
			Codes  map[string]int64 `json:"codes"`
		} `json:"differences"`
		FieldChanges []struct {
			Change, From, To, Type string
		} `json:"field_changes"`
	} `json:"data_types"`
}

// sync runs the only integration.
func (p *program) sync(options ...string) runSaid {
	p.t.Helper()
	s := p.run(append([]string{"sync", "--json"}, options...)...)
	runs := lines[runSaid](p.t, s.out)
	if len(runs) != 1 {
		p.t.Fatalf("sync told of %d runs, want 1: exit %d\n%s%s", len(runs), s.exit, s.out, s.err)
	}
	if good := runs[0].Result == "ok" || runs[0].Result == "warning"; good != (s.exit == 0) {
		p.t.Errorf("sync ended %q with exit status %d", runs[0].Result, s.exit)
	}
	return runs[0]
}

// good is a run that ended well.
func (p *program) good(options ...string) runSaid {
	p.t.Helper()
	r := p.sync(options...)
	if r.Result != "ok" {
		p.t.Fatalf("the run ended %s: %+v", r.Result, r)
	}
	return r
}

// errorSaid is a record error as errors --json tells it.
type errorSaid struct {
	Code     string `json:"code"`
	Message  string `json:"message"`
	Identity string `json:"identity"`
}

func (p *program) errors() []errorSaid {
	p.t.Helper()
	return lines[errorSaid](p.t, p.must("errors", "--json"))
}

// rows are the rows of a table, in the order they were added.
func (p *program) rows(table string) []map[string]any {
	p.t.Helper()
	return lines[map[string]any](p.t, p.must("data", table, "--format", "jsonl"))
}

// lines decodes one JSON value a line.
func lines[T any](t *testing.T, text string) []T {
	t.Helper()
	var all []T
	for line := range strings.Lines(text) {
		var one T
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("not a line of JSON: %v: %.300s", err, line)
		}
		all = append(all, one)
	}
	return all
}

// database opens the project's database beside the program, until the test ends.
func (p *program) database() *sqldb.DB {
	p.t.Helper()
	db, err := sqldb.OpenSQLite(p.t.Context(), filepath.Join(p.dir, "data", "project.db"), project.Options())
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		if err := db.Close(); err != nil {
			p.t.Error(err)
		}
	})
	return db
}

// kept is everything in the project that a failed run must leave as it is: rows, links,
// history, record errors and what the last complete read saw.
func (p *program) kept() map[string][]string {
	p.t.Helper()
	db := p.database()
	kept := map[string][]string{"rows": strings.Split(p.must("data", "Customers", "--format", "jsonl", "--deleted"), "\n")}
	for name, query := range map[string]string{
		"links":    `SELECT identity || ' ' || row_id || ' ' || hex(hash) || ' ' || deleted FROM _tributary_links ORDER BY id`,
		"history":  `SELECT row_id || ' ' || kind || ' ' || before FROM _tributary_history ORDER BY id`,
		"created":  `SELECT first_row || ' ' || last_row FROM _tributary_created ORDER BY first_row`,
		"errors":   `SELECT id || ' ' || code || ' ' || last_seen FROM _tributary_record_errors ORDER BY id`,
		"progress": `SELECT last_full_records || ' ' || last_full_at FROM _tributary_progress ORDER BY scope_id`,
	} {
		err := db.Read(p.t.Context(), func(tx *sqldb.Tx) error {
			rows, err := tx.Query(p.t.Context(), query)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var text string
				if err := rows.Scan(&text); err != nil {
					return err
				}
				kept[name] = append(kept[name], text)
			}
			return rows.Err()
		})
		if err != nil {
			p.t.Fatal(err)
		}
	}
	return kept
}

// same fails when the project is no longer as it was.
func (p *program) same(before map[string][]string) {
	p.t.Helper()
	if diff := cmp.Diff(before, p.kept()); diff != "" {
		p.t.Errorf("the project changed (-before +after):\n%.2000s", diff)
	}
}
