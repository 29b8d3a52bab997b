package declarative

import (
	"strconv"
	"strings"

	"tributary/backend/manifest"
)

// How many slices are fetched at the same time.
const (
	usualParallel = 3
	mostParallel  = 10
)

// parallel is how many slices of a read are fetched at the same time: what the
// options say, else what the manifest says, within limits.
func (rd *reader) parallel() int {
	if rd.plan.quiet || rd.plan.limit > 0 || len(rd.stream.Routers) == 0 && (rd.cursor == nil || rd.stream.Cursor.Step == nil) {
		return 1
	}
	if rd.opts.Parallel > 0 {
		return rd.opts.Parallel
	}
	level := rd.manifest.Concurrency
	if level.Default == nil {
		return usualParallel
	}
	n := rd.level(level.Default)
	if level.Most > 0 {
		n = min(n, level.Most)
	}
	return min(max(n, 1), mostParallel)
}

func (rd *reader) level(t *manifest.Template) int {
	text, err := rd.base.text(t)
	if err != nil {
		return usualParallel
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return usualParallel
	}
	return n
}
