package setup

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"tributary/backend/domain"
)

// Feeder is a data transfer of an integration that brings values into a table.
type Feeder struct {
	Scope       domain.Scope
	Integration string // its name
	Transfer    domain.Transfer
	// Silent: it brings nothing now, as the person made it inactive. It decides behind all others, so that
	// what it said comes back with it.
	Silent bool
	made   time.Time
}

// maps tells whether it brings values of a field.
func (f Feeder) maps(field string) bool {
	return slices.ContainsFunc(f.Transfer.Mapping.Assignments, func(a domain.Assignment) bool { return strings.EqualFold(a.To, field) })
}

// TableFeeders are who feeds a table, in the order in which they decide.
type TableFeeders struct {
	Feeders []Feeder
	// Shared are the fields that several of them map: who does, the first one decides.
	Shared map[string][]domain.Scope
	// Own are the shared fields with an order of their own.
	Own map[string]bool
}

// TableFeeders returns who feeds a table.
func (s *Service) TableFeeders(ctx context.Context, table string) (TableFeeders, error) {
	out := TableFeeders{Shared: map[string][]domain.Scope{}, Own: map[string]bool{}}
	name, err := s.tableName(ctx, table)
	if err != nil {
		return out, err
	}
	all, err := s.links(ctx)
	if err != nil {
		return out, err
	}
	for _, l := range all {
		if !strings.EqualFold(l.transfer.Mapping.Table, table) {
			continue
		}
		for _, i := range l.integrations {
			out.Feeders = append(out.Feeders, Feeder{
				Scope: domain.Scope{Integration: i.ID, DataType: l.transfer.DataType}, Integration: i.Name, Transfer: l.transfer, made: i.CreatedAt,
				Silent: isSilent(l.transfer, i),
			})
		}
	}
	orders, err := s.store.TableOrders(ctx)
	if err != nil {
		return out, err
	}
	slices.SortFunc(out.Feeders, older)
	inOrder(out.Feeders, orders[name].Scopes)
	out.share(orders[name].Fields)
	return out, nil
}

// tableName is the name of a table as the project has it: a mapping may write it in other
// letters. One that is gone keeps the name given.
func (s *Service) tableName(ctx context.Context, name string) (string, error) {
	t, err := s.project.Table(ctx, name)
	if errors.Is(err, domain.ErrNotFound) {
		return name, nil
	}
	return t.Name, err
}

// isSilent tells whether a data transfer brings nothing now, as the person made it inactive.
func isSilent(t domain.Transfer, i domain.Integration) bool {
	return !t.Active || len(i.Updates[t.DataType]) == 0 || i.State == domain.Inactive
}

// SilentFeeders are the data transfers of all tables that bring nothing now.
func (s *Service) SilentFeeders(ctx context.Context) (scopes []domain.Scope, err error) {
	all, err := s.links(ctx)
	for _, l := range all {
		for _, i := range l.integrations {
			if isSilent(l.transfer, i) {
				scopes = append(scopes, domain.Scope{Integration: i.ID, DataType: l.transfer.DataType})
			}
		}
	}
	return scopes, err
}

// older puts the integration that was made first in front.
func older(a, b Feeder) int {
	return cmp.Or(a.made.Compare(b.made), strings.Compare(a.Integration, b.Integration), strings.Compare(a.Scope.DataType, b.Scope.DataType))
}

// inOrder puts in front what an order names, and at the end who is silent.
func inOrder(feeders []Feeder, order []domain.Scope) {
	place := func(f Feeder) int {
		at := slices.Index(order, f.Scope)
		switch {
		case f.Silent:
			return len(order) + 1
		case at < 0:
			return len(order)
		}
		return at
	}
	slices.SortStableFunc(feeders, func(a, b Feeder) int { return place(a) - place(b) })
}

// share finds the fields that several map.
func (t *TableFeeders) share(orders map[string][]domain.Scope) {
	for _, f := range t.Feeders {
		for _, a := range f.Transfer.Mapping.Assignments {
			if _, known := t.Shared[a.To]; known {
				continue
			}
			feeders := slices.DeleteFunc(slices.Clone(t.Feeders), func(f Feeder) bool { return !f.maps(a.To) })
			if len(feeders) < 2 {
				continue
			}
			if order, own := orders[a.To]; own {
				inOrder(feeders, order)
				t.Own[a.To] = true
			}
			for _, f := range feeders {
				t.Shared[a.To] = append(t.Shared[a.To], f.Scope)
			}
		}
	}
}

// Silent are those who bring nothing now.
func (t TableFeeders) Silent() (scopes []domain.Scope) {
	for _, f := range t.Feeders {
		if f.Silent {
			scopes = append(scopes, f.Scope)
		}
	}
	return scopes
}

// Name is the name of the integration of a scope; "" when it does not feed the table.
func (t TableFeeders) Name(scope domain.Scope) string {
	for _, f := range t.Feeders {
		if f.Scope == scope {
			return f.Integration
		}
	}
	return ""
}

// Decides returns whose value a field of a row holds: the first in the order that feeds the
// row and is not known to say something else.
func (t TableFeeders) Decides(field string, linked, against []domain.Scope) (domain.Scope, bool) {
	for _, scope := range t.Shared[field] {
		if slices.Contains(linked, scope) && !slices.Contains(against, scope) {
			return scope, true
		}
	}
	return domain.Scope{}, false
}

// SetTableOrder chooses in which order the integrations decide, of a table or, with field, of one
// field of it. No scopes: as if nothing had been chosen.
func (s *Service) SetTableOrder(ctx context.Context, table, field string, scopes []domain.Scope) error {
	feeders, err := s.TableFeeders(ctx, table)
	if err != nil {
		return err
	}
	for _, scope := range scopes {
		if !slices.ContainsFunc(feeders.Feeders, func(f Feeder) bool { return f.Scope == scope }) {
			return refuse("feeder_gone", "One of the integrations no longer feeds this table.", "Look at the order again.")
		}
	}
	if table, err = s.tableName(ctx, table); err != nil {
		return err
	}
	return s.store.ChangeTableOrders(ctx, func(all map[string]domain.TableOrder) error {
		order := all[table]
		switch {
		case field == "":
			order.Scopes = scopes
		case len(scopes) == 0:
			delete(order.Fields, field)
		default:
			if order.Fields == nil {
				order.Fields = map[string][]domain.Scope{}
			}
			order.Fields[field] = scopes
		}
		putOrder(all, table, order)
		return nil
	})
}

// putOrder keeps no empty orders.
func putOrder(all map[string]domain.TableOrder, table string, order domain.TableOrder) {
	if len(order.Scopes) == 0 && len(order.Fields) == 0 {
		delete(all, table)
		return
	}
	all[table] = order
}

// orderFollowsTable keeps the order of a table that has another name now.
func (s *Service) orderFollowsTable(ctx context.Context, name, to string) error {
	return s.store.ChangeTableOrders(ctx, func(all map[string]domain.TableOrder) error {
		if order, ok := all[name]; ok && name != to {
			all[to] = order
			delete(all, name)
		}
		return nil
	})
}

// orderFollowsField keeps the order of a field that has another name now.
func (s *Service) orderFollowsField(ctx context.Context, table, name, to string) error {
	return s.store.ChangeTableOrders(ctx, func(all map[string]domain.TableOrder) error {
		if order, ok := all[table].Fields[name]; ok && name != to {
			fields := maps.Clone(all[table].Fields)
			delete(fields, name)
			fields[to] = order
			all[table] = domain.TableOrder{Scopes: all[table].Scopes, Fields: fields}
		}
		return nil
	})
}
