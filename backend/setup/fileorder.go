package setup

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"tributary/backend/domain"
)

// exportOrders adds the chosen orders of integrations to the tables. Who is gone is left out.
func (s *Service) exportOrders(ctx context.Context, f *File) error {
	orders, err := s.store.TableOrders(ctx)
	if err != nil || len(orders) == 0 {
		return err
	}
	integrations, err := s.store.Integrations(ctx)
	if err != nil {
		return err
	}
	names := map[domain.IntegrationID]string{}
	for _, i := range integrations {
		names[i.ID] = i.Name
	}
	write := func(scopes []domain.Scope) (list []FileFeeder) {
		for _, scope := range scopes {
			if name, ok := names[scope.Integration]; ok {
				list = append(list, FileFeeder{name, scope.DataType})
			}
		}
		return list
	}
	for i := range f.Project.Tables {
		t := &f.Project.Tables[i]
		t.Order = write(orders[t.Name].Scopes)
		for field, scopes := range orders[t.Name].Fields {
			if list := write(scopes); len(list) > 0 {
				if t.FieldOrders == nil {
					t.FieldOrders = map[string][]FileFeeder{}
				}
				t.FieldOrders[field] = list
			}
		}
	}
	return nil
}

// orders makes the orders of integrations equal to the file's.
func (a *application) orders(ctx context.Context) error {
	if a.file.Project == nil {
		return nil
	}
	want := map[string]domain.TableOrder{}
	for _, t := range a.file.Project.Tables {
		order, err := a.tableOrder(ctx, t)
		if err != nil {
			return err
		}
		want[t.Name] = order
	}
	return a.store.ChangeTableOrders(ctx, func(all map[string]domain.TableOrder) error {
		for _, t := range a.file.Project.Tables {
			if reflect.DeepEqual(all[t.Name], want[t.Name]) {
				continue
			}
			putOrder(all, t.Name, want[t.Name])
			a.note("changed", "order", t.Name)
		}
		return nil
	})
}

func (a *application) tableOrder(ctx context.Context, t FileTable) (order domain.TableOrder, err error) {
	if order.Scopes, err = a.feeders(ctx, t, t.Order); err != nil {
		return order, err
	}
	for field, list := range t.FieldOrders {
		if !slices.ContainsFunc(t.Fields, func(f FileField) bool { return f.Name == field }) {
			return order, fileError(fmt.Sprintf("The table “%s” has an order for the field “%s”, which it does not have.", t.Name, field), nil)
		}
		if order.Fields == nil {
			order.Fields = map[string][]domain.Scope{}
		}
		if order.Fields[field], err = a.feeders(ctx, t, list); err != nil {
			return order, err
		}
	}
	return order, nil
}

// feeders finds the integrations an order names.
func (a *application) feeders(ctx context.Context, t FileTable, list []FileFeeder) (scopes []domain.Scope, err error) {
	for _, f := range list {
		i, found, err := a.integrationNamed(ctx, f.Integration)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, fileError(fmt.Sprintf("The order of the table “%s” names the integration “%s”, which there is not.", t.Name, f.Integration), nil)
		}
		scopes = append(scopes, domain.Scope{Integration: i.ID, DataType: f.DataType})
	}
	return scopes, nil
}
