package declarative

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// A counting cursor is a number, not a time. It is kept as that many nanoseconds
// since 1970, so that windows and states need not know.

// counting evaluates a cursor that counts.
func (s *session) counting(c *cursor) error {
	c.begin, c.end, c.overlap = time.Unix(0, 0), time.Unix(0, math.MaxInt64), 0
	text, err := s.base.text(c.m.Start.At)
	if err != nil {
		return s.classifyFault(err)
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return s.classifyFault(&templateError{c.m.Start.At.Source, err})
	}
	c.begin = time.Unix(0, n)
	return nil
}

// countTime reads a value of a counting cursor.
func countTime(v any) (time.Time, bool) {
	var text string
	switch v := v.(type) {
	case json.Number:
		text = v.String()
	case string:
		text = strings.TrimSpace(v)
	case int64:
		return time.Unix(0, v), true
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.Unix(0, n), true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(f) > 1<<53 {
		return time.Time{}, false
	}
	return time.Unix(0, int64(f)), true
}
