package syncer_test

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/syncer"
)

// undo takes the last run back: its scope knows the rows as little as before it.
func (m *rules) undo(id domain.IntegrationID, before []ruleRow) {
	own := m.scopes[id]
	for at, row := range m.rows {
		if at >= len(before) { // created
			row.removed = true
			delete(m.noted, at)
			for _, s := range m.scopes {
				maps.DeleteFunc(s.links, func(_ string, l *ruleLink) bool { return l.row == at })
			}
			continue
		}
		was := before[at]
		if row.deleted == was.deleted && row.removed == was.removed && sameFields(row.values, was.values) {
			continue
		}
		for _, s := range m.scopes {
			for _, l := range s.links {
				if l.row == at {
					l.written = ""
				}
			}
		}
		for _, l := range own.links {
			if l.row == at && row.deleted != was.deleted {
				l.deleted = was.deleted
			}
		}
		delete(m.noted, at)
		*row = ruleRow{values: maps.Clone(was.values), deleted: was.deleted, removed: was.removed}
	}
	own.checkpoint, own.reading, own.after = -1, false, -1
}

// sameFields: a field without a value is the same as none.
func sameFields(a, b map[string]domain.Value) bool {
	return a["Email"] == b["Email"] && a["Name"] == b["Name"] && a["Notes"] == b["Notes"]
}

// snapshot copies the rows.
func (m *rules) snapshot() []ruleRow {
	all := make([]ruleRow, len(m.rows))
	for i, r := range m.rows {
		all[i] = ruleRow{values: maps.Clone(r.values), deleted: r.deleted, removed: r.removed}
	}
	return all
}

// shown are the rows in no order.
func (m *rules) shown() []string {
	var all []string
	for _, r := range m.rows {
		if !r.removed {
			all = append(all, fmt.Sprint(r.values["Email"], r.values["Name"], r.values["Notes"], r.deleted))
		}
	}
	slices.Sort(all)
	return all
}

// known are the links and record errors of an integration in no order.
func (m *rules) known(id domain.IntegrationID) []string {
	var all []string
	for record, l := range m.scopes[id].links {
		key := "nothing"
		if !m.rows[l.row].removed {
			key = keyOf(m.rows[l.row].values["Email"])
		}
		all = append(all, fmt.Sprint(record, " is ", key, " ", l.deleted, " ", l.written != ""))
	}
	for record, e := range m.scopes[id].errors {
		all = append(all, fmt.Sprint(record, " ", e.code))
	}
	slices.Sort(all)
	return all
}

// compare compares everything the project knows with the rules.
func (s *sequence) compare() {
	ctx := context.Background()
	page, err := s.project.Rows(ctx, domain.RowQuery{Table: s.table, Deleted: domain.IncludeDeleted, Limit: 1000})
	if err != nil {
		s.Fatal(err)
	}
	keys := map[domain.RowID]string{}
	var rows []string
	for _, r := range page.Rows {
		keys[r.ID] = keyOf(r.Values[0])
		rows = append(rows, fmt.Sprint(r.Values[0], r.Values[1], r.Values[2], !r.DeletedAt.IsZero()))
	}
	slices.Sort(rows)
	if diff := cmp.Diff(s.rules.shown(), rows); diff != "" {
		s.Fatalf("rows (-rules +project): %s", diff)
	}
	conflicts := s.conflicts(ctx, keys)
	s.tally.conflicts += len(conflicts)
	if diff := cmp.Diff(s.rules.conflicts(), conflicts); diff != "" {
		s.Fatalf("conflicts (-rules +project): %s", diff)
	}
	for id := range s.services {
		if diff := cmp.Diff(s.rules.known(id), s.knows(ctx, id, keys)); diff != "" {
			s.Fatalf("what is known of %s (-rules +project): %s", id, diff)
		}
	}
}

// conflicts are what the project notes, in no order.
func (s *sequence) conflicts(ctx context.Context, keys map[domain.RowID]string) (all []string) {
	err := s.project.realProject.DryRun(ctx, func(tx syncer.Tx) error {
		list, err := tx.Conflicts(ctx, s.table, slices.Collect(maps.Keys(keys)))
		for _, c := range list {
			all = append(all, fmt.Sprint(keys[c.Row], " ", c.Field, " ", c.Scope.Integration, " ", c.Value))
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func (s *sequence) knows(ctx context.Context, id domain.IntegrationID, keys map[domain.RowID]string) (all []string) {
	err := s.project.realProject.DryRun(ctx, func(tx syncer.Tx) error {
		links, err := tx.Links(ctx, domain.Scope{Integration: id, DataType: "customers"}, []string{"1", "2", "3", "4", "5", "6", "7", "8"})
		for record, l := range links {
			key, ok := keys[l.Row]
			if !ok {
				key = "nothing"
			}
			all = append(all, fmt.Sprint(record, " is ", key, " ", l.Deleted, " ", len(l.Hash) > 0))
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	errs, err := s.project.RecordErrors(ctx, domain.FindRecordErrors{Integration: id, All: true})
	if err != nil {
		s.Fatal(err)
	}
	for _, e := range errs {
		all = append(all, fmt.Sprint(e.Identity, " ", e.Code))
	}
	slices.Sort(all)
	return all
}
