package project

import (
	"context"
	"database/sql"
	"fmt"
	"io"

	"tributary/backend/domain"
)

// progressEvery is how many rows lie between two reports of progress.
const progressEvery = 2000

// rowWriter writes rows in one format. close is called once, after the last row, and
// only when every row was written.
type rowWriter interface {
	begin(fields []domain.Field, withDeleted bool) error
	row(r domain.StoredRow) error
	close() error
}

// Export writes the rows of a query to w and returns how many; Limit, After and Offset
// are not used. All rows are of one moment, and memory does not grow with their number.
// On an error w has received a part.
func (p *Project) Export(ctx context.Context, q domain.RowQuery, format domain.ExportFormat, opts domain.ExportOptions, w io.Writer) (n int64, err error) {
	out, err := newRowWriter(format, opts, w)
	if err != nil {
		return 0, err
	}
	err = p.read(ctx, func(tx *Tx) error {
		s, err := newSelection(ctx, tx, q)
		if err != nil {
			return err
		}
		if err := out.begin(s.domainFields(), q.Deleted != domain.HideDeleted); err != nil {
			return err
		}
		d := tx.sql.Dialect()
		query := s.head(d) + s.where.where() + " ORDER BY " + s.order(tx)
		return tx.sql.Each(ctx, query, s.where.args, func(rows *sql.Rows) error {
			r, err := s.scan(d, rows)
			if err != nil {
				return err
			}
			r.Values = r.Values[:s.asked]
			n++
			if opts.Progress != nil && n%progressEvery == 0 {
				opts.Progress(n)
			}
			return out.row(r)
		})
	})
	if err == nil {
		err = out.close()
	}
	if err != nil {
		return n, fmt.Errorf("export %q: %w", q.Table, err)
	}
	return n, nil
}

// order is the whole order of a query, empty values last.
func (s *selection) order(tx *Tx) string {
	if s.sort == nil {
		return columnID
	}
	direction := ""
	if s.query.Sort.Descending {
		direction = " DESC"
	}
	return "(" + tx.sql.Dialect().Quote(s.sort.Name) + " IS NULL), " + sortColumn(tx, *s.sort) + direction + ", " + columnID + direction
}

func newRowWriter(format domain.ExportFormat, opts domain.ExportOptions, w io.Writer) (rowWriter, error) {
	switch format {
	case domain.CSV:
		return newCSVWriter(w, opts), nil
	case domain.JSONL:
		return newJSONLWriter(w), nil
	case domain.XLSX:
		return newXLSXWriter(w), nil
	}
	return nil, &domain.Error{
		Kind: domain.SetUp, Code: "bad_format", What: fmt.Sprintf("The format %.40q is unknown.", format),
		Means: "Nothing was exported.", Do: "Use csv, jsonl or xlsx.",
	}
}
