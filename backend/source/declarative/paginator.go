package declarative

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// pager asks for the pages of one slice in order.
type pager struct {
	p      *manifest.Paginator // nil: one page
	strict bool
	size   int // 0: not known
	seen   map[string]bool
	// last and alike tell a service that does not know of pages: how many pages in a row
	// ended with the same record.
	last  map[string]any
	alike int
}

// samePages is how many pages may end alike: one that comes twice is no reason to give up.
const samePages = 3

func (s *session) newPager(p *manifest.Paginator) (*pager, error) {
	g := &pager{p: p, strict: s.opts.Strict, seen: map[string]bool{}}
	if p == nil || p.PageSize == nil {
		return g, nil
	}
	text, err := s.base.text(p.PageSize)
	if err != nil {
		return nil, s.classifyFault(err)
	}
	if g.size, err = strconv.Atoi(strings.TrimSpace(text)); err != nil || g.size < 0 {
		return nil, s.classifyFault(&templateError{p.PageSize.Source, fmt.Errorf("the page size is no whole number")})
	}
	return g, nil
}

// first is the token of the first request, nil for none.
func (g *pager) first() any {
	if g.p == nil {
		return nil
	}
	switch st := g.p.Strategy.(type) {
	case manifest.PageIncrement:
		if st.OnFirst {
			return int64(st.Start)
		}
	case manifest.OffsetIncrement:
		if st.OnFirst {
			return int64(0)
		}
	}
	return nil
}

// apply adds token and page size to a request.
func (g *pager) apply(c *call, token any) error {
	if g.p == nil {
		return nil
	}
	var p part
	if token != nil {
		c.scope = c.scope.with("next_page_token", map[string]any{"next_page_token": token})
		if g.p.TokenIsURL {
			c.pageURL = asText(token)
		} else if err := p.inject(c.scope, g.p.TokenInto, token); err != nil {
			return err
		}
	}
	if g.size > 0 {
		if err := p.inject(c.scope, g.p.SizeInto, int64(g.size)); err != nil {
			return err
		}
	}
	c.parts = append(c.parts, p)
	return nil
}

// seenPage is what a strategy looks at.
type seenPage struct {
	answer  *answer
	token   any
	found   int            // records in the answer, before filtering
	kept    int            // after filtering
	last    map[string]any // last record kept, nil for none
	baseFor scope
}

// next is the token of the page after, nil when there is none.
func (g *pager) next(page seenPage) (any, error) {
	if g.p == nil {
		return nil, nil //nolint:nilnil // nil is "no next page"
	}
	if g.ignored(page) {
		return nil, &repeatedTokenError{}
	}
	var token any
	switch st := g.p.Strategy.(type) {
	case manifest.PageIncrement:
		if page.found == 0 || g.size > 0 && page.found < g.size {
			return nil, nil //nolint:nilnil // nil is "no next page"
		}
		at := int64(st.Start)
		if n, ok := wholeNumber(page.token); ok {
			at = n
		}
		return at + 1, nil
	case manifest.OffsetIncrement:
		if page.found == 0 || g.size > 0 && page.found < g.size {
			return nil, nil //nolint:nilnil // nil is "no next page"
		}
		n, _ := wholeNumber(page.token)
		return n + int64(page.found), nil
	case manifest.CursorToken:
		var err error
		if token, err = g.cursor(st, page); err != nil || token == nil {
			return nil, err
		}
	}
	if !g.strict {
		return token, nil
	}
	key := asText(token)
	if g.seen[key] {
		return nil, &repeatedTokenError{}
	}
	g.seen[key] = true
	return token, nil
}

// ignored tells that the service answers every page alike: reading would never end.
func (g *pager) ignored(page seenPage) bool {
	if !g.strict || page.last == nil || !reflect.DeepEqual(page.last, g.last) {
		g.last, g.alike = page.last, 1
		return false
	}
	g.alike++
	return g.alike > samePages
}

// repeatedTokenError is a service that says the same next page twice.
type repeatedTokenError struct{}

func (*repeatedTokenError) Error() string { return "the next page was read already" }

func (g *pager) cursor(st manifest.CursorToken, page seenPage) (any, error) {
	sc := responseScope(page.baseFor, page.answer)
	sc.set("last_page_size", int64(page.kept))
	sc.set("last_record", nil)
	if page.last != nil {
		sc.set("last_record", page.last)
	}
	if st.Stop != nil {
		stop, err := sc.condition(st.Stop)
		if err != nil {
			return nil, err
		}
		if stop {
			return nil, nil //nolint:nilnil // nil is "no next page"
		}
	}
	token, err := sc.value(st.Value)
	if err != nil {
		return nil, err
	}
	if falsy(token) {
		return nil, nil //nolint:nilnil // nil is "no next page"
	}
	return token, nil
}

func falsy(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case int64:
		return v == 0
	case float64:
		return v == 0
	case json.Number:
		f, err := v.Float64()
		return err == nil && f == 0
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return expr.Str(v) == ""
}

func wholeNumber(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case int:
		return int64(v), true
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	}
	return 0, false
}
