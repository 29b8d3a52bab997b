package source

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tributary/backend/domain"
)

// Complete fills defaults into values and checks them against the fields. It
// returns the values to keep, in their right types (a number typed as text becomes
// a number), and every problem. A group that is not required and has nothing in
// it is left out. Values without a field are returned untouched under extra, so that
// the caller may move or refuse them; inside a group they stay where they are.
func Complete(fields []Field, values map[string]any) (complete, extra map[string]any, problems []domain.FieldProblem) {
	c := completion{}
	complete, extra = c.fields("", fields, values)
	return complete, extra, c.problems
}

// completion gathers the problems of a form.
type completion struct{ problems []domain.FieldProblem }

func (c *completion) wrong(path, words string) {
	c.problems = append(c.problems, domain.FieldProblem{Field: path, Words: words})
}

func (c *completion) fields(prefix string, fields []Field, values map[string]any) (complete, extra map[string]any) {
	complete, extra = map[string]any{}, maps.Clone(values)
	if extra == nil {
		extra = map[string]any{}
	}
	for _, f := range fields {
		delete(extra, f.Name)
		v := values[f.Name]
		if blank(v) {
			v = f.Default
		}
		if v == nil && f.Required && f.Kind == GroupField {
			v = map[string]any{}
		}
		switch {
		case v != nil:
			if checked, ok := c.value(prefix+f.Name, f, v); ok {
				complete[f.Name] = checked
			}
		case f.Required:
			c.wrong(prefix+f.Name, fmt.Sprintf("%s is missing.", f.Label()))
		}
	}
	return complete, extra
}

// value checks one value and returns it in its right type.
func (c *completion) value(path string, f Field, v any) (any, bool) {
	switch f.Kind {
	case GroupField:
		return c.group(path, f, v, f.Fields)
	case ChoiceField:
		return c.choice(path, f, v)
	case ListField:
		return c.list(path, f, v)
	default:
		checked, words := f.check(v)
		if words != "" {
			c.wrong(path, words)
		}
		return checked, words == ""
	}
}

func (c *completion) group(path string, f Field, v any, fields []Field) (map[string]any, bool) {
	values, ok := v.(map[string]any)
	if !ok {
		c.wrong(path, fmt.Sprintf("%s must be a group of values.", f.Label()))
		return nil, false
	}
	before := len(c.problems)
	complete, extra := c.fields(path+".", fields, values)
	maps.Copy(complete, extra)
	return complete, len(c.problems) == before
}

func (c *completion) choice(path string, f Field, v any) (any, bool) {
	values, _ := v.(map[string]any)
	o, ok := f.chosen(values)
	if !ok {
		c.wrong(path, fmt.Sprintf("%s must be one of %s.", f.Label(), f.optionWords()))
		return nil, false
	}
	complete, ok := c.group(path, f, v, o.Fields)
	if !ok {
		return nil, false
	}
	// What was typed for another way must not stay: nobody would seal it.
	for _, other := range f.Options {
		for _, left := range other.Fields {
			if !slices.ContainsFunc(o.Fields, func(own Field) bool { return own.Name == left.Name }) {
				delete(complete, left.Name)
			}
		}
	}
	complete[o.Discriminator] = o.value()
	return complete, true
}

func (c *completion) list(path string, f Field, v any) (any, bool) {
	entries, ok := listOf(v)
	if !ok {
		c.wrong(path, fmt.Sprintf("%s must be a list.", f.Label()))
		return nil, false
	}
	if len(entries) == 0 && f.Required {
		c.wrong(path, fmt.Sprintf("%s is missing.", f.Label()))
		return nil, false
	}
	if f.Entry == nil {
		return entries, true
	}
	entry := *f.Entry
	if entry.Title == "" {
		entry.Title = f.Label()
	}
	checked := make([]any, 0, len(entries))
	for i, e := range entries {
		if one, ok := c.value(path+"."+strconv.Itoa(i), entry, e); ok {
			checked = append(checked, one)
		}
	}
	return checked, len(checked) == len(entries)
}

// listOf accepts a list, or a text with commas.
func listOf(v any) ([]any, bool) {
	switch v := v.(type) {
	case []any:
		return v, true
	case []string:
		entries := make([]any, len(v))
		for i, s := range v {
			entries[i] = s
		}
		return entries, true
	case string:
		entries := []any{}
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				entries = append(entries, part)
			}
		}
		return entries, true
	}
	return nil, false
}

// blank tells whether nothing was given: no value, no text, or a group of such.
func blank(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case map[string]any:
		for _, inner := range v {
			if !blank(inner) {
				return false
			}
		}
		return true
	}
	return false
}
