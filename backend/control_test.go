package backend_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tributary/backend"
	"tributary/backend/cli"
)

// background runs `serve` on the program's data folder in a process of its own and
// returns how to kill it (kill -9), which is done at the latest when the test ends.
func (p *program) background() (kill func()) {
	p.t.Helper()
	binary, err := os.Executable()
	if err != nil {
		p.t.Fatal(err)
	}
	cmd := exec.Command(binary, "serve", "--data-dir", filepath.Join(p.dir, "data"))
	cmd.Env = append(os.Environ(), asProgram+"=1")
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	kill = func() {
		_ = cmd.Process.Kill() // it may be gone already
		_ = cmd.Wait()         // it was killed
	}
	p.t.Cleanup(kill)
	p.until("the other process holds the data folder", func() bool {
		exit, err := backend.Ask(p.t.Context(), filepath.Join(p.dir, "data"), []string{"doctor"}, cli.Streams{Out: io.Discard, Err: io.Discard})
		return err == nil && exit == 0
	})
	return kill
}

// until waits patiently: other processes take their time on a busy machine.
func (p *program) until(what string, is func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatalf("not within a minute: %s", what)
		}
	}
}

const addresses = `
version: 1
project: {tables: [{name: Customers, fields: [{name: Email, type: email}]}]}
source_configurations:
  - name: Lists
    source: spreadsheet
    settings: {path: FOLDER}
    data_transfers:
      - {data_type: people, table: Customers, active: true, mapping: [{from: email, to: Email, primary_key: true}]}
integrations:
  - {name: Lists, source_configuration: Lists, updates: {people: [created, updated, deleted]}, every: 24h, active: true}
`

func TestWhileTheProgramRunsCommandsGoThroughIt(t *testing.T) {
	p := newProgram(t)
	p.write("lists/people.csv", "email\na@example.com\nb@example.com\n")
	p.apply(strings.Replace(addresses, "FOLDER", filepath.Join(p.dir, "lists"), 1))
	kill := p.background()

	p.until("the first run has brought the rows", func() bool { return len(p.rows("Customers")) == 2 })
	p.good() // waits for that run where it is still in hand: a sync would be told of it instead of running
	p.write("lists/people.csv", "email\na@example.com\nb@example.com\nc@example.com\n")
	if r := p.good(); len(r.DataTypes) != 1 || r.DataTypes[0].Created != 1 {
		t.Errorf("sync through the running program told %+v, want one row created", r)
	}
	if s := p.run("sync", "No such"); s.exit != 1 || !strings.Contains(s.err, "No such") {
		t.Errorf("a wrong name through the running program: exit %d, %q", s.exit, s.err)
	}

	if s := p.run("serve"); s.exit != 1 || !strings.Contains(s.err, "keeps the schedule") {
		t.Errorf("a second serve: exit %d, %q; want it refused", s.exit, s.err)
	}

	kill()
	p.write("lists/people.csv", "email\na@example.com\nb@example.com\nc@example.com\nd@example.com\n")
	if r := p.good(); r.DataTypes[0].Created != 1 || r.DataTypes[0].Unchanged != 3 {
		t.Errorf("sync after kill -9 told %+v, want one row created and no stale lock", r)
	}
}
