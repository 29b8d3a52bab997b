package catalogtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// padded matches {n}, {nn}, {nnnn}: the number of the record, padded with zeros to as many digits as there are letters.
var padded = regexp.MustCompile(`\{(n+)\}`)

// milliseconds matches a time in the form that scripts of old wrote.
var milliseconds = regexp.MustCompile(`^/Date\((\d+)\+0000\)/$`)

// expand fills a value of a template. A text that is nothing but one name, such as "{n}", keeps the type of its value;
// a mapping with the single key pick chooses from its list by the number of the record.
func expand(value any, names map[string]any, number int) any {
	switch v := value.(type) {
	case string:
		return expandText(v, names, number)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = expand(item, names, number)
		}
		return out
	case map[string]any:
		if choices, ok := v["pick"].([]any); ok && len(v) == 1 && len(choices) > 0 {
			return expand(choices[number%len(choices)], names, number)
		}
		return expandAll(v, names, number)
	}
	return value
}

// expandAll fills every value of a mapping; the result is never nil.
func expandAll(values map[string]any, names map[string]any, number int) map[string]any {
	out := make(map[string]any, len(values))
	for key, value := range values {
		out[key] = expand(value, names, number)
	}
	return out
}

func expandText(text string, names map[string]any, number int) any {
	if !strings.Contains(text, "{") {
		return text
	}
	if text == "{n}" {
		return number
	}
	if name := strings.Trim(text, "{}"); text == "{"+name+"}" {
		if value, ok := names[name]; ok {
			return value
		}
	}
	text = padded.ReplaceAllStringFunc(text, func(found string) string {
		return fmt.Sprintf("%0*d", len(found)-2, number)
	})
	for name, value := range names {
		text = strings.ReplaceAll(text, "{"+name+"}", fmt.Sprint(value))
	}
	return text
}

// lookup follows a dotted path through mappings and lists; nil where it ends early.
func lookup(value any, path string) any {
	if path == "" {
		return value
	}
	head, rest, _ := strings.Cut(path, ".")
	switch v := value.(type) {
	case map[string]any:
		return lookup(v[head], rest)
	case []any:
		if i, err := strconv.Atoi(head); err == nil && i >= 0 && i < len(v) {
			return lookup(v[i], rest)
		}
	}
	return nil
}

// escaped stands for a dot that is part of a name, written \. in a path.
const escaped = "\x00"

// put sets the value at a dotted path, making the mappings on the way.
func put(into map[string]any, path string, value any) {
	head, rest, deeper := strings.Cut(strings.ReplaceAll(path, `\.`, escaped), ".")
	head, rest = strings.ReplaceAll(head, escaped, "."), strings.ReplaceAll(rest, escaped, `\.`)
	if !deeper {
		into[head] = value
		return
	}
	inner, ok := into[head].(map[string]any)
	if !ok {
		inner = map[string]any{}
		into[head] = inner
	}
	put(inner, rest, value)
}

// clone copies a value as its JSON would arrive, so numbers become float64 and nothing is shared.
func clone[T any](value any) T {
	var out T
	if err := json.Unmarshal(encode(value), &out); err != nil {
		panic(fmt.Sprintf("catalogtest: value from a template is no JSON: %v", err))
	}
	return out
}

// encode writes a value as JSON. What does not go comes from a mistake in an answers file.
func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("catalogtest: value from a template is no JSON: %v", err))
	}
	return text
}

// stamp writes a moment as the service does.
func (t times) stamp(moment time.Time) any {
	switch t.Format {
	case "unix":
		return moment.Unix()
	case "script":
		return fmt.Sprintf("/Date(%d+0000)/", moment.UnixMilli())
	}
	return moment.Format(t.Format)
}

// moment reads a time in the list's own form or in one that vendors take in filters.
func (t times) moment(value any) (time.Time, bool) {
	text := fmt.Sprint(value)
	if f, ok := value.(float64); ok {
		text = strconv.FormatFloat(f, 'f', -1, 64)
	}
	if t.Format == "unix" {
		if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
			return time.Unix(seconds, 0), true
		}
		return time.Time{}, false
	}
	if script := milliseconds.FindStringSubmatch(text); script != nil {
		ms, err := strconv.ParseInt(script[1], 10, 64)
		return time.UnixMilli(ms), err == nil
	}
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil && seconds >= 1e8 {
		return time.Unix(seconds, 0), true
	}
	for _, layout := range []string{t.Format, time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04:05.000-0700", "2006-01-02 15:04:05.999999999Z07:00", time.DateOnly} {
		if moment, err := time.Parse(layout, text); err == nil {
			return moment, true
		}
	}
	return time.Time{}, false
}
