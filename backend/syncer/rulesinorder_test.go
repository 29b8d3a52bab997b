package syncer_test

import (
	"context"
	"maps"
	"slices"
	"time"

	"pgregory.net/rapid"

	"tributary/backend/domain"
	"tributary/backend/syncer"
)

// endInOrder reads everything again from both services. Then what a field holds depends on what
// the services say today and on the order, and no longer on how it came to that. This knows
// nothing of conflicts, and nothing of the rules above.
func (s *sequence) endInOrder() {
	if rapid.IntRange(0, 3).Draw(s.T, "in order at the end") > 0 {
		return
	}
	ids := s.order[""]
	for range 2 { // what the second one leaves, the first one may take
		for _, id := range ids {
			s.settings[id].ticks = map[domain.UpdateType]bool{created: true, updated: true, deleted: true}
			s.clock.Advance(25 * time.Hour)
			s.run(id, 0, false, 0, true)
			s.compare()
		}
	}
	said := map[domain.RowID]map[domain.IntegrationID][]item{}
	for _, id := range ids {
		s.whoSays(id, said)
	}
	page, err := s.project.Rows(context.Background(), domain.RowQuery{Table: s.table, Limit: 1000})
	if err != nil {
		s.Fatal(err)
	}
	for _, row := range page.Rows {
		for i, field := range []string{"Email", "Name", "Notes"} {
			want, known := s.inOrder(field, said[row.ID])
			if i > 0 && known && row.Values[i] != want {
				s.Fatalf("%s of %v holds %v, in the order it is %v: %+v", field, row.Values, row.Values[i], want, said[row.ID])
			}
		}
	}
}

// whoSays adds the records of an integration to the rows they are linked to.
func (s *sequence) whoSays(id domain.IntegrationID, said map[domain.RowID]map[domain.IntegrationID][]item) {
	err := s.project.realProject.DryRun(context.Background(), func(tx syncer.Tx) error {
		links, err := tx.Links(context.Background(), domain.Scope{Integration: id, DataType: "customers"}, []string{"1", "2", "3", "4", "5", "6", "7", "8"})
		for _, record := range slices.Collect(maps.Values(s.services[id].items)) {
			l, ok := links[record.id]
			if !ok || l.Deleted {
				continue
			}
			if len(l.Hash) == 0 { // in error, or not brought: what it said before stands
				record.id = ""
			}
			if said[l.Row] == nil {
				said[l.Row] = map[domain.IntegrationID][]item{}
			}
			said[l.Row][id] = append(said[l.Row][id], record)
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
}

// inOrder is the first value that somebody says; known is false where it is not sure who says
// what: several records have the row, or one is in error.
func (s *sequence) inOrder(field string, said map[domain.IntegrationID][]item) (v domain.Value, known bool) {
	order, own := s.order[field]
	if !own {
		order = s.order[""]
	}
	for _, id := range order {
		switch {
		case !slices.Contains(s.settings[id].fields, field) || len(said[id]) == 0:
			continue
		case len(said[id]) > 1 || said[id][0].id == "" || s.rules.scopes[id].errors[said[id][0].id].code != "":
			return nil, false
		}
		if known = true; v == nil {
			v = said[id][0].values([]string{field})[field]
		}
	}
	return v, known
}
