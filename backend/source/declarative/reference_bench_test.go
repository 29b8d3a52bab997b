package declarative_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

var binary = flag.String("binary", "", "the program, for the comparison of speed with the reference runner")

// BenchmarkReadBesideTheReferenceRunner has the program and the reference runner
// read the same 100,000 records, 100 a page, from the same server, each as a
// process of its own that writes the records to a file. See
// testdata/reference/README.md for how it is run.
func BenchmarkReadBesideTheReferenceRunner(b *testing.B) {
	if *binary == "" || *python == "" {
		b.Skip("needs -binary with the program and -python with the reference runner")
	}
	const pages, size = 1000, 100
	var rows []string
	for i := range size {
		rows = append(rows, fmt.Sprintf(`{"id":"@-%d","name":"Customer %d","email":"c%d@shop.example","active":true,"spent":"%d.50","tags":["a","b"],"address":{"street":"Long street %d","city":"Town","zip":"%05d"},"updated_at":"2026-01-05T10:20:30Z"}`, i, i, i, i, i, i))
	}
	page := strings.Join(rows, ",")
	web := serve(b, func(_ int, r *httpRequest) answer {
		n, err := strconv.Atoi(r.URL.Query().Get("page"))
		if err != nil || n > pages {
			return ok(`{"data":[]}`)
		}
		return ok(`{"data":[` + strings.ReplaceAll(page, "@", strconv.Itoa(n)) + `]}`)
	})
	c := referenceCase{
		Paginator: map[string]any{
			"type":                "DefaultPaginator",
			"page_token_option":   map[string]any{"type": "RequestOption", "inject_into": "request_parameter", "field_name": "page"},
			"pagination_strategy": map[string]any{"type": "PageIncrement", "start_from_page": 1, "page_size": size, "inject_on_first_request": true},
		},
		Transformations: []any{map[string]any{"type": "AddFields", "fields": []any{map[string]any{"path": []any{"city"}, "value": "{{ record['address']['city'] }}"}}}},
	}
	dir := b.TempDir()
	catalog := map[string]any{"streams": []any{map[string]any{
		"stream":    map[string]any{"name": "s", "json_schema": map[string]any{}, "supported_sync_modes": []any{"full_refresh"}},
		"sync_mode": "full_refresh", "destination_sync_mode": "append",
	}}}
	files := []string{filepath.Join(dir, "manifest.json"), filepath.Join(dir, "config.json"), filepath.Join(dir, "catalog.json")}
	for i, v := range []any{json.RawMessage(c.manifest(b)), map[string]any{"url": web.URL}, catalog} {
		raw, err := json.Marshal(v)
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(files[i], raw, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		ours := run(b, dir, *binary, "connector", "read", "--parity", "--manifest", files[0], "--config", files[1], "--catalog", files[2])
		theirs := run(b, dir, *python, filepath.Join("testdata", "reference", "read.py"), files[0], files[1], files[2])
		if ours.records != pages*size || theirs.records != pages*size {
			b.Fatalf("%d records here, %d there, want %d", ours.records, theirs.records, pages*size)
		}
		b.ReportMetric(ours.speed(), "records/s")
		b.ReportMetric(theirs.speed(), "reference-records/s")
		b.ReportMetric(ours.speed()/theirs.speed(), "times-as-fast")
		b.ReportMetric(ours.cpu.Seconds(), "cpu-s")
		b.ReportMetric(theirs.cpu.Seconds(), "reference-cpu-s")
		// Beside other work on the machine, processor time says more than time.
		b.ReportMetric(theirs.cpu.Seconds()/ours.cpu.Seconds(), "times-less-cpu")
		if ours.memory.known() && theirs.memory.known() {
			b.ReportMetric(float64(ours.memory.resident)/1024, "MB")
			b.ReportMetric(float64(theirs.memory.resident)/1024, "reference-MB")
			b.ReportMetric(float64(theirs.memory.resident)/float64(ours.memory.resident), "times-less-memory")
			b.ReportMetric(float64(ours.memory.private)/1024, "private-MB")
			b.ReportMetric(float64(theirs.memory.private)/1024, "reference-private-MB")
			b.ReportMetric(float64(theirs.memory.private)/float64(ours.memory.private), "times-less-private-memory")
		}
	}
}

// used is what a process read and took.
type used struct {
	records int
	time    time.Duration
	cpu     time.Duration
	memory  memory
}

// memory is what a process held at the most, in kB.
type memory struct {
	resident int64 // with the pages of its program file
	private  int64 // without them: heap, stacks and what it wrote to
}

func (m memory) known() bool { return m.resident > 0 && m.private > 0 }

func (m memory) orMore(o memory) memory {
	return memory{resident: max(m.resident, o.resident), private: max(m.private, o.private)}
}

func (u used) speed() float64 { return float64(u.records) / u.time.Seconds() }

func run(b *testing.B, dir, name string, args ...string) used {
	b.Helper()
	path := filepath.Join(dir, "out.jsonl")
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), name, args...)
	cmd.Stdout, cmd.Env = out, append(os.Environ(), "HOME="+dir)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	most := watchMemory(cmd.Process.Pid)
	err = cmd.Wait()
	u := used{time: time.Since(began), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), memory: most()}
	if err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	u.records = strings.Count(string(raw), `"type":"RECORD"`)
	return u
}
