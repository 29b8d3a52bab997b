package syncer

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/goccy/go-json"

	"tributary/backend/domain"
)

// maxSpoolBytes is how much a dry run may keep on disk.
const maxSpoolBytes = 8 << 30

// spool keeps the pages of a read in a file, so that a dry run holds no transaction
// while the network is slow. The file is readable by this user only and is removed
// with close.
type spool struct {
	file    *os.File
	writer  *bufio.Writer
	bytes   int64
	outcome domain.ReadOutcome
}

var _ Reader = (*spool)(nil)

func newSpool(dir string) (*spool, error) {
	file, err := os.CreateTemp(dir, "tributary-dry-run-*")
	if err != nil {
		return nil, fmt.Errorf("create the file of a dry run: %w", err)
	}
	return &spool{file: file, writer: bufio.NewWriterSize(file, 1<<18)}, nil
}

func (s *spool) close() error {
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}

// fill reads everything the request asks for.
func (s *spool) fill(ctx context.Context, from Reader, request domain.ReadRequest) (err error) {
	defer recovered(&err)
	s.outcome, err = from.Read(ctx, request, func(page domain.Page) error {
		line, err := json.Marshal(page)
		if err != nil {
			return fmt.Errorf("keep a page: %w", err)
		}
		if s.bytes += int64(len(line)) + 1; s.bytes > maxSpoolBytes {
			return &domain.Error{
				Kind: domain.SetUp, Code: "dry_run_too_large", What: "This data type is too large for a dry run.",
				Means: "Nothing was changed.", Do: "Activate without a dry run; a run can be undone.",
			}
		}
		if _, err := s.writer.Write(append(line, '\n')); err != nil {
			return fmt.Errorf("keep a page: %w", err)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	return s.writer.Flush()
}

// Read yields the pages that were kept, as often as asked.
func (s *spool) Read(ctx context.Context, _ domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return domain.ReadOutcome{}, fmt.Errorf("read what was kept: %w", err)
	}
	decoder := json.NewDecoder(bufio.NewReaderSize(s.file, 1<<18))
	decoder.UseNumber()
	for ctx.Err() == nil {
		var page domain.Page
		err := decoder.Decode(&page)
		if errors.Is(err, io.EOF) {
			return s.outcome, nil
		}
		if err != nil {
			return domain.ReadOutcome{}, fmt.Errorf("read what was kept: %w", err)
		}
		if string(page.Checkpoint) == "null" { // how JSON says nil
			page.Checkpoint = nil
		}
		if err := yield(page); err != nil {
			return domain.ReadOutcome{}, err
		}
	}
	return domain.ReadOutcome{}, ctx.Err()
}
