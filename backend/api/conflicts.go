package api

import (
	"context"
	"slices"
	"strconv"

	"tributary/backend/domain"
	"tributary/backend/event"
	"tributary/backend/setup"
)

// Conflict is a field of a row for which two integrations say different things.
type Conflict struct {
	Table    string           `json:"table"`
	Row      string           `json:"row"`
	Key      string           `json:"key"` // what the row is known by
	Field    string           `json:"field"`
	Type     domain.FieldType `json:"type"`
	Kept     *string          `json:"kept"`
	KeptBy   string           `json:"keptBy"` // integration; "" when none of them says it
	Said     *string          `json:"said"`
	SaidBy   string           `json:"saidBy"`
	DataType string           `json:"dataType"`
	Since    string           `json:"since"`
}

// ConflictsQuery asks for conflicts, all or those of a field of a table.
type ConflictsQuery struct {
	Table  string `json:"table"`
	Field  string `json:"field"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
}

// ConflictsPage is some conflicts, how many fit, and how many there are by field.
type ConflictsPage struct {
	Conflicts []Conflict      `json:"conflicts"`
	Total     int64           `json:"total"`
	Fields    []ConflictCount `json:"fields"`
}

// ConflictCount is how many conflicts a field has.
type ConflictCount struct {
	Table string `json:"table"`
	Field string `json:"field"`
	Count int64  `json:"count"`
}

// Conflicts returns what integrations say otherwise than the rows hold.
func (a *ActivityAPI) Conflicts(query ConflictsQuery) (ConflictsPage, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	find := domain.FindConflicts{Table: query.Table, Field: query.Field, Offset: int64(max(query.Offset, 0)), Limit: int64(min(max(query.Limit, 1), maxRows))}
	silent, err := a.setup.SilentFeeders(ctx)
	if err != nil {
		return ConflictsPage{}, err
	}
	find.Without = silent
	list, err := a.project.ListConflicts(ctx, find)
	if err != nil {
		return ConflictsPage{}, err
	}
	counts, err := a.project.CountConflicts(ctx, domain.FindConflicts{Without: silent})
	if err != nil {
		return ConflictsPage{}, err
	}
	page := ConflictsPage{Conflicts: make([]Conflict, 0, len(list)), Fields: convert(counts, func(n domain.ConflictCount) ConflictCount { return ConflictCount(n) })}
	for _, n := range counts {
		if (query.Table == "" || n.Table == query.Table) && (query.Field == "" || n.Field == query.Field) {
			page.Total += n.Count
		}
	}
	feeders := map[string]setup.TableFeeders{}
	for _, c := range list {
		if _, known := feeders[c.Table]; !known {
			if feeders[c.Table], err = a.setup.TableFeeders(ctx, c.Table); err != nil {
				return page, err
			}
		}
		shown, err := a.conflict(ctx, c, feeders[c.Table])
		if err != nil {
			return page, err
		}
		page.Conflicts = append(page.Conflicts, shown)
	}
	return page, nil
}

func (a *ActivityAPI) conflict(ctx context.Context, c domain.ConflictRow, feeders setup.TableFeeders) (Conflict, error) {
	out := Conflict{
		Table: c.Table, Row: strconv.FormatInt(int64(c.Row), 10), Key: c.Key, Field: c.Field, Kept: valueDTO(c.Kept), Said: valueDTO(c.Value),
		SaidBy: feeders.Name(c.Scope), DataType: c.Scope.DataType, Since: moment(c.Since), Type: domain.Text,
	}
	table, err := a.project.Table(ctx, c.Table)
	if f, ok := table.Field(c.Field); ok {
		out.Type = f.Type
	}
	if who, ok := feeders.Decides(c.Field, c.Linked, c.Against); ok {
		out.KeptBy = feeders.Name(who)
	}
	return out, err
}

// Feeder is a data type of an integration that brings values into a table.
type Feeder struct {
	Integration string `json:"integration"`
	Name        string `json:"name"`
	DataType    string `json:"dataType"`
	Label       string `json:"label"` // of the data type; not read by SetOrder
}

// FieldFeeders is who brings values of one field, the first one decides.
type FieldFeeders struct {
	Field   string   `json:"field"`
	Feeders []Feeder `json:"feeders"`
	Own     bool     `json:"own"` // an order of its own was chosen
}

// TableOrder is who feeds a table, in the order in which they decide, and the fields that
// several of them bring.
type TableOrder struct {
	Feeders []Feeder       `json:"feeders"`
	Fields  []FieldFeeders `json:"fields"`
}

// Order returns who decides in a table.
func (a *ProjectAPI) Order(table string) (TableOrder, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	known, err := a.project.Table(ctx, table)
	if err != nil {
		return TableOrder{}, err
	}
	feeders, err := a.setup.TableFeeders(ctx, table)
	if err != nil {
		return TableOrder{}, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return TableOrder{}, err
	}
	dto := func(scope domain.Scope) Feeder {
		label := labelOf(names.labels[scope.Integration], scope.DataType, "")
		return Feeder{Integration: string(scope.Integration), Name: feeders.Name(scope), DataType: scope.DataType, Label: label}
	}
	// Who is silent cannot be put in front.
	loud := func(scopes []domain.Scope) []domain.Scope {
		return slices.DeleteFunc(slices.Clone(scopes), func(s domain.Scope) bool { return slices.Contains(feeders.Silent(), s) })
	}
	out := TableOrder{
		Feeders: convert(loud(convert(feeders.Feeders, func(f setup.Feeder) domain.Scope { return f.Scope })), dto), Fields: []FieldFeeders{},
	}
	for _, f := range known.Fields {
		if scopes := loud(feeders.Shared[f.Name]); len(scopes) > 1 {
			out.Fields = append(out.Fields, FieldFeeders{Field: f.Name, Feeders: convert(scopes, dto), Own: feeders.Own[f.Name]})
		}
	}
	return out, nil
}

// SetOrder chooses who decides, in a table or, with field, in one field of it, and gives the
// rows the values that count from now on. No feeders: nothing chosen.
func (a *ProjectAPI) SetOrder(table, field string, feeders []Feeder) error {
	ctx, cancel := a.within(long)
	defer cancel()
	scopes := convert(feeders, func(f Feeder) domain.Scope {
		return domain.Scope{Integration: domain.IntegrationID(f.Integration), DataType: f.DataType}
	})
	if err := a.setup.SetTableOrder(ctx, table, field, slices.Clip(scopes)); err != nil {
		return err
	}
	err := a.settle(ctx, table)
	a.events.Publish(event.ProjectChanged{})
	return err
}
