package support

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"tributary/backend/domain"
)

// hiddenPart stands for a part of a path that may name a record, or be a secret.
const hiddenPart = "…"

var (
	// plainPart is a part of a path as manifests write it: words of an interface.
	plainPart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z_][A-Za-z_.-]{0,29}$`) })
	// versionPart is a version of an interface: v3, 2.0, 2024-01.
	versionPart = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:v?\d{1,2}(?:\.\d{1,2}){0,2}|\d{4}-\d{2}(?:-\d{2})?)$`)
	})
	// plainName is the name of a parameter as manifests write it.
	plainName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_.$\[\]-]{0,39}$`) })
)

// requestLine is one request in requests.jsonl.
type requestLine struct {
	Run     domain.RunID `json:"run"`
	At      string       `json:"at"`
	Method  string       `json:"method"`
	Host    string       `json:"host"`
	Path    string       `json:"path"`
	Status  int          `json:"status,omitempty"` // absent: there was no answer
	Seconds float64      `json:"seconds"`
	Bytes   int64        `json:"bytes"`
}

// requests is what stands in requests.jsonl: the newest run last, so that it stays where the
// beginning of a long file is left out.
func (f Facts) requests() ([]byte, error) {
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	for _, run := range slices.Backward(f.Runs) {
		asked := f.Requests[run.ID]
		for _, e := range slices.Concat(asked.First, asked.Last) {
			host, path := withoutQuery(e.Address)
			line := requestLine{
				Run: run.ID, At: e.At.UTC().Format(time.RFC3339Nano), Method: e.Method, Host: host, Path: path,
				Status: e.Status, Seconds: e.Took.Seconds(), Bytes: e.Bytes,
			}
			if err := lines.Encode(line); err != nil {
				return nil, fmt.Errorf("write the requests of run %s: %w", run.ID, err)
			}
		}
	}
	return out.Bytes(), nil
}

// withoutQuery returns the host of an address, and its path with the names of its parameters.
// Who signs in, the values of parameters and every part of the path that is more than a word or
// a version are left out.
func withoutQuery(address string) (host, path string) {
	address, query, _ := strings.Cut(address, "?") // shown addresses are written to be read and may not parse as a whole
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return hiddenPart, hiddenPart
	}
	parts := strings.Split(u.EscapedPath(), "/")
	for i, part := range parts {
		if part != "" && !plainPart().MatchString(part) && !versionPart().MatchString(part) {
			parts[i] = hiddenPart
		}
	}
	path = strings.Join(parts, "/")
	if names := parameterNames(query); len(names) > 0 {
		path += "?" + strings.Join(names, "&")
	}
	return u.Host, path
}

// parameterNames are the names in a query, each once; values may hold & and = themselves, so what
// is no name by its looks is left out.
func parameterNames(query string) []string {
	var names []string
	for pair := range strings.SplitSeq(query, "&") {
		name, _, given := strings.Cut(pair, "=")
		if given && plainName().MatchString(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
