package api

import (
	"strconv"

	"tributary/backend/domain"
)

// HeldRow is a row the mass-change guard holds back.
type HeldRow struct {
	Table    string        `json:"table"`
	ID       string        `json:"id"`
	Key      string        `json:"key"`
	Deletion bool          `json:"deletion"` // it would be deleted
	Fields   []FieldChange `json:"fields"`   // else: they would lose their value
}

// maxHeld bounds the list for the decision; the counts stand on the run.
const maxHeld = 1000

// Held lists the first rows the mass-change guard holds back, at most 1,000.
func (a *IntegrationsAPI) Held(id string) ([]HeldRow, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	rows, err := a.project.HeldRows(ctx, domain.IntegrationID(id), maxHeld)
	return convert(rows, func(h domain.HeldRow) HeldRow {
		out := HeldRow{Table: h.Table, ID: strconv.FormatInt(int64(h.Row), 10), Key: h.Key, Deletion: len(h.Fields) == 0, Fields: []FieldChange{}}
		for i, field := range h.Fields {
			change := FieldChange{Field: field}
			if i < len(h.Values) {
				change.Before = domain.TextOf(h.Values[i])
			}
			out.Fields = append(out.Fields, change)
		}
		return out
	}), err
}
