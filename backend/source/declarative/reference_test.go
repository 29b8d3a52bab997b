package declarative_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/source"
	"tributary/backend/source/declarative"
)

var (
	update = flag.Bool("update", false, "write testdata/reference/golden again, with the reference runner")
	python = flag.String("python", "", "Python that has the reference runner installed, for -update")
)

// finding is what came of a case.
type finding struct {
	Records   []any          `json:"records,omitempty"`
	State     map[string]any `json:"state,omitempty"`
	Requests  []string       `json:"requests"`
	Waits     []float64      `json:"waits,omitempty"`
	Error     string         `json:"error,omitempty"`
	Inside    string         `json:"inside,omitempty"` // the runner's technical words, for the reader
	DataTypes []dataType     `json:"data_types,omitempty"`
	Check     string         `json:"check,omitempty"`
}

type dataType struct {
	Name       string     `json:"name"`
	Fields     []string   `json:"fields"`
	PrimaryKey [][]string `json:"primary_key"`
}

// TestReference compares what a manifest does here with what the reference
// runner did, see testdata/reference/README.md.
func TestReference(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "reference", "cases", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of cases, error %v", len(files), err)
	}
	for _, file := range files {
		group := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(group, func(t *testing.T) {
			cases := readCases(t, filepath.Base(file))
			path := filepath.Join("testdata", "reference", "golden", group+".json")
			if *update {
				writeGolden(t, path, cases)
			}
			golden := map[string]*finding{}
			readFile(t, path, &golden)
			for _, c := range cases {
				t.Run(c.Name, func(t *testing.T) {
					want := golden[c.Name]
					if want == nil {
						t.Fatal("there is no golden for this case: run with -update")
					}
					compare(t, c, here(t, c), want)
				})
			}
		})
	}
}

func readFile(t *testing.T, path string, into any) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// here runs a case with this program.
func here(t *testing.T, c referenceCase) *finding {
	t.Helper()
	web := c.serve(t)
	config := c.config(web)
	out := &finding{}
	clock := newImpatient()
	m, problems := manifest.Validate([]byte(c.manifest(t)))
	if manifest.Blocks(problems) {
		out.Error = problems[0].String()
		return out
	}
	cn, err := declarative.New(m, declarative.Options{Service: "Example", Clock: clock})
	if err != nil {
		out.Error = err.Error()
		return out
	}
	switch c.Do {
	case "check":
		out.Check = "SUCCEEDED"
		if _, err := cn.Check(t.Context(), config); err != nil {
			out.Check, out.Error = "FAILED", err.Error()
		}
	case "discover":
		types, err := cn.Discover(t.Context(), config)
		if err != nil {
			out.Error = err.Error()
		}
		for _, d := range types {
			out.DataTypes = append(out.DataTypes, described(d))
		}
	default:
		out.read(t, cn, c, config)
	}
	out.Requests = written(t, web)
	for _, w := range clock.waited() {
		if w > 0 {
			out.Waits = append(out.Waits, w.Seconds())
		}
	}
	return out
}

func (c referenceCase) config(web *service) source.Config {
	config := source.Config{"url": web.URL}
	for k, v := range c.Config {
		config[k] = v
	}
	return config
}

func (r *finding) read(t *testing.T, cn source.Connector, c referenceCase, config source.Config) {
	t.Helper()
	var before json.RawMessage
	if c.State != nil {
		raw, err := json.Marshal(c.State)
		if err != nil {
			t.Fatal(err)
		}
		before = raw
	}
	got := read(t, cn, config, domain.ReadRequest{DataType: c.streamName(), Mode: domain.ChangedOnly, Checkpoint: before})
	if got.err != nil {
		r.Error = got.err.Error()
		return
	}
	for _, record := range got.records {
		r.Records = append(r.Records, map[string]any(record))
	}
	dec := json.NewDecoder(bytes.NewReader(got.last))
	dec.UseNumber()
	if err := dec.Decode(&r.State); err != nil {
		t.Fatal(err)
	}
}

func (c referenceCase) streamName() string {
	if name, ok := c.Stream["name"].(string); ok {
		return name
	}
	return "s"
}

func described(d domain.DataType) dataType {
	out := dataType{Name: d.Name, Fields: []string{}, PrimaryKey: [][]string{}}
	for _, f := range d.Fields {
		if !slices.Contains(out.Fields, f.Path[0]) {
			out.Fields = append(out.Fields, f.Path[0])
		}
	}
	slices.Sort(out.Fields)
	for _, key := range d.PrimaryKey {
		out.PrimaryKey = append(out.PrimaryKey, key)
	}
	return out
}

// compare reports where two results differ.
func compare(t *testing.T, c referenceCase, got, want *finding) {
	t.Helper()
	var differences []string
	differ := func(what string, got, want any) {
		if len(c.Only) == 0 || slices.Contains(c.Only, what) {
			g, w := lines(t, got), lines(t, want)
			if g != w {
				differences = append(differences, what+":\n"+g+"\nthe reference runner:\n"+w)
			}
		}
	}
	if c.Do != "check" && (got.Error == "") != (want.Error == "") {
		differences = append(differences, "error: "+got.Error+"\nthe reference runner: "+want.Error+want.Inside)
	}
	differ("requests", got.Requests, want.Requests)
	if want.Error == "" {
		differ("records", canonical(t, got.Records), canonical(t, want.Records))
		differ("state", ordered(t, got.State), ordered(t, want.State))
	}
	differ("waits", got.Waits, want.Waits)
	differ("data types", got.DataTypes, want.DataTypes)
	differ("check", got.Check, want.Check)
	switch {
	case c.Differs == "" && len(differences) > 0:
		t.Errorf("%s\nerrors: here %q, there %q %q", strings.Join(differences, "\n"), got.Error, want.Error, want.Inside)
	case c.Differs != "" && len(differences) == 0:
		t.Errorf("this does as the reference runner does, though it is said to differ: %s", c.Differs)
	}
}

func lines(t *testing.T, v any) string {
	t.Helper()
	if list, ok := v.([]string); ok {
		return strings.Join(list, "\n")
	}
	if value := reflect.ValueOf(v); value.Kind() == reflect.Slice && value.Len() == 0 {
		return ""
	}
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// canonical writes records so that equal ones are equal in any order.
func canonical(t *testing.T, records []any) []string {
	t.Helper()
	var out []string
	for _, r := range records {
		out = append(out, asJSON(t, r))
	}
	slices.Sort(out)
	return out
}

// asJSON keeps numbers apart by their value, not by how they are written.
func asJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var again any
	if err := json.Unmarshal(raw, &again); err != nil {
		t.Fatal(err)
	}
	raw, err = json.Marshal(again)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// ordered drops what depends on time, and puts partitions in order.
func ordered(t *testing.T, state map[string]any) string {
	t.Helper()
	if state == nil {
		return ""
	}
	return asJSON(t, orderedState(t, state))
}

func orderedState(t *testing.T, v any) any {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, value := range v {
			if key != "lookback_window" && key != "tributary" {
				out[key] = orderedState(t, value)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = orderedState(t, v[i])
		}
		slices.SortFunc(out, func(a, b any) int { return strings.Compare(asJSON(t, a), asJSON(t, b)) })
		return out
	}
	return v
}
