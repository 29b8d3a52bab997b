package declarative

import (
	"encoding/json"
	"strings"
	"time"

	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// slice is one part of a read: a partition, a stretch of time, or both.
type slice struct {
	partition map[string]any // empty: the stream has no partitions
	extra     map[string]any // further values of the parent's record
	window    *window        // nil: the stream has no cursor
	since     time.Time      // with a window: older records are known
	options   []option       // what the partition adds to a request
	lazy      *any           // the first page, where it came with the parent
}

// window is a stretch of time, both ends included.
type window struct {
	from, to         time.Time
	fromText, toText string
	startKey, endKey string
	began            time.Time // where it began before it was moved; zero: at from
}

// start is where the window began.
func (w *window) start() time.Time {
	if w.began.IsZero() {
		return w.from
	}
	return w.began
}

// option is a value and its place in a request.
type option struct {
	into  *manifest.Inject
	value any
}

// values is the slice as expressions see it.
func (s slice) values() expr.Slice {
	out := expr.Slice{Partition: s.partition, Extra: s.extra}
	if s.window != nil {
		out.Cursor = map[string]any{s.window.startKey: s.window.fromText, s.window.endKey: s.window.toText}
	}
	return out
}

// key names the partition: equal partitions have equal keys.
func (s slice) key() string { return partitionKey(s.partition) }

func partitionKey(partition map[string]any) string {
	if len(partition) == 0 {
		return ""
	}
	raw, err := json.Marshal(partition) // sorts the names
	if err != nil {
		return ""
	}
	return string(raw)
}

// start is where the slice begins in time, as the checkpoint writes it.
func (s slice) start() string {
	if s.window == nil {
		return ""
	}
	return s.window.start().UTC().Format(time.RFC3339Nano)
}

// splitPointer reads "a/b" as two keys.
func splitPointer(s string) []string { return strings.Split(s, "/") }
