package setup_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tributary/backend/clock"
	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/project"
	"tributary/backend/setup"
	"tributary/backend/source"
	"tributary/backend/sqldb"
	"tributary/backend/sqldb/sqldbtest"
	"tributary/backend/store"
)

// world is a set-up over real databases, with one source whose service is a struct.
type world struct {
	clock *clock.Manual
	*setup.Service
	store   *store.Store
	project *project.Project
	shop    *shop
}

// shop is the service behind the one source: it takes the key "good" and offers
// customers.
type shop struct {
	records []domain.Record
	down    bool
	checks  int
	needy   bool // it can only be asked with a start date
}

var _ source.Connector = (*shop)(nil)

func (s *shop) Spec(context.Context) (source.Spec, error) {
	return source.Spec{
		Authorization: []source.Field{
			{Name: "key", Title: "Key", Kind: source.SecretField, Required: true},
			{Name: "address", Title: "Shop address", Kind: source.TextField, Required: true},
			{Name: "tunnel", Kind: source.GroupField, Fields: []source.Field{
				{Name: "host", Kind: source.TextField, Required: true},
				{Name: "password", Kind: source.SecretField, Required: true},
			}},
		},
		Settings: []source.Field{{Name: "start_date", Title: "Start date", Kind: source.DateField, Required: s.needy}},
	}, nil
}

func (s *shop) Check(_ context.Context, c source.Config) (source.Account, error) {
	s.checks++
	switch {
	case s.down:
		return source.Account{}, &domain.Error{Kind: domain.ServiceDown, Code: "down", What: "The shop does not answer."}
	case s.needy && c["start_date"] == nil:
		return source.Account{}, &domain.Error{Kind: domain.SetUp, Code: "not_there", What: "There is nothing at this address."}
	case c["key"] != "good":
		return source.Account{}, &domain.Error{Kind: domain.SignIn, Code: "wrong_key", What: "The shop does not accept this key."}
	}
	return source.Account{Hint: "the shop"}, nil
}

func (s *shop) Discover(context.Context, source.Config) ([]domain.DataType, error) {
	if s.down {
		return nil, &domain.Error{Kind: domain.ServiceDown, Code: "down", What: "The shop does not answer."}
	}
	return []domain.DataType{{
		Name: "customers", PrimaryKey: []domain.Path{{"id"}},
		Fields: []domain.SourceField{
			{Path: domain.Path{"id"}, Type: domain.Integer},
			{Path: domain.Path{"email"}, Type: domain.Email},
			{Path: domain.Path{"billing", "company"}, Type: domain.Text},
			{Path: domain.Path{"born"}, Type: domain.Date, DateOrder: domain.DayFirst},
		},
	}}, nil
}

func (s *shop) Read(_ context.Context, _ source.Config, r domain.ReadRequest, yield func(domain.Page) error) (domain.ReadOutcome, error) {
	return domain.ReadOutcome{Complete: true}, yield(domain.Page{Records: s.records[:min(len(s.records), max(r.Limit, 1))]})
}

// list is the one-entry list of sources.
type list struct{ shop *shop }

func (l list) All(context.Context) ([]setup.Source, error) {
	return []setup.Source{{ID: "shop", Name: "Shop", NeedsAuthorization: true}}, nil
}

func (l list) Find(ctx context.Context, id domain.SourceID) (setup.Source, error) {
	all, err := l.All(ctx)
	if id != "shop" {
		return setup.Source{}, &domain.Error{Kind: domain.SetUp, Code: "source_unknown", What: "There is no such source."}
	}
	return all[0], err
}

func (l list) Connector(ctx context.Context, id domain.SourceID) (source.Connector, error) {
	_, err := l.Find(ctx, id)
	return l.shop, err
}

func (l list) Client(domain.SourceID) (clientID, clientSecret string) { return "", "" }

func (l list) LoadFile(context.Context, string) (setup.Source, error) {
	return setup.Source{}, errors.New("no files here")
}

// reversed is a vault whose seal can be told from the value.
type reversed struct{}

func (reversed) Seal(name string, value []byte) (string, error) {
	return name + "|" + flip(string(value)), nil
}

func (reversed) Open(name, sealed string) ([]byte, error) {
	text, ok := strings.CutPrefix(sealed, name+"|")
	if !ok {
		return nil, errors.New("sealed under another name")
	}
	return []byte(flip(text)), nil
}

func flip(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// schema shows the project to the set-up.
type schema struct{ *project.Project }

func (s schema) Tables(ctx context.Context) ([]domain.Table, error) {
	all, err := s.Project.Tables(ctx)
	var tables []domain.Table
	for _, t := range all {
		tables = append(tables, t.Table)
	}
	return tables, err
}

func newWorld(t *testing.T) *world {
	t.Helper()
	now := clock.NewManual(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC))
	w := &world{shop: &shop{records: []domain.Record{
		{"id": "1", "email": "lea@fjord.example", "billing": map[string]any{"company": "Fjord"}},
		{"id": "2", "email": "lea@fjord.example", "billing": map[string]any{"company": ""}},
	}}}
	w.store = store.New(sqldbtest.OpenSQLite(t, sqldb.Options{Role: sqldb.State, Migrations: store.Migrations()}))
	w.project = project.New(sqldbtest.OpenSQLite(t, project.Options()), now)
	w.clock = now
	w.Service = setup.New(w.store, list{w.shop}, schema{w.project}, reversed{}, nil, &event.Bus{}, now)
	return w
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// refused checks that err is a refusal with this code.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("error %v, want one with code %s", err, code)
	}
	if e.What == "" || e.Do == "" {
		t.Errorf("refusal %s does not say what happened and what to do: %+v", code, e)
	}
}

func (w *world) authorization(t *testing.T) domain.Authorization {
	t.Helper()
	return must[domain.Authorization](t)(w.SaveAuthorization(t.Context(), setup.AuthorizationInput{
		Source: "shop", Name: "Main", Values: map[string]any{"key": "good", "address": "https://shop.example"},
	}))
}

func (w *world) configuration(t *testing.T) domain.Configuration {
	t.Helper()
	a := w.authorization(t)
	return must[domain.Configuration](t)(w.SaveConfiguration(t.Context(), setup.ConfigurationInput{
		Name: "Shop", Source: "shop", Authorization: a.ID, Settings: map[string]any{"start_date": "2024-01-01"},
	}))
}
