package expr

import (
	"math"
	"math/big"
	"slices"
	"sort"
	"time"
)

// Inside an evaluation a value is nil, bool, int64, *big.Int, float64, string, map[string]any or []any as handed in,
// or one of the types below.

// undefined is what a missing name, key or attribute gives: it prints as nothing and refuses most other uses.
type undefined struct{ name string }

type listKind int

const (
	kindList listKind = iota
	kindTuple
	kindDictKeys
	kindDictValues
	kindDictItems
	kindGenerator // what map, select and unique give: read once
	kindSet       // from a literal only
)

// list is a Python list, tuple, view or generator. A shared one is copied before its first change.
type list struct {
	items  []any
	kind   listKind
	shared bool
}

func newList(items ...any) *list { return &list{items: items} }

func newTuple(items ...any) *list { return &list{items: items, kind: kindTuple} }

func (l *list) own() {
	if l.shared {
		l.items, l.shared = slices.Clone(l.items), false
	}
}

// hashKey makes equal Python values equal: 1, 1.0 and True are one key.
type hashKey struct {
	kind byte
	text string
	num  float64
}

// dict is an ordered Python dict.
type dict struct {
	keyList []any
	values  []any
	index   map[hashKey]int
}

func newDict(size int) *dict { return &dict{index: make(map[hashKey]int, size)} }

func hashOf(key any) (hashKey, bool) {
	switch k := key.(type) {
	case nil:
		return hashKey{kind: 'N'}, true
	case string:
		return hashKey{kind: 's', text: k}, true
	case bool:
		if k {
			return hashKey{kind: 'n', num: 1}, true
		}
		return hashKey{kind: 'n'}, true
	case int64:
		if k > 1<<53 || k < -1<<53 {
			return hashKey{kind: 'b', text: big.NewInt(k).String()}, true
		}
		return hashKey{kind: 'n', num: float64(k)}, true
	case float64:
		if math.Trunc(k) == k && math.Abs(k) > 1<<53 && !math.IsInf(k, 0) {
			n, _ := big.NewFloat(k).Int(nil)
			return hashKey{kind: 'b', text: n.String()}, true
		}
		return hashKey{kind: 'n', num: k}, true
	case *big.Int:
		return hashKey{kind: 'b', text: k.String()}, true
	case undefined:
		return hashKey{kind: 'u'}, true
	case datetime:
		return hashKey{kind: 'd', text: k.t.UTC().String()}, true
	case date:
		return hashKey{kind: 'D', text: k.t.String()}, true
	case Duration:
		return hashKey{kind: 'p', text: k.String()}, true
	case *list:
		nodes := maxKeyNodes
		if k.kind != kindTuple || !hashable(k.items, &nodes) {
			break
		}
		p := printer{limit: maxKeyText}
		p.print(k, true, 0)
		return hashKey{kind: 't', text: p.b.String()}, !p.over
	}
	return hashKey{}, false
}

// hashable reports whether all items of a tuple can be keys; nodes bounds the walk, because a tuple may hold another twice.
func hashable(items []any, nodes *int) bool {
	for _, it := range items {
		if *nodes--; *nodes < 0 {
			return false
		}
		if l, ok := it.(*list); ok {
			if l.kind != kindTuple || !hashable(l.items, nodes) {
				return false
			}
		} else if _, ok := hashOf(it); !ok {
			return false
		}
	}
	return true
}

// weighKey spends the steps that a tuple costs as a key.
func (f *frame) weighKey(key any) error {
	if _, ok := key.(*list); ok {
		return f.tick(maxKeyNodes)
	}
	return f.weigh(key)
}

func (d *dict) get(key any) (any, bool) {
	h, ok := hashOf(key)
	if !ok {
		return nil, false
	}
	i, ok := d.index[h]
	if !ok {
		return nil, false
	}
	return d.values[i], true
}

func (d *dict) set(key, value any) bool {
	h, ok := hashOf(key)
	if !ok {
		return false
	}
	if i, found := d.index[h]; found {
		d.values[i] = value
		return true
	}
	d.index[h] = len(d.keyList)
	d.keyList, d.values = append(d.keyList, key), append(d.values, value)
	return true
}

func (d *dict) remove(key any) {
	h, _ := hashOf(key)
	at, ok := d.index[h]
	if !ok {
		return
	}
	d.keyList, d.values = slices.Delete(d.keyList, at, at+1), slices.Delete(d.values, at, at+1)
	delete(d.index, h)
	for k, i := range d.index {
		if i > at {
			d.index[k] = i - 1
		}
	}
}

func (d *dict) size() int   { return len(d.keyList) }
func (d *dict) keys() []any { return d.keyList }

// mapping is what dicts, Go maps and stream slices have in common.
type mapping interface {
	get(key any) (any, bool)
	keys() []any // in the order of iteration
	size() int
}

var (
	_ mapping = (*dict)(nil)
	_ mapping = goMap(nil)
)

// goMap is a map handed in from outside: read only, its keys sorted because Go keeps no order.
type goMap map[string]any

func (m goMap) get(key any) (any, bool) {
	k, ok := key.(string)
	if !ok {
		return nil, false
	}
	v, ok := m[k]
	return inward(v), ok
}

func (m goMap) size() int { return len(m) }

func (m goMap) keys() []any {
	names := make([]string, 0, len(m))
	for k := range m {
		names = append(names, k)
	}
	sort.Strings(names)
	out := make([]any, len(names))
	for i, k := range names {
		out[i] = k
	}
	return out
}

func asMapping(v any) (mapping, bool) {
	switch m := v.(type) {
	case map[string]any:
		return goMap(m), true
	case *dict:
		return m, true
	case Slice:
		return goMap(m.merged()), true
	}
	return nil, false
}

// sequenceOf returns the items of a list or tuple; items of a list handed in still need inward.
func sequenceOf(v any) ([]any, bool) {
	switch l := v.(type) {
	case []any:
		return l, true
	case *list:
		return l.items, l.kind != kindGenerator
	}
	return nil, false
}

// datetime is a point in time; a naive one has no zone and is kept as UTC.
type datetime struct {
	t     time.Time
	naive bool
}

// date is a day, kept as its midnight in UTC.
type date struct{ t time.Time }

// namespaceObject is what namespace() makes: attributes that a loop may set.
type namespaceObject struct{ attrs *dict }

// Slice is the stream slice of a request: it reads as one mapping, and its parts as attributes
// (stream_slice.extra_fields['k']). Cursor wins over Partition where both have a key.
type Slice struct {
	Partition map[string]any
	Cursor    map[string]any
	Extra     map[string]any
}

func (s Slice) merged() map[string]any {
	out := make(map[string]any, len(s.Partition)+len(s.Cursor))
	for k, v := range s.Partition {
		out[k] = v
	}
	for k, v := range s.Cursor {
		out[k] = v
	}
	return out
}

func (s Slice) get(key string) (any, bool) {
	if v, ok := s.Cursor[key]; ok {
		return v, true
	}
	v, ok := s.Partition[key]
	return v, ok
}

func (s Slice) attribute(name string) (any, bool) {
	part := s.Partition
	switch name {
	case "partition", "_partition":
	case "cursor_slice":
		part = s.Cursor
	case "extra_fields":
		part = s.Extra
	default:
		return nil, false
	}
	if part == nil {
		part = map[string]any{}
	}
	return part, true
}

// function is a global such as now_utc; method is a method together with its object.
type function struct {
	name string
	fn   func(f *frame, args call) (any, error)
}

type method struct {
	of   any
	name string
	fn   func(f *frame, of any, args call) (any, error)
}

func typeName(v any) string {
	switch x := v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int64, *big.Int:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case []any:
		return "list"
	case map[string]any, *dict:
		return "dict"
	case *list:
		return [...]string{"list", "tuple", "dict_keys", "dict_values", "dict_items", "generator", "set"}[x.kind]
	case datetime:
		return "datetime.datetime"
	case date:
		return "datetime.date"
	case Duration:
		if x.years|x.months == 0 {
			return "datetime.timedelta"
		}
		return "Duration"
	case undefined:
		return "Undefined"
	case Slice:
		return "StreamSlice"
	}
	return "object"
}
