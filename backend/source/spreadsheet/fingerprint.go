package spreadsheet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"os"
	"time"

	"tributary/backend/domain"
)

// stamp is what the system tells about a file without reading it.
type stamp struct {
	Size    int64 `json:"size"`
	ModTime int64 `json:"mod_time"` // nanoseconds since 1970
}

func stampOf(path string) (stamp, error) {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}, err
	}
	return stamp{info.Size(), info.ModTime().UnixNano()}, nil
}

// checkpoint is where a read stands.
type checkpoint struct {
	Version int    `json:"version"`
	Stamp   stamp  `json:"stamp"`
	Hash    string `json:"hash,omitempty"` // SHA-256 of the content; only when Done
	Row     int    `json:"row,omitempty"`  // last row yielded
	Done    bool   `json:"done,omitempty"` // the file was read to its end
	// Fresh: the file had just been written when it was read. A later write
	// in the same tick of the file system's clock would not show in the stamp, so the
	// content decides.
	Fresh bool `json:"fresh,omitempty"`
}

const checkpointVersion = 1

// freshFor is coarser than the clocks of file systems (FAT: two seconds).
const freshFor = 3 * time.Second

// parseCheckpoint returns ok false for none and for what this version does not
// understand: the file is then read from its start, which loses nothing.
func parseCheckpoint(raw domain.Checkpoint) (c checkpoint, ok bool) {
	if len(raw) == 0 || json.Unmarshal(raw, &c) != nil || c.Version != checkpointVersion {
		return checkpoint{}, false
	}
	return c, true
}

func (c checkpoint) json() (domain.Checkpoint, error) {
	c.Version = checkpointVersion
	return json.Marshal(c)
}

// sure tells whether an equal stamp proves an equal content.
func (c checkpoint) sure(now stamp) bool { return c.Stamp == now && !c.Fresh }

// hashFile reads a whole file.
func hashFile(ctx context.Context, path string) (string, error) {
	opened, err := os.Open(path) //nolint:gosec // the person chose the path
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, &contextReader{ctx, opened})
	if err = errors.Join(err, opened.Close()); err != nil {
		return "", err
	}
	return sumText(sum), nil
}

func sumText(sum hash.Hash) string { return hex.EncodeToString(sum.Sum(nil)) }

// contextReader ends a long read when ctx ends.
type contextReader struct {
	ctx context.Context //nolint:containedctx // lives for one call, only to be asked between reads
	r   io.Reader
}

func (r *contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
