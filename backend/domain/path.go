package domain

import "strings"

// Path is a field of a source record: the keys to follow from the top. A
// segment of digits indexes a list. Written with dots ("billing.company"); a
// dot in a name is written "\." and a backslash "\\".
type Path []string

// ParsePath reads the written form. An empty string is the empty path.
func ParsePath(s string) Path {
	if s == "" {
		return nil
	}
	var (
		path Path
		part strings.Builder
	)
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			part.WriteByte(s[i])
		case s[i] == '.':
			path = append(path, part.String())
			part.Reset()
		default:
			part.WriteByte(s[i])
		}
	}
	return append(path, part.String())
}

// pathEscaper is made once: a sample of records writes thousands of paths.
var pathEscaper = strings.NewReplacer(`\`, `\\`, `.`, `\.`) //nolint:gochecknoglobals // made once, never changed

// String returns the written form; ParsePath reads it back.
func (p Path) String() string {
	parts := make([]string, len(p))
	for i, s := range p {
		parts[i] = pathEscaper.Replace(s)
	}
	return strings.Join(parts, ".")
}

// Lookup follows the path into a record. ok is false when a step is missing
// or leads through something that is neither an object nor a list.
func (p Path) Lookup(record Record) (value any, ok bool) {
	var at any = map[string]any(record)
	for _, key := range p {
		switch node := at.(type) {
		case map[string]any:
			if at, ok = node[key]; !ok {
				return nil, false
			}
		case []any:
			i, valid := index(key)
			if !valid || i >= len(node) {
				return nil, false
			}
			at = node[i]
		default:
			return nil, false
		}
	}
	return at, true
}

// index reads a list index: digits only, bounded so that it cannot overflow.
func index(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
