package declarative

import (
	"context"

	"tributary/backend/domain"
	"tributary/backend/manifest"
	"tributary/backend/mapping"
)

// maxInferred is for how many streams without a schema Discover reads a page.
const maxInferred = 10

// infer finds the fields of streams without a schema: where the manifest says
// how, in the service's own description, else in the first page of their records.
// A stream that cannot be read has no fields; that is no error here.
func (s *session) infer(ctx context.Context, streams []*manifest.Stream, types []domain.DataType) error {
	inferred := 0
	for i, stream := range streams {
		if len(types[i].Fields) > 0 || inferred == maxInferred {
			continue
		}
		inferred++
		if stream.Fields != nil {
			schema, err := s.schemaOf(ctx, stream.Fields)
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err == nil {
				w := &fieldWalker{}
				w.object(nil, schema, 0)
				types[i].Fields = w.fields
				continue
			}
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
