package declarative

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"tributary/backend/manifest"
)

// standing is where a value stands that was found in a large response.
type standing int

const (
	listed   standing = iota // of the list of items
	alone                    // what stands in its place
	document                 // one of several that may have items in them
)

// decodeLarge decodes a large response bit by bit.
func (s *session) decodeLarge(body *large, d manifest.Decoding, keys []string, add func(v any, size int, at standing) error) error {
	most := s.opts.MaxBody * unpackedTimes
	left := &ration{left: most, most: most, what: tooMuchUnpacked}
	decode := func(r io.Reader) error {
		if d.Gzip {
			inner, err := unpacked(r)
			if err != nil {
				return err
			}
			r = inner
		}
		if d.Gzip || d.Zip { // files together have one ration
			left.r = r
			r = left
		}
		if byLine(d.Decoder) {
			return s.eachOfLines(r, d, func(v any, size int) error { return add(v, size, document) })
		}
		return newScanner(r).records(keys, func(raw []byte, at standing) error {
			v, err := decodeJSON(raw)
			if err != nil {
				return err
			}
			return add(v, len(raw), at)
		})
	}
	if !d.Zip {
		return decode(body.rest)
	}
	file, err := spool(body.rest)
	if err != nil {
		return err
	}
	defer file.drop()
	body.close() // all of it has come
	if err := eachFile(file, file.size, decode); err != nil {
		return fmt.Errorf("unpack the answer: %w", err)
	}
	return nil
}

// spooled is a response that can be read at any place: in memory while it is small,
// then in a file that nobody else finds.
type spooled struct {
	io.ReaderAt
	size int64
	drop func()
}

// spool reads a response to its end.
func spool(r io.Reader) (*spooled, error) {
	head, err := io.ReadAll(io.LimitReader(r, smallBody+1))
	if err != nil {
		return nil, err
	}
	if len(head) <= smallBody {
		return &spooled{bytes.NewReader(head), int64(len(head)), func() {}}, nil
	}
	file, drop, err := hiddenFile()
	if err != nil {
		return nil, &spoolError{err}
	}
	into := &spoolWriter{w: file}
	n, err := io.Copy(into, io.MultiReader(bytes.NewReader(head), r))
	if err != nil {
		drop()
		return nil, err
	}
	return &spooled{file, n, drop}, nil
}

// spoolError is a file for a response that cannot be made or written.
type spoolError struct{ err error }

func (e *spoolError) Error() string { return "keep the answer: " + e.err.Error() }
func (e *spoolError) Unwrap() error { return e.err }

// spoolWriter tells errors of writing from those of reading.
type spoolWriter struct{ w io.Writer }

func (s *spoolWriter) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	if err != nil {
		err = &spoolError{err}
	}
	return n, err
}

func isSpool(err error) bool {
	var e *spoolError
	return errors.As(err, &e)
}
