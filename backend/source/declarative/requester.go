package declarative

import (
	"context"
	"net/url"
	"strings"

	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// call is everything that decides one request besides the manifest.
type call struct {
	scope   scope
	parts   []part // of paginator, partition and cursor
	pageURL string // not empty: the address of the page, from the last answer
	refused string // token that was not accepted; a renewed one is used
	// stream: a large answer may come in parts.
	stream bool
	keep   bool // an equal request may be answered from what is kept
}

// build puts a request together.
func (s *session) build(ctx context.Context, r *manifest.Requester, c call) (*request, error) {
	out := &request{method: r.Method, query: url.Values{}, head: map[string]string{}, form: url.Values{}}
	if err := s.address(out, r, c); err != nil {
		return nil, err
	}
	own, err := s.ownPart(out, r, c.scope)
	if err != nil {
		return nil, err
	}
	if err := out.merge(own); err != nil {
		return nil, err
	}
	for _, p := range c.parts {
		if err := out.merge(p); err != nil {
			return nil, err
		}
	}
	return out, s.authenticate(ctx, out, r.Auth, c.scope, c.refused)
}

func (s *session) address(out *request, r *manifest.Requester, c call) error {
	base, err := c.scope.text(r.URLBase)
	if err != nil {
		return err
	}
	path, err := c.scope.text(r.Path)
	if err != nil {
		return err
	}
	if c.pageURL == "" {
		out.url, err = joinURL(base, path)
		return addressFault(err)
	}
	if out.url, err = resolveURL(base, c.pageURL); err != nil {
		return addressFault(err)
	}
	if !s.opts.Strict {
		return nil
	}
	home, err := parseURL(base)
	if err != nil {
		return addressFault(err)
	}
	return keepHome(out.url, home)
}

// keepHome lets a page be read from the service's own host only: the address
// came from outside, and the key goes with it.
func keepHome(page, home *url.URL) error {
	if page.Hostname() != home.Hostname() || page.Port() != home.Port() && page.Scheme == home.Scheme {
		return &elsewhereError{}
	}
	// Services behind a proxy write http where they are https.
	if home.Scheme == "https" {
		page.Scheme, page.Host = "https", home.Host
	}
	return nil
}

// elsewhereError is a next page on another host.
type elsewhereError struct{}

func (*elsewhereError) Error() string { return "the next page is on another host" }

// addressError is an address of the service that cannot be one.
type addressError struct{ err error }

func (e *addressError) Error() string { return e.err.Error() }
func (e *addressError) Unwrap() error { return e.err }

func addressFault(err error) error {
	if err == nil {
		return nil
	}
	return &addressError{err}
}

func (s *session) ownPart(out *request, r *manifest.Requester, sc scope) (part, error) {
	var p part
	var err error
	if p.query, err = s.parameters(r.Parameters, sc); err != nil {
		return p, err
	}
	if r.Query != nil {
		if p.query, err = s.queryText(r.Query, sc); err != nil {
			return p, err
		}
	}
	if p.head, err = s.headers(r.Headers, sc); err != nil {
		return p, err
	}
	if p.form, err = s.parameters(r.Body.Form, sc); err != nil {
		return p, err
	}
	switch {
	case r.Body.JSON != nil:
		out.json, _, err = evaluate(r.Body.JSON, sc)
	case r.Body.Text != nil && r.Body.TextIsJSON:
		out.json, err = sc.value(r.Body.Text)
	case r.Body.Text != nil:
		var text string
		text, err = sc.text(r.Body.Text)
		out.text = &text
	}
	return p, err
}

// queryText evaluates parameters that are written as one text. The reference
// runner sends them only if the text is an object.
func (s *session) queryText(t *manifest.Template, sc scope) (url.Values, error) {
	v, err := sc.value(t)
	if err != nil {
		return nil, err
	}
	out := url.Values{}
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if value != nil {
				out.Set(key, expr.Str(value))
			}
		}
	case string:
		if !s.opts.Strict {
			return out, nil
		}
		if out, err = url.ParseQuery(strings.TrimPrefix(v, "?")); err != nil {
			return nil, &templateError{t.Source, err}
		}
	}
	return out, nil
}

// parameters evaluates a mapping of texts: an empty text is left out, a list is
// repeated, anything else stays text.
func (s *session) parameters(pairs []manifest.Pair, sc scope) (url.Values, error) {
	out := url.Values{}
	for _, p := range pairs {
		key, err := sc.text(p.Key)
		if err != nil {
			return nil, err
		}
		value, err := sc.optional(p.Value, true)
		if err != nil {
			return nil, err
		}
		switch value := value.(type) {
		case nil:
		case []any:
			for _, item := range value {
				if item != nil {
					out.Add(key, expr.Str(item))
				}
			}
		default:
			out.Set(key, expr.Str(value))
		}
	}
	return out, nil
}

func (s *session) headers(pairs []manifest.Pair, sc scope) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range pairs {
		key, err := sc.text(p.Key)
		if err != nil {
			return nil, err
		}
		value, err := sc.optional(p.Value, s.opts.Strict)
		if err != nil {
			return nil, err
		}
		if value != nil {
			out[key] = expr.Str(value)
		}
	}
	return out, nil
}

// secretText renders a token: as it is in strict mode; through its
// literal value, as the reference runner does, in parity mode.
func (s *session) secretText(t *manifest.Template, sc scope) (string, error) {
	if s.opts.Strict {
		return sc.text(t)
	}
	v, err := sc.value(t)
	if err != nil || v == nil {
		return "", err
	}
	return expr.Str(v), nil
}

// evaluate evaluates a body; null fields of objects are left out, which ok
// reports.
func evaluate(t *manifest.Tree, sc scope) (v any, ok bool, err error) {
	switch {
	case t.Text != nil:
		v, err = sc.optional(t.Text, false)
	case t.Fields != nil:
		m := make(map[string]any, len(t.Fields))
		for _, f := range t.Fields {
			key, err := sc.text(f.Key)
			if err != nil {
				return nil, false, err
			}
			value, ok, err := evaluate(f.Value, sc)
			if err != nil {
				return nil, false, err
			}
			if ok {
				m[key] = value
			}
		}
		v = m
	case t.Items != nil:
		list := make([]any, 0, len(t.Items))
		for _, item := range t.Items {
			value, _, err := evaluate(item, sc)
			if err != nil {
				return nil, false, err
			}
			list = append(list, value)
		}
		v = list
	default:
		v = t.Plain
	}
	return v, v != nil, err
}

func asText(v any) string { return expr.Str(v) }
