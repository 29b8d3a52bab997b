package declarative

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// offeredFor is how long the streams that the service itself decides are
// remembered, and for how many configurations.
const (
	offeredFor  = 10 * time.Minute
	mostOffered = 20
	mostStreams = 2000
)

// offered remembers the streams that a configuration makes.
type offered struct {
	mu sync.Mutex // guards by
	by map[string]offer
}

type offer struct {
	streams []*manifest.Stream
	until   time.Time
}

// streams are all streams of the configuration: those of the manifest whose
// condition holds, then those that are made from values.
func (s *session) streams(ctx context.Context) ([]*manifest.Stream, error) {
	var out []*manifest.Stream
	for _, stream := range s.manifest.Streams {
		if stream.Condition != nil {
			ok, err := s.base.condition(stream.Condition)
			if err != nil {
				return nil, s.classifyFault(err)
			}
			if !ok {
				continue
			}
		}
		out = append(out, stream)
	}
	if len(s.manifest.Dynamic) == 0 {
		return out, nil
	}
	made, err := s.dynamicStreams(ctx)
	return append(out, made...), err
}

func (s *session) dynamicStreams(ctx context.Context) ([]*manifest.Stream, error) {
	raw, err := json.Marshal(s.config)
	if err != nil {
		return nil, fmt.Errorf("remember the data types of a configuration: %w", err)
	}
	key, now := string(raw), s.opts.Clock.Now()
	s.offered.mu.Lock()
	known, ok := s.offered.by[key]
	s.offered.mu.Unlock()
	if ok && now.Before(known.until) {
		return known.streams, nil
	}
	var out []*manifest.Stream
	for _, d := range s.manifest.Dynamic {
		made, err := s.makeStreams(ctx, d)
		if err != nil {
			return nil, err
		}
		for _, stream := range made {
			if slices.ContainsFunc(out, func(o *manifest.Stream) bool { return o.Name == stream.Name }) {
				return nil, s.classifyFault(&templateError{stream.Name, fmt.Errorf("two data types have this name")})
			}
			out = append(out, stream)
		}
	}
	s.offered.mu.Lock()
	defer s.offered.mu.Unlock()
	if s.offered.by == nil || len(s.offered.by) >= mostOffered {
		s.offered.by = map[string]offer{}
	}
	s.offered.by[key] = offer{out, now.Add(offeredFor)}
	return out, nil
}

// makeStreams fills a template with each set of values.
func (s *session) makeStreams(ctx context.Context, d *manifest.DynamicStream) ([]*manifest.Stream, error) {
	var out []*manifest.Stream
	for values, err := range s.values(ctx, d.Values) {
		if err != nil {
			return nil, err
		}
		if len(out) == mostStreams {
			break
		}
		filled, err := s.fill(d, values.value, values.slice)
		if err != nil {
			return nil, s.classifyFault(err)
		}
		stream, problems := d.Resolve(filled)
		if stream == nil {
			return nil, s.classifyFault(&templateError{d.Name, fmt.Errorf("%s", problems[0])})
		}
		out = append(out, stream)
	}
	return out, nil
}

func (s *session) fill(d *manifest.DynamicStream, values any, sl slice) (map[string]any, error) {
	filled := deepCopy(d.Template)
	sc := s.base.withSlice(sl).with("components_values", values).with("stream_template_config", d.Template)
	for _, f := range d.Fill {
		if f.Condition != nil {
			ok, err := sc.condition(f.Condition)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
		}
		value, err := sc.typed(f.Value, f.ValueType)
		if err != nil {
			return nil, err
		}
		if text, is := value.(string); is && f.ParseText && f.ValueType != "string" {
			value = manifest.ParseText(text)
		}
		value = rawManifest(value)
		path, err := extractPath(f.Path, sc)
		if err != nil {
			return nil, err
		}
		if replace(filled, path, value) == 0 && f.Create && !falsy(value) {
			if err := setPath(filled, path, value); err != nil {
				return nil, err
			}
		}
	}
	return filled, nil
}

// rawManifest makes a value like those of a raw manifest.
func rawManifest(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, child := range v {
			out[key] = rawManifest(child)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = rawManifest(v[i])
		}
		return out
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		if f, err := v.Float64(); err == nil {
			return f
		}
	case nil, bool, string, int64, float64:
		return v
	}
	return expr.Str(v)
}

// replace sets what exists at a path, which may hold wildcards, and says how
// often.
func replace(at any, path []string, value any) int {
	if len(path) == 0 {
		return 0
	}
	count := 0
	switch node := at.(type) {
	case map[string]any:
		for _, name := range namesLike(node, path[0]) {
			if len(path) == 1 {
				node[name] = value
				count++
				continue
			}
			count += replace(node[name], path[1:], value)
		}
	case []any:
		for i := range node {
			if !indexLike(i, path[0]) {
				continue
			}
			if len(path) == 1 {
				node[i] = value
				count++
				continue
			}
			count += replace(node[i], path[1:], value)
		}
	}
	return count
}

// stream returns the stream that a data type names.
func (s *session) stream(ctx context.Context, name string) (*manifest.Stream, error) {
	all, err := s.streams(ctx)
	if err != nil {
		return nil, err
	}
	for _, stream := range all {
		if stream.Name == name {
			return stream, nil
		}
	}
	return nil, &domain.Error{
		Kind: domain.SetUp, Code: "data_type_gone",
		What:  fmt.Sprintf("%s no longer offers the data type %q.", capital(s.opts.Service), name),
		Means: "Nothing can be read for it.",
		Do:    "Choose another data type, or remove this one.",
	}
}
