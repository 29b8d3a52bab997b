package store

import (
	"context"

	"tributary/backend/domain"
)

const tableOrdersName = "table_orders"

// TableOrders returns the orders of the integrations that a person has chosen, by the table's
// name.
func (s *Store) TableOrders(ctx context.Context) (map[string]domain.TableOrder, error) {
	orders := map[string]domain.TableOrder{}
	err := s.setting(ctx, tableOrdersName, &orders)
	return orders, err
}

// ChangeTableOrders changes them in one transaction; an error of change leaves them as they
// were.
func (s *Store) ChangeTableOrders(ctx context.Context, change func(orders map[string]domain.TableOrder) error) error {
	return changeSetting(ctx, s, tableOrdersName, map[string]domain.TableOrder{}, change)
}
