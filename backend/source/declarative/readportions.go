package declarative

import (
	"context"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// readPortions reads one page with a request for each portion of the properties, and puts
// the records together. The answer to the last says where the next page is.
func (rd *reader) readPortions(ctx context.Context, sl slice, pg *pager, token any, first bool) (fetched, error) {
	portions, err := rd.portions(ctx)
	if err != nil {
		return fetched{}, err
	}
	page := fetched{slice: sl}
	joined := newJoining(rd.stream.Requester.Properties.Portions)
	seen := seenPage{token: token}
	for _, names := range portions {
		asked := rd.asking(sl, names)
		a, c, err := rd.ask(ctx, asked, rd.base.withSlice(asked), pg, token, first, names)
		if err != nil {
			return fetched{}, err
		}
		page.bytes += int64(len(a.body)) * 3
		if !a.ok() {
			if page.refused = refusedPart(a); rd.opts.Strict {
				return page, nil // half a record would empty the other half of a row
			}
			continue
		}
		records, found, skipped, err := rd.portionRecords(a, c.scope)
		if err != nil {
			return fetched{}, err
		}
		joined.add(records)
		page.other += skipped
		seen.answer, seen.baseFor, seen.found = a, c.scope, max(seen.found, found)
	}
	page.records = joined.all()
	if seen.answer == nil {
		return page, nil
	}
	return rd.turn(page, sl, pg, seen)
}

// portionRecords are the records in the answer to one portion.
func (rd *reader) portionRecords(a *answer, sc scope) (records []domain.Record, found, skipped int, err error) {
	items, err := rd.items(a, sc)
	if err != nil {
		return nil, 0, 0, err
	}
	sel := &selector{stream: rd.stream, scope: sc.with("record", nil)}
	if records, err = sel.records(items); err != nil {
		return nil, 0, 0, rd.classifyFault(err)
	}
	return records, len(items), sel.skipped, nil
}

// joining puts records together that come with some of their properties each.
type joining struct {
	key   []string // nil: each is whole
	known map[string]domain.Record
	alone []domain.Record // whole, or without a key
	order []domain.Record
}

func newJoining(p *manifest.Portions) *joining {
	j := &joining{known: map[string]domain.Record{}}
	if p != nil {
		j.key = p.Key
	}
	return j
}

func (j *joining) add(records []domain.Record) {
	for _, r := range records {
		key, ok := j.keyOf(r)
		if !ok {
			j.alone = append(j.alone, r)
			continue
		}
		if known, again := j.known[key]; again {
			mergeDeep(known, r)
			continue
		}
		j.known[key] = r
		j.order = append(j.order, r)
	}
}

// keyOf is the text by which a record is known again.
func (j *joining) keyOf(r domain.Record) (string, bool) {
	if len(j.key) == 0 {
		return "", false
	}
	values := make([]string, len(j.key))
	for i, name := range j.key {
		text := ""
		if v := r[name]; v != nil {
			text = asText(v)
		}
		if text == "" {
			return "", false
		}
		values[i] = text
	}
	return strings.Join(values, "\x00"), true
}

func (j *joining) all() []domain.Record { return append(j.alone, j.order...) }

// mergeDeep adds the fields of one record to another, objects field by field.
func mergeDeep(into, from map[string]any) {
	for name, v := range from {
		a, had := into[name].(map[string]any)
		b, has := v.(map[string]any)
		if had && has {
			mergeDeep(a, b)
			continue
		}
		into[name] = v
	}
}
