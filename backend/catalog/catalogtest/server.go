package catalogtest

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"
)

// Server answers as one service. All methods are safe for concurrent use.
type Server struct {
	URL string

	id   string
	http *httptest.Server

	mu         sync.Mutex // guards everything below
	answers    answers
	tables     []*table
	troubles   []Trouble // answers to the next requests, in order
	requests   []Request
	complaints []string
	tokens     tokens
}

// Request is one request the server has answered.
type Request struct {
	Method string
	Path   string
	Query  url.Values
	Status int
}

// Serve starts the server of a service and stops it when the test ends. The test fails if the service was asked
// something it would not have understood.
func Serve(t testing.TB, id string) *Server {
	t.Helper()
	s, err := New(id)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		for _, complaint := range s.Complaints() {
			t.Errorf("%s would not understand: %s", id, complaint)
		}
	})
	return s
}

// New starts the server of a service outside a test, on a free port of 127.0.0.1. Close stops it.
func New(id string) (*Server, error) {
	a, err := decode(id)
	if err != nil {
		return nil, err
	}
	s := &Server{id: id, answers: a}
	s.http = httptest.NewServer(s)
	s.URL = s.http.URL
	for _, l := range a.Lists {
		s.tables = append(s.tables, newTable(l, s.names()))
	}
	return s, nil
}

// Close stops the server.
func (s *Server) Close() { s.http.Close() }

// Config gives values and settings with which the service can be read.
func (s *Server) Config() Config {
	return Config{
		Values:   expandAll(s.answers.Config.Values, s.names(), 0),
		Settings: expandAll(s.answers.Config.Settings, s.names(), 0),
	}
}

// Merged gives values and settings as the one mapping a connector takes.
func (c Config) Merged() map[string]any {
	out := make(map[string]any, len(c.Values)+len(c.Settings))
	for _, part := range []map[string]any{c.Values, c.Settings} {
		for name, value := range part {
			out[name] = value
		}
	}
	return out
}

// Requests lists the requests so far, in order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Complaints lists what a real service would have refused or silently ignored.
func (s *Server) Complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.complaints...)
}

// DataTypes lists the data types the server has records of, each once.
func (s *Server) DataTypes() []string {
	seen := map[string]bool{}
	var out []string
	for _, t := range s.tables {
		for _, name := range append([]string{t.DataType}, t.Also...) {
			if !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// Records gives what the service holds of a data type now, as JSON values, in the order they were made.
func (s *Server) Records(dataType string) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []map[string]any
	for _, t := range s.of(dataType) {
		for _, i := range t.counted() {
			out = append(out, t.asRead(t.records[i]))
		}
	}
	return out
}

// SetRecords replaces the records of a data type by so many fresh ones (in its first list where it has several).
func (s *Server) SetRecords(dataType string, count int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, t := range s.of(dataType) {
		t.list.Records = 0
		if i == 0 {
			t.list.Records = count
		}
		*t = *newTable(t.list, s.names())
	}
}

// Touch changes fields (dotted names) of the record at a place in Records, as if just edited at the service.
func (s *Server) Touch(dataType string, place int, changes map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, i := s.at(dataType, place)
	for path, value := range changes {
		put(t.records[i].fields, path, value)
	}
	t.touch(t.records[i], s.now())
}

// Add makes further records of a data type, created just now.
func (s *Server) Add(dataType string, count int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.of(dataType)[0]
	for range count {
		t.add(s.now(), s.names())
	}
}

// Delete removes the record at a place in Records.
func (s *Server) Delete(dataType string, place int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, i := s.at(dataType, place)
	t.records = append(t.records[:i], t.records[i+1:]...)
}

// Fail answers the next so many requests with a trouble. It queues behind what is already asked for.
func (s *Server) Fail(trouble Trouble, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.answers.Troubles[trouble]; !known {
		panic(fmt.Sprintf("catalogtest: %s has no trouble %s", s.id, trouble))
	}
	for range times {
		s.troubles = append(s.troubles, trouble)
	}
}

// now is the service's present: one minute after the newest change of all, so each change is newer than the last.
func (s *Server) now() time.Time {
	var newest time.Time
	for _, t := range s.tables {
		if l := t.latest(); l.After(newest) {
			newest = l
		}
	}
	return newest.Add(time.Minute)
}

func (s *Server) of(dataType string) []*table {
	var out []*table
	for _, t := range s.tables {
		if t.DataType == dataType || slices.Contains(t.Also, dataType) {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		panic(fmt.Sprintf("catalogtest: %s has no data type %s", s.id, dataType))
	}
	return out
}

func (s *Server) at(dataType string, place int) (*table, int) {
	for _, t := range s.of(dataType) {
		counted := t.counted()
		if place < len(counted) {
			return t, counted[place]
		}
		place -= len(counted)
	}
	panic(fmt.Sprintf("catalogtest: %s has no record %d more", dataType, place))
}

func (s *Server) names() map[string]any { return map[string]any{"url": s.URL} }
