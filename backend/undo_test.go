package backend_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ranID is the id of the newest run.
func (p *program) ranID() string {
	p.t.Helper()
	runs := lines[struct {
		ID string `json:"id"`
	}](p.t, p.must("runs", "--json", "--limit", "1"))
	return runs[0].ID
}

func TestARunIsUndoneAndTheNextOneBringsItAgain(t *testing.T) {
	t.Parallel()
	p, s := synced(t, 25)
	before := p.rows("Customers")
	s.rename(3, "Other name")
	s.mu.Lock()
	s.records = append(slices.Delete(s.records, 6, 7), map[string]any{"id": 99, "name": "New"})
	s.mu.Unlock()
	r := p.good()
	if d := r.DataTypes[0]; d.Created != 1 || d.Updated != 1 || d.Deleted != 1 {
		t.Fatalf("the run: %+v", d)
	}
	after := p.rows("Customers")
	id := p.ranID()
	if out := p.must("undo", id, "--dry-run"); !strings.Contains(out, "1 set back, 1 removed, 1 returned, 0 hidden again, 0 left") {
		t.Errorf("the preview: %s", out)
	}
	if diff := cmp.Diff(after, p.rows("Customers")); diff != "" {
		t.Errorf("the preview changed rows: %s", diff)
	}
	if out := p.must("undo", id, "--json"); strings.Count(out, "\n") != 3 || !strings.Contains(out, `"Name":["Other name","Customer 4"]`) {
		t.Errorf("undo told: %s", out)
	}
	if diff := cmp.Diff(before, p.rows("Customers")); diff != "" {
		t.Errorf("the rows are not what they were before the run: %s", diff)
	}
	p.must("doctor")
	if again := p.run("undo", id); again.exit == 0 || !strings.Contains(again.err, "undone already") {
		t.Errorf("undone twice: %+v", again)
	}
	// Its own integration brings the service's records again, once it runs.
	p.good()
	byNumber := func(a, b map[string]any) int {
		return strings.Compare(fmt.Sprint(a["Number"]), fmt.Sprint(b["Number"]))
	}
	now := p.rows("Customers")
	slices.SortFunc(now, byNumber)
	slices.SortFunc(after, byNumber)
	if diff := cmp.Diff(after, now); diff != "" {
		t.Errorf("the run after the undo: %s", diff)
	}
	p.must("doctor")
}

func TestUndoOfNoRunSaysSo(t *testing.T) {
	t.Parallel()
	p, _ := synced(t, 5)
	p.good() // changes nothing
	for _, arg := range []string{p.ranID(), "nonsense"} {
		if said := p.run("undo", arg); said.exit != 1 || said.err == "" {
			t.Errorf("undo of %s: %+v", arg, said)
		}
	}
}
