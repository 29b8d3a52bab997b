package declarative

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// jsonReader reads one JSON document into nil, bool, string, json.Number, []any
// and map[string]any. It accepts what encoding/json accepts, no deeper than
// maxNesting. Texts are parts of the document: they cost no allocation of their
// own, and keep the document alive while one of them lives.
//
// It stands here because decoding is most of what a read does, and a general
// decoder that keeps numbers exact takes three times as long.
type jsonReader struct {
	text  string
	at    int
	depth int
	stack []any   // elements of the lists being read
	sizes [32]int // of the last object at each depth: the next is alike
	room  room
}

// room is how many more fields objects at one depth will get after they were read.
// A map that has to grow for one field costs more than the fields before it.
type room struct{ depth, fields int }

var errSyntax = errors.New("it is not JSON")

// readJSON reads a document; white space may follow, nothing else.
func readJSON(raw []byte) (any, error) { return readJSONIn(bytes.Clone(raw), room{}) }

// readJSONIn reads a document that nobody writes to from then on. Without a copy of it
// a read makes a tenth less garbage.
func readJSONIn(raw []byte, more room) (any, error) {
	r := &jsonReader{text: unsafe.String(unsafe.SliceData(raw), len(raw)), room: more} //nolint:gosec // G103: see above
	v, err := r.value()
	if err == nil && r.space() != 0 {
		return nil, errors.New("read JSON: something follows the data")
	}
	if errors.Is(err, errSyntax) {
		return nil, fmt.Errorf("read JSON: %w at byte %d", err, r.at)
	}
	return v, err
}

// space passes white space and returns the next byte, 0 at the end.
func (r *jsonReader) space() byte {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case ' ', '\n', '\r', '\t':
			r.at++
		case 0:
			return 1 // no JSON, and not the end
		default:
			return c
		}
	}
	return 0
}

func (r *jsonReader) value() (any, error) {
	switch c := r.space(); {
	case c == '{':
		return r.object()
	case c == '[':
		return r.list()
	case c == '"':
		return r.quoted()
	case c == '-' || c >= '0' && c <= '9':
		return r.number()
	case c == 't':
		return true, r.word("true")
	case c == 'f':
		return false, r.word("false")
	case c == 'n':
		return nil, r.word("null")
	case c == 0:
		return nil, io.ErrUnexpectedEOF
	}
	return nil, errSyntax
}

func (r *jsonReader) word(w string) error {
	if !strings.HasPrefix(r.text[r.at:], w) {
		return errSyntax
	}
	r.at += len(w)
	return nil
}

func (r *jsonReader) enter() error {
	r.at++
	if r.depth++; r.depth > maxNesting {
		return errTooDeep
	}
	return nil
}

func (r *jsonReader) object() (any, error) {
	if err := r.enter(); err != nil {
		return nil, err
	}
	alike := min(r.depth, len(r.sizes)-1)
	size := r.sizes[alike]
	if r.depth == r.room.depth && size > 0 {
		size += r.room.fields
	}
	m := make(map[string]any, size)
	for first := true; ; first = false {
		done, err := r.between('}', first)
		if err != nil {
			return nil, err
		}
		if done {
			r.sizes[alike] = min(len(m), 1000)
			return m, nil
		}
		if c := r.space(); c != '"' {
			return nil, r.wrong(c)
		}
		key, err := r.quoted()
		if err != nil {
			return nil, err
		}
		if c := r.space(); c != ':' {
			return nil, r.wrong(c)
		}
		r.at++
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		m[key] = v
	}
}

func (r *jsonReader) list() (any, error) {
	if err := r.enter(); err != nil {
		return nil, err
	}
	base := len(r.stack)
	for first := true; ; first = false {
		done, err := r.between(']', first)
		if err != nil {
			return nil, err
		}
		if done {
			out := make([]any, len(r.stack)-base)
			copy(out, r.stack[base:])
			r.stack = r.stack[:base]
			return out, nil
		}
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		r.stack = append(r.stack, v)
	}
}

// between reads what stands before an element: nothing, a comma, or the end.
func (r *jsonReader) between(end byte, first bool) (done bool, err error) {
	switch c := r.space(); {
	case c == end:
		r.at++
		r.depth--
		return true, nil
	case first && c != 0:
		return false, nil
	case c == ',' && !first:
		r.at++
		return false, nil
	default:
		return false, r.wrong(c)
	}
}

func (r *jsonReader) wrong(c byte) error {
	if c == 0 {
		return io.ErrUnexpectedEOF
	}
	return errSyntax
}

func (r *jsonReader) digits() bool {
	from := r.at
	for r.at < len(r.text) && r.text[r.at] >= '0' && r.text[r.at] <= '9' {
		r.at++
	}
	return r.at > from
}

func (r *jsonReader) next(chars string) bool {
	if r.at < len(r.text) && strings.IndexByte(chars, r.text[r.at]) >= 0 {
		r.at++
		return true
	}
	return false
}

func (r *jsonReader) number() (any, error) {
	from := r.at
	r.next("-")
	if !r.next("0") && !r.digits() {
		return nil, errSyntax
	}
	if r.next(".") && !r.digits() {
		return nil, errSyntax
	}
	if r.next("eE") {
		r.next("+-")
		if !r.digits() {
			return nil, errSyntax
		}
	}
	return json.Number(r.text[from:r.at]), nil
}

// plain are the bytes that stand for themselves in a text, wherever it stands.
var plain = func() (is [256]bool) { //nolint:gochecknoglobals // made once, never changed
	for c := ' '; c < utf8.RuneSelf; c++ {
		is[c] = c != '"' && c != '\\'
	}
	return is
}()

// quoted reads a text. Nearly all have no escapes, and are then a part of the
// document.
func (r *jsonReader) quoted() (string, error) {
	r.at++
	from, ascii := r.at, true
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case plain[c]:
		case c == '"':
			s := r.text[from:r.at]
			r.at++
			if !ascii && !utf8.ValidString(s) {
				return string([]rune(s)), nil // a mark for each wrong byte
			}
			return s, nil
		case c == '\\':
			return r.escaped(from)
		case c < ' ':
			return "", errSyntax
		case c >= utf8.RuneSelf:
			ascii = false
		}
		r.at++
	}
	return "", io.ErrUnexpectedEOF
}

// escaped reads the rest of a text that has escapes.
func (r *jsonReader) escaped(from int) (string, error) {
	var b strings.Builder
	b.WriteString(r.text[from:r.at])
	for r.at < len(r.text) {
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			if s := b.String(); !utf8.ValidString(s) {
				return string([]rune(s)), nil
			}
			return b.String(), nil
		case c == '\\':
			if err := r.escape(&b); err != nil {
				return "", err
			}
		case c < ' ':
			return "", errSyntax
		default:
			b.WriteByte(c)
		}
	}
	return "", io.ErrUnexpectedEOF
}

func (r *jsonReader) escape(b *strings.Builder) error {
	if r.at >= len(r.text) {
		return io.ErrUnexpectedEOF
	}
	c := r.text[r.at]
	r.at++
	switch c {
	case '"', '\\', '/':
		b.WriteByte(c)
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case 'u':
		return r.codePoint(b)
	default:
		return errSyntax
	}
	return nil
}

// codePoint reads the digits of \u…, two of them where they are a pair.
func (r *jsonReader) codePoint(b *strings.Builder) error {
	c, ok := r.hex()
	if !ok {
		return errSyntax
	}
	if utf16.IsSurrogate(c) {
		if strings.HasPrefix(r.text[r.at:], `\u`) {
			before := r.at
			r.at += 2
			second, ok := r.hex()
			if !ok {
				return errSyntax
			}
			if pair := utf16.DecodeRune(c, second); pair != utf8.RuneError {
				b.WriteRune(pair)
				return nil
			}
			r.at = before
		}
		c = utf8.RuneError
	}
	b.WriteRune(c)
	return nil
}

func (r *jsonReader) hex() (rune, bool) {
	if r.at+4 > len(r.text) {
		return 0, false
	}
	var c rune
	for _, d := range []byte(r.text[r.at : r.at+4]) {
		switch {
		case d >= '0' && d <= '9':
			c = c<<4 | rune(d-'0')
		case d >= 'a' && d <= 'f':
			c = c<<4 | rune(d-'a'+10)
		case d >= 'A' && d <= 'F':
			c = c<<4 | rune(d-'A'+10)
		default:
			return 0, false
		}
	}
	r.at += 4
	return c, true
}
