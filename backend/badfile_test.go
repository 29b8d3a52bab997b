package backend_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tributary/backend"
)

const filesSetup = `version: 1
project:
  tables:
    - {name: Customers, fields: [{name: Number, type: text}, {name: Name, type: text}]}
source_configurations:
  - name: Files
    source: spreadsheet
    settings: {path: FOLDER}
    data_transfers:
      - data_type: DATATYPE
        table: Customers
        active: true
        mapping: [{from: id, to: Number, primary_key: true}, {from: name, to: Name}]
integrations:
  - {name: Files, source_configuration: Files, updates: {DATATYPE: [created, updated, deleted]}, every: 24h, active: true}
`

// csvOf is a file of so many customers.
func csvOf(rows int) string {
	var b strings.Builder
	b.WriteString("id,name\n")
	for n := range rows {
		fmt.Fprintf(&b, "C-%d,Customer %d\n", n, n)
	}
	return b.String()
}

// filed is a program that has read a file of so many customers once.
func filed(t *testing.T, name string, rows int) *program {
	t.Helper()
	p := newProgram(t)
	p.write("exports/"+name, csvOf(rows))
	dataType := strings.TrimSuffix(name, filepath.Ext(name))
	p.apply(strings.NewReplacer("FOLDER", filepath.Join(p.dir, "exports"), "DATATYPE", dataType).Replace(filesSetup))
	if r := p.good(); r.DataTypes[0].Created != int64(rows) {
		t.Fatalf("the first run: %+v; want %d rows created", r, rows)
	}
	return p
}

func TestABadFileEndsTheRunWithItsReasonAndLosesNothing(t *testing.T) {
	cases := map[string]struct{ content, code string }{
		"empty":                {"", "file_empty"},
		"blank lines":          {"\n\n", "file_empty"},
		"a web page":           {"<!DOCTYPE html><html><body>Sign in</body></html>", "not_a_spreadsheet"},
		"a workbook inside":    {"PK\x03\x04" + strings.Repeat("\x00", 100), "not_a_spreadsheet"},
		"quote never closed":   {csvOf(10) + "\"C-11,cut off\nC-12,x\n", "quote_not_closed"},
		"the key column gone":  {"number,name\n1,A\n", "source_field_gone"},
		"a row without end":    {"id,name\nC-1," + strings.Repeat("x", 17<<20), "file_too_large"},
		"the mapped text gone": {"id,title\nC-1,A\n", "source_field_gone"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := filed(t, "customers.csv", 50)
			before := p.kept()
			p.write("exports/customers.csv", c.content)
			r := p.sync()
			if r.Result != "failed" || r.ErrorCode != c.code || !strings.Contains(r.Message, "customers") {
				t.Errorf("the run ended %s, %s: %q; want failed, %s, and words that name the file", r.Result, r.ErrorCode, r.Message, c.code)
			}
			p.same(before)
			p.write("exports/customers.csv", strings.Replace(csvOf(50), "Customer 7\n", "Seven\n", 1))
			if r := p.good(); r.DataTypes[0].Updated != 1 || r.DataTypes[0].Deleted != 0 || r.DataTypes[0].Created != 0 {
				t.Errorf("the next good run: %+v; want one row updated", r.DataTypes[0])
			}
		})
	}
}

func TestAVanishedFileDeletesNothing(t *testing.T) {
	t.Parallel()
	p := filed(t, "customers.csv", 50)
	p.write("exports/other.csv", "A,B\n1,2\n")
	before := p.kept()
	if err := os.Remove(filepath.Join(p.dir, "exports/customers.csv")); err != nil {
		t.Fatal(err)
	}
	r := p.sync()
	if r.Result != "failed" || r.ErrorKind != "set_up" || r.Message == "" {
		t.Errorf("the run: %+v", r)
	}
	p.same(before)
	if err := os.RemoveAll(filepath.Join(p.dir, "exports")); err != nil {
		t.Fatal(err)
	}
	if r := p.sync(); r.Result != "failed" || r.ErrorCode != "file_missing" {
		t.Errorf("without the folder: %+v", r)
	}
	p.same(before)
	p.write("exports/customers.csv", csvOf(50))
	if r := p.good(); r.DataTypes[0].Created+r.DataTypes[0].Updated+r.DataTypes[0].Deleted != 0 {
		t.Errorf("with the file back: %+v", r.DataTypes[0])
	}
}

func TestAFileWithItsHeaderAloneDeletesNothing(t *testing.T) {
	t.Parallel()
	p := filed(t, "customers.csv", 50)
	before := p.rows("Customers")
	p.write("exports/customers.csv", "id,name\n")
	r := p.sync()
	if r.Result != "warning" || r.DataTypes[0].Deleted != 0 || len(r.DataTypes[0].Warnings) == 0 {
		t.Errorf("the run: %+v; want a warning and no deletion", r)
	}
	if after := p.rows("Customers"); len(after) != len(before) {
		t.Errorf("%d rows, want %d", len(after), len(before))
	}
}

func TestMostRowsGoneWaitsForADecision(t *testing.T) {
	t.Parallel()
	p := filed(t, "customers.csv", 50)
	p.write("exports/customers.csv", csvOf(20))
	if r := p.sync(); r.Result != "needs_decision" || r.DataTypes[0].Deleted != 0 {
		t.Errorf("the run: %+v; want a decision", r)
	}
	if rows := p.rows("Customers"); len(rows) != 50 {
		t.Errorf("%d rows, want 50", len(rows))
	}
	if r := p.good("--allow"); r.DataTypes[0].Deleted != 30 {
		t.Errorf("allowed: %+v; want 30 rows deleted", r.DataTypes[0])
	}
}

func TestAFileOpenInAnotherProgramIsReadAndSaid(t *testing.T) {
	t.Parallel()
	p := filed(t, "customers.csv", 50)
	p.write("exports/.~lock.customers.csv#", ",owner,desk,23.11.2026 10:00,file:///home/owner/.config/libreoffice/4;")
	p.write("exports/customers.csv", csvOf(51))
	r := p.sync()
	if r.Result != "warning" || r.DataTypes[0].Created != 1 || len(r.DataTypes[0].Warnings) != 1 || !strings.Contains(r.DataTypes[0].Warnings[0], "open in another program") {
		t.Errorf("the run: %+v", r)
	}
}

func TestAWorkbookThatIsNoWorkbook(t *testing.T) {
	t.Parallel()
	p := filed(t, "customers.csv", 50)
	before := p.kept()
	if err := os.Remove(filepath.Join(p.dir, "exports/customers.csv")); err != nil {
		t.Fatal(err)
	}
	p.write("exports/customers.xlsx", csvOf(50))
	r := p.sync()
	if r.Result != "failed" || r.Message == "" {
		t.Errorf("the run: %+v", r)
	}
	p.same(before)
}

// saving is a clock on which, whenever somebody waits, a program writes to a file.
type saving struct {
	hurried
	write func(now time.Time)
}

func (s *saving) Sleep(ctx context.Context, d time.Duration) error {
	err := s.hurried.Sleep(ctx, d)
	if s.write != nil {
		s.write(s.Now())
	}
	return err
}

func TestAFileBeingSavedIsLeftForTheNextRun(t *testing.T) {
	t.Parallel()
	p := filed(t, "customers.csv", 50)
	before := p.kept()
	c := &saving{}
	p.tools = backend.ToolsAt("test", c)
	path := p.write("exports/customers.csv", csvOf(30)) // half of what is being written
	if err := os.Chtimes(path, c.Now(), c.Now()); err != nil {
		t.Fatal(err)
	}
	c.write = func(now time.Time) {
		if err := os.Chtimes(path, now, now); err != nil {
			t.Error(err)
		}
	}
	if r := p.sync(); r.Result != "failed" || r.ErrorKind != "service_down" || r.ErrorCode != "file_being_saved" {
		t.Errorf("the run: %+v", r)
	}
	p.same(before)
	c.write = nil
	p.write("exports/customers.csv", csvOf(51))
	if r := p.good(); r.DataTypes[0].Created != 1 || r.DataTypes[0].Deleted != 0 {
		t.Errorf("the next good run: %+v", r.DataTypes[0])
	}
}
