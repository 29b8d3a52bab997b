package mapping

import (
	"slices"

	"tributary/backend/domain"
)

// How much of a read is looked at. All of a small one; of a large one every so many records,
// so that it costs next to nothing.
const (
	watchedWhole = 1000
	watchedEvery = 64
)

// Limits of what is watched, beside what the source declares.
const (
	watchedFields   = 500
	watchedChildren = 100 // in one object: more are keys of a list, not fields
	watchedName     = 200 // bytes of a written path
	freshValues     = 200 // that tell the type of a new field
)

// FieldWatch compares the fields of a data type with those that were known: what the source
// declares, and what its records have. It is used by one goroutine at a time.
type FieldWatch struct {
	policy domain.WhenFieldsChange
	before domain.KnownFields
	known  domain.KnownFields   // as far as this read has shown
	news   []domain.FieldChange // of this read

	closed  bool // the declared fields are all there are
	root    *watchedField
	seen    int // fields that only records have
	records int
	missing []domain.Path // mapped fields that no record had so far
	mapped  map[string]domain.Field
	path    domain.Path // where walk stands
}

// watchedField is one step of a path.
type watchedField struct {
	children   map[string]*watchedField
	undeclared int // children that only records have
	leaf       bool
	declared   domain.FieldType
	seen       []domain.FieldType
	met, gone  bool
	target     *domain.Field // the mapping's, at a leaf
	fresh      int           // values that are still to tell the type of a new field
	change     int           // of a new or retyped field: 1 + its place in known.Changes
}

// NewFieldWatch returns a watch that knows this much.
func NewFieldWatch(known domain.KnownFields, policy domain.WhenFieldsChange) *FieldWatch {
	return &FieldWatch{policy: policy, before: known, known: known}
}

// Begin compares what the source declares and makes ready for its records. It may be called
// again for another read; what that one finds counts.
func (w *FieldWatch) Begin(d domain.DataType, m domain.Mapping, t domain.Table) {
	w.closed, w.root, w.seen, w.records, w.missing, w.news = d.Closed, &watchedField{}, 0, 0, nil, nil
	w.known = w.before
	w.known.Changes = slices.Clone(w.before.Changes)
	w.mapped = map[string]domain.Field{}
	for _, a := range m.Assignments {
		if f, ok := t.Field(a.To); ok {
			w.mapped[a.From.String()] = f
		}
	}
	for _, f := range w.known.Fields {
		node := w.put(f.Path, f.Declared != "")
		node.declared, node.seen, node.met, node.gone = f.Declared, f.Seen, f.Met, f.Gone
		if f.Met && !f.Gone && node.target != nil {
			w.missing = append(w.missing, f.Path)
		}
	}
	for i, c := range w.known.Changes {
		if c.Kind == domain.FieldGone {
			continue
		}
		node := w.put(c.Path, c.Declared)
		node.change = i + 1
		if c.Kind == domain.FieldNew && !c.Declared {
			node.fresh = freshValues
		}
	}
	for _, f := range d.Fields {
		w.declare(f)
	}
}

// declare takes one field as the source declares it.
func (w *FieldWatch) declare(f domain.SourceField) {
	node := w.find(f.Path)
	switch {
	case node == nil || !node.leaf:
		node = w.put(f.Path, true)
		node.declared = f.Type
		if w.known.Settled {
			w.tell(node, domain.FieldChange{Kind: domain.FieldNew, Path: f.Path, Type: f.Type, Declared: true})
		}
	case node.change > 0:
	case node.declared != "" && node.target != nil && retyped([]domain.FieldType{node.declared}, f.Type, node.target.Type):
		w.tell(node, domain.FieldChange{Kind: domain.FieldRetyped, Path: f.Path, Type: f.Type, Was: node.declared, Declared: true, To: node.target.Name})
	default:
		node.declared = f.Type
	}
}

// See looks at a record, or passes it over when enough of this read was looked at.
func (w *FieldWatch) See(record domain.Record) {
	if w.closed {
		return
	}
	w.records++
	if len(w.missing) > 0 {
		w.missing = slices.DeleteFunc(w.missing, func(p domain.Path) bool {
			_, has := p.Lookup(record)
			return has
		})
	}
	if w.records > watchedWhole && w.records%watchedEvery != 0 {
		return
	}
	w.path = w.path[:0]
	w.walk(w.root, record)
}

func (w *FieldWatch) walk(at *watchedField, object map[string]any) {
	for key, v := range object {
		w.path = append(w.path, key)
		nested, _ := v.(map[string]any)
		switch node := at.children[key]; {
		case node == nil:
			w.meet(at, nested, v)
		case node.leaf && len(nested) > 0 && node.onlyEmpty() && len(w.path) < fieldDepth:
			node.leaf = false // it was empty so far, and is an object
			w.walk(node, nested)
		case node.leaf:
			w.value(node, v)
		case len(nested) > 0:
			w.walk(node, nested)
		}
		w.path = w.path[:len(w.path)-1]
	}
}

// onlyEmpty tells that nothing but empty values were seen of a field, and none declared.
func (f *watchedField) onlyEmpty() bool {
	return f.declared == "" && len(f.seen) == 0 && f.change == 0 && f.target == nil
}

// meet takes a field that was not known.
func (w *FieldWatch) meet(at *watchedField, nested map[string]any, v any) {
	if w.seen >= watchedFields || at != w.root && at.undeclared >= watchedChildren || len(w.path.String()) > watchedName {
		return
	}
	if len(nested) > 0 && len(w.path) < fieldDepth {
		node := w.put(w.path, false)
		node.leaf = false
		w.seen--
		w.walk(node, nested)
		return
	}
	path := slices.Clone(w.path)
	node := w.put(path, false)
	if w.known.Settled {
		node.fresh = freshValues
		w.tell(node, domain.FieldChange{Kind: domain.FieldNew, Path: path})
	}
	w.value(node, v)
}

// value takes a value of a known field.
func (w *FieldWatch) value(node *watchedField, v any) {
	node.met, node.gone = true, false
	if node.change > 0 {
		if change := &w.known.Changes[node.change-1]; node.fresh > 0 {
			node.fresh--
			change.Type = common(change.Type, typeOf(v))
		}
		return
	}
	now := seenType(v)
	if now == "" || slices.Contains(node.seen, now) {
		return
	}
	if node.target != nil && w.known.Settled && retyped(node.seen, now, node.target.Type) {
		w.tell(node, domain.FieldChange{Kind: domain.FieldRetyped, Path: slices.Clone(w.path), Type: now, Was: node.seen[0], To: node.target.Name})
		return
	}
	node.seen = append(slices.Clip(node.seen), now)
}

// End ends a read that came to its end without an error. full tells that it was a full read,
// whole that it was one from its first record on and brought everything the service has.
func (w *FieldWatch) End(full, whole bool) {
	if w.closed {
		w.known.Settled = true
		return
	}
	if whole && w.records > 0 {
		for _, path := range w.missing {
			w.tell(w.find(path), domain.FieldChange{Kind: domain.FieldGone, Path: path, To: w.mapped[path.String()].Name})
		}
	}
	w.forgetReturned()
	w.known.Settled = w.known.Settled || full && w.records > 0
}

// forgetReturned drops what was told as gone and came again.
func (w *FieldWatch) forgetReturned() {
	w.known.Changes = slices.DeleteFunc(w.known.Changes, func(c domain.FieldChange) bool {
		_, isMapped := w.mapped[c.Path.String()]
		isMissing := slices.ContainsFunc(w.missing, func(p domain.Path) bool { return slices.Equal(p, c.Path) })
		return c.Kind == domain.FieldGone && w.records > 0 && isMapped && !isMissing
	})
	for i, c := range w.known.Changes {
		if node := w.find(c.Path); node != nil && c.Kind != domain.FieldGone {
			node.change = i + 1
		}
	}
}

// tell notes a change, once.
func (w *FieldWatch) tell(node *watchedField, c domain.FieldChange) {
	if slices.ContainsFunc(w.known.Changes, c.Same) || len(w.known.Changes) >= watchedFields {
		return
	}
	w.known.Changes = append(w.known.Changes, c)
	w.news = append(w.news, c)
	if c.Kind != domain.FieldGone {
		node.change = len(w.known.Changes)
	}
}

// News are the changes that this read was the first to find.
func (w *FieldWatch) News() []domain.FieldChange {
	news := slices.Clone(w.news)
	for i, n := range news {
		if at := slices.IndexFunc(w.known.Changes, n.Same); at >= 0 {
			news[i] = w.known.Changes[at]
		}
	}
	return news
}

// Refusal is why a run must not go on, under the policy to stop; nil if it may.
func (w *FieldWatch) Refusal(d domain.DataType) error {
	if w.policy != domain.StopTheRun || len(w.known.Changes) == 0 {
		return nil
	}
	return refusal(d, w.known.Changes)
}

// Before is what the watch was made with.
func (w *FieldWatch) Before() domain.KnownFields { return w.before }

// Known is what is known now. It reads back what NewFieldWatch takes.
func (w *FieldWatch) Known() domain.KnownFields {
	if w.root == nil {
		return w.known
	}
	known := domain.KnownFields{Settled: w.known.Settled, Changes: w.known.Changes}
	w.collect(nil, w.root, &known.Fields)
	slices.SortFunc(known.Fields, func(a, b domain.KnownField) int { return slices.Compare(a.Path, b.Path) })
	return known
}

func (w *FieldWatch) collect(path domain.Path, at *watchedField, into *[]domain.KnownField) {
	for key, node := range at.children {
		here := append(path[:len(path):len(path)], key)
		isNew := node.change > 0 && w.known.Changes[node.change-1].Kind == domain.FieldNew
		if node.leaf && !isNew {
			*into = append(*into, domain.KnownField{Path: here, Declared: node.declared, Seen: node.seen, Met: node.met, Gone: node.gone})
		}
		w.collect(here, node, into)
	}
}

// find returns the step at the end of a path; nil if there is none.
func (w *FieldWatch) find(path domain.Path) *watchedField {
	at := w.root
	for _, key := range path {
		if at = at.children[key]; at == nil {
			return nil
		}
	}
	return at
}

// put returns the leaf at the end of a path, made if need be.
func (w *FieldWatch) put(path domain.Path, declared bool) *watchedField {
	at := w.root
	for _, key := range path {
		next := at.children[key]
		if next == nil {
			next = &watchedField{}
			if at.children == nil {
				at.children = map[string]*watchedField{}
			}
			at.children[key] = next
			if !declared {
				at.undeclared++
			}
		}
		at = next
	}
	if !at.leaf {
		at.leaf = true
		if !declared {
			w.seen++
		}
		if f, ok := w.mapped[path.String()]; ok {
			at.target = &f
		}
	}
	return at
}
