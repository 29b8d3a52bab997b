package syncer_test

import (
	"fmt"
	"maps"
	"slices"

	"tributary/backend/domain"
)

// The rules where several integrations map one field, record by record: the row holds the
// value of the first in the order that has one.

// voices are who has a say in a field of a row; own is about to be linked.
func (r *ruleRun) voices(row int, field string, own domain.IntegrationID) (list []domain.IntegrationID) {
	for _, id := range r.set.shared[field] {
		linked := id == own
		for _, l := range r.scopes[id].links {
			linked = linked || l.row == row && !l.deleted
		}
		if linked {
			list = append(list, id)
		}
	}
	return list
}

func (r *ruleRun) says(row int, field string, id domain.IntegrationID) domain.Value {
	if v, ok := r.noted[row][field][id]; ok {
		return v
	}
	return r.rows[row].values[field]
}

// weigh returns what a field should hold when own says v.
func (r *ruleRun) weigh(row int, field string, own domain.IntegrationID, v domain.Value) domain.Value {
	if len(r.set.shared[field]) == 0 {
		return v
	}
	for _, id := range r.voices(row, field, own) {
		said := v
		if id != own {
			said = r.says(row, field, id)
		}
		if said != nil {
			return said
		}
	}
	return nil
}

// weighed is what a row should hold when a record says values. The key is the record's or stays.
func (r *ruleRun) weighed(row int, values map[string]domain.Value) map[string]domain.Value {
	holds := map[string]domain.Value{}
	for f, v := range values {
		holds[f] = r.weigh(row, f, r.id, v)
	}
	if holds["Email"] != values["Email"] {
		holds["Email"] = r.rows[row].values["Email"]
	}
	return holds
}

// noteSaid keeps who says something else than a field holds now; held is what it held before.
func (r *ruleRun) noteSaid(row int, field string, own domain.IntegrationID, v, held domain.Value) {
	if own != "" && len(r.set.shared[field]) == 0 {
		return
	}
	order := r.voices(row, field, own)
	if own == "" && len(r.set.shared[field]) == 0 && slices.Contains(r.linkedTo(row), r.id) {
		order = []domain.IntegrationID{r.id}
	}
	after := map[domain.IntegrationID]domain.Value{}
	for _, id := range order {
		said, known := r.noted[row][field][id]
		if !known {
			said = held
		}
		if id == own {
			said = v
		}
		if said != r.rows[row].values[field] && (len(order) > 1 || id != own) {
			after[id] = said
		}
	}
	if r.noted[row] == nil {
		r.noted[row] = map[string]map[domain.IntegrationID]domain.Value{}
	}
	r.noted[row][field] = after
}

func (r *ruleRun) linkedTo(row int) (ids []domain.IntegrationID) {
	for id, s := range r.scopes {
		for _, l := range s.links {
			if l.row == row && !l.deleted && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// followOrder settles what is noted when another order counts than the last time.
func (r *ruleRun) followOrder() {
	if r.order == r.set.orderVersion() {
		return
	}
	r.together(func() {
		r.settleAll()
		r.order = r.set.orderVersion()
	})
}

func (s settings) orderVersion() string {
	if len(s.shared) == 0 {
		return ""
	}
	return fmt.Sprint(s.shared)
}

func (r *ruleRun) settleAll() {
	for _, row := range slices.Sorted(maps.Keys(r.noted)) {
		r.settleRow(row)
	}
}

// settleRow gives a row what counts by today's order and links. It empties nothing.
func (r *ruleRun) settleRow(row int) {
	if r.rows[row].removed {
		delete(r.noted, row)
		return
	}
	holds := map[string]domain.Value{}
	for _, f := range r.set.fields {
		held := r.rows[row].values[f]
		v := r.weigh(row, f, "", nil)
		if len(r.set.shared[f]) == 0 && slices.Contains(r.linkedTo(row), r.id) {
			v = r.says(row, f, r.id)
		}
		if holds[f] = v; v == nil {
			holds[f] = held
			if held != nil && r.hasVoice(row, f) {
				r.compareAgain(row)
			}
		}
	}
	if other := r.byKey(keyOf(holds["Email"])); other >= 0 && other != row {
		holds["Email"] = r.rows[row].values["Email"]
	}
	changed := false
	for _, f := range r.set.fields {
		held := r.rows[row].values[f]
		changed = changed || held != holds[f]
		r.rows[row].values[f] = holds[f]
		r.noteSaid(row, f, "", nil, held)
	}
	if changed {
		r.counts.Updated++
	}
}

func (r *ruleRun) hasVoice(row int, field string) bool {
	return len(r.voices(row, field, "")) > 0 || len(r.set.shared[field]) == 0 && slices.Contains(r.linkedTo(row), r.id)
}

func (m *rules) compareAgain(row int) {
	for _, s := range m.scopes {
		for _, l := range s.links {
			if l.row == row {
				l.written = ""
			}
		}
	}
}

// conflicts are who says what else, in no order.
func (m *rules) conflicts() (all []string) {
	for row, fields := range m.noted {
		for f, said := range fields {
			for id, v := range said {
				all = append(all, fmt.Sprint(keyOf(m.rows[row].values["Email"]), " ", f, " ", id, " ", v))
			}
		}
	}
	slices.Sort(all)
	return all
}
