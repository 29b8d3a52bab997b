package logging

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
)

// Tail returns the last entries of the log at path, about limit bytes of them, across as
// many rotated files as that takes. A log that is not there is empty.
func Tail(path string, limit int64) ([]byte, error) {
	var pieces [][]byte
	for n := 0; n <= DefaultKeep && limit > 0; n++ {
		name := path
		if n > 0 {
			name += "." + strconv.Itoa(n)
		}
		piece, err := lastBytes(name, limit)
		if err != nil {
			return nil, err
		}
		limit -= int64(len(piece))
		pieces = append(pieces, piece)
	}
	slices.Reverse(pieces)
	return slices.Concat(pieces...), nil
}

// lastBytes is the end of a file; nothing of one that is not there.
func lastBytes(path string, limit int64) (end []byte, err error) {
	file, err := os.Open(path) //nolint:gosec // G304: the log's own path
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open log file: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("read size of log file: %w", err)
	}
	// Bounded: the program goes on writing meanwhile.
	end, err = io.ReadAll(io.NewSectionReader(file, max(0, info.Size()-limit), limit))
	if err != nil {
		return nil, fmt.Errorf("read log file: %w", err)
	}
	return end, nil
}
