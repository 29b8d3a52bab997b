package declarative

import (
	"context"
	"errors"
	"io"
	"time"
)

// networkError marks an error of reading a body, in contrast to what is in it.
type networkError struct{ err error }

func (e *networkError) Error() string { return "read the answer: " + e.err.Error() }
func (e *networkError) Unwrap() error { return e.err }

func isNetwork(err error) bool {
	var n *networkError
	return errors.As(err, &n)
}

// limited reads what comes from the network up to a limit, and fails beyond it.
type limited struct {
	r          io.Reader
	left, most int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		// Only a byte beyond the limit is too much.
		if n, err := l.r.Read(p[:min(1, len(p))]); n > 0 || !errors.Is(err, io.EOF) {
			return 0, &tooLargeError{most: l.most}
		}
		return 0, io.EOF
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = &networkError{err}
	}
	return n, err
}

// patient reads a body that may take as long as it is used, but of which some more must
// come within a time.
type patient struct {
	r     io.Reader
	start func() (stop func() bool) // of the time
}

func (p *patient) Read(b []byte) (int, error) {
	stop := p.start()
	n, err := p.r.Read(b)
	if inTime := stop(); !inTime && err != nil {
		err = errTooSlow
	}
	return n, err
}

// within cancels when a time is over, unless it is stopped before, which stop tells. 0 is
// no limit.
func within(ctx context.Context, d time.Duration, cancel context.CancelCauseFunc) (stop func() bool) {
	if d <= 0 {
		return func() bool { return true }
	}
	limit, end := context.WithTimeoutCause(ctx, d, errTooSlow)
	unlink := context.AfterFunc(limit, func() { cancel(context.Cause(limit)) })
	return func() bool {
		defer end()
		return unlink()
	}
}
