package declarative_test

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// dateSaid is the service's clock in what the runner says of an answer: a
// golden file is the same whenever it is written.
var dateSaid = regexp.MustCompile(`'Date': '[^']*'`)

// writeGolden runs the cases with the reference runner and keeps what came of
// them.
func writeGolden(t *testing.T, path string, cases []referenceCase) {
	t.Helper()
	runner := startReference(t)
	golden := map[string]*finding{}
	for _, c := range cases {
		if golden[c.Name] != nil {
			t.Fatalf("two cases are called %q", c.Name)
		}
		golden[c.Name] = runner.run(t, c)
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(golden); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// referenceRunner is a running runner.py.
type referenceRunner struct {
	in  io.WriteCloser
	out *bufio.Reader
}

func startReference(t *testing.T) *referenceRunner {
	t.Helper()
	if *python == "" {
		t.Fatal("-update needs -python, see testdata/reference/README.md")
	}
	cmd := exec.CommandContext(t.Context(), *python, filepath.Join("testdata", "reference", "runner.py"))
	log, err := os.Create(filepath.Join(t.TempDir(), "runner.log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait() // it was asked to end; how it ends does not matter
		_ = log.Close()
	})
	return &referenceRunner{in, bufio.NewReader(out)}
}

func (r *referenceRunner) run(t *testing.T, c referenceCase) *finding {
	t.Helper()
	web := c.serve(t)
	do := c.Do
	if do == "" {
		do = "read"
	}
	job := map[string]any{
		"do": do, "manifest": json.RawMessage(c.manifest(t)), "config": c.config(web), "state": c.State, "stream": c.streamName(),
	}
	if loader, ok := c.Stream["schema_loader"].(map[string]any); ok {
		job["schema"] = loader["schema"] // as if a person had chosen all there is
	}
	raw, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.in.Write(append(raw, '\n')); err != nil {
		t.Fatal(err)
	}
	line, err := r.out.ReadString('\n')
	if err != nil {
		t.Fatalf("%s: the reference runner said nothing: %v", c.Name, err)
	}
	out := &finding{}
	dec := json.NewDecoder(strings.NewReader(strings.ReplaceAll(line, web.URL, "@URL@")))
	dec.UseNumber()
	if err := dec.Decode(out); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(out.Records, func(a, b any) int { return strings.Compare(asJSON(t, a), asJSON(t, b)) })
	out.Requests = written(t, web)
	if len(c.Only) > 0 && !slices.Contains(c.Only, "waits") {
		out.Waits = nil
	}
	out.Inside = dateSaid.ReplaceAllString(out.Inside, "'Date': '@DATE@'")
	return out
}
