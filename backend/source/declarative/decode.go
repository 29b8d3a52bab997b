package declarative

import (
	"bytes"
	"errors"
	"io"
	"net/http"

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
func decodeJSON(raw []byte) (any, error) { return decodeJSONIn(bytes.Clone(raw), room{}) }

// decodeJSONIn makes the texts parts of the document, which nobody may write to
// from then on. It leaves room for the fields that are added to the records.
func decodeJSONIn(raw []byte, more room) (any, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, errEmpty
	}
	return readJSONIn(raw, more)
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
		part := &answer{status: a.status, head: a.head, body: file, openEnd: a.openEnd && !d.Zip && !d.Gzip}
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
	if a.openEnd && byLine(d.Decoder) {
		s.openEnds.Add(1) // of lines the first ones are data, too
	}
	switch d.Decoder {
	case manifest.JSONLDecoder, manifest.LinesDecoder, manifest.CSVDecoder:
		return s.collectLines(a, d)
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

// decodeItems reads the elements of one list in a document.
func (s *session) decodeItems(a *answer, d manifest.Decoding) ([]any, error) {
	raw, err := io.ReadAll(inUTF8(bytes.NewReader(a.body), d.Encoding))
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
