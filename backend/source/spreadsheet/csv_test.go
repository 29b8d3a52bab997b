package spreadsheet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tributary/backend/domain"
)

func encode(t testing.TB, e encoding.Encoding, text string) string {
	t.Helper()
	encoded, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

func TestEveryEncodingGivesTheSameText(t *testing.T) {
	const text = "Nom;Ville\nLéa;Orléans\nZoë – €;Nîmes\n"
	want := []domain.Record{{"Nom": "Léa", "Ville": "Orléans"}, {"Nom": "Zoë – €", "Ville": "Nîmes"}}
	little, big := unicode.LittleEndian, unicode.BigEndian
	cases := map[string]string{
		"UTF-8":               text,
		"UTF-8 with mark":     "\ufeff" + text,
		"UTF-16 LE with mark": encode(t, unicode.UTF16(little, unicode.UseBOM), text),
		"UTF-16 BE with mark": encode(t, unicode.UTF16(big, unicode.UseBOM), text),
		"UTF-16 LE":           encode(t, unicode.UTF16(little, unicode.IgnoreBOM), text),
		"UTF-16 BE":           encode(t, unicode.UTF16(big, unicode.IgnoreBOM), text),
		"Windows-1252":        encode(t, charmap.Windows1252, text),
	}
	for name, content := range cases {
		t.Run(name, func(t *testing.T) {
			got := readFull(t, at(folder(t, map[string]string{"a.csv": content})), "a")
			if diff := cmp.Diff(want, got.records); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
			if len(got.outcome.Warnings) > 0 {
				t.Errorf("warnings = %q", got.outcome.Warnings)
			}
		})
	}
}

func TestForeignBytesFarBehindTheStartAreReadAndTold(t *testing.T) {
	content := "Name,City\n"
	for range 10_000 {
		content += "Ada,London\n"
	}
	got := readFull(t, at(folder(t, map[string]string{"a.csv": content + "Z\xeb,\xc9tampes\n"})), "a")
	last := got.records[len(got.records)-1]
	if diff := cmp.Diff(domain.Record{"Name": "Zë", "City": "Étampes"}, last); diff != "" {
		t.Errorf("last record (-want +got):\n%s", diff)
	}
	if len(got.outcome.Warnings) != 1 {
		t.Errorf("warnings = %q; want one on the encoding", got.outcome.Warnings)
	}
}

func TestTextFilesAreCutIntoTheRightRecords(t *testing.T) {
	ab := []domain.Record{{"A": "1", "B": "2"}}
	cases := map[string]struct {
		name, content string
		want          []domain.Record
		positions     []string
	}{
		"comma":                {"f.csv", "A,B\n1,2\n", ab, []string{"row 2"}},
		"semicolon":            {"f.csv", "A;B\r\n1;2\r\n", ab, []string{"row 2"}},
		"tab":                  {"f.tsv", "A\tB\n1\t2", ab, []string{"row 2"}},
		"bar":                  {"f.txt", "A|B\n1|2\n", ab, []string{"row 2"}},
		"old Mac line ends":    {"f.csv", "A,B\r1,2\r", ab, []string{"row 2"}},
		"sep line":             {"f.csv", "sep=;\nA;B\n1;2\n", ab, []string{"row 2"}},
		"one column":           {"f.csv", "A\n1\n2\n", []domain.Record{{"A": "1"}, {"A": "2"}}, []string{"row 2", "row 3"}},
		"decimal commas":       {"f.csv", "A;B\n1,5;2,5\n3,5;4,5\n", []domain.Record{{"A": "1,5", "B": "2,5"}, {"A": "3,5", "B": "4,5"}}, nil},
		"tabs in commas":       {"f.csv", "A,B\n\"x\ty\",2\n", []domain.Record{{"A": "x\ty", "B": "2"}}, nil},
		"quotes":               {"f.csv", "A,B\n\"1, \"\"x\"\"\",5\" pipe\n", []domain.Record{{"A": `1, "x"`, "B": `5" pipe`}}, nil},
		"line breaks in cells": {"f.csv", "A,B\n\"x\r\ny\",2\n3,4\n", []domain.Record{{"A": "x\ny", "B": "2"}, {"A": "3", "B": "4"}}, []string{"row 2", "row 3"}},
		"blank rows":           {"f.csv", "A,B\n\n1,2\n,\n  \n", ab, []string{"row 3"}},
		"short row":            {"f.csv", "A,B\n1\n3,4\n", []domain.Record{{"A": "1", "B": nil}, {"A": "3", "B": "4"}}, nil},
		"long row":             {"f.csv", "A,B\n1,2,,x\n3,4\n", []domain.Record{{"A": "1", "B": "2", "Column D": "x"}, {"A": "3", "B": "4"}}, nil},
		"blank header":         {"f.csv", "A,,B\n1,x,2\n", []domain.Record{{"A": "1", "Column B": "x", "B": "2"}}, nil},
		"blank column":         {"f.csv", "A,,B,\n1,,2,\n", ab, nil},
		"repeated header":      {"f.csv", "A,A,A (2)\n1,2,3\n", []domain.Record{{"A": "1", "A (2)": "2", "A (2) (2)": "3"}}, nil},
		"header in lines":      {"f.csv", "\"First\n name\", B \n1,2\n", []domain.Record{{"First name": "1", "B": "2"}}, nil},
		"title rows":           {"f.csv", "Customers of 2024\n\nA,B,C\n1,2,3\n4,5,6\n", []domain.Record{{"A": "1", "B": "2", "C": "3"}, {"A": "4", "B": "5", "C": "6"}}, []string{"row 4", "row 5"}},
		"title of two columns": {"f.csv", "Customers\nA,B\n1,2\n", ab, []string{"row 3"}},
		"numbered rows":        {"f.csv", ",B\n0,x\n1,y\n", []domain.Record{{"Column A": "0", "B": "x"}, {"Column A": "1", "B": "y"}}, []string{"row 2", "row 3"}},
		"no header":            {"f.csv", "ada@example.com,1\nmax@example.com,2\n", []domain.Record{{"Column A": "ada@example.com", "Column B": "1"}, {"Column A": "max@example.com", "Column B": "2"}}, []string{"row 1", "row 2"}},
		"years as header":      {"f.csv", "Name,2023,2024\nx,1,2\n", []domain.Record{{"Name": "x", "2023": "1", "2024": "2"}}, nil},
		"dot in name":          {"f.csv", "a.b,c\n1,2\n", []domain.Record{{"a.b": "1", "c": "2"}}, nil},
		"header only":          {"f.csv", "A,B\n", nil, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := readFull(t, at(folder(t, map[string]string{c.name: c.content})), "f")
			if diff := cmp.Diff(c.want, got.records); diff != "" {
				t.Errorf("records of %q (-want +got):\n%s", c.content, diff)
			}
			if c.positions != nil && !cmp.Equal(c.positions, got.positions) {
				t.Errorf("positions = %q; want %q", got.positions, c.positions)
			}
			if !got.outcome.Complete {
				t.Errorf("outcome = %+v; want complete", got.outcome)
			}
		})
	}
}

func TestTypesComeFromTheWholeFile(t *testing.T) {
	content := "Id;Montant;Date;Day;Seen;Paid;Code;Mixed\n"
	for range 2000 {
		content += "1;1 234,50;31/12/2023;12/31/2023;2024-01-05 10:00;oui;0012;5\n"
	}
	content += "2;0,5;01/02/2024;01/02/2024;;non;0013;five\n" // only here Mixed shows to be text
	types, err := connector().Discover(t.Context(), at(folder(t, map[string]string{"ventes.csv": content})))
	if err != nil {
		t.Fatal(err)
	}
	path := func(name string) domain.Path { return domain.Path{name} }
	want := []domain.DataType{{Name: "ventes", ChangedOnly: true, Closed: true, Fields: []domain.SourceField{
		{Path: path("Id"), Type: domain.Integer},
		{Path: path("Montant"), Type: domain.Decimal, DecimalComma: true},
		{Path: path("Date"), Type: domain.Date, DateOrder: domain.DayFirst},
		{Path: path("Day"), Type: domain.Date, DateOrder: domain.MonthFirst},
		{Path: path("Seen"), Type: domain.DateTime},
		{Path: path("Paid"), Type: domain.Boolean},
		{Path: path("Code"), Type: domain.Text},
		{Path: path("Mixed"), Type: domain.Text},
	}}}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("data types (-want +got):\n%s", diff)
	}
}
