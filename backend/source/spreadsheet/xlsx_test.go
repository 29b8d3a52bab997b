package spreadsheet_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
)

func TestLibreOfficeWorkbookKeepsEveryValue(t *testing.T) {
	got := readFull(t, at("testdata/shop.xlsx"), "shop/Orders")
	want := []domain.Record{
		{
			"Numéro": json.Number("1001"), "Client": "Léa Dupont", "Date": "2024-01-05", "Créée à": "2024-01-05T14:30:00",
			"Montant": json.Number("19.99"), "Payée": true, "Double": json.Number("39.98"), "Heure": "09:15:00",
		},
		{
			"Numéro": json.Number("1002"), "Client": "Société “Été” & Fils", "Date": "2024-02-29", "Créée à": "2024-02-29T00:00:00",
			"Montant": json.Number("1234.5"), "Payée": false, "Double": json.Number("2469"), "Heure": "23:59:30",
		},
		{
			"Numéro": json.Number("1003"), "Client": "line one\nline two", "Date": "1999-12-31", "Créée à": nil,
			"Montant": json.Number("-0.1"), "Payée": true, "Double": "#DIV/0!", "Heure": nil,
		},
		{
			"Numéro": json.Number("1004"), "Client": "00123", "Date": nil, "Créée à": nil,
			"Montant": json.Number("0.3"), "Payée": nil, "Double": nil, "Heure": nil,
		},
	}
	if diff := cmp.Diff(want, got.records); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"row 4", "row 5", "row 7", "row 8"}, got.positions); diff != "" {
		t.Errorf("positions (-want +got):\n%s", diff)
	}
	if warnings := strings.Join(got.outcome.Warnings, "\n"); !strings.Contains(warnings, "G7 #DIV/0!") || strings.Contains(warnings, "merged") {
		t.Errorf("warnings = %q; want the error cell, and nothing on the merged title", warnings)
	}
}

func TestLibreOfficeWorkbookIsDescribed(t *testing.T) {
	types, err := connector().Discover(t.Context(), at("testdata/shop.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]domain.FieldType{}
	for _, one := range types {
		got[one.Name] = map[string]domain.FieldType{}
		for _, field := range one.Fields {
			got[one.Name][field.Path.String()] = field.Type
		}
	}
	want := map[string]map[string]domain.FieldType{ // the empty sheet is no data type
		"shop/Orders": {
			"Numéro": domain.Integer, "Client": domain.Text, "Date": domain.Date, "Créée à": domain.DateTime,
			"Montant": domain.Decimal, "Payée": domain.Boolean, "Double": domain.Text, "Heure": domain.Text,
		},
		"shop/Clients & co": {"Code": domain.Text, "Email": domain.Email},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("data types (-want +got):\n%s", diff)
	}
}

func TestDatesCountedFrom1904(t *testing.T) {
	got := readFull(t, at("testdata/dates-1904.xlsx"), "dates-1904/Days")
	want := []domain.Record{
		{"Id": json.Number("1"), "Day": "2024-01-05"},
		{"Id": json.Number("2"), "Day": "1904-01-02"},
		{"Id": json.Number("3"), "Day": "2024-12-31T23:59:59"},
	}
	if diff := cmp.Diff(want, got.records); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}
