package backend_test

import (
	"testing"

	"tributary/backend/api"
)

// TestTheSidebarCountsWhatOverviewLists: the number beside Overview is that of the things listed there, of the integrations
// and of the program itself.
func TestTheSidebarCountsWhatOverviewLists(t *testing.T) {
	w := openWindow(t, "en")
	c, err := bound[*api.ConfigurationsAPI](t, w.Backend).Save(api.ConfigurationInput{Name: "Files", Source: "spreadsheet", Settings: map[string]any{"path": t.TempDir()}})
	if err != nil {
		t.Fatal(err)
	}
	// Somebody is to be written to, and no mail server is set up.
	input := api.IntegrationInput{Name: "Files", Configuration: c.ID, EverySeconds: 900, EmailAlerts: []string{"josee@rivemont.example"}}
	if _, err := bound[*api.IntegrationsAPI](t, w.Backend).Save(input); err != nil {
		t.Fatal(err)
	}
	app := bound[*api.AppAPI](t, w.Backend)
	overview, err := app.Overview()
	if err != nil {
		t.Fatal(err)
	}
	status, err := app.Status()
	if err != nil {
		t.Fatal(err)
	}
	if listed := len(overview.NeedsYou) + len(overview.Warnings); len(overview.Warnings) == 0 || status.Needs != listed {
		t.Errorf("the sidebar says %d, Overview lists %d: %+v", status.Needs, listed, overview.Warnings)
	}
}
