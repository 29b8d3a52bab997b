package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Limits of a raw manifest.
const (
	maxBytes = 10 << 20
	maxDepth = 100
	// maxNodes counts after aliases and references are expanded. The largest
	// public manifests stay below a third of it.
	maxNodes = 1_000_000
)

// These tell what is wrong with the manifest as a whole.
var (
	errTooLarge  = errors.New("the manifest is larger than 10 MB")
	errTooDeep   = errors.New("the manifest is nested more than 100 levels deep")
	errTooMany   = errors.New("the manifest has more than a million parts")
	errNotObject = errors.New("the manifest must be an object with fields")
)

// parse reads YAML or JSON into nil, bool, int64, float64, string, []any and
// map[string]any.
func parse(raw []byte) (any, error) {
	if len(raw) > maxBytes {
		return nil, errTooLarge
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if err := bracketsDepth(raw); err != nil {
		return nil, err
	}
	var document yaml.Node
	if err := yaml.Unmarshal(raw, &document); err != nil {
		return nil, fmt.Errorf("read the manifest as YAML: %w", err)
	}
	if len(document.Content) == 0 {
		return nil, errors.New("the manifest is empty")
	}
	p := &yamlReader{active: map[*yaml.Node]bool{}}
	return p.value(document.Content[0], 0)
}

// bracketsDepth refuses input whose flow collections nest too deep before the
// YAML parser recurses into them. Quoted brackets count too: more than a
// hundred unclosed ones do not occur in real manifests.
func bracketsDepth(raw []byte) error {
	depth := 0
	for _, c := range raw {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		}
		if depth > maxDepth*10 {
			return errTooDeep
		}
	}
	return nil
}

// yamlReader turns nodes into values, expanding aliases within limits.
type yamlReader struct {
	nodes  int
	active map[*yaml.Node]bool // anchors being expanded: an alias to one is a cycle
}

func (r *yamlReader) value(n *yaml.Node, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	if r.nodes++; r.nodes > maxNodes {
		return nil, errTooMany
	}
	switch n.Kind {
	case yaml.AliasNode:
		if r.active[n.Alias] {
			return nil, fmt.Errorf("line %d: the alias %q contains itself", n.Line, n.Value)
		}
		r.active[n.Alias] = true
		defer delete(r.active, n.Alias)
		return r.value(n.Alias, depth)
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, item := range n.Content {
			v, err := r.value(item, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		return r.mapping(n, depth)
	default:
		return scalar(n), nil
	}
}

// mapping reads an object; keys of "<<" fill in what the object lacks, and a
// key that stands twice has its later value.
func (r *yamlReader) mapping(n *yaml.Node, depth int) (any, error) {
	out := make(map[string]any, len(n.Content)/2)
	var merged []any
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			return nil, fmt.Errorf("line %d: a key must be a text", key.Line)
		}
		v, err := r.value(n.Content[i+1], depth+1)
		if err != nil {
			return nil, err
		}
		if key.ShortTag() == "!!merge" {
			merged = append(merged, v)
			continue
		}
		out[key.Value] = v
	}
	for _, m := range merged {
		r.merge(out, m)
	}
	return out, nil
}

func (r *yamlReader) merge(out map[string]any, from any) {
	switch from := from.(type) {
	case map[string]any:
		for k, v := range from {
			if _, has := out[k]; !has {
				out[k] = v
			}
		}
	case []any:
		for _, item := range from {
			r.merge(out, item)
		}
	}
}

func scalar(n *yaml.Node) any {
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int":
		return integer(n.Value)
	case "!!float":
		f, err := strconv.ParseFloat(strings.ReplaceAll(n.Value, "_", ""), 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			return n.Value // .inf and friends have no meaning in a manifest but as text
		}
		return f
	default:
		return n.Value
	}
}

// integer reads a whole number; one beyond 64 bits stays text, so that no
// digit is lost.
func integer(s string) any {
	i, err := strconv.ParseInt(strings.ReplaceAll(s, "_", ""), 0, 64)
	if err != nil {
		return s
	}
	return i
}
