package api

import "testing"

func TestLabelOfADataTypeIsTheSameInEveryList(t *testing.T) {
	catalog := map[string]string{"orders": "Sales orders"}
	for _, c := range []struct{ name, own, want string }{
		{"orders", "Orders", "Sales orders"},
		{"customers", "Customers", "customers"},
		{"sales_orders", "Sales orders", "sales_orders"},
		{"Sheet1", "Sheet1 (prices.xlsx)", "Sheet1 (prices.xlsx)"},
		{"visits", "", "visits"},
	} {
		if got := labelOf(catalog, c.name, c.own); got != c.want {
			t.Errorf("labelOf(%q, %q) = %q, want %q", c.name, c.own, got, c.want)
		}
	}
}
