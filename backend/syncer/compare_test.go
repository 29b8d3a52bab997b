package syncer_test

import (
	"testing"

	"tributary/backend/domain"
)

const (
	created = domain.Created
	updated = domain.Updated
	deleted = domain.Deleted
)

// The table "comparing and applying" of the sync rules, row by row.
func TestComparing(t *testing.T) {
	ann := person("1", "ann@example.org", "Ann")
	cases := []struct {
		name   string
		before func(*stage) // brings the project to its state
		ticks  []domain.UpdateType
		now    []domain.Record
		want   domain.Counts
		rows   []string
		errors []domain.RecordErrorCode
	}{
		{
			name: "no link, no row: inserted", ticks: []domain.UpdateType{created}, now: []domain.Record{ann},
			want: domain.Counts{Read: 1, Created: 1}, rows: []string{"ann@example.org Ann"},
		},
		{
			name: "no link, no row, not ticked: left out", ticks: []domain.UpdateType{updated}, now: []domain.Record{ann},
			want: domain.Counts{Read: 1, LeftOut: 1},
		},
		{
			name: "no link, a row with the key: adopted, differing fields written", ticks: []domain.UpdateType{updated},
			before: func(s *stage) { s.addRow("ANN@example.org", "Anna", false) }, now: []domain.Record{ann},
			want: domain.Counts{Read: 1, Updated: 1}, rows: []string{"ann@example.org Ann"},
		},
		{
			name: "adopting without a difference needs no tick", ticks: []domain.UpdateType{created},
			before: func(s *stage) { s.addRow("ann@example.org", "Ann", false) }, now: []domain.Record{ann},
			want: domain.Counts{Read: 1, Unchanged: 1}, rows: []string{"ann@example.org Ann"},
		},
		{
			name: "adopting with a difference, not ticked: left out", ticks: []domain.UpdateType{created},
			before: func(s *stage) { s.addRow("ann@example.org", "Anna", false) }, now: []domain.Record{ann},
			want: domain.Counts{Read: 1, LeftOut: 1}, rows: []string{"ann@example.org Anna"},
		},
		{
			name: "adopting a hidden row brings it back", ticks: []domain.UpdateType{created},
			before: func(s *stage) { s.addRow("ann@example.org", "Anna", true) }, now: []domain.Record{ann},
			want: domain.Counts{Read: 1, Created: 1}, rows: []string{"ann@example.org Ann"},
		},
		{
			name: "link, same hash: nothing", ticks: []domain.UpdateType{created, updated, deleted},
			before: func(s *stage) { s.service.records = []domain.Record{ann}; s.mustRun(domain.RunOK) }, now: []domain.Record{ann},
			want: domain.Counts{Read: 1, Unchanged: 1}, rows: []string{"ann@example.org Ann"},
		},
		{
			name: "link, other hash: updated", ticks: []domain.UpdateType{updated},
			before: func(s *stage) { s.service.records = []domain.Record{ann}; s.mustRun(domain.RunOK) },
			now:    []domain.Record{person("1", "ann@example.org", "Anne")},
			want:   domain.Counts{Read: 1, Updated: 1}, rows: []string{"ann@example.org Anne"},
		},
		{
			name: "link, other hash, not ticked: left out", ticks: []domain.UpdateType{created},
			before: func(s *stage) { s.service.records = []domain.Record{ann}; s.mustRun(domain.RunOK) },
			now:    []domain.Record{person("1", "ann@example.org", "Anne")},
			want:   domain.Counts{Read: 1, LeftOut: 1}, rows: []string{"ann@example.org Ann"},
		},
		{
			name: "the key changed: re-keyed", ticks: []domain.UpdateType{updated},
			before: func(s *stage) { s.service.records = []domain.Record{ann}; s.mustRun(domain.RunOK) },
			now:    []domain.Record{person("1", "new@example.org", "Ann")},
			want:   domain.Counts{Read: 1, Updated: 1}, rows: []string{"new@example.org Ann"},
		},
		{
			name: "the new key belongs to another row: key_taken", ticks: []domain.UpdateType{updated},
			before: func(s *stage) {
				s.service.records = []domain.Record{ann}
				s.mustRun(domain.RunOK)
				s.addRow("bob@example.org", "Bob", false)
			},
			now:    []domain.Record{person("1", "bob@example.org", "Ann")},
			want:   domain.Counts{Read: 1, RecordErrors: 1},
			rows:   []string{"ann@example.org Ann", "bob@example.org Bob"},
			errors: []domain.RecordErrorCode{domain.KeyTaken},
		},
		{
			name: "a key that is freed in the same batch can be taken", ticks: []domain.UpdateType{updated, created},
			before: func(s *stage) { s.service.records = []domain.Record{ann}; s.mustRun(domain.RunOK) },
			now:    []domain.Record{person("1", "new@example.org", "Ann"), person("2", "ann@example.org", "Second")},
			want:   domain.Counts{Read: 2, Updated: 1, Created: 1},
			rows:   []string{"ann@example.org Second", "new@example.org Ann"},
		},
		{
			name: "absent from a complete full read: hidden", ticks: []domain.UpdateType{deleted},
			before: func(s *stage) {
				s.service.records = []domain.Record{ann, person("2", "bob@example.org", "Bob")}
				s.mustRun(domain.RunOK)
			},
			now: []domain.Record{ann}, want: domain.Counts{Read: 1, Unchanged: 1, Deleted: 1},
			rows: []string{"ann@example.org Ann", "(bob@example.org Bob)"},
		},
		{
			name: "absent, not ticked: left out", ticks: []domain.UpdateType{created},
			before: func(s *stage) {
				s.service.records = []domain.Record{ann, person("2", "bob@example.org", "Bob")}
				s.mustRun(domain.RunOK)
			},
			now: []domain.Record{ann}, want: domain.Counts{Read: 1, Unchanged: 1, LeftOut: 1},
			rows: []string{"ann@example.org Ann", "bob@example.org Bob"},
		},
		{
			name: "back again after it was gone: restored", ticks: []domain.UpdateType{created},
			before: func(s *stage) {
				s.service.records = []domain.Record{ann, person("2", "bob@example.org", "Bob")}
				s.mustRun(domain.RunOK)
				s.service.records = []domain.Record{ann}
				s.mustRun(domain.RunOK)
			},
			now:  []domain.Record{ann, person("2", "bob@example.org", "Robert")},
			want: domain.Counts{Read: 2, Unchanged: 1, Created: 1}, rows: []string{"ann@example.org Ann", "bob@example.org Robert"},
		},
		{
			name: "two records with one key: the first is the row, the second key_shared", ticks: []domain.UpdateType{created, updated},
			now:    []domain.Record{ann, person("2", "Ann@example.org", "Bob")},
			want:   domain.Counts{Read: 2, Created: 1, RecordErrors: 1},
			rows:   []string{"ann@example.org Ann"},
			errors: []domain.RecordErrorCode{domain.KeyShared},
		},
		{
			name: "two records with one key in two batches or runs: key_shared too", ticks: []domain.UpdateType{created, updated},
			before: func(s *stage) { s.service.records = []domain.Record{ann}; s.mustRun(domain.RunOK) },
			now:    []domain.Record{person("2", "ann@example.org", "Bob"), ann},
			want:   domain.Counts{Read: 2, Unchanged: 1, RecordErrors: 1},
			rows:   []string{"ann@example.org Ann"},
			errors: []domain.RecordErrorCode{domain.KeyShared},
		},
		{
			name: "two records with one key, last one wins", ticks: []domain.UpdateType{created, updated},
			before: func(s *stage) { s.plan.Transfers[0].Transfer.Mapping.SharedKeyLastWins = true },
			now:    []domain.Record{ann, person("2", "ann@example.org", "Bob")},
			want:   domain.Counts{Read: 2, Created: 1, Updated: 1}, rows: []string{"ann@example.org Bob"},
		},
		{
			name: "the same identity again: the later record wins", ticks: []domain.UpdateType{created},
			now:  []domain.Record{ann, person("1", "ann@example.org", "Anne")},
			want: domain.Counts{Read: 2, Created: 1}, rows: []string{"ann@example.org Anne"},
		},
		{
			name: "no identity: key_missing", ticks: []domain.UpdateType{created},
			now:    []domain.Record{{"email": "a@example.org"}, {"id": "", "email": "b@example.org"}, ann},
			want:   domain.Counts{Read: 3, Created: 1, RecordErrors: 2},
			rows:   []string{"ann@example.org Ann"},
			errors: []domain.RecordErrorCode{domain.KeyMissing, domain.KeyMissing},
		},
		{
			name: "a good version clears the record error", ticks: []domain.UpdateType{created},
			before: func(s *stage) {
				s.service.records = []domain.Record{person("1", "nobody", "Ann")}
				s.mustRun(domain.RunWarning)
				s.wantErrors(domain.NotEmail)
			},
			now: []domain.Record{ann}, want: domain.Counts{Read: 1, Created: 1}, rows: []string{"ann@example.org Ann"},
		},
		{
			name: "a record that no longer fits keeps its row", ticks: []domain.UpdateType{created, updated, deleted},
			before: func(s *stage) { s.service.records = []domain.Record{ann}; s.mustRun(domain.RunOK) },
			now:    []domain.Record{person("1", "nobody", "Ann")},
			want:   domain.Counts{Read: 1, RecordErrors: 1}, rows: []string{"ann@example.org Ann"},
			errors: []domain.RecordErrorCode{domain.NotEmail},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(t)
			if c.before != nil {
				c.before(s)
			}
			s.tick(c.ticks...)
			s.service.records = c.now
			want := domain.RunOK
			if len(c.errors) > 0 {
				want = domain.RunWarning
			}
			got := s.mustRun(want)
			s.wantCounts(got, c.want)
			s.wantRows(c.rows...)
			s.wantErrors(c.errors...)
		})
	}
}

func TestUnmappedFieldsAreNeverTouched(t *testing.T) {
	s := newStage(t)
	s.addRow("ann@example.org", "Anna", false)
	s.service.records = []domain.Record{person("1", "ann@example.org", "Ann")}
	s.mustRun(domain.RunOK)
	for _, r := range s.project.state.rows {
		if r.values["Notes"] != "mine" {
			t.Errorf("Notes = %v after an adoption that does not map it, want mine", r.values["Notes"])
		}
	}
}

func TestTickingLaterCatchesUp(t *testing.T) {
	s := newStage(t)
	s.plan.Transfers[0].DataType.ChangedOnly = true
	s.service.records = []domain.Record{person("1", "ann@example.org", "Ann")}
	s.mustRun(domain.RunOK)
	s.tick(created)
	s.service.records = []domain.Record{person("1", "ann@example.org", "Anne")}
	s.mustRun(domain.RunOK)
	s.wantRows("ann@example.org Ann")
	s.tick(created, updated)
	got := s.mustRun(domain.RunOK)
	if got.Mode != domain.FullRead {
		t.Errorf("the run after a new tick read %s, want a full read", got.Mode)
	}
	s.wantRows("ann@example.org Anne")
}

func TestRepeatedKeyInASpreadsheetNamesBothRows(t *testing.T) {
	s := newStage(t)
	s.plan.Transfers[0].DataType.PrimaryKey = nil
	s.service.positions = true
	s.service.records = []domain.Record{
		person("1", "ann@example.org", "Ann"), person("2", "bob@example.org", "Bob"),
		person("3", "ann@example.org", "Other"),
	}
	s.wantCounts(s.mustRun(domain.RunWarning), domain.Counts{Read: 3, Created: 2, RecordErrors: 1})
	s.wantRows("ann@example.org Ann", "bob@example.org Bob")
	for _, e := range s.project.state.errors[domain.Scope{Integration: "shop", DataType: "customers"}] {
		if e.Position != "row 4" || e.Code != domain.KeyRepeated || !contains(e.Message, "row 4", "row 2") {
			t.Errorf("record error %+v, want key_repeated at row 4 naming row 2", e)
		}
	}
	s.wantCounts(s.mustRun(domain.RunWarning), domain.Counts{Read: 3, Unchanged: 2, RecordErrors: 1})
	s.service.records = s.service.records[:2]
	s.mustRun(domain.RunOK)
	s.wantErrors()
}

func TestTwoIntegrationsFeedOneTable(t *testing.T) {
	s := newStage(t)
	s.service.records = []domain.Record{person("1", "ann@example.org", "Ann"), person("2", "bob@example.org", "Bob")}
	s.mustRun(domain.RunOK)
	s.plan.Integration.ID = "crm"
	s.service.records = []domain.Record{person("77", "bob@example.org", "Bob")}
	s.wantCounts(s.mustRun(domain.RunOK), domain.Counts{Read: 1, Unchanged: 1})
	s.plan.Integration.ID = "shop"
	s.service.records = []domain.Record{person("1", "ann@example.org", "Ann")}
	s.wantCounts(s.mustRun(domain.RunOK), domain.Counts{Read: 1, Unchanged: 1})
	s.wantRows("ann@example.org Ann", "bob@example.org Bob") // the CRM still links Bob
	s.plan.Integration.ID = "crm"
	s.service.records = []domain.Record{person("78", "eve@example.org", "Eve")}
	s.wantCounts(s.mustRun(domain.RunOK), domain.Counts{Read: 1, Created: 1, Deleted: 1})
	s.wantRows("ann@example.org Ann", "(bob@example.org Bob)", "eve@example.org Eve")
}

func TestTombstonesDelete(t *testing.T) {
	s := newStage(t)
	s.service.records = []domain.Record{person("1", "ann@example.org", "Ann"), person("2", "bob@example.org", "Bob")}
	s.mustRun(domain.RunOK)
	s.plan.Integration.HardDeletions = true
	s.service.incomplete = true
	s.service.records = []domain.Record{person("3", "bob@example.org", "New Bob")}
	s.service.deleted = []domain.Record{{"id": "2"}, {"id": "unknown"}}
	s.wantCounts(s.mustRun(domain.RunOK), domain.Counts{Read: 1, Created: 1, Deleted: 1})
	s.wantRows("ann@example.org Ann", "bob@example.org New Bob")
}
