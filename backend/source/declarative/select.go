package declarative

import (
	"tributary/backend/domain"
	"tributary/backend/manifest"
)

// selector turns the items of a page into records: filter, then transform, or
// the other way round where the manifest says so.
type selector struct {
	stream  *manifest.Stream
	scope   scope // of the slice; "record" is set for each
	skipped int   // items that are no objects
}

func (f *selector) records(items []any) ([]domain.Record, error) {
	out := make([]domain.Record, 0, len(items))
	for _, item := range items {
		record, ok := item.(map[string]any)
		if !ok {
			f.skipped++
			continue
		}
		keep, err := f.one(record)
		if err != nil {
			return nil, err
		}
		if keep {
			out = append(out, record)
		}
	}
	return out, nil
}

func (f *selector) one(record map[string]any) (bool, error) {
	if f.stream.Filter == nil && len(f.stream.Transformations) == 0 {
		f.normalize(record)
		return true, nil
	}
	f.scope.set("record", record)
	if !f.stream.TransformFirst {
		if keep, err := f.passes(); err != nil || !keep {
			return false, err
		}
	}
	for _, t := range f.stream.Transformations {
		if err := transform(t, record, f.scope); err != nil {
			return false, err
		}
	}
	if f.stream.TransformFirst {
		if keep, err := f.passes(); err != nil || !keep {
			return false, err
		}
	}
	f.normalize(record)
	return true, nil
}

func (f *selector) normalize(record map[string]any) {
	if f.stream.Normalize && f.stream.Schema != nil {
		if f.stream.NormalizeDates {
			normalizeDates(record, f.stream.Schema)
		}
		normalize(record, f.stream.Schema, f.scope.env.Strict)
	}
}

func (f *selector) passes() (bool, error) {
	// The reference runner takes an empty condition for false, which drops all.
	if f.stream.Filter == nil || f.scope.env.Strict && f.stream.Filter.Source == "" {
		return true, nil
	}
	return f.scope.condition(f.stream.Filter)
}
