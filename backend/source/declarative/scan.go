package declarative

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strconv"
)

// scanner walks a JSON document that is too large to be held, and hands out the
// elements of one list in it as raw bytes. It checks brackets, quotes and depth;
// what is handed out is checked by whoever decodes it.
type scanner struct {
	r     *bufio.Reader
	depth int
}

var errBadJSON = errors.New("read JSON: it is not JSON")

func newScanner(r io.Reader) *scanner { return &scanner{r: bufio.NewReaderSize(r, 64<<10)} }

// records calls yield with every element of the list at the path, or with the
// value itself if it is no list. With a list at the top, its elements are
// documents of their own.
func (s *scanner) records(path []string, yield func(raw []byte, at standing) error) error {
	c, err := s.peek()
	if err != nil {
		return err
	}
	if c == 0xef { // a byte order mark
		if _, err := s.r.Discard(3); err != nil {
			return err
		}
		if c, err = s.peek(); err != nil {
			return err
		}
	}
	if c == '[' {
		err = s.list(func(int) error { return s.hand(yield, document) })
	} else {
		err = s.follow(path, yield)
	}
	if err != nil {
		return err
	}
	if _, err := s.peek(); !errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.Join(errBadJSON, err)
	}
	return nil
}

// follow walks to the end of the path and skips everything beside it.
func (s *scanner) follow(path []string, yield func([]byte, standing) error) error {
	c, err := s.peek()
	if err != nil {
		return err
	}
	switch {
	case len(path) == 0 && c == '[':
		return s.list(func(int) error { return s.hand(yield, listed) })
	case len(path) == 0:
		return s.hand(yield, alone)
	case c == '{':
		return s.object(func(key string) error {
			if key == path[0] {
				return s.follow(path[1:], yield)
			}
			return s.value(nil)
		})
	case c == '[':
		return s.list(func(i int) error {
			if strconv.Itoa(i) == path[0] {
				return s.follow(path[1:], yield)
			}
			return s.value(nil)
		})
	}
	return s.value(nil)
}

func (s *scanner) hand(yield func([]byte, standing) error, at standing) error {
	raw := []byte{}
	if err := s.value(&raw); err != nil {
		return err
	}
	return yield(raw, at)
}

func (s *scanner) enter() error {
	if s.depth++; s.depth > maxNesting {
		return errTooDeep
	}
	_, err := s.r.ReadByte()
	return err
}

func (s *scanner) list(item func(i int) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	for i := 0; ; i++ {
		if done, err := s.between(i, ']'); done || err != nil {
			return err
		}
		if err := item(i); err != nil {
			return err
		}
	}
}

func (s *scanner) object(field func(key string) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	for i := 0; ; i++ {
		if done, err := s.between(i, '}'); done || err != nil {
			return err
		}
		raw := []byte{}
		if err := s.text(&raw); err != nil {
			return err
		}
		var key string
		if err := json.Unmarshal(raw, &key); err != nil {
			return errBadJSON
		}
		if c, err := s.peek(); err != nil || c != ':' {
			return errors.Join(errBadJSON, err)
		}
		if _, err := s.r.ReadByte(); err != nil {
			return err
		}
		if err := field(key); err != nil {
			return err
		}
	}
}

// between reads what stands before the i-th element: nothing, a comma, or the
// end.
func (s *scanner) between(i int, end byte) (done bool, err error) {
	c, err := s.peek()
	if err != nil {
		return false, err
	}
	switch {
	case c == end:
		s.depth--
		_, err = s.r.ReadByte()
		return true, err
	case i == 0:
		return false, nil
	case c == ',':
		if _, err = s.r.ReadByte(); err != nil {
			return false, err
		}
		_, err = s.peek()
		return false, err
	}
	return false, errBadJSON
}

// peek skips white space and looks at the next byte. The end of the input is
// io.ErrUnexpectedEOF.
func (s *scanner) peek() (byte, error) {
	for {
		c, err := s.r.ReadByte()
		if errors.Is(err, io.EOF) {
			return 0, io.ErrUnexpectedEOF
		}
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c, s.r.UnreadByte()
		}
	}
}

// value reads one value of any kind, into out unless that is nil.
func (s *scanner) value(out *[]byte) error {
	c, err := s.peek()
	if err != nil {
		return err
	}
	switch c {
	case '"':
		return s.text(out)
	case '{', '[':
		return s.nested(out)
	}
	for {
		c, err := s.r.ReadByte()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch c {
		case ',', '}', ']', ' ', '\n', '\t', '\r', ':', '"', '{', '[':
			return s.r.UnreadByte()
		}
		keep(out, c)
	}
}

// nested reads an object or list by its brackets.
func (s *scanner) nested(out *[]byte) error {
	base := s.depth
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return unexpected(err)
		}
		switch c {
		case '"':
			if err := s.r.UnreadByte(); err != nil {
				return err
			}
			if err := s.text(out); err != nil {
				return err
			}
			continue
		case '{', '[':
			if s.depth++; s.depth > maxNesting {
				return errTooDeep
			}
		case '}', ']':
			s.depth--
		}
		keep(out, c)
		if s.depth == base {
			return nil
		}
		if out != nil && len(*out) > maxHeld {
			return &tooLargeError{maxHeld, tooLongRecord}
		}
	}
}

// text reads a text with its quotes.
func (s *scanner) text(out *[]byte) error {
	if c, err := s.peek(); err != nil || c != '"' {
		return errors.Join(errBadJSON, err)
	}
	if _, err := s.r.ReadByte(); err != nil {
		return err
	}
	keep(out, '"')
	escaped := false
	for {
		part, err := s.r.ReadSlice('"')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return unexpected(err)
		}
		if out != nil {
			*out = append(*out, part...)
			if len(*out) > maxHeld {
				return &tooLargeError{maxHeld, tooLongRecord}
			}
		}
		for i, c := range part {
			if err == nil && i == len(part)-1 {
				break // the quote itself
			}
			escaped = c == '\\' && !escaped
		}
		if err == nil && !escaped {
			return nil
		}
		if err == nil {
			escaped = false
		}
	}
}

func keep(out *[]byte, c byte) {
	if out != nil {
		*out = append(*out, c)
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
