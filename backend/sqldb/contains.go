package sqldb

import (
	"bytes"
	"database/sql/driver"
	"fmt"
	"strings"
	"sync"

	"modernc.org/sqlite"
)

// SQLite itself knows neither accents nor the capitals of other letters than A to Z. The
// functions are asked in queries only, never in a schema, so any tool reads the files.
const (
	containsFunction = "tributary_contains"
	startsFunction   = "tributary_starts"
)

func init() { //nolint:gochecknoinits // the driver takes functions for all connections, before the first
	for name, matches := range map[string]func(text, sought []byte) bool{containsFunction: bytes.Contains, startsFunction: bytes.HasPrefix} {
		sqlite.MustRegisterFunction(name, &sqlite.FunctionImpl{NArgs: -1, Deterministic: true, Scalar: anyMatches(matches)})
	}
}

// anyMatches makes a function of SQL: whether one of the values behind the first holds the
// first, which is folded already.
func anyMatches(matches func(text, sought []byte) bool) func(*sqlite.FunctionContext, []driver.Value) (driver.Value, error) {
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	return func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		sought, ok := args[0].(string)
		if !ok {
			return nil, fmt.Errorf("look for text: %T is none", args[0])
		}
		buffer := buffers.Get().(*[]byte) //nolint:errcheck,forcetypeassert // New above
		defer buffers.Put(buffer)
		for _, value := range args[1:] {
			if value == nil {
				continue
			}
			text, ok := value.(string)
			if !ok {
				text = fmt.Sprint(value)
			}
			*buffer = fold((*buffer)[:0], text)
			if matches(*buffer, []byte(sought)) {
				return int64(1), nil
			}
		}
		return int64(0), nil
	}
}

// Contains returns the condition "one of the columns contains ?", without regard to case
// and accents; bind ContainsValue of the text looked for.
func (d Dialect) Contains(columns ...string) string {
	return d.matches(containsFunction, columns)
}

// ContainsValue is the value to bind for Contains.
func (d Dialect) ContainsValue(text string) string {
	if d.name == "sqlite" {
		return string(fold(nil, text))
	}
	return foldedPattern(text)
}

// StartsWith returns the condition "the column starts with ?", as Contains; bind
// StartsWithValue.
func (d Dialect) StartsWith(column string) string {
	return d.matches(startsFunction, []string{column})
}

// StartsWithValue is the value to bind for StartsWith.
func (d Dialect) StartsWithValue(text string) string {
	if d.name == "sqlite" {
		return string(fold(nil, text))
	}
	return "^" + foldedPattern(text)
}

func (d Dialect) matches(function string, columns []string) string {
	list := strings.Join(columns, ", ")
	if d.name != "sqlite" {
		// A line end parts the values, so that none is found across two of them.
		return "concat_ws(E'\\n', " + list + ") ~ ?"
	}
	return function + "(?, " + list + ")"
}
