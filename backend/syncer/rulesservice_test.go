package syncer_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"tributary/backend/domain"
)

// item is a record of the service.
type item struct{ id, email, name, notes string }

func (i item) values(fields []string) map[string]domain.Value {
	all := map[string]domain.Value{"Email": i.email, "Name": i.name, "Notes": i.notes}
	values := map[string]domain.Value{}
	for _, f := range fields {
		values[f] = all[f]
		if values[f] == "" {
			values[f] = nil
		}
	}
	return values
}

// page is a page of the service's answer.
type page struct {
	records []item
	gone    []string
	after   int // id of the last record, of a full read
	seq     int // number of the last change; -1: no place to go on from
}

type answer struct {
	pages    []page
	complete bool
	failed   bool
}

// shelf is a service: records by id, and a log of what changed.
type shelf struct {
	items       map[int]item
	log         []int // ids, in the order of their changes
	changedOnly bool
	pageSize    int
	overlap     bool // a page begins with the record the one before ended with
	failAfter   int  // pages; 0: never
}

func (s *shelf) put(i item) {
	id, _ := strconv.Atoi(i.id)
	s.items[id] = i
	s.log = append(s.log, id)
}

func (s *shelf) remove(id int) {
	if _, ok := s.items[id]; ok {
		delete(s.items, id)
		s.log = append(s.log, id)
	}
}

// everything is a full read after an id; -1: from the start.
func (s *shelf) everything(after, seq int) answer {
	resumed := after >= 0
	if !resumed {
		seq = len(s.log)
	}
	var pages []page
	var now page
	for _, id := range slices.Sorted(maps.Keys(s.items)) {
		if id <= after {
			continue
		}
		now.records = append(now.records, s.items[id])
		if len(now.records) >= s.pageSize {
			pages, now = append(pages, page{now.records, nil, id, seq}), page{}
			if s.overlap {
				now.records = append(now.records, s.items[id])
			}
		}
		after = id
	}
	pages = append(pages, page{now.records, nil, max(after, 0), seq})
	return s.cut(answer{pages: pages, complete: !resumed})
}

// changes are those since a number; tombstones come first.
func (s *shelf) changes(since int) answer {
	var now page
	done := map[int]bool{}
	for _, id := range s.log[max(0, min(since-1, len(s.log))):] { // one is read again on purpose
		if i, ok := s.items[id]; ok && !done[id] {
			now.records = append(now.records, i)
		} else if !done[id] {
			now.gone = append(now.gone, strconv.Itoa(id))
		}
		done[id] = true
	}
	pages := []page{{nil, now.gone, -1, -1}}
	for part := range slices.Chunk(now.records, s.pageSize) {
		pages = append(pages, page{part, nil, -1, -1})
	}
	pages[len(pages)-1].seq = len(s.log)
	return s.cut(answer{pages: pages})
}

func (s *shelf) cut(a answer) answer {
	if s.failAfter > 0 && s.failAfter <= len(a.pages) {
		a.pages, a.failed = a.pages[:s.failAfter], true
	}
	return a
}

// Read answers as a connector.
func (s *shelf) Read(_ context.Context, req domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	at := struct{ After, Seq int }{-1, 0}
	if req.Checkpoint != nil {
		if err := json.Unmarshal(req.Checkpoint, &at); err != nil {
			return domain.ReadOutcome{}, err
		}
	}
	a := s.changes(at.Seq)
	if req.Mode == domain.FullRead {
		a = s.everything(at.After, at.Seq)
	}
	for _, p := range a.pages {
		out := domain.Page{Bytes: 16 << 20} // a batch of its own
		for _, i := range p.records {
			out.Records = append(out.Records, domain.Record{"id": json.Number(i.id), "email": i.email, "name": i.name, "notes": i.notes})
		}
		for _, id := range p.gone {
			out.Deleted = append(out.Deleted, domain.Record{"id": json.Number(id)})
		}
		if p.seq >= 0 {
			out.Checkpoint = json.RawMessage(fmt.Sprintf(`{"After":%d,"Seq":%d}`, p.after, p.seq))
		}
		if err := yield(out); err != nil {
			return domain.ReadOutcome{}, err
		}
	}
	if a.failed {
		return domain.ReadOutcome{}, &domain.Error{Kind: domain.ServiceDown, Code: "gone", What: "gone"}
	}
	full := req.Mode == domain.FullRead
	return domain.ReadOutcome{Complete: full && a.complete, Resumed: full && !a.complete}, nil
}
