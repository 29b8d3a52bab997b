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
func (s *session) partitions(ctx context.Context, routers []manifest.Router) iter.Seq2[slice, error] {
	if len(routers) == 0 {
		return func(yield func(slice, error) bool) { yield(slice{}, nil) }
	}
	if len(routers) == 1 {
		return s.route(ctx, routers[0])
	}
	return s.product(ctx, routers)
}

func (s *session) route(ctx context.Context, r manifest.Router) iter.Seq2[slice, error] {
	switch r := r.(type) {
	case manifest.ListRouter:
		return s.listRouter(r)
	case manifest.ParentRouter:
		return s.parentRouter(ctx, r)
	}
	return failing(fmt.Errorf("make partitions: unknown router %T", r))
}

func failing(err error) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) { yield(slice{}, err) }
}

// product combines routers; the first wins where two set the same name.
func (s *session) product(ctx context.Context, routers []manifest.Router) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		// All but the first are read once and kept: they are combined with each.
		kept := make([][]slice, len(routers)-1)
		for i, r := range routers[1:] {
			for sl, err := range s.route(ctx, r) {
				if err != nil {
					yield(slice{}, err)
					return
				}
				kept[i] = append(kept[i], sl)
			}
		}
		for first, err := range s.route(ctx, routers[0]) {
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
func (s *session) listRouter(r manifest.ListRouter) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		values, err := s.listValues(r)
		if err != nil {
			yield(slice{}, s.classifyFault(err))
			return
		}
		field, err := s.base.text(r.Field)
		if err != nil {
			yield(slice{}, s.classifyFault(err))
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

func (s *session) listValues(r manifest.ListRouter) ([]any, error) {
	if r.Values == nil {
		out := make([]any, 0, len(r.Items))
		for _, t := range r.Items {
			v, err := s.base.value(t)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	}
	v, err := s.base.value(r.Values)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case []any:
		return v, nil
	case string:
		if s.opts.Strict {
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
func (s *session) parentRouter(ctx context.Context, r manifest.ParentRouter) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		for _, p := range r.Parents {
			if !s.parent(ctx, p, yield) {
				return
			}
		}
	}
}

func (s *session) parent(ctx context.Context, p manifest.Parent, yield func(slice, error) bool) bool {
	field, err := s.base.text(p.Field)
	if err != nil {
		yield(slice{}, s.classifyFault(err))
		return false
	}
	rd, err := s.newReader(p.Stream, readPlan{})
	if err != nil {
		yield(slice{}, err)
		return false
	}
	for found, err := range rd.pages(ctx) {
		if err != nil {
			yield(slice{}, err)
			return false
		}
		for _, record := range found.records {
			sl, ok := childSlice(p, field, record, found.slice)
			if ok && !yield(sl, nil) {
				return false
			}
		}
	}
	return true
}

// childSlice makes the partition of one parent record; ok is false when the
// record lacks the value.
func childSlice(p manifest.Parent, field string, record map[string]any, parent slice) (slice, bool) {
	v, ok := follow(record, p.Key)
	if !ok {
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
