package declarative

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"strconv"
	"strings"

	"tributary/backend/manifest"
)

// groupRouter puts so many partitions of a router into one, whose values are
// lists.
func (rd *reader) groupRouter(ctx context.Context, r manifest.GroupRouter) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		size, err := rd.groupSize(r)
		if err != nil {
			yield(slice{}, rd.classifyFault(err))
			return
		}
		var batch []slice
		seen := map[string]bool{}
		for sl, err := range rd.route(ctx, r.Of) {
			if err != nil {
				yield(slice{}, err)
				return
			}
			if r.Unique {
				key := partitionKey(withoutParent(sl.partition))
				if seen[key] {
					continue
				}
				seen[key] = true
			}
			if batch = append(batch, sl); len(batch) < size {
				continue
			}
			if !yield(grouped(batch), nil) {
				return
			}
			batch = nil
		}
		if len(batch) > 0 {
			yield(grouped(batch), nil)
		}
	}
}

func (rd *reader) groupSize(r manifest.GroupRouter) (int, error) {
	text, err := rd.base.text(r.Size)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 {
		return 0, &templateError{r.Size.Source, fmt.Errorf("the size of a group must be a whole number above 0")}
	}
	return n, nil
}

func withoutParent(partition map[string]any) map[string]any {
	out := maps.Clone(partition)
	delete(out, "parent_slice")
	return out
}

func grouped(batch []slice) slice {
	out := slice{partition: map[string]any{}}
	for key := range batch[0].partition {
		values := make([]any, len(batch))
		for i, sl := range batch {
			values[i] = sl.partition[key]
		}
		out.partition[key] = values
	}
	for i, sl := range batch {
		for key, v := range sl.extra {
			if out.extra == nil {
				out.extra = map[string]any{}
			}
			values, ok := out.extra[key].([]any)
			if !ok {
				values = make([]any, len(batch))
			}
			values[i] = v
			out.extra[key] = values
		}
	}
	return out
}

// unionRouter makes the partitions of several routers, each value once.
func (rd *reader) unionRouter(ctx context.Context, r manifest.UnionRouter) iter.Seq2[slice, error] {
	return func(yield func(slice, error) bool) {
		field, err := rd.base.text(r.Field)
		if err != nil {
			yield(slice{}, rd.classifyFault(err))
			return
		}
		seen := map[string]bool{}
		for _, router := range r.Of {
			for sl, err := range rd.route(ctx, router) {
				if err != nil {
					yield(slice{}, err)
					return
				}
				v, ok := sl.partition[field]
				if !ok {
					yield(slice{}, rd.classifyFault(&templateError{r.Field.Source, fmt.Errorf("a partition has no such value")}))
					return
				}
				one := slice{partition: map[string]any{field: v}, extra: maps.Clone(sl.extra)}
				key := one.key()
				if seen[key] {
					continue
				}
				seen[key] = true
				for name, other := range sl.partition {
					if name == field {
						continue
					}
					if one.extra == nil {
						one.extra = map[string]any{}
					}
					one.extra[name] = other
				}
				if !yield(one, nil) {
					return
				}
			}
		}
	}
}
