package catalogtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// question is one request as the interpreter sees it.
type question struct {
	method string
	url    *url.URL
	query  url.Values
	body   map[string]any
	head   http.Header
	parts  map[string]part
}

// value reads a parameter: from the query, a header, inside another, or from a JSON body by its dotted name.
func (q question) value(param string) (string, bool) {
	if param == "" {
		return "", false
	}
	if name, isHeader := strings.CutPrefix(param, "header:"); isHeader {
		return q.head.Get(name), q.head.Get(name) != ""
	}
	if part, inside := q.parts[param]; inside {
		text, _ := q.value(part.Of)
		found := regexp.MustCompile(part.Pattern).FindStringSubmatch(text)
		if len(found) < 2 {
			return "", false
		}
		return found[1], true
	}
	if q.query.Has(param) {
		return q.query.Get(param), true
	}
	if found := lookup(q.body, param); q.body != nil && found != nil {
		return fmt.Sprint(found), true
	}
	return "", false
}

// ServeHTTP answers one request as the service would.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := question{method: r.Method, url: r.URL, query: r.URL.Query(), head: r.Header}
	text, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20)) // a cut body has no parameters
	if len(text) > 0 {
		_ = json.Unmarshal(text, &q.body) // as has one that is no JSON
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.answer(r, q, string(text))
	s.requests = append(s.requests, Request{Method: r.Method, Path: r.URL.Path, Query: q.query, Status: out.Status})
	s.write(w, out)
}

func (s *Server) answer(r *http.Request, q question, body string) reply {
	if len(s.troubles) > 0 {
		trouble := s.troubles[0]
		s.troubles = s.troubles[1:]
		return s.answers.Troubles[trouble]
	}
	if signIn := s.answers.SignIn; signIn != nil && q.url.Path == signIn.Token {
		return s.token(r, body)
	}
	if !s.answers.Auth.allows(r) && !s.signedIn(r) {
		return s.answers.Troubles[WrongKey]
	}
	for _, f := range s.answers.Fixed {
		if f.answers(q) {
			return f.reply
		}
	}
	for _, t := range s.tables {
		if asked, meant := t.meant(q); meant {
			return s.page(t, asked)
		}
	}
	return s.refuse(http.StatusNotFound, fmt.Sprintf("%s %s: no such path", q.method, q.url.Path))
}

// page answers one page of a list, or refuses what the vendor does not know.
func (s *Server) page(t *table, q question) reply {
	if mistake := t.mistake(q); mistake != "" {
		return s.refuse(http.StatusBadRequest, fmt.Sprintf("%s %s: %s", q.method, q.url, mistake))
	}
	cut, err := t.Paging.cut(t.kept(q.value), q.value)
	if err != nil {
		return s.refuse(http.StatusBadRequest, fmt.Sprintf("%s %s: %v", q.method, q.url, err))
	}
	names := map[string]any{
		"total": cut.total, "pages": (cut.total + cut.size - 1) / cut.size, "page": cut.number, "size": cut.size,
		"has_more": cut.more, "last": !cut.more, "next": cut.next, "url": s.URL,
	}
	out := reply{Status: http.StatusOK, Headers: map[string]string{}}
	for name, value := range t.Headers {
		out.Headers[name] = fmt.Sprint(expand(value, names, 0))
	}
	if t.Paging.Link && cut.more {
		out.Headers["Link"] = "<" + t.Paging.address(s.URL, q.url, cut) + `>; rel="next"`
	}
	if t.CSV != nil {
		out.Text = t.asCSV(cut.records)
		out.Headers["Content-Type"] = "text/csv"
		return out
	}
	records := make([]any, len(cut.records))
	for i, r := range cut.records {
		records[i] = r.fields // written before the lock is given up
	}
	if t.At == "" {
		out.Body = records
		return out
	}
	body := expandAll(t.Envelope, names, 0)
	put(body, t.At, records)
	if t.Paging.NextAt != "" && cut.more {
		next := t.carry(cut.next, q)
		switch t.Paging.NextIs {
		case "link":
			next = t.Paging.address(s.URL, q.url, cut)
		case "path":
			next = t.Path + "/" + url.PathEscape(next)
		}
		put(body, t.Paging.NextAt, next)
	}
	out.Body = body
	return out
}

// mistake names what the vendor would refuse or ignore in a question; empty if nothing.
func (t *table) mistake(q question) string {
	for param, want := range t.Requires {
		if got, _ := q.value(param); got != want {
			return fmt.Sprintf("%s must be %q, is %q", param, want, got)
		}
	}
	known := append(t.Paging.params(), t.Params...)
	for param := range t.Requires {
		known = append(known, param)
	}
	for param := range t.When {
		known = append(known, param)
	}
	for _, f := range t.Filters {
		known = append(known, f.Param)
	}
	for param, values := range q.query {
		if !slices.Contains(known, param) {
			return "unknown parameter " + param
		}
		if len(values) > 1 {
			return "parameter given twice: " + param
		}
	}
	return ""
}

func (s *Server) refuse(status int, complaint string) reply {
	s.complaints = append(s.complaints, complaint)
	return reply{Status: status, Body: map[string]any{"message": complaint}}
}

func (s *Server) write(w http.ResponseWriter, out reply) {
	for _, headers := range []map[string]string{s.answers.Headers, out.Headers} {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
	}
	text := []byte(out.Text)
	if out.Text == "" {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		text = encode(out.Body)
	}
	w.WriteHeader(out.Status)
	_, _ = w.Write(text) // a client that hung up is the test's own affair
}

func (a auth) allows(r *http.Request) bool {
	if a.Basic != "" {
		user, password, ok := r.BasicAuth()
		return ok && user+":"+password == a.Basic
	}
	return a.Header == "" || r.Header.Get(a.Header) == a.Value
}

func (f fixed) answers(q question) bool {
	if f.Method != q.method || f.Path != q.url.Path {
		return false
	}
	for param, want := range f.Query {
		if got, _ := q.value(param); got != want {
			return false
		}
	}
	return true
}
