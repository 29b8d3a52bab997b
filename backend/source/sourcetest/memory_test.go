// The suite is tested from inside: its checks are not exported.
package sourcetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/source"
)

const memorySecret = "hunter2hunter2"

// memory is a connector to a list in memory. A fault breaks one promise.
type memory struct {
	fault string

	mu    sync.Mutex // guards all below
	names map[int]string
	log   []int // ids in the order they were changed; the cursor is its length
	next  int
	calls int
	leaks chan struct{}
}

func newMemory(fault string) *memory {
	m := &memory{fault: fault, names: map[int]string{}, leaks: make(chan struct{})}
	for range 7 {
		m.add("name")
	}
	return m
}

func (m *memory) add(name string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.next++
	m.names[m.next] = name
	m.log = append(m.log, m.next)
	return m.next
}

func (m *memory) change(id int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.names[id] += "!"
	m.log = append(m.log, id)
}

func (m *memory) remove(id int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.names, id)
	m.log = append(m.log, id)
}

func (m *memory) Spec(context.Context) (source.Spec, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls++
	spec := source.Spec{Authorization: []source.Field{{Name: "key", Kind: source.SecretField, Required: true}}}
	if m.fault == "secret in settings" {
		spec.Authorization, spec.Settings = nil, spec.Authorization
	}
	if m.fault == "unstable form" {
		spec.DocumentationURL = strconv.Itoa(m.calls)
	}
	return spec, nil
}

func (m *memory) Check(ctx context.Context, config source.Config) (source.Account, error) {
	if err := ctx.Err(); err != nil {
		return source.Account{}, err
	}
	switch {
	case m.fault == "alters configuration":
		config["seen"] = true
	case config["key"] == memorySecret || m.fault == "accepts all":
	case m.fault == "plain error":
		return source.Account{}, fmt.Errorf("wrong")
	case m.fault == "tells secret":
		return source.Account{}, wrongKey(fmt.Sprint(config["key"]))
	default:
		return source.Account{}, wrongKey("")
	}
	return source.Account{}, nil
}

func wrongKey(details string) error {
	return &domain.Error{Kind: domain.SignIn, Code: "wrong_key", What: "Refused.", Means: "Nothing works.", Do: "Enter it again.", Details: details}
}

func (m *memory) Discover(ctx context.Context, _ source.Config) ([]domain.DataType, error) {
	fields := []domain.SourceField{{Path: domain.Path{"id"}, Type: domain.Integer}, {Path: domain.Path{"name"}, Type: domain.Text}}
	if m.fault == "imagined field" {
		fields = append(fields, domain.SourceField{Path: domain.Path{"ghost"}, Type: domain.Text})
	}
	things := domain.DataType{Name: "things", Fields: fields, PrimaryKey: []domain.Path{{"id"}}, ChangedOnly: true, Tombstones: true}
	if m.fault == "same name twice" {
		return []domain.DataType{things, things}, ctx.Err()
	}
	return []domain.DataType{things}, ctx.Err()
}

// state is the checkpoint: page by id in a full read, cursor into the log after.
type state struct {
	After  int
	Cursor *int
}

func (m *memory) Read(ctx context.Context, _ source.Config, request domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	if request.DataType != "things" && m.fault != "any data type" {
		return domain.ReadOutcome{}, &domain.Error{Kind: domain.SetUp, Code: "no_data_type", What: "Not there.", Do: "Choose another."}
	}
	if m.fault == "leaks" {
		go func() { <-m.leaks }()
	}
	var at state
	if json.Unmarshal(request.Checkpoint, &at) != nil && m.fault == "trusts checkpoint" {
		return domain.ReadOutcome{Unchanged: true}, nil
	}
	if request.Mode == domain.ChangedOnly && at.Cursor != nil {
		return m.readChanges(*at.Cursor, yield)
	}
	return m.readWhole(ctx, request, at.After, yield)
}

func (m *memory) readChanges(cursor int, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	m.mu.Lock()
	page := domain.Page{Checkpoint: m.stateLocked()}
	for _, id := range m.log[cursor:] {
		switch name, ok := m.names[id]; {
		case !ok && m.fault != "no tombstones":
			page.Deleted = append(page.Deleted, domain.Record{"id": json.Number(strconv.Itoa(id))})
		case ok && m.fault != "misses changes":
			page.Records = append(page.Records, record(id, name))
		}
	}
	m.mu.Unlock()
	outcome := domain.ReadOutcome{Complete: m.fault == "changes are complete"}
	return outcome, yield(page)
}

func (m *memory) stateLocked() domain.Checkpoint {
	return domain.Checkpoint(fmt.Sprintf(`{"Cursor":%d}`, len(m.log)))
}

func record(id int, name string) domain.Record {
	return domain.Record{"id": json.Number(strconv.Itoa(id)), "name": name}
}

func (m *memory) readWhole(ctx context.Context, request domain.ReadRequest, after int, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	pages := m.pages(after)
	if m.fault == "yields at once" {
		var wg sync.WaitGroup
		for _, page := range pages {
			wg.Go(func() { _ = yield(page) })
			wg.Wait()
		}
		return domain.ReadOutcome{Complete: true}, nil
	}
	for i, page := range pages {
		if err := ctx.Err(); err != nil && m.fault != "ignores cancel" {
			return domain.ReadOutcome{}, err
		}
		if err := yield(page); err != nil && m.fault != "ignores yield" {
			return domain.ReadOutcome{}, err
		}
		if request.Limit > 0 && i*2+2 >= request.Limit && m.fault != "ignores limit" {
			return domain.ReadOutcome{Complete: m.fault == "limited is complete"}, nil
		}
	}
	return domain.ReadOutcome{Complete: m.fault != "never complete"}, nil
}

// pages cuts the list into pages of two.
func (m *memory) pages(after int) []domain.Page {
	m.mu.Lock()
	defer m.mu.Unlock()
	var pages []domain.Page
	var page domain.Page
	for id := after + 1; id <= m.next; id++ {
		name, ok := m.names[id]
		if ok && (m.fault != "loses a record" || id != 3) {
			one := record(id, name)
			if m.fault == "float" {
				one["id"] = float64(id)
			}
			page.Records = append(page.Records, one)
		}
		if len(page.Records) == 2 || id == m.next {
			page.Checkpoint = domain.Checkpoint(fmt.Sprintf(`{"After":%d}`, id))
			if m.fault == "checkpoint ahead" {
				page.Checkpoint = domain.Checkpoint(fmt.Sprintf(`{"After":%d}`, id+1))
			}
			pages = append(pages, page)
			page = domain.Page{}
		}
	}
	return append(pages, domain.Page{Checkpoint: m.stateLocked()})
}

func memorySubject(t testing.TB, fault string) Subject {
	t.Helper()
	m := newMemory(fault)
	t.Cleanup(func() { close(m.leaks) })
	return Subject{
		Connector: m, Config: source.Config{"key": memorySecret}, DataType: "things",
		Want:     []string{"1", "2", "3", "4", "5", "6", "7"},
		Identity: func(r domain.Record) string { return fmt.Sprint(r["id"]) },
		Bad:      []BadConfig{{Name: "wrong key", Config: source.Config{"key": "wrongwrong"}, Kind: domain.SignIn, Code: "wrong_key"}},
		Add:      func(testing.TB) string { return strconv.Itoa(m.add("new")) },
		Change:   func(testing.TB) string { m.change(3); return "3" },
		Delete:   func(testing.TB) string { m.remove(5); return "5" },
	}
}
