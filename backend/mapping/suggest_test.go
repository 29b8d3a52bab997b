package mapping_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

func field(path string, t domain.FieldType, samples ...string) domain.SourceField {
	return domain.SourceField{Path: domain.ParsePath(path), Type: t, Samples: samples}
}

func TestSuggestFindsTheField(t *testing.T) {
	table := domain.Table{Name: "Clients", Fields: []domain.Field{
		{Name: "Prénom", Type: domain.Text},
		{Name: "Nom", Type: domain.Text},
		{Name: "Email", Type: domain.Email},
		{Name: "Code postal", Type: domain.Text},
		{Name: "Ville", Type: domain.Text},
		{Name: "Total", Type: domain.Decimal},
		{Name: "Customer ID", Type: domain.Integer},
		{Name: "Newsletter", Type: domain.Boolean},
	}}
	cases := []struct {
		from domain.SourceField
		want string
	}{
		{field("first_name", domain.Text), "Prénom"},
		{field("last_name", domain.Text), "Last name"}, // "Nom" is any name; a family name is not offered it
		{field("name", domain.Text), "Nom"},
		{field("billing.email", domain.Text), "Email"},
		{field("courriel", domain.Text, "a@b.org"), "Email"},
		{field("courriel", domain.Text, "nobody"), "Courriel"},
		{field("billing.postcode", domain.Text), "Code postal"},
		{field("address.city", domain.Text), "Ville"},
		{field("total", domain.Text, "12.50"), "Total"},
		{field("total", domain.JSON), "Total 2"},
		{field("customer_id", domain.Integer), "Customer ID"},
		{field("newsletter", domain.Text), "Newsletter 2"},
		{field("vatNumber", domain.Text), "VAT number"},
	}
	for _, c := range cases {
		t.Run(c.from.Path.String()+" "+string(c.from.Type)+fmt.Sprint(c.from.Samples), func(t *testing.T) {
			got := mapping.Suggest([]domain.SourceField{c.from}, table)
			if len(got) != 1 || got[0].To != c.want {
				t.Fatalf("suggested %+v, want %s", got, c.want)
			}
			_, known := table.Field(c.want)
			if got[0].New == known {
				t.Errorf("suggestion %+v: new %v, want %v", got[0], got[0].New, !known)
			}
		})
	}
}

func TestSuggestUsesEachFieldOnce(t *testing.T) {
	got := mapping.Suggest([]domain.SourceField{field("billing.email", domain.Text), field("email", domain.Email)},
		domain.Table{Fields: []domain.Field{{Name: "Email", Type: domain.Email}}})
	if got[1].To != "Email" || got[1].New || !got[0].New {
		t.Errorf("suggested %+v; want Email for email, a new field for billing.email", got)
	}
}

func TestProposeTable(t *testing.T) {
	got := mapping.ProposeTable(domain.DataType{Name: "customers", Label: "Customers", Fields: []domain.SourceField{
		field("id", domain.Integer), field("email", domain.Text), field("billing.postcode", domain.Text),
		field("billing.city", domain.Text), field("shipping.city", domain.Text), field("status.name", domain.Text),
		field("date_created", domain.DateTime), field("Montant payé", domain.Decimal), field("meta", domain.JSON),
	}})
	want := []domain.Field{
		{Name: "ID", Type: domain.Integer},
		{Name: "Email", Type: domain.Email},
		{Name: "Postal code", Type: domain.Text},
		{Name: "Billing city", Type: domain.Text},
		{Name: "Shipping city", Type: domain.Text},
		{Name: "Status name", Type: domain.Text},
		{Name: "Created at", Type: domain.DateTime},
		{Name: "Montant payé", Type: domain.Decimal},
		{Name: "Meta", Type: domain.JSON},
	}
	if got.Name != "Customers" || fmt.Sprint(got.Fields) != fmt.Sprint(want) {
		t.Errorf("proposed %s %v, want Customers %v", got.Name, got.Fields, want)
	}
}

func TestSuggestReadsNotationFromSamples(t *testing.T) {
	got := mapping.Suggest([]domain.SourceField{
		field("le", domain.Date, "31/12/2024"), field("prix", domain.Decimal, "1 234,50"),
	}, domain.Table{Fields: []domain.Field{{Name: "Price", Type: domain.Decimal}}})
	if got[0].DateOrder != domain.DayFirst || !got[1].DecimalComma || got[1].To != "Price" {
		t.Errorf("suggested %+v; want day first, and Price with a decimal comma", got)
	}
}

func TestKeyAdvice(t *testing.T) {
	fields := []domain.SourceField{field("id", domain.Integer), field("email", domain.Email), field("city", domain.Text)}
	record := func(id int, email, city string) domain.Record {
		return domain.Record{"id": json.Number(fmt.Sprint(id)), "email": email, "city": city}
	}
	records := []domain.Record{
		record(1, "a@b.org", "Paris"), record(2, "a@b.org", "Lyon"), record(3, "", "Paris"), record(4, "c@b.org", "Paris"),
	}
	advise := func(paths ...domain.Path) mapping.KeyAdvice {
		a := mapping.NewKeyAdviser(paths, fields)
		for _, r := range records {
			a.Observe(r)
		}
		return a.Advice()
	}
	email := advise(domain.Path{"email"})
	if email.Unique() || email.Records != 4 || email.Different != 2 || email.Blank != 1 ||
		fmt.Sprint(email.Shared) != "[{a@b.org 2}]" || fmt.Sprint(email.AlsoDifferent) != "[id]" {
		t.Errorf("advice on email %+v; want 2 different of 4, 1 blank, a@b.org twice, id different", email)
	}
	if id := advise(domain.Path{"id"}); !id.Unique() || len(id.AlsoDifferent) != 0 {
		t.Errorf("advice on id %+v, want unique", id)
	}
	if pair := advise(domain.Path{"id"}, domain.Path{"city"}); !pair.Unique() {
		t.Errorf("advice on id and city %+v, want unique", pair)
	}
}

func TestSuggestTakesTheNotationTheSourceFound(t *testing.T) {
	fields := []domain.SourceField{{Path: domain.Path{"born"}, Type: domain.Date, Samples: []string{"01/12/1990", "02/12/1990"}, DateOrder: domain.DayFirst, DecimalComma: true}}
	got := mapping.Suggest(fields, domain.Table{Name: "People"})[0]
	if got.DateOrder != domain.DayFirst || !got.DecimalComma {
		t.Errorf("date order %q, decimal comma %v; want what the source found in all values", got.DateOrder, got.DecimalComma)
	}
}
