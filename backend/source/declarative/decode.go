package declarative

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	goccy "github.com/goccy/go-json"

	"tributary/backend/manifest"
)

// maxNesting is how deep data may be nested: more than any service means, and
// little enough for everything that walks it.
const maxNesting = 128

var (
	errTooDeep = errors.New("the data is nested too deep")
	errEmpty   = errors.New("the answer is empty")
)

// decodeJSON decodes one JSON document; numbers stay json.Number. Bytes after it
// other than white space are an error.
func decodeJSON(raw []byte) (any, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, errEmpty
	}
	if err := checkNesting(raw); err != nil {
		return nil, err
	}
	dec := goccy.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("read JSON: %w", hideData(err))
	}
	if rest, err := io.ReadAll(dec.Buffered()); err != nil || len(bytes.TrimSpace(rest)) > 0 {
		return nil, errors.New("read JSON: something follows the data")
	}
	return v, nil
}

// hideData drops the text of a decoding error: it may quote the data.
func hideData(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("it is not JSON at byte %d", syntax.Offset)
	}
	return errors.New("it is not JSON")
}

// checkNesting counts brackets outside texts.
func checkNesting(raw []byte) error {
	depth := 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			end := textEnd(raw, i+1)
			if end < 0 {
				return io.ErrUnexpectedEOF
			}
			i = end
		case '{', '[':
			if depth++; depth > maxNesting {
				return errTooDeep
			}
		case '}', ']':
			if depth--; depth < 0 {
				return errors.New("read JSON: a bracket closes nothing")
			}
		}
	}
	if depth != 0 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// textEnd returns where the closing quote of a text is, -1 if nowhere.
func textEnd(raw []byte, from int) int {
	for {
		i := bytes.IndexByte(raw[from:], '"')
		if i < 0 {
			return -1
		}
		at := from + i
		backslashes := 0
		for at-backslashes > from && raw[at-backslashes-1] == '\\' {
			backslashes++
		}
		if backslashes%2 == 0 {
			return at
		}
		from = at + 1
	}
}

// decode turns an answer into the documents it holds.
func (s *session) decode(a *answer, d manifest.Decoding) ([]any, error) {
	if d.Decoder == manifest.JSONDecoder && !d.Gzip && !d.Zip {
		return s.documents(a)
	}
	files := [][]byte{a.body}
	if d.Zip {
		var err error
		if files, err = s.unzip(a); err != nil {
			return nil, err
		}
	}
	var out []any
	for _, file := range files {
		part := &answer{status: a.status, head: a.head, body: file}
		if d.Gzip {
			if err := s.unpack(part); err != nil {
				return nil, err
			}
		}
		found, err := s.decodeFile(part, d)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func (s *session) decodeFile(a *answer, d manifest.Decoding) ([]any, error) {
	switch d.Decoder {
	case manifest.JSONLDecoder:
		return s.decodeLines(a)
	case manifest.LinesDecoder:
		return decodeTexts(a.body), nil
	case manifest.CSVDecoder:
		return s.decodeCSV(a, d)
	case manifest.XMLDecoder:
		return s.decodeXML(a)
	case manifest.ItemsDecoder:
		return s.decodeItems(a, d)
	case manifest.JSONDecoder:
	}
	return s.documents(a)
}

// documents are the JSON documents of an answer: of a list at the top, its
// elements.
func (s *session) documents(a *answer) ([]any, error) {
	v, err := a.json()
	switch {
	case err == nil:
	case !s.opts.Strict:
		return []any{map[string]any{}}, nil
	case a.status == http.StatusNoContent && errors.Is(err, errEmpty):
		return nil, nil
	default:
		return nil, s.notJSON(a, err)
	}
	if list, ok := v.([]any); ok {
		return list, nil
	}
	return []any{v}, nil
}

// decodeLines reads one document a line. The reference runner passes over lines
// that are none.
func (s *session) decodeLines(a *answer) ([]any, error) {
	var out []any
	for line := range bytes.Lines(a.body) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		v, err := decodeJSON(line)
		if err != nil && !s.opts.Strict {
			continue
		}
		if err != nil {
			return nil, s.notJSON(a, err)
		}
		out = append(out, v)
	}
	return out, nil
}

// decodeItems reads the elements of one list in a document.
func (s *session) decodeItems(a *answer, d manifest.Decoding) ([]any, error) {
	raw, err := io.ReadAll(inUTF8(a.body, d.Encoding))
	if err != nil {
		return nil, s.notJSON(a, err)
	}
	v, err := decodeJSON(raw)
	if err != nil {
		return nil, s.notJSON(a, err)
	}
	found, _ := follow(v, d.Items)
	list, _ := found.([]any)
	return list, nil
}

// errorText finds the words of an error in a body: the usual fields of a JSON
// object, else the body itself.
func errorText(a *answer) string {
	v, err := a.json()
	if err != nil {
		return string(a.body[:min(len(a.body), maxDetails)])
	}
	if text := errorWords(v, 0); text != "" {
		return text
	}
	return string(a.body[:min(len(a.body), maxDetails)])
}

func errorWords(v any, depth int) string {
	if depth > 5 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var all []byte
		for _, item := range v {
			if text := errorWords(item, depth+1); text != "" {
				if len(all) > 0 {
					all = append(all, ", "...)
				}
				all = append(all, text...)
			}
		}
		return string(all)
	case map[string]any:
		for _, key := range []string{"message", "messages", "error", "errors", "failures", "failure", "detail", "details", "err", "error_message", "msg", "reason", "status_message"} {
			if text := errorWords(v[key], depth+1); text != "" {
				return text
			}
		}
	}
	return ""
}
