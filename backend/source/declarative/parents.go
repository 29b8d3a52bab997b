package declarative

import (
	"context"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// parentKey is where the state of a stream keeps those of its parents.
const parentKey = "parent_state"

// snapshot is the state with those of the parents. Those move on only when
// everything of this stream was read: until then a child of a parent that was
// read may be missing.
func (rd *reader) snapshot(finished bool) map[string]any {
	out := rd.state.snapshot(rd.opts.Clock.Now())
	if rd.cursor == nil || !keepsParents(rd.stream.Routers) {
		return out
	}
	parents := map[string]any{}
	if former, ok := rd.plan.from.state[parentKey].(map[string]any); ok && !finished {
		parents = former
	}
	if finished {
		for _, p := range rd.parents {
			parents[p.stream.Name] = p.snapshot(true)
		}
	}
	out[parentKey] = parents
	return out
}

// keepsParents tells whether a stream with these routers keeps the states of its
// parents: with several routers nobody knows which child belongs to which.
func keepsParents(routers []manifest.Router) bool {
	if len(routers) != 1 {
		return false
	}
	switch r := routers[0].(type) {
	case manifest.ParentRouter:
		return true
	case manifest.GroupRouter:
		return keepsParents([]manifest.Router{r.Of})
	}
	return false
}

// parentReader reads a parent stream: what changed in it, where the manifest
// wants that and the child knows since when.
func (rd *reader) parentReader(p manifest.Parent) (*reader, error) {
	plan := readPlan{quiet: true}
	kept := p.Incremental && rd.cursor != nil && keepsParents(rd.stream.Routers)
	if kept && rd.plan.mode == domain.ChangedOnly {
		plan.mode, plan.from.state = domain.ChangedOnly, rd.parentState(p)
	}
	parent, err := rd.newReader(rd.wayOf(p.Stream, plan.mode, plan.from), plan)
	if err != nil {
		return nil, err
	}
	parent.keep = rd.repeated[p.Stream.Name]
	if kept && parent.cursor != nil {
		rd.parents = append(rd.parents, parent)
	}
	return parent, nil
}

func (rd *reader) parentState(p manifest.Parent) map[string]any {
	if all, ok := rd.plan.from.state[parentKey].(map[string]any); ok {
		state, _ := all[p.Stream.Name].(map[string]any)
		return state
	}
	// A child that had no partitions once says one time for all.
	if p.Stream.Cursor != nil && len(rd.plan.from.state) == 1 {
		for _, v := range rd.plan.from.state {
			if field, err := rd.base.text(p.Stream.Cursor.Field); err == nil && !isContainer(v) {
				return map[string]any{field: v}
			}
		}
	}
	return nil
}

func isContainer(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

// migrate brings a state of older versions of a manifest into today's form.
func (rd *reader) migrate(state map[string]any) map[string]any {
	if !rd.stream.LegacyState || rd.cursor == nil || len(rd.stream.Routers) != 1 || len(state) == 0 {
		return state
	}
	router, ok := rd.stream.Routers[0].(manifest.ParentRouter)
	if !ok || len(router.Parents) != 1 {
		return state
	}
	field, err := rd.base.text(router.Parents[0].Field)
	if err != nil {
		return state
	}
	var states []any
	for key, v := range state {
		m, ok := v.(map[string]any)
		if _, has := m[rd.cursor.field]; !ok || !has || len(m) != 1 {
			return state
		}
		states = append(states, map[string]any{"partition": map[string]any{field: key}, "cursor": m})
	}
	return map[string]any{"states": states}
}

// repeatedParents are the streams that are a parent more than once in the family
// of a stream: their pages are fetched once.
func repeatedParents(stream *manifest.Stream) map[string]bool {
	count := map[string]int{}
	countParents(stream.Routers, count, 0)
	out := map[string]bool{}
	for name, n := range count {
		out[name] = n > 1
	}
	return out
}

func countParents(routers []manifest.Router, count map[string]int, depth int) {
	if depth > maxNesting {
		return
	}
	for _, r := range routers {
		switch r := r.(type) {
		case manifest.GroupRouter:
			countParents([]manifest.Router{r.Of}, count, depth+1)
		case manifest.UnionRouter:
			countParents(r.Of, count, depth+1)
		case manifest.ChosenRouter:
			countParents([]manifest.Router{r.All}, count, depth+1)
		case manifest.ParentRouter:
			for _, p := range r.Parents {
				if !p.Stream.Requester.NoCache {
					count[p.Stream.Name]++
				}
				countParents(p.Stream.Routers, count, depth+1)
			}
		}
	}
}

// parent makes the partitions of one parent stream; false ends.
func (rd *reader) parent(ctx context.Context, p manifest.Parent, yield func(slice, error) bool) bool {
	field, err := rd.base.text(p.Field)
	if err != nil {
		yield(slice{}, rd.classifyFault(err))
		return false
	}
	key, err := rd.pointer(p.Key)
	if err != nil {
		yield(slice{}, rd.classifyFault(err))
		return false
	}
	parent, err := rd.parentReader(p)
	if err != nil {
		yield(slice{}, err)
		return false
	}
	for found, err := range parent.pages(ctx) {
		if err != nil {
			yield(slice{}, err)
			return false
		}
		for _, record := range found.records {
			sl, ok := childSlice(p, field, key, record, found.slice)
			if ok && p.Lazy != nil {
				err = rd.attach(&sl, p.Lazy, record)
			}
			if err != nil {
				yield(slice{}, rd.classifyFault(err))
				return false
			}
			if ok && !yield(sl, nil) {
				return false
			}
		}
	}
	return true
}

// pointer evaluates the place of a value in a record: "a/b".
func (rd *reader) pointer(t *manifest.Template) ([]string, error) {
	text, err := rd.base.text(t)
	return splitPointer(text), err
}

// attach puts the child's first page, which came with the parent, into a slice.
func (rd *reader) attach(sl *slice, pointer []*manifest.Template, record map[string]any) error {
	path, err := extractPath(pointer, rd.base)
	if err != nil {
		return err
	}
	found, ok := follow(record, path)
	if !ok {
		found = []any{}
	}
	sl.lazy = &found
	if sl.extra == nil {
		sl.extra = map[string]any{}
	}
	sl.extra["child_response"] = expr.Str(found)
	return nil
}
