package declarative

import (
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// maxKept bounds the answers that are kept during a read, in bytes.
const maxKept = 16 << 20

// keptAnswers are good answers that are used again for an equal request within
// one read: pages of a parent stream that several routers ask for.
type keptAnswers struct {
	mu    sync.Mutex // guards what follows
	bytes int
	by    map[string]answer
}

// requestKey tells equal requests.
func requestKey(req *http.Request) string {
	var key strings.Builder
	key.WriteString(req.Method + " " + req.URL.String() + "\n")
	for _, name := range slices.Sorted(maps.Keys(req.Header)) {
		key.WriteString(name + ": " + req.Header.Get(name) + "\n")
	}
	if req.GetBody != nil {
		if body, err := req.GetBody(); err == nil {
			_, _ = io.Copy(&key, body) // from memory
		}
	}
	return key.String()
}

// get returns an answer that may be changed.
func (k *keptAnswers) get(key string) *answer {
	k.mu.Lock()
	defer k.mu.Unlock()
	a, ok := k.by[key]
	if !ok {
		return nil
	}
	return &a
}

func (k *keptAnswers) put(key string, a *answer) {
	if a.status != http.StatusOK || a.large != nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.bytes += len(a.body); k.bytes > maxKept {
		return
	}
	if k.by == nil {
		k.by = map[string]answer{}
	}
	k.by[key] = answer{status: a.status, head: a.head, body: a.body}
}
