package setup

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-json"

	"tributary/backend/domain"
	"tributary/backend/mapping"
	"tributary/backend/source"
)

// SampleSize is how many records the Mapping pop-up looks at.
const SampleSize = 200

// maxSampleBytes bounds one sample value as text.
const maxSampleBytes = 120

// Sample is some records of a data type, and what they show of its fields.
type Sample struct {
	Source   Source
	DataType domain.DataType // with up to three sample values per field
	Records  []domain.Record
	// Requests are what the service was asked.
	Requests domain.Exchanges
	// Err says why there are no records, or fewer; the fields are there all the same.
	Err error
}

// errEnough ends a sample.
var errEnough = errors.New("enough records")

// Sample reads some records of the data type of a transfer. The error is set only when
// not even the fields are known.
func (s *Service) Sample(ctx context.Context, id domain.TransferID, size int) (Sample, error) {
	t, err := s.store.Transfer(ctx, id)
	if err != nil {
		return Sample{}, err
	}
	c, err := s.store.Configuration(ctx, t.Configuration)
	if err != nil {
		return Sample{}, err
	}
	sample := Sample{Source: s.SourceOrUnknown(ctx, c.Source)}
	if sample.DataType, err = s.dataType(ctx, c, t.DataType); err != nil {
		return sample, err
	}
	connector, config, err := s.Connector(ctx, c)
	if err != nil {
		return sample, err
	}
	sample.read(ctx, connector, config, size, &source.Log{})
	if sample.Err == nil {
		s.samples.put(id, s.clock.Now(), sample)
	}
	return sample, nil
}

// read fills in the records, what they show of the fields, and the requests, after those
// that were asked before.
func (sample *Sample) read(ctx context.Context, connector source.Connector, config source.Config, size int, asked *source.Log) {
	_, err := connector.Read(source.WithTrace(ctx, asked.Note), config, domain.ReadRequest{DataType: sample.DataType.Name, Mode: domain.FullRead, Limit: size}, func(p domain.Page) error {
		sample.Records = append(sample.Records, p.Records...)
		if len(sample.Records) >= size {
			sample.Records = sample.Records[:size]
			// What the connector asks ahead is cut off now, and is no failure.
			sample.Requests = asked.All()
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	} else {
		sample.Requests = asked.All()
	}
	sample.Err = err
	sample.DataType.Fields = withFound(sample.DataType.Fields, sample.Records)
	for i := range sample.DataType.Fields {
		sample.DataType.Fields[i].Samples = samplesOf(sample.Records, sample.DataType.Fields[i].Path)
	}
}

// withFound adds the fields that records have beside the declared ones: many services let
// their customers add fields of their own. The declared list is not changed, it may be
// shared.
func withFound(declared []domain.SourceField, records []domain.Record) []domain.SourceField {
	all := slices.Clone(declared)
	for _, found := range mapping.FieldsOf(records) {
		known := slices.ContainsFunc(declared, func(f domain.SourceField) bool {
			return within(found.Path, f.Path) || within(f.Path, found.Path)
		})
		if !known {
			all = append(all, found)
		}
	}
	return all
}

// within tells whether path is outer or lies inside it.
func within(path, outer domain.Path) bool {
	return len(path) >= len(outer) && slices.Equal(path[:len(outer)], outer)
}

// samplesOf returns up to three values of a field as text, those that say something
// first.
func samplesOf(records []domain.Record, path domain.Path) []string {
	const want = 3
	var filled []string
	empty := 0
	for _, r := range records {
		v, _ := path.Lookup(r)
		text := SampleText(v)
		switch {
		case text == "":
			empty++
		case len(filled) < want:
			filled = append(filled, text)
		}
		if len(filled) == want {
			break
		}
	}
	for len(filled) < want && empty > 0 {
		filled = append(filled, "")
		empty--
	}
	return filled
}

// SampleText is a record's value as a person reads it in one line.
func SampleText(v any) string {
	var text string
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		text = v
	default:
		raw, err := json.Marshal(v)
		if err != nil {
			return ""
		}
		text = string(raw)
	}
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= maxSampleBytes {
		return text
	}
	cut := maxSampleBytes
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}
