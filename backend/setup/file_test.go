package setup_test

import (
	"slices"
	"strings"
	"testing"

	"tributary/backend/domain"
	"tributary/backend/setup"
)

const file = `
version: 1
address_book: [owner@example.com]
project:
  tables:
    - name: Contacts
      fields:
        - {name: Number, type: integer}
        - {name: Born, type: date}
        - {name: Company, type: text}
authorizations:
  - name: Main shop
    source: shop
    values: {key: {env: SHOP_KEY}, tunnel: {host: h, password: {env: SHOP_KEY}}, address: https://shop.example, start_date: 2024-01-01}
source_configurations:
  - name: Shop
    source: shop
    authorization: Main shop
    data_transfers:
      - data_type: customers
        table: Contacts
        active: true
        mapping:
          - {from: id, to: Number, primary_key: true}
          - {from: born, to: Born}
          - {from: billing.company, to: Company}
integrations:
  - name: Shop customers
    source_configuration: Shop
    updates: {customers: [created, updated, deleted]}
    every: 90s
    email_alerts: [owner@example.com]
    budget: {failed_runs: 5}
    guard: {percent: 30, rows: 5}
    deletions: hard
    active: true
mail: {host: smtp.example.com, port: 587, user: owner, password: {env: SHOP_KEY}, from: tributary@example.com}
`

func environment(name string) (string, bool) { return "good", name == "SHOP_KEY" }

func (w *world) apply(t *testing.T, text string) ([]setup.Applied, error) {
	t.Helper()
	parsed, err := setup.ParseFile([]byte(text))
	if err != nil {
		return nil, err
	}
	return w.Apply(t.Context(), parsed, setup.Environment{LookupEnv: environment})
}

func TestAFileIsAppliedOnce(t *testing.T) {
	w := newWorld(t)
	done, err := w.apply(t, file)
	if err != nil || len(done) == 0 {
		t.Fatalf("apply: %v, %v", done, err)
	}
	i := must[[]domain.Integration](t)(w.Integrations(t.Context()))[0]
	if i.State != domain.Active || !i.HardDeletions || i.Budget.FailedRuns != 5 || i.Guard.Rows != 5 || i.Schedule.Every.Seconds() != 90 {
		t.Errorf("integration applied as %+v", i)
	}
	c := must[[]domain.Configuration](t)(w.Configurations(t.Context()))[0]
	if c.Settings["start_date"] != "2024-01-01" {
		t.Errorf("the setting written into the authorization was not moved: %v", c.Settings)
	}
	transfer := must[[]domain.Transfer](t)(w.Transfers(t.Context(), c.ID))[0]
	if a := transfer.Mapping.Assignments[1]; a.DateOrder != domain.DayFirst {
		t.Errorf("the source's notation was not taken over: %+v", a)
	}
	checks := w.shop.checks
	if done, err = w.apply(t, file); err != nil || len(done) != 0 {
		t.Errorf("applied again: %v, %v; want nothing to do", done, err)
	}
	if w.shop.checks != checks {
		t.Error("applying again called the service")
	}
}

func TestAnExportedFileAppliesToTheSame(t *testing.T) {
	w := newWorld(t)
	if _, err := w.apply(t, file); err != nil {
		t.Fatal(err)
	}
	exported := must[[]byte](t)(setup.WriteFile(must[setup.File](t)(w.Export(t.Context()))))
	if strings.Contains(string(exported), "good") {
		t.Errorf("the export holds a secret:\n%s", exported)
	}
	text := strings.NewReplacer("TRIBUTARY_MAIN_SHOP_TUNNEL_PASSWORD", "SHOP_KEY", "TRIBUTARY_MAIN_SHOP_KEY", "SHOP_KEY", "TRIBUTARY_SMTP_PASSWORD", "SHOP_KEY").Replace(string(exported))
	if done, err := w.apply(t, text); err != nil || len(done) != 0 {
		t.Errorf("apply of the export: %v, %v; want nothing to do", done, err)
	}
}

func TestAChangedFileChangesAndRemoves(t *testing.T) {
	w := newWorld(t)
	if _, err := w.apply(t, file); err != nil {
		t.Fatal(err)
	}
	done, err := w.apply(t, strings.NewReplacer("every: 90s", "every: 1h", "active: true\nmail", "active: false\nmail").Replace(file))
	if err != nil {
		t.Fatal(err)
	}
	actions := []string{}
	for _, d := range done {
		actions = append(actions, d.Action+" "+d.Thing)
	}
	if !slices.Equal(actions, []string{"changed integration", "deactivated integration"}) {
		t.Errorf("did %v", actions)
	}
	if _, err := w.apply(t, "version: 1\nintegrations: []\nsource_configurations: []\nauthorizations: []\n"); err != nil {
		t.Fatal(err)
	}
	if left := must[[]domain.Configuration](t)(w.Configurations(t.Context())); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
	if tables := must[[]domain.TableSummary](t)(w.project.Tables(t.Context())); len(tables) != 1 {
		t.Errorf("tables after the removal: %v; they must stay", tables)
	}
}

func TestABadFileIsRefusedWithItsReason(t *testing.T) {
	for name, change := range map[string]struct{ old, with, says string }{
		"unknown key":           {"every: 90s", "evry: 90s", "evry"},
		"other version":         {"version: 1", "version: 7", "version 7"},
		"not a duration":        {"every: 90s", "every: often", "often"},
		"no type of update":     {"[created, updated, deleted]", "[made]", "made"},
		"unknown source":        {"source: shop\n    values", "source: planet\n    values", "no such source"},
		"missing variable":      {"key: {env: SHOP_KEY}", "key: {env: OTHER}", "OTHER"},
		"unknown table":         {"table: Contacts", "table: People", "People"},
		"unknown field":         {"to: Company", "to: Firm", "Firm"},
		"unknown data type":     {"data_type: customers", "data_type: planets", "planets"},
		"unknown value":         {"address: https", "adress: https", "adress"},
		"unknown authorization": {"authorization: Main shop", "authorization: Other", "Other"},
		"unknown configuration": {"source_configuration: Shop", "source_configuration: Other", "Other"},
		"active without a key":  {", primary_key: true", "", "primary key"},
		"deletions":             {"deletions: hard", "deletions: both", "soft or hard"},
		"address that is none":  {"address_book: [owner@example.com]", "address_book: [owner]", "owner"},
		"field of another type": {"type: integer", "type: planet", ""},
		"not YAML":              {"version: 1", "version: [1", "understood"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			text := strings.Replace(file, change.old, change.with, 1)
			if text == file {
				t.Fatal("the case changes nothing")
			}
			_, err := w.apply(t, text)
			if err == nil || !strings.Contains(err.Error(), change.says) {
				t.Errorf("error %v, want one that names %q", err, change.says)
			}
		})
	}
}
