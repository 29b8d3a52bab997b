package declarative

import (
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// restarts knows how far a slice was read whose pages begin anew, because the
// service gives out only so many.
type restarts struct {
	records int
	newest  time.Time
	times   int
}

// How often the pages of one slice begin anew: with a window that moves, and
// without.
const (
	mostRestarts = 10_000
	fewRestarts  = 3
)

func (r *restarts) count(rd *reader, page fetched) {
	if !rd.stream.Reset.On {
		return
	}
	r.records += len(page.records)
	if rd.cursor == nil {
		return
	}
	for _, record := range page.records {
		if at, ok := rd.cursor.of(record); ok && at.After(r.newest) {
			r.newest = at
		}
	}
}

func (r *restarts) full(reset manifest.Reset) bool {
	return reset.On && reset.Records > 0 && r.records >= reset.Records
}

// next moves the slice on: its window then begins at the newest record. One that
// does not move would be read for ever.
func (r *restarts) next(rd *reader, j *job) error {
	moved := *r
	*r = restarts{times: moved.times + 1}
	if !rd.stream.Reset.Split {
		// Nothing moves here: only a service that forgets its limit ends this.
		if r.times > fewRestarts {
			return rd.stuck()
		}
		return nil
	}
	if r.times > mostRestarts {
		return rd.stuck()
	}
	if j.slice.window == nil || !moved.newest.After(j.slice.window.from) {
		return rd.stuck()
	}
	w := rd.cursor.window(moved.newest, j.slice.window.to)
	w.began = j.slice.window.start()
	j.slice.window = &w
	return nil
}

func (rd *reader) stuck() error {
	return &domain.Error{
		Kind: domain.ServiceDown, Code: "page_limit",
		What:  fmt.Sprintf("%s gives out only the first pages of its data.", capital(rd.opts.Service)),
		Means: "More records have the same date than it gives out at once, so the others cannot be reached.",
		Do:    "Report this.",
	}
}
