package setup_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tributary/backend/domain"
	"tributary/backend/setup"
)

// twoFeed is a set-up file by which two integrations feed one table.
const twoFeed = `
version: 1
project:
  tables:
    - name: Contacts
      fields: [{name: Email, type: email}, {name: Company, type: text}, {name: Number, type: text}]
authorizations:
  - {name: Main, source: shop, values: {key: good, address: "https://shop.example"}}
source_configurations:
  - name: One
    source: shop
    authorization: Main
    settings: {start_date: "2024-01-01"}
    data_transfers:
      - data_type: customers
        table: Contacts
        active: true
        mapping: [{from: email, to: Email, primary_key: true}, {from: billing.company, to: Company}]
  - name: Other
    source: shop
    authorization: Main
    settings: {start_date: "2024-01-01"}
    data_transfers:
      - data_type: customers
        table: Contacts
        active: true
        mapping: [{from: email, to: Email, primary_key: true}, {from: billing.company, to: Company}, {from: id, to: Number}]
integrations:
  - {name: B older, source_configuration: One, updates: {customers: [created, updated]}, every: 15m, active: true}
` + newer

const newer = "  - {name: A newer, source_configuration: Other, updates: {customers: [created, updated]}, every: 15m, active: true}\n"

func apply(t *testing.T, w *world, text string) []setup.Applied {
	t.Helper()
	return must[[]setup.Applied](t)(w.Apply(t.Context(), must[setup.File](t)(setup.ParseFile([]byte(text))), setup.Environment{}))
}

// decide names who decides of each shared field, in order.
func decide(t *testing.T, w *world, table string) map[string][]string {
	t.Helper()
	feeders := must[setup.TableFeeders](t)(w.TableFeeders(t.Context(), table))
	names, out := map[domain.Scope]string{}, map[string][]string{}
	for _, f := range feeders.Feeders {
		names[f.Scope] = f.Integration
	}
	for field, scopes := range feeders.Shared {
		for _, scope := range scopes {
			out[field] = append(out[field], names[scope])
		}
	}
	return out
}

func TestTheOrderOfATableIsChosenFollowedAndForgotten(t *testing.T) {
	w := newWorld(t)
	apply(t, w, strings.TrimSuffix(twoFeed, newer))
	w.clock.Advance(time.Minute)
	apply(t, w, twoFeed)
	ctx := t.Context()
	first, second := []string{"B older", "A newer"}, []string{"A newer", "B older"}
	want := map[string][]string{"Email": first, "Company": first} // Number has one source only
	if diff := cmp.Diff(want, decide(t, w, "contacts")); diff != "" {
		t.Errorf("nothing chosen: %s", diff)
	}
	feeders := must[setup.TableFeeders](t)(w.TableFeeders(ctx, "Contacts")).Feeders
	swapped := []domain.Scope{feeders[1].Scope, feeders[0].Scope}
	if err := w.SetTableOrder(ctx, "Contacts", "Company", swapped); err != nil {
		t.Fatal(err)
	}
	want["Company"] = second
	if diff := cmp.Diff(want, decide(t, w, "Contacts")); diff != "" {
		t.Errorf("one field: %s", diff)
	}
	if err := errors.Join(w.SetTableOrder(ctx, "Contacts", "", swapped), w.SetTableOrder(ctx, "Contacts", "Company", nil)); err != nil {
		t.Fatal(err)
	}
	want["Email"] = second
	if diff := cmp.Diff(want, decide(t, w, "Contacts")); diff != "" {
		t.Errorf("the table: %s", diff)
	}
	refused(t, w.SetTableOrder(ctx, "Contacts", "", []domain.Scope{{Integration: "gone"}}), "feeder_gone")
	if err := w.SetTableOrder(ctx, "Contacts", "Company", swapped[1:]); err != nil { // who is not named comes behind
		t.Fatal(err)
	}
	if err := errors.Join(w.FieldRenamed(ctx, "Contacts", "Company", "Firm"), w.TableRenamed(ctx, "Contacts", "People")); err != nil {
		t.Fatal(err)
	}
	want = map[string][]string{"Email": second, "Firm": first}
	if diff := cmp.Diff(want, decide(t, w, "People")); diff != "" {
		t.Errorf("after new names: %s", diff)
	}
	if _, err := w.DeactivateTransfer(ctx, feeders[1].Transfer.ID); err != nil {
		t.Fatal(err)
	}
	want["Email"], want["Firm"] = second, second // made inactive: behind all others
	if _, err := w.ActivateTransfer(ctx, feeders[1].Transfer.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.DeactivateIntegration(ctx, feeders[0].Scope.Integration); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, decide(t, w, "People")); diff != "" {
		t.Errorf("an integration made inactive: %s", diff)
	}
	if silent := must[setup.TableFeeders](t)(w.TableFeeders(ctx, "People")).Silent(); len(silent) != 1 {
		t.Errorf("%d are silent, want 1", len(silent))
	}
}

func TestTheOrderStandsInTheSetUpFile(t *testing.T) {
	w := newWorld(t)
	apply(t, w, twoFeed)
	ctx := t.Context()
	feeders := must[setup.TableFeeders](t)(w.TableFeeders(ctx, "Contacts")).Feeders
	swapped := []domain.Scope{feeders[1].Scope, feeders[0].Scope}
	if err := errors.Join(w.SetTableOrder(ctx, "Contacts", "", swapped), w.SetTableOrder(ctx, "Contacts", "Company", swapped[1:])); err != nil {
		t.Fatal(err)
	}
	file := must[setup.File](t)(w.Export(ctx))
	before := decide(t, w, "Contacts")
	if done := must[[]setup.Applied](t)(w.Apply(ctx, file, everyName)); len(done) > 0 {
		t.Errorf("applying what was exported changed %+v", done)
	}
	if err := errors.Join(w.SetTableOrder(ctx, "Contacts", "", nil), w.SetTableOrder(ctx, "Contacts", "Company", nil)); err != nil {
		t.Fatal(err)
	}
	done := must[[]setup.Applied](t)(w.Apply(ctx, file, everyName))
	if diff := cmp.Diff([]setup.Applied{{Action: "changed", Thing: "order", Name: "Contacts"}}, done); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, decide(t, w, "Contacts")); diff != "" {
		t.Errorf("the order of the file: %s", diff)
	}
	file.Project.Tables[0].Order[0].Integration = "unknown"
	_, err := w.Apply(ctx, file, everyName)
	refused(t, err, "set_up_file")
	file.Project.Tables[0].Order, file.Project.Tables[0].FieldOrders = nil, map[string][]setup.FileFeeder{"Gone": nil}
	_, err = w.Apply(ctx, file, everyName)
	refused(t, err, "set_up_file")
}

// everyName has the key of the shop under every name.
var everyName = setup.Environment{LookupEnv: func(string) (string, bool) { return "good", true }}

// A set-up file may write a table in other letters than the project has it.
func TestTheOrderKnowsATableInAnyLetters(t *testing.T) {
	w := newWorld(t)
	text := strings.Replace(twoFeed, "table: Contacts\n        active: true\n        mapping: [{from: email, to: Email, primary_key: true}, {from: billing.company, to: Company}, ",
		"table: contacts\n        active: true\n        mapping: [{from: email, to: Email, primary_key: true}, {from: billing.company, to: Company}, ", 1)
	if text == twoFeed {
		t.Fatal("nothing was written in other letters")
	}
	apply(t, w, text)
	feeders := must[setup.TableFeeders](t)(w.TableFeeders(t.Context(), "Contacts")).Feeders
	swapped := []domain.Scope{feeders[1].Scope, feeders[0].Scope}
	if err := errors.Join(w.SetTableOrder(t.Context(), "CONTACTS", "", swapped), w.SetTableOrder(t.Context(), "contacts", "Company", swapped[1:])); err != nil {
		t.Fatal(err)
	}
	names := []string{feeders[0].Integration, feeders[1].Integration}
	want := map[string][]string{"Email": {names[1], names[0]}, "Company": {names[0], names[1]}}
	for _, table := range []string{"Contacts", "contacts"} {
		if diff := cmp.Diff(want, decide(t, w, table)); diff != "" {
			t.Errorf("%s: %s", table, diff)
		}
	}
}
