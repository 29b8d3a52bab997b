package declarative

import (
	"context"

	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/mapping"
	"tributary/backend/source"
)

// maxInferred is for how many streams without a schema Discover reads a page.
const maxInferred = 10

// infer finds the fields of streams without a schema in the first page of their
// records. A stream that cannot be read has no fields; that is no error here.
func (c *Connector) infer(ctx context.Context, config source.Config, types []domain.DataType) error {
	inferred := 0
	for i, stream := range c.manifest.Streams {
		if len(types[i].Fields) > 0 || inferred == maxInferred {
			continue
		}
		inferred++
		s, err := c.open(config)
		if err != nil {
			return nil //nolint:nilerr // without a right configuration the names are all there is
		}
		records, err := s.firstPage(ctx, stream)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err == nil {
			types[i].Fields = mapping.FieldsOf(records)
		}
	}
	return nil
}

func (s *session) firstPage(ctx context.Context, stream *manifest.Stream) ([]domain.Record, error) {
	rd, err := s.newReader(stream, readPlan{quiet: true})
	if err != nil {
		return nil, err
	}
	for page, err := range rd.pages(ctx) {
		return page.records, err
	}
	return nil, nil
}
