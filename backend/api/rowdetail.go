package api

import (
	"context"
	"maps"
	"slices"

	"tributary/backend/domain"
	"tributary/backend/setup"
)

// Row returns one row with where its values came from and its history.
func (a *ProjectAPI) Row(table, id string) (RowDetail, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	row, err := rowID(id)
	if err != nil {
		return RowDetail{}, err
	}
	return a.detail(ctx, table, row)
}

func (a *ProjectAPI) detail(ctx context.Context, name string, id domain.RowID) (RowDetail, error) {
	table, err := a.project.Table(ctx, name)
	if err != nil {
		return RowDetail{}, err
	}
	x, err := a.project.Explain(ctx, name, id)
	if err != nil {
		return RowDetail{}, err
	}
	history, err := a.project.History(ctx, name, id)
	if err != nil {
		return RowDetail{}, err
	}
	known, err := a.setup.Origins(ctx)
	if err != nil {
		return RowDetail{}, err
	}
	out := RowDetail{Table: name, Row: rowDTO(x.Row), Fields: make([]FieldOrigin, 0, len(table.Fields))}
	for i, f := range table.Fields {
		origin := FieldOrigin{Field: f.Name, Type: f.Type, Others: []OtherSaying{}}
		for _, c := range x.Conflicts {
			if c.Field == f.Name && c.Value != nil {
				origin.Others = append(origin.Others, OtherSaying{Integration: known[c.Scope].Integration, Value: valueDTO(c.Value)})
			}
		}
		if i < len(x.Row.Values) {
			origin.Value = valueDTO(x.Row.Values[i])
		}
		n := slices.IndexFunc(x.Origins, func(o domain.Origin) bool { return o.Field == f.Name })
		if n >= 0 {
			from := x.Origins[n]
			where := known[domain.Scope{Integration: from.Change.Integration, DataType: from.Change.DataType}]
			origin.Integration, origin.Configuration = where.Integration, where.Configuration
			origin.SourceField = where.SourceFields[name+"\x00"+f.Name]
			origin.At = moment(from.Change.At)
			origin.Replaced, origin.HasReplaced = valueDTO(from.Replaced), from.Change.Kind == domain.RowUpdated
		}
		out.Fields = append(out.Fields, origin)
	}
	out.History = historyDTO(table, x.Row, history, known)
	out.Links = convert(x.Links, func(l domain.LinkedRecord) RowLink {
		return RowLink{Integration: known[l.Scope].Integration, DataType: l.Scope.DataType, Identity: l.Identity}
	})
	return out, nil
}

// historyDTO turns before-images, newest first, into changes with before and after: what
// a field held after a change is what the next change found, or what it holds now.
func historyDTO(table domain.Table, row domain.StoredRow, history []domain.HistoryEntry, known map[domain.Scope]setup.OriginNames) []HistoryEntry {
	after := map[string]domain.Value{}
	for i, f := range table.Fields {
		if i < len(row.Values) {
			after[f.Name] = row.Values[i]
		}
	}
	out := make([]HistoryEntry, 0, len(history))
	for _, h := range history {
		entry := HistoryEntry{
			At: moment(h.At), Kind: string(h.Kind), Run: string(h.Run), Changes: []FieldChange{},
			Integration: known[domain.Scope{Integration: h.Integration, DataType: h.DataType}].Integration,
		}
		for _, field := range slices.Sorted(maps.Keys(h.Before)) {
			entry.Changes = append(entry.Changes, FieldChange{Field: field, Before: domain.TextOf(h.Before[field]), After: domain.TextOf(after[field])})
			after[field] = h.Before[field]
		}
		out = append(out, entry)
	}
	return out
}
