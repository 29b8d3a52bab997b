package declarative

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"tributary/backend/manifest"
)

// request is what the components put together for one HTTP request.
type request struct {
	method string
	url    *url.URL
	query  url.Values
	head   map[string]string
	form   url.Values
	json   any // map[string]any once something was injected
	text   *string
	// renewable is the token that a renewal may replace, empty if none.
	renewable string
}

// conflictError is two components of a manifest setting the same thing.
type conflictError struct{ place, name string }

func (e *conflictError) Error() string {
	return fmt.Sprintf("two parts of the manifest set the %s %q", e.place, e.name)
}

// part is what one component adds; parts of different components must not meet.
type part struct {
	query url.Values
	head  map[string]string
	form  url.Values
	json  map[string]any
}

// inject puts a value where an option says.
func (p *part) inject(sc scope, into *manifest.Inject, value any) error {
	if into == nil || value == nil {
		return nil
	}
	names := make([]string, len(into.Path))
	for i, t := range into.Path {
		name, err := sc.text(t)
		if err != nil {
			return err
		}
		names[i] = name
	}
	switch into.Into {
	case manifest.InHead:
		if p.head == nil {
			p.head = map[string]string{}
		}
		p.head[names[0]] = asText(value)
	case manifest.InForm:
		if p.form == nil {
			p.form = url.Values{}
		}
		p.form.Set(names[0], asText(value))
	case manifest.InJSON:
		if p.json == nil {
			p.json = map[string]any{}
		}
		setNested(p.json, names, value)
	default:
		if p.query == nil {
			p.query = url.Values{}
		}
		p.query.Set(names[0], asText(value))
	}
	return nil
}

func setNested(m map[string]any, names []string, value any) {
	for _, name := range names[:len(names)-1] {
		child, ok := m[name].(map[string]any)
		if !ok {
			child = map[string]any{}
			m[name] = child
		}
		m = child
	}
	m[names[len(names)-1]] = value
}

// merge adds a part; a name that is set already is an error, except equal
// values in JSON bodies.
func (r *request) merge(p part) error {
	for key, values := range p.query {
		if _, set := r.query[key]; set {
			return &conflictError{"parameter", key}
		}
		r.query[key] = values
	}
	for key, value := range p.head {
		if _, set := r.head[key]; set {
			return &conflictError{"header", key}
		}
		r.head[key] = value
	}
	for key, values := range p.form {
		if _, set := r.form[key]; set {
			return &conflictError{"form field", key}
		}
		r.form[key] = values
	}
	if len(p.json) == 0 {
		return nil
	}
	if r.json == nil {
		r.json = map[string]any{}
	}
	body, ok := r.json.(map[string]any)
	if !ok {
		return &conflictError{"body", "JSON"}
	}
	return mergeJSON(body, p.json)
}

func mergeJSON(into, from map[string]any) error {
	for key, value := range from {
		have, set := into[key]
		if !set {
			into[key] = value
			continue
		}
		a, aMap := have.(map[string]any)
		b, bMap := value.(map[string]any)
		if aMap && bMap {
			if err := mergeJSON(a, b); err != nil {
				return err
			}
			continue
		}
		if asText(have) != asText(value) {
			return &conflictError{"body field", key}
		}
	}
	return nil
}

// http makes the request that is sent.
func (r *request) http(ctx context.Context, userAgent string) (*http.Request, error) {
	u := *r.url
	addQuery(&u, r.query)
	body, contentType, err := r.body()
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, r.method, u.String(), body)
	if err != nil {
		return nil, fmt.Errorf("make a request: %w", withoutURL(err))
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "*/*")
	for key, value := range r.head {
		if !validHeader(key, value) {
			return nil, fmt.Errorf("make a request: the header %q has characters that cannot be sent", printable(key))
		}
		if strings.EqualFold(key, "Host") {
			req.Host = value
			continue
		}
		// Without it the transport unpacks gzip by itself, within our limits.
		if strings.EqualFold(key, "Accept-Encoding") {
			continue
		}
		req.Header.Set(key, value)
	}
	return req, nil
}

func (r *request) body() (io.Reader, string, error) {
	switch {
	case r.text != nil && *r.text != "":
		return strings.NewReader(*r.text), "", nil
	case len(r.form) > 0 && r.json != nil:
		return nil, "", &conflictError{"body", "form and JSON"}
	case len(r.form) > 0:
		return strings.NewReader(r.form.Encode()), "application/x-www-form-urlencoded", nil
	case r.json != nil && !emptyJSON(r.json):
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(r.json); err != nil {
			return nil, "", fmt.Errorf("write the body of a request: %w", err)
		}
		return bytes.NewReader(bytes.TrimRight(b.Bytes(), "\n")), "application/json", nil
	}
	return nil, "", nil
}

func emptyJSON(v any) bool {
	m, ok := v.(map[string]any)
	return ok && len(m) == 0
}

func validHeader(key, value string) bool {
	if key == "" || strings.ContainsAny(key, " :\r\n\t\x00") {
		return false
	}
	return !strings.ContainsAny(value, "\r\n\x00")
}

// overlay puts the values of one part over those of another: a cursor's win
// over a partition's.
func overlay(p *part, over part) {
	for k, v := range over.query {
		if p.query == nil {
			p.query = url.Values{}
		}
		p.query[k] = v
	}
	for k, v := range over.head {
		if p.head == nil {
			p.head = map[string]string{}
		}
		p.head[k] = v
	}
	for k, v := range over.form {
		if p.form == nil {
			p.form = url.Values{}
		}
		p.form[k] = v
	}
	for k, v := range over.json {
		if p.json == nil {
			p.json = map[string]any{}
		}
		p.json[k] = v
	}
}
