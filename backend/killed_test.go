package backend_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Large enough for several batches of one read.
const (
	killRecords = 30_000
	killPage    = 250
)

// deadly is a service that can kill its reader.
type deadly struct {
	mu     sync.Mutex // guards all below
	after  int        // answers until the kill; 0: never
	victim *os.Process
	asked  int
	bad    int // each record of so many has a key that is no number; 0: none
}

func (d *deadly) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 {
		page = 1
	}
	var records []map[string]any
	for n := (page - 1) * killPage; n < min(page*killPage, killRecords); n++ {
		var id any = n*7919%killRecords + 1
		if d.bad > 0 && n%d.bad == 0 {
			id = fmt.Sprint("no number ", n)
		}
		records = append(records, map[string]any{"id": id, "name": fmt.Sprintf("Customer %d", n), "extra": map[string]any{"n": n}})
	}
	writeRecords(w, records)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked++
	if d.after > 0 && d.victim != nil {
		if d.after--; d.after == 0 {
			_ = d.victim.Kill() // it may have ended by itself; then nothing is proved, and the test says so
		}
	}
}

// sync runs the program in a process of its own and kills it after so many answers; 0:
// never. It tells whether it was killed.
func (d *deadly) sync(t *testing.T, p *program, after int) (killed bool) {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	cmd := exec.CommandContext(t.Context(), binary, "sync", "--json", "--data-dir", filepath.Join(p.dir, "data"))
	if p.address != "" {
		cmd.Args = append(cmd.Args, "--database", p.address)
	}
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stdout, cmd.Stderr = &out, &out
	d.mu.Lock()
	d.after, d.victim = after, nil
	err = cmd.Start()
	d.victim = cmd.Process
	d.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if killed = cmd.ProcessState.ExitCode() == -1; !killed && err != nil {
		t.Fatalf("the program ended by itself: %v\n%s", err, out.String())
	}
	return killed
}

// TestKilledAtAnyMomentNothingIsLostOrDoubled kills the real process (kill -9) again and
// again during its first full read.
func TestKilledAtAnyMomentNothingIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	service := &deadly{}
	server := httptest.NewServer(service)
	defer server.Close()
	set := strings.Replace(shopManifest, "page_size: 10,", "page_size: "+strconv.Itoa(killPage)+",", 1)
	p, whole := newProgram(t), newProgram(t)
	for _, one := range []*program{p, whole} {
		one.write("shop.yaml", set)
		one.apply(shopSetup(server.URL, shopKey))
	}
	kills := 0
	for _, after := range []int{1, 43, 12, 2, 41, 55, 60, 80, 90, 100, 115} {
		if service.sync(t, p, after) {
			kills++
		}
	}
	if kills < 8 {
		t.Fatalf("only %d kills hit a running program", kills)
	}
	service.sync(t, p, 0)
	whole.good()

	got, want := p.rows("Customers"), whole.rows("Customers")
	if len(got) != killRecords {
		t.Errorf("%d rows, want %d", len(got), killRecords)
	}
	for _, rows := range [][]map[string]any{got, want} {
		slices.SortFunc(rows, func(a, b map[string]any) int {
			return strings.Compare(fmt.Sprint(a["Number"]), fmt.Sprint(b["Number"]))
		})
	}
	for i := range want {
		if i < len(got) && fmt.Sprint(got[i]) != fmt.Sprint(want[i]) {
			t.Fatalf("row %d is %v, uninterrupted %v", i, got[i], want[i])
		}
	}
	p.must("doctor")
	again := p.good("--full")
	if d := again.DataTypes[0]; d.Created+d.Updated+d.Deleted+d.RecordErrors != 0 || d.Unchanged != killRecords {
		t.Errorf("the run after it: %+v; want nothing written", d)
	}
	runs := p.must("runs", "--json")
	if strings.Contains(runs, `"result":"running"`) || strings.Count(runs, `"result":"interrupted"`) != kills {
		t.Errorf("%d kills, but the runs are:\n%s", kills, runs)
	}
	t.Logf("%d kills; %d pages asked for, %d in the service", kills, service.asked, killRecords/killPage)
}
