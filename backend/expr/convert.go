package expr

import (
	"encoding/json"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// inward turns a value handed in into one the evaluator knows. It looks at the outermost value only.
func inward(v any) any {
	switch x := v.(type) {
	case nil, bool, string, int64, float64, map[string]any, []any, *list, *dict, undefined, datetime, date, Duration, Slice:
		return v
	case json.Number:
		return fromNumber(string(x))
	case int:
		return int64(x)
	case *big.Int:
		return normInt(x)
	case time.Time:
		return datetime{t: x.Truncate(time.Microsecond)}
	case function, method, *namespaceObject, *loopVar:
		return v
	}
	return reflected(v)
}

// fromNumber reads a JSON number as Python's json module does: a fraction or exponent makes a float.
func fromNumber(s string) any {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	if !strings.ContainsAny(s, ".eE") && len(s) <= maxIntDigits {
		if n, ok := new(big.Int).SetString(s, 10); ok {
			return n
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		return s
	}
	return f
}

func normInt(n *big.Int) any {
	if n.IsInt64() {
		return n.Int64()
	}
	return n
}

// reflected covers named map, slice and number types, so that callers need not convert them first.
func reflected(v any) any {
	rv := reflect.ValueOf(v)
	switch rv.Kind() { //nolint:exhaustive // other kinds are no values of templates
	case reflect.Bool:
		return rv.Bool()
	case reflect.String:
		return rv.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return rv.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return normInt(new(big.Int).SetUint64(rv.Uint()))
	case reflect.Float32, reflect.Float64:
		return rv.Float()
	case reflect.Map:
		if rv.Type().Key().Kind() != reflect.String {
			break
		}
		out := make(map[string]any, rv.Len())
		for it := rv.MapRange(); it.Next(); {
			out[it.Key().String()] = it.Value().Interface()
		}
		return out
	case reflect.Slice, reflect.Array:
		out := make([]any, rv.Len())
		for i := range out {
			out[i] = rv.Index(i).Interface()
		}
		return out
	case reflect.Pointer, reflect.Interface:
		if rv.IsNil() {
			return nil
		}
	}
	return undefined{name: rv.Type().String()}
}

// outward turns a result into the types promised to callers. Containers are copied, so a caller may change them.
func outward(f *frame, v any, depth int) (any, error) {
	if err := f.tick(1); err != nil {
		return nil, err
	}
	if depth > maxValueDepth {
		return nil, limitErr("depth")
	}
	v = inward(v)
	switch x := v.(type) {
	case nil, bool, int64, *big.Int, float64, string, Duration:
		return x, nil
	case undefined:
		return "", nil
	case datetime:
		return x.t, nil
	}
	if m, ok := asMapping(v); ok {
		return outwardMap(f, m, depth)
	}
	if items, ok := sequenceOf(v); ok {
		out := make([]any, len(items))
		for i, it := range items {
			var err error
			if out[i], err = outward(f, it, depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return Str(v), nil
}

func outwardMap(f *frame, m mapping, depth int) (any, error) {
	out := make(map[string]any, m.size())
	if g, ok := m.(goMap); ok {
		for k, v := range g {
			value, err := outward(f, v, depth+1)
			if err != nil {
				return nil, err
			}
			out[k] = value
		}
		return out, nil
	}
	for _, k := range m.keys() {
		v, _ := m.get(k)
		value, err := outward(f, v, depth+1)
		if err != nil {
			return nil, err
		}
		out[jsonKey(k)] = value
	}
	return out, nil
}

// jsonKey names a dict key as Python's json module would.
func jsonKey(k any) string {
	switch x := k.(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(x)
	}
	return Str(k)
}

// literalForm reports whether printing the value and reading it as a literal gives the same value back,
// so that the detour over text can be left out.
func literalForm(f *frame, v any, depth int) bool {
	if depth > maxValueDepth || f.tick(1) != nil {
		return false
	}
	switch x := inward(v).(type) {
	case nil, bool, int64, *big.Int, string:
		return true
	case float64:
		return !math.IsInf(x, 0) && !math.IsNaN(x)
	case map[string]any:
		for _, item := range x {
			if !literalForm(f, item, depth+1) {
				return false
			}
		}
		return true
	case *dict:
		return literalItems(f, x.keyList, depth) && literalItems(f, x.values, depth)
	case []any:
		return literalItems(f, x, depth)
	case *list:
		return x.kind <= kindTuple && literalItems(f, x.items, depth)
	}
	return false
}

func literalItems(f *frame, items []any, depth int) bool {
	for _, it := range items {
		if !literalForm(f, it, depth+1) {
			return false
		}
	}
	return true
}
