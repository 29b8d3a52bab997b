package declarative

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// Limits of what is packed. What is read bit by bit may become large, but not without end;
// the list of files in an archive is held.
const (
	packedTimes   = 4  // as large as a response that must be seen whole; an archive takes it on the disk
	unpackedTimes = 16 // the same, unpacked
	maxArchive    = 4 << 20
)

// unpack replaces a packed body by what is in it, within the limit of what is held.
func (s *session) unpack(a *answer) error {
	r, err := unpacked(bytes.NewReader(a.body))
	if err != nil {
		return s.notJSON(a, err)
	}
	limit := min(s.opts.MaxBody, maxHeld)
	raw, err := io.ReadAll(&ration{r: r, left: limit, most: limit, what: tooMuchUnpacked})
	if errors.Is(err, errTooLarge) {
		return s.classify(attempt{err: err}, verdict{})
	}
	if err != nil {
		return s.notJSON(a, fmt.Errorf("unpack the answer: %w", err))
	}
	a.body, a.decoded = raw, false
	return nil
}

// unpacked reads what is in a gzip file; anything else as it is.
func unpacked(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	if head, err := b.Peek(2); err != nil || head[0] != 0x1f || head[1] != 0x8b {
		return b, nil //nolint:nilerr // too short to be packed; who reads it meets the error
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, fmt.Errorf("unpack the answer: %w", err)
	}
	return z, nil
}

// unzip returns the files of an archive, within the limit of what is held.
func (s *session) unzip(a *answer) ([][]byte, error) {
	files, err := unzipAll(a.body, min(s.opts.MaxBody, maxHeld))
	if errors.Is(err, errTooLarge) {
		return nil, s.classify(attempt{err: err}, verdict{})
	}
	if err != nil {
		return nil, s.notJSON(a, fmt.Errorf("unpack the answer: %w", err))
	}
	return files, nil
}

func unzipAll(raw []byte, most int64) ([][]byte, error) {
	var out [][]byte
	left := &ration{left: most, most: most, what: tooMuchUnpacked}
	err := eachFile(bytes.NewReader(raw), int64(len(raw)), func(r io.Reader) error {
		left.r = r
		file, err := io.ReadAll(left)
		out = append(out, file)
		return err
	})
	return out, err
}

// eachFile opens the files of an archive one after the other.
func eachFile(raw io.ReaderAt, size int64, read func(io.Reader) error) error {
	list := &listing{r: raw, left: maxArchive}
	archive, err := zip.NewReader(list, size)
	if err != nil {
		return err
	}
	list.done = true
	for _, f := range archive.File {
		if f.FileInfo().IsDir() {
			continue
		}
		if err := openFile(f, read); err != nil {
			return err
		}
	}
	return nil
}

func openFile(f *zip.File, read func(io.Reader) error) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // it was only read
	return read(r)
}

// listing bounds what is read while the files of an archive are found.
type listing struct {
	r    io.ReaderAt
	left int
	done bool
}

func (l *listing) ReadAt(p []byte, at int64) (int, error) {
	n, err := l.r.ReadAt(p, at)
	if !l.done {
		if l.left -= n; l.left < 0 {
			return 0, &tooLargeError{most: maxArchive, what: tooManyFiles}
		}
	}
	return n, err
}

// What is too large.
const (
	tooMuchUnpacked = "unpacked"
	tooLongRecord   = "record"
	tooManyFiles    = "files"
)

// tooLargeError is errTooLarge with its limit in bytes.
type tooLargeError struct {
	most int64
	what string // empty: the answer as it came
}

func (e *tooLargeError) Error() string     { return errTooLarge.Error() }
func (e *tooLargeError) Is(err error) bool { return err == errTooLarge }

// ration reads up to a limit, and fails beyond it. Who uses what was read and keeps
// nothing of it may begin the ration anew.
type ration struct {
	r          io.Reader
	left, most int64
	what       string
}

func (r *ration) Read(p []byte) (int, error) {
	if r.left <= 0 {
		// Only a byte beyond the limit is too much.
		if n, err := r.r.Read(p[:min(1, len(p))]); n > 0 || !errors.Is(err, io.EOF) {
			return 0, &tooLargeError{r.most, r.what}
		}
		return 0, io.EOF
	}
	n, err := r.r.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	return n, err
}

func (r *ration) renew() { r.left = r.most }
