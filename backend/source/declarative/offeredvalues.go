package declarative

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"path"
	"strconv"

	"tributary/backend/manifest"
)

// valueSet is what one dynamic stream is made of.
type valueSet struct {
	value any
	slice slice
}

// values yields the sets of values that dynamic streams are made of.
func (s *session) values(ctx context.Context, from manifest.ValueSource) iter.Seq2[valueSet, error] {
	return func(yield func(valueSet, error) bool) {
		switch from := from.(type) {
		case manifest.ValuesGiven:
			for _, v := range from.Values {
				if !yield(valueSet{value: v}, nil) {
					return
				}
			}
		case manifest.ValuesFromConfig:
			sets, err := s.configValues(from)
			if err != nil {
				yield(valueSet{}, s.classifyFault(err))
				return
			}
			for _, v := range sets {
				if !yield(valueSet{value: v}, nil) {
					return
				}
			}
		case manifest.ValuesFromRecords:
			rd, err := s.newReader(from.Stream, readPlan{quiet: true})
			if err != nil {
				yield(valueSet{}, err)
				return
			}
			for page, err := range rd.pages(ctx) {
				if err != nil {
					yield(valueSet{}, err)
					return
				}
				for _, record := range page.records {
					if !yield(valueSet{map[string]any(record), page.slice}, nil) {
						return
					}
				}
			}
		}
	}
}

// configValues combines the elements of the lists: one of each, laid over each
// other.
func (s *session) configValues(from manifest.ValuesFromConfig) ([]map[string]any, error) {
	sets := []map[string]any{{}}
	for i, list := range from.Lists {
		path, err := extractPath(list.Path, s.base)
		if err != nil {
			return nil, err
		}
		found, ok := follow(map[string]any(s.config), path)
		elements, isList := found.([]any)
		if ok && !isList {
			elements = []any{found}
		}
		elements = append(append([]any{}, elements...), list.More...)
		if len(sets)*len(elements) > mostStreams {
			return nil, fmt.Errorf("make data types: the settings make more than %d", mostStreams)
		}
		var next []map[string]any
		for _, set := range sets {
			for j, element := range elements {
				joined := maps.Clone(set)
				if m, ok := element.(map[string]any); ok {
					maps.Copy(joined, m)
				} else {
					joined["source_config_"+strconv.Itoa(i)] = []any{int64(j), element}
				}
				next = append(next, joined)
			}
		}
		sets = next
	}
	return sets, nil
}

func indexLike(i int, pattern string) bool {
	ok, err := path.Match(pattern, strconv.Itoa(i))
	return err == nil && ok
}
