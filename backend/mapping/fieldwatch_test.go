package mapping_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

func customers() domain.Mapping {
	return domain.Mapping{Table: "People", Assignments: []domain.Assignment{
		{From: domain.ParsePath("email"), To: "Email", PrimaryKey: true},
		{From: domain.ParsePath("billing.city"), To: "City"},
		{From: domain.ParsePath("spent"), To: "Spent"},
		{From: domain.ParsePath("points"), To: "Points"},
	}}
}

func customersTable() domain.Table {
	return domain.Table{Name: "People", Fields: []domain.Field{
		{Name: "Email", Type: domain.Email}, {Name: "City", Type: domain.Text}, {Name: "Spent", Type: domain.Decimal}, {Name: "Points", Type: domain.Integer},
	}}
}

func parsed(t *testing.T, text string) domain.Record {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var r domain.Record
	if err := decoder.Decode(&r); err != nil {
		t.Fatal(err)
	}
	return r
}

const usual = `{"email": "a@x.org", "billing": {"city": "Lyon"}, "spent": 1.5, "points": 3, "note": null, "tags": []}`

// read lets a new watch see these records, to the end, and returns it.
func read(t *testing.T, known domain.KnownFields, policy domain.WhenFieldsChange, whole bool, records ...string) *mapping.FieldWatch {
	t.Helper()
	w := mapping.NewFieldWatch(known, policy)
	w.Begin(domain.DataType{Name: "customers"}, customers(), customersTable())
	for _, r := range records {
		w.See(parsed(t, r))
	}
	w.End(whole, whole)
	return w
}

func changesAsText(changes []domain.FieldChange) []string {
	list := []string{}
	for _, c := range changes {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s", c.Kind, c.Path, c.Type)))
	}
	slices.Sort(list)
	return list
}

func TestWhatCountsAsAChangeOfFields(t *testing.T) {
	for name, c := range map[string]struct {
		records []string
		part    bool // not a complete full read
		want    []string
	}{
		"nothing new":                   {records: []string{usual}},
		"fewer fields nobody uses":      {records: []string{`{"email": "a@x.org", "billing": {"city": "Lyon"}, "spent": 1, "points": 3}`}},
		"a new field":                   {records: []string{strings.Replace(usual, `"note"`, `"vip": true, "note"`, 1)}, want: []string{"new vip boolean"}},
		"a new field of whole numbers":  {records: []string{`{"visits": 1}`, `{"visits": 2}`}, part: true, want: []string{"new visits integer"}},
		"that becomes one of decimals":  {records: []string{`{"visits": 1}`, `{"visits": 2.5}`}, part: true, want: []string{"new visits decimal"}},
		"a new field without a value":   {records: []string{`{"visits": null}`}, part: true, want: []string{"new visits"}},
		"a new field inside an object":  {records: []string{`{"billing": {"city": "Lyon", "zip": "69001"}}`}, part: true, want: []string{"new billing.zip text"}},
		"a new object":                  {records: []string{`{"shipping": {"city": "Lyon", "on": "2026-01-02"}}`}, part: true, want: []string{"new shipping.city text", "new shipping.on date"}},
		"a list that fills":             {records: []string{`{"tags": ["x"]}`}, part: true},
		"an unknown type gets one":      {records: []string{`{"note": "hello"}`}, part: true},
		"an empty object gets fields":   {records: []string{`{"note": {"by": "me"}}`}, part: true, want: []string{"new note.by text"}},
		"text where a number was":       {records: []string{strings.Replace(usual, `"points": 3`, `"points": "many"`, 1)}, want: []string{"retyped points text"}},
		"an object where a number was":  {records: []string{strings.Replace(usual, `"spent": 1.5`, `"spent": {"eur": 1.5}`, 1)}, want: []string{"retyped spent json"}},
		"a whole number is a number":    {records: []string{strings.Replace(usual, `"spent": 1.5`, `"spent": 2`, 1)}},
		"but a number is not whole":     {records: []string{strings.Replace(usual, `"points": 3`, `"points": 3.5`, 1)}, want: []string{"retyped points decimal"}},
		"another type nobody uses":      {records: []string{strings.Replace(usual, `"tags": []`, `"tags": 7`, 1)}},
		"a mapped field is gone":        {records: []string{strings.Replace(usual, `"points": 3,`, ``, 1)}, want: []string{"gone points"}},
		"one record still has it":       {records: []string{strings.Replace(usual, `"points": 3,`, ``, 1), usual}},
		"empty is not gone":             {records: []string{strings.Replace(usual, `"points": 3`, `"points": null`, 1)}},
		"a part of the records lack it": {records: []string{strings.Replace(usual, `"points": 3,`, ``, 1)}, part: true},
		"no record, nothing is gone":    {},
	} {
		t.Run(name, func(t *testing.T) {
			known := read(t, domain.KnownFields{}, "", true, usual).Known()
			if len(known.Changes) > 0 || !known.Settled {
				t.Fatalf("after the first full read %+v, want settled and nothing told", known)
			}
			got := read(t, known, domain.TellChanges, !c.part, c.records...)
			want := append([]string{}, c.want...)
			if !slices.Equal(changesAsText(got.Known().Changes), want) || !slices.Equal(changesAsText(got.News()), want) {
				t.Errorf("told %q, news %q, want %q", changesAsText(got.Known().Changes), changesAsText(got.News()), want)
			}
		})
	}
}

// What was told is told once, waits until it is taken or dismissed, and is known then.
func TestAChangeIsToldOnce(t *testing.T) {
	changed := strings.NewReplacer(`"points": 3,`, ``, `1.5`, `"much"`, `"note"`, `"vip": true, "note"`).Replace(usual)
	known := read(t, domain.KnownFields{}, "", true, usual).Known()
	first := read(t, known, "", true, changed)
	want := []string{"gone points", "new vip boolean", "retyped spent text"}
	if got := changesAsText(first.News()); !slices.Equal(got, want) {
		t.Fatalf("first told %q, want %q", got, want)
	}
	again := read(t, first.Known(), "", true, changed)
	if got := changesAsText(again.Known().Changes); !slices.Equal(got, want) || len(again.News()) > 0 {
		t.Errorf("then %q wait and %q is news, want the same and none", got, changesAsText(again.News()))
	}
	dismissed := again.Known()
	dismissed.Accept(func(domain.FieldChange) bool { return true })
	if after := read(t, dismissed, "", true, changed); len(after.Known().Changes) > 0 {
		t.Errorf("dismissed, but told again: %q", changesAsText(after.Known().Changes))
	}
	back := read(t, again.Known(), "", true, usual)
	if got := changesAsText(back.Known().Changes); !slices.Equal(got, []string{"new vip boolean", "retyped spent text"}) {
		t.Errorf("the field came again, but %q wait", got)
	}
}

func TestAWatchOfDeclaredFields(t *testing.T) {
	declared := func(fields ...domain.SourceField) domain.DataType {
		return domain.DataType{Name: "sheet", Closed: true, Fields: fields}
	}
	was := []domain.SourceField{{Path: domain.Path{"email"}, Type: domain.Email}, {Path: domain.Path{"points"}, Type: domain.Integer}, {Path: domain.Path{"spent"}, Type: domain.Text}}
	begin := func(known domain.KnownFields, d domain.DataType) *mapping.FieldWatch {
		w := mapping.NewFieldWatch(known, domain.StopTheRun)
		w.Begin(d, customers(), customersTable())
		return w
	}
	first := begin(domain.KnownFields{}, declared(was...))
	first.End(true, true)
	for name, c := range map[string]struct {
		d    domain.DataType
		want []string
	}{
		"the same":                 {declared(was...), nil},
		"a column more":            {declared(append(slices.Clone(was), domain.SourceField{Path: domain.Path{"vip"}, Type: domain.Boolean})...), []string{"new vip boolean"}},
		"numbers became text":      {declared(was[0], domain.SourceField{Path: domain.Path{"points"}, Type: domain.Text}, was[2]), []string{"retyped points text"}},
		"a typing error in emails": {declared(domain.SourceField{Path: domain.Path{"email"}, Type: domain.Text}, was[1], was[2]), nil},
		"an empty column filled":   {declared(was[0], was[1], domain.SourceField{Path: domain.Path{"spent"}, Type: domain.Decimal}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := begin(first.Known(), c.d)
			if got := changesAsText(w.News()); !slices.Equal(got, append([]string{}, c.want...)) {
				t.Errorf("told %q, want %q", got, c.want)
			}
			if err := w.Refusal(c.d); (err != nil) != (len(c.want) > 0) {
				t.Errorf("refusal %v", err)
			}
		})
	}
}

// However many names a service makes up, what is kept and told stays bounded.
func TestAWatchIsBounded(t *testing.T) {
	known := read(t, domain.KnownFields{}, "", true, usual).Known()
	ids, flood := map[string]any{}, domain.Record{}
	flood["ids"] = ids
	for i := range 5000 {
		flood[fmt.Sprintf("k%d", i)] = "v"
		ids[fmt.Sprint(i)] = "v"
	}
	w := mapping.NewFieldWatch(known, "")
	w.Begin(domain.DataType{}, customers(), customersTable())
	w.See(flood)
	w.End(false, false)
	if n := len(w.Known().Changes); n == 0 || n > 500 {
		t.Errorf("%d changes told of a flood of names, want at most 500", n)
	}
}

func TestWordsOfChangedFields(t *testing.T) {
	change := func(kind domain.FieldChangeKind, path string) domain.FieldChange {
		return domain.FieldChange{Kind: kind, Path: domain.ParsePath(path), To: "Points", Was: domain.Integer, Type: domain.Text}
	}
	var many []domain.FieldChange
	for i := range 12 {
		many = append(many, change(domain.FieldNew, fmt.Sprintf("f%d", i)))
	}
	for want, changes := range map[string][]domain.FieldChange{
		"The service sends the new field “a”.":                                           {change(domain.FieldNew, "a")},
		"The service sends 2 new fields: a, b.c.":                                        {change(domain.FieldNew, "a"), change(domain.FieldNew, "b.c")},
		"The service sends 12 new fields: f0, f1, f2, f3, f4, f5, f6, f7, ….":            many,
		"The service no longer sends “p”, which “Points” is filled from.":                {change(domain.FieldGone, "p")},
		"“p”, which “Points” is filled from, was a whole number and is now text.":        {change(domain.FieldRetyped, "p")},
		"2 new fields were added to the table: a, b.":                                    {change(domain.FieldAdded, "a"), change(domain.FieldAdded, "b")},
		"The new field “a” was added to the table. The service sends the new field “b”.": {change(domain.FieldNew, "b"), change(domain.FieldAdded, "a")},
	} {
		if got := strings.Join(mapping.ChangeWords(changes), " "); got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
}

// BenchmarkFieldWatch tells what a record of a large read costs: beside the ten and more
// microseconds that reading, mapping and comparing it take.
func BenchmarkFieldWatch(b *testing.B) {
	record := domain.Record{"email": "a@x.org", "billing": map[string]any{"city": "Lyon"}}
	for i := range 40 {
		record[fmt.Sprintf("field_%d", i)] = "value"
	}
	w := mapping.NewFieldWatch(domain.KnownFields{}, "")
	w.Begin(domain.DataType{Name: "customers"}, customers(), customersTable())
	for b.Loop() {
		w.See(record)
	}
}
