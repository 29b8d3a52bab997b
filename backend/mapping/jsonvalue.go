package mapping

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"tributary/backend/domain"
)

// toJSON writes a value as compact JSON with sorted keys; numbers stay as they
// were written.
func toJSON(v any) (domain.Value, *Problem) {
	if s, ok := v.(string); ok {
		if parsed, isJSON := embedded(s); isJSON {
			v = parsed
		}
	}
	b, problem := appendJSON(nil, v, 0)
	if problem != nil {
		return nil, problem
	}
	return string(b), nil
}

func appendJSON(b []byte, v any, depth int) ([]byte, *Problem) {
	if depth > maxDepth {
		return nil, &Problem{domain.TooDeep, "at most 64 nested lists and groups"}
	}
	if len(b) > maxTextBytes {
		return nil, tooLong("16 MB")
	}
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case json.Number:
		return append(b, v...), nil
	case string:
		return appendString(b, v)
	case []any:
		return appendList(b, v, depth)
	case map[string]any:
		return appendObject(b, v, depth)
	default:
		return nil, notText()
	}
}

func appendList(b []byte, list []any, depth int) ([]byte, *Problem) {
	var problem *Problem
	b = append(b, '[')
	for i, item := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, problem = appendJSON(b, item, depth+1); problem != nil {
			return nil, problem
		}
	}
	return append(b, ']'), nil
}

func appendObject(b []byte, object map[string]any, depth int) ([]byte, *Problem) {
	keys := make([]string, 0, len(object))
	for key := range object {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var problem *Problem
	b = append(b, '{')
	for i, key := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		if b, problem = appendString(b, key); problem != nil {
			return nil, problem
		}
		b = append(b, ':')
		if b, problem = appendJSON(b, object[key], depth+1); problem != nil {
			return nil, problem
		}
	}
	return append(b, '}'), nil
}

// appendString writes a JSON string with the fewest escapes. A zero character
// becomes \u0000, which the databases hold as text without harm.
func appendString(b []byte, s string) ([]byte, *Problem) {
	if len(s) > maxTextBytes-len(b) {
		return nil, tooLong("16 MB")
	}
	if !readable(strings.ReplaceAll(s, "\x00", "")) {
		return nil, unreadableText()
	}
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\t':
			b = append(b, '\\', 't')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"'), nil
}

// embedded reads a text that is one JSON object or list. Anything else, also an
// object that names a key twice, is not: as a JSON string it loses nothing.
func embedded(s string) (any, bool) {
	trimmed := strings.TrimSpace(s)
	if trimmed == "" || (trimmed[0] != '{' && trimmed[0] != '[') || len(trimmed) > maxTextBytes {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(trimmed))
	decoder.UseNumber()
	v, err := decodeValue(decoder, 0)
	if err != nil {
		return nil, false
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, false
	}
	return v, true
}

var (
	errTooDeep  = errors.New("nested too deep")
	errRepeated = errors.New("a key stands twice")
)

func decodeValue(decoder *json.Decoder, depth int) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth+1 { // one more than allowed, so that the writer says too_deep
		return nil, errTooDeep
	}
	switch token {
	case json.Delim('['):
		list := []any{}
		for decoder.More() {
			item, err := decodeValue(decoder, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, item)
		}
		_, err = decoder.Token()
		return list, err
	case json.Delim('{'):
		return decodeObject(decoder, depth)
	default:
		return token, nil
	}
}

func decodeObject(decoder *json.Decoder, depth int) (any, error) {
	object := map[string]any{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		key, _ := token.(string)
		if _, repeated := object[key]; repeated {
			return nil, errRepeated
		}
		if object[key], err = decodeValue(decoder, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := decoder.Token()
	return object, err
}
