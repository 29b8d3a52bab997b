package setup_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tributary/backend/domain"
	"tributary/backend/setup"
	"tributary/backend/source"
)

func TestAnAuthorizationIsSealedAndCheckedByARealCall(t *testing.T) {
	w := newWorld(t)
	a := w.authorization(t)
	if a.State != domain.AuthorizationWorks || a.Hint != "the shop" || a.CheckedAt.IsZero() {
		t.Errorf("state %q, hint %q, checked %v; want it to work", a.State, a.Hint, a.CheckedAt)
	}
	if _, open := a.Values["key"]; open || a.Values["address"] != "https://shop.example" {
		t.Errorf("open values %v; want the address only", a.Values)
	}
	for field, text := range must[map[string]string](t)(w.store.Sealed(t.Context(), a.ID)) {
		if field != "key" || strings.Contains(text, "good") {
			t.Errorf("sealed field %s as %q", field, text)
		}
	}
}

func TestASecretInAGroupIsSealedAloneAndStays(t *testing.T) {
	w := newWorld(t)
	in := setup.AuthorizationInput{Source: "shop", Name: "Main", Values: map[string]any{
		"key": "good", "address": "https://shop.example", "tunnel": map[string]any{"host": "h", "password": "p-4711"},
	}}
	a := must[domain.Authorization](t)(w.SaveAuthorization(t.Context(), in))
	in.ID, in.Values = a.ID, map[string]any{"address": "https://shop.example", "tunnel": map[string]any{"host": "other"}}
	a = must[domain.Authorization](t)(w.SaveAuthorization(t.Context(), in))
	if tunnel, _ := a.Values["tunnel"].(map[string]any); !maps.Equal(tunnel, map[string]any{"host": "other"}) {
		t.Errorf("open values of the group %v, want the host only", tunnel)
	}
	if want := []string{"key", "tunnel.password"}; !slices.Equal(a.SecretFields, want) {
		t.Errorf("secret fields %v, want %v", a.SecretFields, want)
	}
	config := must[source.Config](t)(w.Config(t.Context(), domain.Configuration{Authorization: a.ID}))
	if tunnel, _ := config["tunnel"].(map[string]any); tunnel["password"] != "p-4711" || tunnel["host"] != "other" {
		t.Errorf("the connector is given %v, want the kept password", tunnel)
	}
}

func TestAWrongKeyIsKeptWithItsState(t *testing.T) {
	w := newWorld(t)
	in := setup.AuthorizationInput{Source: "shop", Name: "Main", Values: map[string]any{"key": "bad", "address": "https://shop.example"}}
	a := must[domain.Authorization](t)(w.SaveAuthorization(t.Context(), in))
	if a.State != domain.AuthorizationNeedsSignIn || a.StateWords == "" {
		t.Fatalf("state %q (%s), want needs_sign_in", a.State, a.StateWords)
	}
	in.ID, in.Values = a.ID, map[string]any{"key": "good", "address": "https://shop.example"}
	if a = must[domain.Authorization](t)(w.SaveAuthorization(t.Context(), in)); a.State != domain.AuthorizationWorks {
		t.Errorf("after the right key: %q", a.State)
	}
	in.Values = map[string]any{"address": "https://other.example"}
	if a = must[domain.Authorization](t)(w.SaveAuthorization(t.Context(), in)); a.State != domain.AuthorizationWorks {
		t.Errorf("the stored key was lost: %q", a.State)
	}
	w.shop.down = true
	if a = must[domain.Authorization](t)(w.CheckAuthorization(t.Context(), a.ID)); a.State != domain.AuthorizationWorks {
		t.Errorf("a service that is down makes a good authorization %q", a.State)
	}
}

func TestAnAuthorizationThatNeedsSettingsIsCheckedWithThem(t *testing.T) {
	w := newWorld(t)
	w.shop.needy = true
	a := w.authorization(t)
	if a.State != domain.AuthorizationUnchecked || a.StateCode != "needs_settings" {
		t.Fatalf("state %q (%s), want unchecked because settings are missing", a.State, a.StateCode)
	}
	must[domain.Configuration](t)(w.SaveConfiguration(t.Context(), setup.ConfigurationInput{
		Name: "Shop", Source: "shop", Authorization: a.ID, Settings: map[string]any{"start_date": "2024-01-01"},
	}))
	if a = must[domain.Authorization](t)(w.Authorization(t.Context(), a.ID)); a.State != domain.AuthorizationWorks {
		t.Errorf("state %q after the settings are known, want works", a.State)
	}
}

func TestFormsAreRefusedWithTheFieldThatIsWrong(t *testing.T) {
	w := newWorld(t)
	_, err := w.SaveAuthorization(t.Context(), setup.AuthorizationInput{Source: "shop", Name: "Main", Values: map[string]any{"key": "good", "tunnel": map[string]any{"host": "h"}}})
	refused(t, err, "form_invalid")
	var told *domain.Error
	if errors.As(err, &told); len(told.Fields) != 2 || told.Fields[0].Field != "address" || told.Fields[1].Field != "tunnel.password" {
		t.Errorf("told %+v, want the address and the password in the group", told.Fields)
	}
	_, err = w.SaveAuthorization(t.Context(), setup.AuthorizationInput{Source: "shop", Name: "  ", Values: map[string]any{}})
	refused(t, err, "name_missing")
	_, err = w.SaveConfiguration(t.Context(), setup.ConfigurationInput{Name: "Shop", Source: "shop", Settings: map[string]any{"start_date": "soon"}})
	refused(t, err, "form_invalid")
	w.authorization(t)
	_, err = w.SaveAuthorization(t.Context(), setup.AuthorizationInput{Source: "shop", Name: "MAIN", Values: map[string]any{"key": "good", "address": "x"}})
	refused(t, err, "name_taken")
}

func TestWhatIsInUseIsNotDeleted(t *testing.T) {
	w := newWorld(t)
	c := w.configuration(t)
	refused(t, w.DeleteAuthorization(t.Context(), c.Authorization), "in_use")
	i := must[domain.Integration](t)(w.SaveIntegration(t.Context(), domain.Integration{Name: "Customers", Configuration: c.ID}))
	refused(t, w.DeleteConfiguration(t.Context(), c.ID), "in_use")
	if err := w.DeleteIntegration(t.Context(), i.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteConfiguration(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteAuthorization(t.Context(), c.Authorization); err != nil {
		t.Fatal(err)
	}
}

func TestNothingIsActiveBeforeItCanWork(t *testing.T) {
	w := newWorld(t)
	c := w.configuration(t)
	transfer := must[domain.Transfer](t)(w.AddTransfer(t.Context(), c.ID, "customers"))
	_, err := w.AddTransfer(t.Context(), c.ID, "customers")
	refused(t, err, "already_added")
	_, err = w.AddTransfer(t.Context(), c.ID, "planets")
	refused(t, err, "data_type_gone")
	_, err = w.ActivateTransfer(t.Context(), transfer.ID)
	refused(t, err, "no_primary_key")

	i := must[domain.Integration](t)(w.SaveIntegration(t.Context(), domain.Integration{Name: "Customers", Configuration: c.ID}))
	if i.State != domain.Inactive || i.Schedule.Every != domain.DefaultEvery {
		t.Errorf("a new integration is %q every %v", i.State, i.Schedule.Every)
	}
	_, err = w.ActivateIntegration(t.Context(), i.ID)
	refused(t, err, "not_ready")

	w.map1(t, transfer.ID)
	must[domain.Transfer](t)(w.ActivateTransfer(t.Context(), transfer.ID))
	_, err = w.ActivateIntegration(t.Context(), i.ID)
	refused(t, err, "not_ready") // no type of update is ticked
	i.Updates = map[string][]domain.UpdateType{"customers": {domain.Created}}
	must[domain.Integration](t)(w.SaveIntegration(t.Context(), i))
	if got := must[domain.Integration](t)(w.ActivateIntegration(t.Context(), i.ID)); got.State != domain.Active {
		t.Errorf("state %q, want active", got.State)
	}
}

// map1 maps the transfer into a new table.
func (w *world) map1(t *testing.T, id domain.TransferID) domain.Transfer {
	t.Helper()
	return must[domain.Transfer](t)(w.SaveMapping(t.Context(), setup.MappingInput{
		Transfer: id, NewFields: map[string]domain.FieldType{"Number": domain.Integer, "Email": domain.Email},
		Mapping: domain.Mapping{Table: "Contacts", Assignments: []domain.Assignment{
			{From: domain.Path{"id"}, To: "Number", PrimaryKey: true}, {From: domain.Path{"email"}, To: "Email"},
		}},
	}))
}

func TestAMappingMakesItsTableAndFields(t *testing.T) {
	w := newWorld(t)
	transfer := must[domain.Transfer](t)(w.AddTransfer(t.Context(), w.configuration(t).ID, "customers"))
	w.map1(t, transfer.ID)
	table := must[domain.Table](t)(w.project.Table(t.Context(), "Contacts"))
	if f, ok := table.Field("Email"); !ok || f.Type != domain.Email || len(table.Fields) != 2 {
		t.Fatalf("table made: %+v", table)
	}
	must[domain.Transfer](t)(w.ActivateTransfer(t.Context(), transfer.ID))
	m := domain.Mapping{Table: "Contacts", Assignments: []domain.Assignment{{From: domain.Path{"email"}, To: "Company"}}}
	_, err := w.SaveMapping(t.Context(), setup.MappingInput{Transfer: transfer.ID, Mapping: m})
	refused(t, err, "field_gone")
	m.Assignments[0].To = "Email"
	if got := must[domain.Transfer](t)(w.SaveMapping(t.Context(), setup.MappingInput{Transfer: transfer.ID, Mapping: m})); got.Active {
		t.Error("a data transfer without a primary key stayed active")
	}
	if err := w.project.RenameField(t.Context(), "Contacts", "Email", "Mail"); err != nil {
		t.Fatal(err)
	}
	if err := w.FieldRenamed(t.Context(), "Contacts", "Email", "Mail"); err != nil {
		t.Fatal(err)
	}
	if got := must[domain.Transfer](t)(w.Transfer(t.Context(), transfer.ID)); got.Mapping.Assignments[0].To != "Mail" {
		t.Errorf("the mapping did not follow the field: %+v", got.Mapping)
	}
}

func TestTheMappingViewAdvisesAndSuggests(t *testing.T) {
	w := newWorld(t)
	transfer := must[domain.Transfer](t)(w.AddTransfer(t.Context(), w.configuration(t).ID, "customers"))
	v := must[setup.MappingView](t)(w.MappingView(t.Context(), transfer.ID))
	if !v.Proposed || len(v.Suggestions) != 4 || !v.Advice.Unique() {
		t.Errorf("proposed %v, %d suggestions, advice %+v; want a new table of four fields with a good key", v.Proposed, len(v.Suggestions), v.Advice)
	}
	if got := v.Sample.DataType.Fields[2].Samples; len(got) != 2 || got[0] != "Fjord" || got[1] != "" {
		t.Errorf("samples %q, want Fjord and an empty one", got)
	}
	w.shop.records[0]["loyalty"] = map[string]any{"card": "A-7"}
	v = must[setup.MappingView](t)(w.MappingView(t.Context(), transfer.ID))
	last := v.Sample.DataType.Fields[len(v.Sample.DataType.Fields)-1]
	if last.Path.String() != "loyalty.card" || last.Type != domain.Text {
		t.Errorf("the last field is %s (%s), want the one only the records show", last.Path, last.Type)
	}
	advice, err := w.AdviseKey(t.Context(), transfer.ID, []domain.Path{{"email"}})
	if err != nil || advice.Unique() || advice.Different != 1 {
		t.Errorf("advice on email: %+v, %v; two records share it", advice, err)
	}
	w.shop.down = true
	if _, err := w.MappingView(t.Context(), transfer.ID); domain.KindOf(err) != domain.ServiceDown {
		t.Errorf("mapping view with the service down: %v", err)
	}
}

func TestAPauseIsKept(t *testing.T) {
	w := newWorld(t)
	i := must[domain.Integration](t)(w.SaveIntegration(t.Context(), domain.Integration{Name: "Customers", Configuration: w.configuration(t).ID}))
	until := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	must[domain.Integration](t)(w.PauseIntegration(t.Context(), i.ID, until))
	i.Name = "Renamed"
	if got := must[domain.Integration](t)(w.SaveIntegration(t.Context(), i)); !got.PausedUntil.Equal(until) {
		t.Errorf("saving lost the pause: %v", got.PausedUntil)
	}
}

func TestMailIsSignedInToByWhatIsThereForIt(t *testing.T) {
	w := newWorld(t)
	a, err := w.SaveAuthorization(t.Context(), setup.AuthorizationInput{Source: "shop", Name: "Shop", Values: map[string]any{"key": "good", "address": "a"}})
	if err != nil {
		t.Fatal(err)
	}
	server := domain.MailServer{Host: "smtp.shop.example", Port: 587, TLS: domain.MailStartTLS, From: "a@shop.example", Authorization: a.ID}
	for name, id := range map[string]domain.AuthorizationID{"another kind of authorization": a.ID, "none": "gone"} {
		server.Authorization = id
		var e *domain.Error
		if err := w.SaveMailServer(t.Context(), server, nil); !errors.As(err, &e) || e.Code != "mail_authorization" {
			t.Errorf("%s: %v", name, err)
		}
		if _, _, err := w.MailToken(t.Context(), id, ""); !errors.As(err, &e) || e.Code != "mail_authorization" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if kept, _, err := w.MailServer(t.Context()); err != nil || kept.Host != "" {
		t.Errorf("kept %+v, %v", kept, err)
	}
}
