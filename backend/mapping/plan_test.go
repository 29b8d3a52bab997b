package mapping_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

func contacts() domain.Table {
	return domain.Table{Name: "Contacts", Fields: []domain.Field{
		{Name: "Email", Type: domain.Email},
		{Name: "Name", Type: domain.Text, Required: true},
		{Name: "Spent", Type: domain.Decimal},
	}}
}

func contactMapping() domain.Mapping {
	return domain.Mapping{Table: "Contacts", Assignments: []domain.Assignment{
		{From: domain.ParsePath("email"), To: "Email", PrimaryKey: true},
		{From: domain.ParsePath("billing.name"), To: "Name"},
		{From: domain.ParsePath("spent"), To: "Spent"},
	}}
}

func compile(t *testing.T, m domain.Mapping, identity ...domain.Path) *mapping.Plan {
	t.Helper()
	plan, err := mapping.Compile(m, contacts(), identity)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	return plan
}

func contact(id, email, name, spent string) domain.Record {
	return domain.Record{
		"id": json.Number(id), "email": email,
		"billing": map[string]any{"name": name}, "spent": json.Number(spent),
	}
}

func TestMapFollowsTheAssignments(t *testing.T) {
	plan := compile(t, contactMapping(), domain.Path{"id"})
	got, problem := plan.Map(contact("7", "Ann@Example.org", "Ann", "1.50"))
	if problem != nil {
		t.Fatalf("Map: %v", problem)
	}
	if got.Identity != "7" || got.Key != "ann@example.org" {
		t.Errorf("identity %q, key %q; want 7, ann@example.org", got.Identity, got.Key)
	}
	want := []domain.Value{"Ann@Example.org", "Ann", "1.50"}
	for i := range want {
		if got.Values[i] != want[i] {
			t.Errorf("value of %s = %v, want %v", plan.FieldNames()[i], got.Values[i], want[i])
		}
	}
}

func TestMapRecordErrors(t *testing.T) {
	cases := []struct {
		name     string
		record   domain.Record
		code     domain.RecordErrorCode
		identity string
		words    string
	}{
		{"no identity", domain.Record{"email": "a@b.org"}, domain.KeyMissing, "", "“id”"},
		{"identity is a list", domain.Record{"id": []any{}}, domain.KeyMissing, "", "“id”"},
		{"no key", contact("1", "", "Ann", "1"), domain.KeyMissing, "1", "“Email”"},
		{"key does not fit", contact("1", "nobody", "Ann", "1"), domain.NotEmail, "1", "expected an email address"},
		{"required", contact("1", "a@b.org", "", "1"), domain.RequiredMissing, "1", "“Name”"},
		{"several problems in one", contact("1", "nobody", "", "x"), domain.NotEmail, "1", "“Spent”"},
	}
	plan := compile(t, contactMapping(), domain.Path{"id"})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, problem := plan.Map(c.record)
			if problem == nil {
				t.Fatalf("Map(%v) found no problem, want %s", c.record, c.code)
			}
			if problem.Code != c.code || problem.Identity != c.identity || !strings.Contains(problem.Message, c.words) {
				t.Errorf("Map(%v) = %s, identity %q, %q; want %s, %q, words with %s",
					c.record, problem.Code, problem.Identity, problem.Message, c.code, c.identity, c.words)
			}
		})
	}
}

func TestIdentityOfSeveralPartsIsUnambiguous(t *testing.T) {
	plan := compile(t, contactMapping(), domain.Path{"a"}, domain.Path{"b"})
	one, _ := plan.Identity(domain.Record{"a": "x|y", "b": "z"})
	two, _ := plan.Identity(domain.Record{"a": "x", "b": "y|z"})
	three, _ := plan.Identity(domain.Record{"a": `x\`, "b": "y|z"})
	if one == two || two == three || one == three {
		t.Errorf("identities %q, %q, %q are not all different", one, two, three)
	}
}

func TestMappedKeyIsTheIdentityWhereTheSourceHasNone(t *testing.T) {
	plan := compile(t, contactMapping())
	upper, _ := plan.Map(contact("1", "ANN@example.org", "Ann", "1"))
	lower, _ := plan.Map(contact("2", "ann@example.org", "Ann", "1"))
	if upper.Identity == "" || upper.Identity != lower.Identity {
		t.Errorf("identities %q and %q, want the same", upper.Identity, lower.Identity)
	}
}

func TestHashTellsValuesApart(t *testing.T) {
	plan := compile(t, contactMapping(), domain.Path{"id"})
	base, _ := plan.Map(contact("1", "a@b.org", "Ann", "1.5"))
	again, _ := plan.Map(contact("2", "a@b.org", "Ann", "1.5"))
	other, _ := plan.Map(contact("1", "a@b.org", "Ann", "1.50"))
	if !bytes.Equal(base.Hash, again.Hash) {
		t.Error("equal values have different hashes")
	}
	if bytes.Equal(base.Hash, other.Hash) {
		t.Error("different values have one hash")
	}
	m := contactMapping()
	m.Assignments[1].KeepEmptyText = true
	changed := compile(t, m, domain.Path{"id"})
	remapped, _ := changed.Map(contact("1", "a@b.org", "Ann", "1.5"))
	if changed.Version() == plan.Version() || bytes.Equal(base.Hash, remapped.Hash) {
		t.Error("another mapping has the same version or hash")
	}
}

func TestCompileRefuses(t *testing.T) {
	assign := func(from, to string, key bool) domain.Assignment {
		return domain.Assignment{From: domain.ParsePath(from), To: to, PrimaryKey: key}
	}
	cases := []struct {
		name        string
		assignments []domain.Assignment
		code        string
		names       string
	}{
		{"a vanished field", []domain.Assignment{assign("email", "Email", true), assign("x", "Gone", false)}, "field_gone", "Gone"},
		{"no primary key", []domain.Assignment{assign("email", "Email", false)}, "no_primary_key", "primary key"},
		{"one field twice", []domain.Assignment{assign("a", "Email", true), assign("b", "Email", false)}, "field_assigned_twice", "Email"},
		{"no source field", []domain.Assignment{assign("", "Email", true)}, "no_source_field", "Email"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := mapping.Compile(domain.Mapping{Assignments: c.assignments}, contacts(), nil)
			var e *domain.Error
			if !errors.As(err, &e) || e.Kind != domain.SetUp || e.Code != c.code || !strings.Contains(e.What, c.names) {
				t.Errorf("Compile = %v, want set_up %s naming %s", err, c.code, c.names)
			}
		})
	}
}

func BenchmarkMap(b *testing.B) {
	plan, err := mapping.Compile(contactMapping(), contacts(), []domain.Path{{"id"}})
	if err != nil {
		b.Fatal(err)
	}
	record := contact("7", "ann@example.org", "Ann", "1.50")
	b.ReportAllocs()
	for b.Loop() {
		if _, problem := plan.Map(record); problem != nil {
			b.Fatal(problem)
		}
	}
}
