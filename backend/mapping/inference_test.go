package mapping_test

import (
	"testing"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

func TestInference(t *testing.T) {
	cases := []struct {
		name   string
		values []string
		want   domain.FieldType
		order  domain.DateOrder
		comma  bool
	}{
		{"nothing", nil, domain.Text, "", false},
		{"only blanks", []string{"", "  "}, domain.Text, "", false},
		{"integers", []string{"1", "", "-20", "1 234"}, domain.Integer, "", false},
		{"zero and one are numbers", []string{"0", "1"}, domain.Integer, "", false},
		{"leading zeros are codes", []string{"75001", "01000"}, domain.Text, "", false},
		{"long digits are codes", []string{"4006381333931123"}, domain.Text, "", false},
		{"exponents are codes", []string{"1E5", "2E7"}, domain.Text, "", false},
		{"decimals with point", []string{"1.5", "2"}, domain.Decimal, "", false},
		{"decimals with comma", []string{"1,5", "2"}, domain.Decimal, "", true},
		{"French groups", []string{"1 234,50", "1\u202f000"}, domain.Decimal, "", true},
		{"English groups", []string{"1,234.50", "2,000"}, domain.Decimal, "", false},
		{"one tells the notation of all", []string{"1,234", "1,5"}, domain.Decimal, "", true},
		{"undecidable notation", []string{"1,234", "5,678"}, domain.Text, "", false},
		{"thousandths have a point", []string{"0.125", "1.250"}, domain.Decimal, "", false},
		{"yes and no", []string{"oui", "Non"}, domain.Boolean, "", false},
		{"ISO dates", []string{"2024-12-31", "2024-01-02"}, domain.Date, "", false},
		{"French dates", []string{"03/04/2024", "31/12/2024"}, domain.Date, domain.DayFirst, false},
		{"American dates", []string{"03/04/2024", "12/31/2024"}, domain.Date, domain.MonthFirst, false},
		{"ambiguous dates", []string{"03/04/2024"}, domain.Date, "", false},
		{"contradicting dates", []string{"31/12/2024", "12/31/2024"}, domain.Text, "", false},
		{"written dates", []string{"31 décembre 2024", "Jan 2, 2025"}, domain.Date, "", false},
		{"times", []string{"2024-12-31", "2024-12-31T10:00:00Z"}, domain.DateTime, "", false},
		{"emails", []string{"a@b.org", "c@d.org"}, domain.Email, "", false},
		{"web addresses", []string{"https://a.org", "http://b.org/c"}, domain.URL, "", false},
		{"international phones", []string{"+33 1 23 45 67 89"}, domain.Phone, "", false},
		{"mixed", []string{"1", "2024-12-31"}, domain.Text, "", false},
		{"numbers, then a word", []string{"1", "2", "n/a"}, domain.Text, "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			inference := mapping.NewInference()
			for _, v := range c.values {
				inference.Observe(v)
			}
			got, order, comma := inference.Result()
			if got != c.want || order != c.order || comma != c.comma {
				t.Errorf("inferred %v: %s, %q, comma %v; want %s, %q, %v", c.values, got, order, comma, c.want, c.order, c.comma)
			}
		})
	}
}
