package backend_test

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestFilesThatMayNotGrow runs the real program where the system refuses files above a size,
// and then where it does not.
func TestFilesThatMayNotGrow(t *testing.T) {
	t.Parallel()
	l := &ledger{records: map[int]entry{}, now: time.Now().UTC().Add(-time.Hour)}
	for id := 1; id <= 4000; id++ {
		l.records[id] = entry{fmt.Sprintf("Customer %d %0400d", id, id), l.now}
	}
	server := httptest.NewServer(l)
	defer server.Close()
	p := newProgram(t)
	p.write("shop.yaml", strings.Replace(shopManifest, "page_size: 10,", "page_size: "+strconv.Itoa(oftenPage)+",", 1))
	p.apply(shopSetup(server.URL, shopKey))
	var out bytes.Buffer
	script := `ulimit -f 2000; exec "$0" sync --json --data-dir "$1"`
	cmd := exec.CommandContext(t.Context(), "sh", "-c", script, os.Args[0], filepath.Join(p.dir, "data"))
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err == nil {
		t.Fatalf("the program did not miss the room: %s", out.String())
	}
	if said := out.String(); !strings.Contains(said, `"error_code":"disk_full"`) && !strings.Contains(said, `"error_code":"io_error"`) {
		t.Errorf("the program said %.600s; want that the disk is full", said)
	}
	p.must("doctor")
	p.good()
	if lost, doubled := l.compare(t, p); lost+doubled > 0 {
		t.Errorf("%d lost, %d doubled", lost, doubled)
	}
	p.must("doctor")
}
