package manifest

import (
	"fmt"
	"strconv"
	"strings"
)

const refKey = "$ref"

// resolver replaces references by what they point to, see Resolve.
type resolver struct {
	root   any
	nodes  int
	active map[string]bool // references being resolved: meeting one again is a cycle
}

// resolve returns the manifest without references: an object with $ref is the
// referenced object with the local keys on top (shallow), and a text that
// begins with "#/" is what it points to.
func resolve(root any) (any, error) {
	r := &resolver{root: root, active: map[string]bool{}}
	return r.value(root, 0)
}

func (r *resolver) value(v any, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	if r.nodes++; r.nodes > maxNodes {
		return nil, errTooMany
	}
	switch v := v.(type) {
	case map[string]any:
		return r.object(v, depth)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			resolved, err := r.value(item, depth+1)
			if err != nil {
				return nil, err
			}
			out[i] = resolved
		}
		return out, nil
	case string:
		if strings.HasPrefix(v, "#/") {
			return r.reference(v, depth)
		}
	}
	return v, nil
}

func (r *resolver) object(m map[string]any, depth int) (any, error) {
	out := make(map[string]any, len(m))
	for k, item := range m {
		if k == refKey {
			continue
		}
		resolved, err := r.value(item, depth+1)
		if err != nil {
			return nil, err
		}
		out[k] = resolved
	}
	ref, ok := m[refKey].(string)
	if !ok {
		return out, nil
	}
	target, err := r.reference(ref, depth)
	if err != nil {
		return nil, err
	}
	base, ok := target.(map[string]any)
	if !ok {
		if len(out) == 0 {
			return target, nil
		}
		return nil, fmt.Errorf("the reference %s does not lead to an object, so nothing can be added to it", ref)
	}
	for k, v := range base {
		if _, local := out[k]; !local {
			out[k] = v
		}
	}
	return out, nil
}

func (r *resolver) reference(ref string, depth int) (any, error) {
	if r.active[ref] {
		return nil, fmt.Errorf("the reference %s leads back to itself", ref)
	}
	target, ok := lookup(r.root, strings.TrimPrefix(ref, "#/"))
	if !strings.HasPrefix(ref, "#/") || !ok {
		return nil, fmt.Errorf("the reference %s leads nowhere", ref)
	}
	r.active[ref] = true
	defer delete(r.active, ref)
	return r.value(target, depth+1)
}

// lookup follows a path; at each step the whole rest is tried as a key first,
// because keys may contain slashes.
func lookup(node any, path string) (any, bool) {
	for {
		if m, ok := node.(map[string]any); ok {
			if v, ok := m[path]; ok {
				return v, true
			}
		}
		head, rest, more := strings.Cut(path, "/")
		next, ok := step(node, head)
		if !ok || !more {
			return next, ok
		}
		node, path = next, rest
	}
}

func step(node any, key string) (any, bool) {
	switch node := node.(type) {
	case map[string]any:
		v, ok := node[key]
		return v, ok
	case []any:
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i >= len(node) {
			return nil, false
		}
		return node[i], true
	}
	return nil, false
}
