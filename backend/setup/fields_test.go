package setup_test

import (
	"testing"

	"tributary/backend/domain"
	"tributary/backend/setup"
)

// contacts is a mapped data transfer under a policy, of which these changes wait.
func (w *world) contacts(t *testing.T, policy domain.WhenFieldsChange, waiting ...domain.FieldChange) domain.Transfer {
	t.Helper()
	added := must[domain.Transfer](t)(w.AddTransfer(t.Context(), w.configuration(t).ID, "customers"))
	mapped := must[domain.Transfer](t)(w.SaveMapping(t.Context(), setup.MappingInput{
		Transfer: added.ID, WhenFieldsChange: policy, NewFields: map[string]domain.FieldType{"Number": domain.Integer, "Born": domain.Date},
		Mapping: domain.Mapping{Table: "Contacts", Assignments: []domain.Assignment{
			{From: domain.Path{"id"}, To: "Number", PrimaryKey: true}, {From: domain.Path{"born"}, To: "Born"},
		}},
	}))
	known := domain.KnownFields{Settled: true, Changes: waiting}
	for _, f := range offered(t, w).Fields {
		known.Fields = append(known.Fields, domain.KnownField{Path: f.Path, Declared: f.Type, Met: true})
	}
	if err := w.store.SaveKnownFields(t.Context(), mapped.ID, known); err != nil {
		t.Fatal(err)
	}
	return mapped
}

func offered(t *testing.T, w *world) domain.DataType {
	t.Helper()
	return must[[]domain.DataType](t)(w.shop.Discover(t.Context(), nil))[0]
}

func (w *world) waiting(t *testing.T, of domain.Transfer) []domain.FieldChange {
	t.Helper()
	return must[domain.KnownFields](t)(w.store.KnownFields(t.Context(), of.ID)).Changes
}

var (
	phone = domain.FieldChange{Kind: domain.FieldNew, Path: domain.Path{"phone"}, Type: domain.Text}
	born  = domain.FieldChange{Kind: domain.FieldGone, Path: domain.Path{"born"}, To: "Born"}
)

// The name is kept before the field is made: a program that was killed in between makes no
// second one.
func TestAFieldIsAddedOnceWhateverCameBetween(t *testing.T) {
	named := phone
	named.To = "Phone"
	for name, c := range map[string]struct {
		change domain.FieldChange
		made   bool
	}{
		"nothing":              {change: phone},
		"after it was named":   {change: named},
		"after the field made": {change: named, made: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			transfer := w.contacts(t, domain.AddNewFields, c.change, born)
			if c.made {
				if err := w.project.AddField(t.Context(), "Contacts", domain.Field{Name: "Phone", Type: domain.Text}); err != nil {
					t.Fatal(err)
				}
			}
			got, added, err := w.AddNewFields(t.Context(), transfer, offered(t, w))
			if err != nil || len(added) != 1 || added[0].To != "Phone" {
				t.Fatalf("added %+v, error %v; want Phone alone", added, err)
			}
			table := must[domain.Table](t)(w.project.Table(t.Context(), "Contacts"))
			if len(table.Fields) != 3 || len(got.Mapping.Assignments) != 3 || !got.Mapping.Assignments[2].Added {
				t.Errorf("the table has %+v, the mapping %+v", table.Fields, got.Mapping.Assignments)
			}
			if left := w.waiting(t, transfer); len(left) != 1 || left[0].Kind != domain.FieldGone {
				t.Errorf("%+v wait, want what is gone alone", left)
			}
			if _, again, err := w.AddNewFields(t.Context(), got, offered(t, w)); err != nil || len(again) > 0 {
				t.Errorf("added again: %+v, %v", again, err)
			}
		})
	}
}

func TestWhatTheMappingTakesNoLongerWaits(t *testing.T) {
	w := newWorld(t)
	transfer := w.contacts(t, domain.StopTheRun, phone, born)
	if changed := must[[]setup.ChangedTransfer](t)(w.ChangedTransfers(t.Context(), transfer.Configuration)); len(changed) != 1 || len(changed[0].Changes) != 2 {
		t.Fatalf("waiting: %+v", changed)
	}
	m := transfer.Mapping
	m.Assignments = append(m.Assignments[:1:1], domain.Assignment{From: domain.Path{"phone"}, To: "Phone"})
	saved := must[domain.Transfer](t)(w.SaveMapping(t.Context(), setup.MappingInput{Transfer: transfer.ID, Mapping: m, NewFields: map[string]domain.FieldType{"Phone": domain.Text}}))
	if left := w.waiting(t, transfer); len(left) > 0 || saved.WhenFieldsChange != domain.StopTheRun {
		t.Errorf("%+v wait under %q; want nothing, and the policy as it was", left, saved.WhenFieldsChange)
	}
}

func TestWhatIsDismissedDuringARunStaysDismissed(t *testing.T) {
	w := newWorld(t)
	transfer := w.contacts(t, domain.TellChanges, phone)
	watch, err := w.FieldWatch(t.Context(), transfer)
	if err != nil {
		t.Fatal(err)
	}
	watch.Begin(offered(t, w), transfer.Mapping, must[domain.Table](t)(w.project.Table(t.Context(), "Contacts")))
	if err := w.DismissFieldChanges(t.Context(), transfer.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.NoteFields(t.Context(), transfer.ID, watch); err != nil {
		t.Fatal(err)
	}
	if left := w.waiting(t, transfer); len(left) > 0 {
		t.Errorf("%+v wait again", left)
	}
}
