package catalogtest

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// record is one record of a list with what the server itself needs to know of it.
type record struct {
	number  int
	changed time.Time
	fields  map[string]any
}

// table is a list with its records.
type table struct {
	list
	records []*record
	next    int // number of the next record
}

func newTable(l list, names map[string]any) *table {
	if l.Method == "" {
		l.Method = "GET"
	}
	t := &table{list: l, next: max(l.FirstNumber, 1)}
	moment := l.Times.First
	for range l.Records {
		t.add(moment, names)
		moment = moment.Add(l.Times.Step)
	}
	return t
}

// add makes one record from the template, created at a moment.
func (t *table) add(moment time.Time, names map[string]any) {
	own := map[string]any{"time": t.Times.stamp(moment)}
	for name, value := range names {
		own[name] = value
	}
	r := &record{number: t.next, fields: expandAll(t.Template, own, t.next)}
	if t.Created != "" {
		put(r.fields, t.Created, t.Times.stamp(moment))
	}
	t.next++
	t.records = append(t.records, r)
	t.touch(r, moment)
}

func (t *table) touch(r *record, moment time.Time) {
	r.changed = moment
	if t.Changed != "" {
		put(r.fields, t.Changed, t.Times.stamp(moment))
	}
}

// counted gives the places of the records that belong to the data type.
func (t *table) counted() []int {
	var out []int
	for i, r := range t.records {
		if t.LeftOut == "" || lookup(r.fields, t.LeftOut) == nil {
			out = append(out, i)
		}
	}
	return out
}

// latest is the newest time of change in the table.
func (t *table) latest() time.Time {
	var newest time.Time
	for _, r := range t.records {
		if r.changed.After(newest) {
			newest = r.changed
		}
	}
	return newest
}

// kept gives the records that pass every filter, in the order of the service. value reads a parameter.
func (t *table) kept(value func(param string) (string, bool)) []*record {
	asked := t.asked(value)
	var out []*record
	for _, r := range t.records {
		if t.passes(r, asked) {
			out = append(out, r)
		}
	}
	if t.Order == "newest_first" {
		for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
	}
	return out
}

// bounded is a filter with the bound that a question gives it.
type bounded struct {
	filter
	bound string
}

// asked gives the filters that a question uses.
func (t *table) asked(value func(param string) (string, bool)) []bounded {
	var out []bounded
	for _, f := range t.Filters {
		bound, given := value(f.Param)
		if given && f.Pattern != "" {
			found := regexp.MustCompile(f.Pattern).FindStringSubmatch(bound)
			if given = len(found) > 1; given {
				bound = found[1]
			}
		}
		if given {
			out = append(out, bounded{f, bound})
		}
	}
	return out
}

func (t *table) passes(r *record, asked []bounded) bool {
	for _, f := range asked {
		if !f.keeps(t.order(lookup(r.fields, f.Field), f.bound)) {
			return false
		}
	}
	return true
}

// order compares a field with a bound: as times where both are, as numbers where both are, else as text.
func (t *table) order(field any, bound string) int {
	a, isTime := t.Times.moment(field)
	b, boundIsTime := t.Times.moment(bound)
	if isTime && boundIsTime {
		return a.Compare(b)
	}
	number, err := strconv.Atoi(fmt.Sprint(field))
	limit, errLimit := strconv.Atoi(bound)
	if err == nil && errLimit == nil {
		return cmp.Compare(number, limit)
	}
	return strings.Compare(fmt.Sprint(field), bound)
}

func (f filter) keeps(order int) bool {
	switch f.Keeps {
	case "after":
		return order > 0
	case "from":
		return order >= 0
	case "before":
		return order < 0
	case "until":
		return order <= 0
	case "equal":
		return order == 0
	}
	panic("catalogtest: unknown filter " + f.Keeps)
}
