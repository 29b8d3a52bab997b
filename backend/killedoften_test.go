package backend_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
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
	"time"
)

const (
	oftenRecords = 1200
	oftenPage    = 40
)

// ledger is a service whose records change, that can be asked for changes since a time, and
// that kills its reader some moments after an answer.
type ledger struct {
	mu      sync.Mutex // guards all below
	records map[int]entry
	next    int
	now     time.Time
	after   int           // answers until the kill; 0: never
	moment  time.Duration // after that answer
	victim  *os.Process
}

type entry struct {
	name    string
	updated time.Time
}

func (l *ledger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 {
		page = 1
	}
	since, err := time.Parse(time.RFC3339, r.URL.Query().Get("since"))
	if err != nil {
		since = time.Time{}
	}
	var ids []int
	for _, id := range slices.Sorted(maps.Keys(l.records)) {
		if !l.records[id].updated.Before(since) {
			ids = append(ids, id)
		}
	}
	var records []map[string]any
	for _, id := range ids[min((page-1)*oftenPage, len(ids)):min(page*oftenPage, len(ids))] {
		e := l.records[id]
		records = append(records, map[string]any{"id": id, "name": e.name, "updated": e.updated.Format(time.RFC3339)})
	}
	writeRecords(w, records)
	if l.after > 0 && l.victim != nil {
		if l.after--; l.after == 0 {
			victim := l.victim
			time.AfterFunc(l.moment, func() { _ = victim.Kill() }) // it may have ended by itself
		}
	}
}

// change changes some records, and with removal takes some away.
func (l *ledger) change(random *rand.Rand, removal bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now = l.now.Add(time.Second)
	ids := slices.Sorted(maps.Keys(l.records))
	for range 40 {
		l.records[ids[random.IntN(len(ids))]] = entry{fmt.Sprintf("Renamed %d", random.IntN(1_000_000)), l.now}
	}
	for range 10 {
		l.next++
		l.records[l.next] = entry{fmt.Sprintf("Customer %d", l.next), l.now}
	}
	if removal {
		for range 10 {
			delete(l.records, ids[random.IntN(len(ids))])
		}
	}
}

// run runs the program in a process of its own; after: see ledger.
func (l *ledger) run(t *testing.T, dir string, after int, moment time.Duration, options ...string) (killed bool) {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.CommandContext(t.Context(), os.Args[0], append([]string{"sync", "--json", "--data-dir", filepath.Join(dir, "data")}, options...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stdout, cmd.Stderr = &out, &out
	l.mu.Lock()
	l.after, l.moment, l.victim = after, moment, nil
	err := cmd.Start()
	l.victim = cmd.Process
	l.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	l.mu.Lock()
	l.after, l.victim = 0, nil
	l.mu.Unlock()
	if killed = cmd.ProcessState.ExitCode() == -1; !killed && err != nil {
		t.Fatalf("the program ended by itself: %v\n%s", err, out.String())
	}
	return killed
}

// compare finds what is lost and what is doubled.
func (l *ledger) compare(t *testing.T, p *program) (lost, doubled int) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	seen := map[int]int{}
	for _, row := range p.rows("Customers") {
		id, err := strconv.Atoi(fmt.Sprint(row["Number"]))
		if err != nil {
			t.Fatal(err)
		}
		if seen[id]++; seen[id] > 1 {
			doubled++
		}
		if e, there := l.records[id]; there && row["Name"] != e.name {
			lost++
		} else if !there {
			t.Errorf("row %d stands for a record that is gone", id)
		}
	}
	for id := range l.records {
		if seen[id] == 0 {
			lost++
		}
	}
	return lost, doubled
}

const ledgerCursor = `    incremental_sync:
      type: DatetimeBasedCursor
      cursor_field: updated
      datetime_format: "%Y-%m-%dT%H:%M:%SZ"
      start_datetime: {type: MinMaxDatetime, datetime: "2020-01-01T00:00:00Z", datetime_format: "%Y-%m-%dT%H:%M:%SZ"}
      start_time_option: {type: RequestOption, inject_into: request_parameter, field_name: since}
`

// TestKilledHundredsOfTimes kills the real process (kill -9) at random moments of full and of
// changed-only runs, lets it go on, and looks for what is lost or doubled.
func TestKilledHundredsOfTimes(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 1))
	l := &ledger{records: map[int]entry{}, next: oftenRecords, now: time.Now().UTC().Add(-48 * time.Hour).Truncate(time.Second)}
	for id := 1; id <= oftenRecords; id++ {
		l.records[id] = entry{fmt.Sprintf("Customer %d", id), l.now}
	}
	server := httptest.NewServer(l)
	defer server.Close()
	p := newProgram(t)
	set := strings.Replace(shopManifest, "page_size: 10,", "page_size: "+strconv.Itoa(oftenPage)+",", 1)
	set = strings.Replace(set, "    schema_loader:", ledgerCursor+"    schema_loader:", 1)
	p.write("shop.yaml", strings.Replace(set, "extra: {type: object}", "extra: {type: object}, updated: {type: string, format: date-time}", 1))
	p.apply(shopSetup(server.URL, shopKey))

	kills, rounds, lost, doubled := 0, 0, 0, 0
	for kills < oftenKills && rounds < oftenKills {
		rounds++
		full := rounds%2 == 1
		var options []string
		if full && rounds > 1 {
			options = []string{"--full"}
		}
		l.change(random, full)
		pages := len(l.records)/oftenPage + 1
		if !full {
			pages = 2
		}
		for range 6 {
			moment := time.Duration(random.IntN(40_000)) * time.Microsecond
			if l.run(t, p.dir, random.IntN(pages)+1, moment, options...) {
				kills++
				options = nil // what was begun goes on by itself
			}
		}
		l.run(t, p.dir, 0, 0, options...)
		if full { // what was read in two parts says nothing of absence
			l.run(t, p.dir, 0, 0, "--full")
		}
		a, b := l.compare(t, p)
		lost, doubled = lost+a, doubled+b
		p.must("doctor")
	}
	if lost+doubled > 0 || kills < oftenKills {
		t.Errorf("%d lost, %d doubled after %d kills in %d rounds; seed %d", lost, doubled, kills, rounds, seed)
	}
	t.Logf("%d kills in %d rounds of full and changed-only runs: %d lost, %d doubled; seed %d", kills, rounds, lost, doubled, seed)
}
