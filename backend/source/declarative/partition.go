package declarative

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"strings"

	"tributary/backend/manifest"
)

// partitions yields the partitions of a stream: one per combination of what its
// routers make, and one empty one when it has no router. After an error it ends.
func (rd *reader) partitions(ctx context.Context, routers []manifest.Router) iter.Seq2[slice, error] {
	if len(routers) == 0 {
		return func(yield func(slice, error) bool) { yield(slice{}, nil) }
	}
	if len(routers) == 1 {
		return rd.route(ctx, routers[0])
	}
	return rd.product(ctx, routers)
}

func (rd *reader) route(ctx context.Context, r manifest.Router) iter.Seq2[slice, error] {
	switch r := r.(type) {
	case manifest.ListRouter:
		return rd.listRouter(r)
	case manifest.ParentRouter:
		return rd.parentRouter(ctx, r)
	case manifest.GroupRouter:
		return rd.groupRouter(ctx, r)
	case manifest.UnionRouter:
		return rd.unionRouter(ctx, r)
	case manifest.ChosenRouter:
		chosen, err := rd.listValues(r.Chosen)
		switch {
		case err != nil:
			return failing(rd.classifyFault(err))
		case len(chosen) > 0:
			return rd.listRouter(r.Chosen)
		}
		return rd.parentRouter(ctx, r.All)
	}
	return failing(fmt.Errorf("make partitions: unknown router %T", r))
}

func failing(err error) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) { yield(slice{}, err) }
}

// product combines routers; the first wins where two set the same name.
func (rd *reader) product(ctx context.Context, routers []manifest.Router) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		// All but the first are read once and kept: they are combined with each.
		kept := make([][]slice, len(routers)-1)
		for i, r := range routers[1:] {
			for sl, err := range rd.route(ctx, r) {
				if err != nil {
					yield(slice{}, err)
					return
				}
				kept[i] = append(kept[i], sl)
			}
		}
		for first, err := range rd.route(ctx, routers[0]) {
			if err != nil {
				yield(slice{}, err)
				return
			}
			if !combine(first, kept, yield) {
				return
			}
		}
	}
}

func combine(sl slice, rest [][]slice, yield func(slice, error) bool) bool {
	if len(rest) == 0 {
		return yield(sl, nil)
	}
	for _, other := range rest[0] {
		joined := slice{
			partition: maps.Clone(other.partition),
			extra:     maps.Clone(other.extra),
			options:   append(append([]option{}, sl.options...), other.options...),
		}
		maps.Copy(joined.partition, sl.partition)
		if joined.extra == nil {
			joined.extra = map[string]any{}
		}
		maps.Copy(joined.extra, sl.extra)
		if !combine(joined, rest[1:], yield) {
			return false
		}
	}
	return true
}

// listRouter makes one partition per value of a list.
func (rd *reader) listRouter(r manifest.ListRouter) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		values, err := rd.listValues(r)
		if err != nil {
			yield(slice{}, rd.classifyFault(err))
			return
		}
		field, err := rd.base.text(r.Field)
		if err != nil {
			yield(slice{}, rd.classifyFault(err))
			return
		}
		for _, v := range values {
			sl := slice{partition: map[string]any{field: v}}
			if r.Into != nil && !falsy(v) {
				sl.options = []option{{r.Into, v}}
			}
			if !yield(sl, nil) {
				return
			}
		}
	}
}

func (rd *reader) listValues(r manifest.ListRouter) ([]any, error) {
	if r.Values == nil {
		out := make([]any, 0, len(r.Items))
		for _, t := range r.Items {
			// The reference runner takes the items as they are written.
			if !rd.opts.Strict || t.Parsed.IsStatic() {
				out = append(out, t.Source)
				continue
			}
			v, err := rd.base.value(t)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	}
	v, err := rd.base.value(r.Values)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case []any:
		return v, nil
	case string:
		if rd.opts.Strict {
			// The reference runner takes each letter; nobody can mean that.
			if v = strings.TrimSpace(v); v == "" {
				return nil, nil
			}
			return []any{v}, nil
		}
		var out []any
		for _, c := range v {
			out = append(out, string(c))
		}
		return out, nil
	case nil:
		return nil, nil
	}
	return []any{v}, nil
}

// parentRouter makes one partition per record of the parent streams.
func (rd *reader) parentRouter(ctx context.Context, r manifest.ParentRouter) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		for _, p := range r.Parents {
			if !rd.parent(ctx, p, yield) {
				return
			}
		}
	}
}

// childSlice makes the partition of one parent record; ok is false when the
// record lacks the value.
func childSlice(p manifest.Parent, field string, key []string, record map[string]any, parent slice) (slice, bool) {
	v, ok := follow(record, key)
	if !ok || v == nil {
		return slice{}, false
	}
	of := parent.partition
	if of == nil {
		of = map[string]any{}
	}
	sl := slice{partition: map[string]any{field: v, "parent_slice": of}}
	for _, path := range p.Extra {
		if sl.extra == nil {
			sl.extra = map[string]any{}
		}
		value, _ := follow(record, path)
		sl.extra[strings.Join(path, ".")] = value
	}
	if p.Into != nil && !falsy(v) {
		sl.options = []option{{p.Into, v}}
	}
	return sl, true
}
