package main

import (
	"strings"
	"testing"

	"tributary/backend/api"
)

func TestScreen(t *testing.T) {
	cases := []struct {
		name, display, wayland, want string
	}{
		{"no screen is told in words", "", "", "no screen"},
		{"an X screen is enough", ":0", "", ""},
		{"a Wayland screen is enough", "", "wayland-0", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("DISPLAY", c.display)
			t.Setenv("WAYLAND_DISPLAY", c.wayland)
			err := checkScreen()
			if (err == nil) != (c.want == "") || (err != nil && !strings.Contains(err.Error(), c.want)) {
				t.Errorf("checkScreen() = %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestEventsBeforeTheWindowIsOpenAreDropped(t *testing.T) {
	f := newFrame()
	f.emit("run_finished", nil) // Wails' runtime would end the program on a context that is not its own
	if f.now() != nil || f.goesOn() {
		t.Error("emitting opened the frame")
	}
}

func TestBackgroundFollowsTheTheme(t *testing.T) {
	t.Setenv("GTK_THEME", "Adwaita:dark")
	dark := background()
	t.Setenv("GTK_THEME", "")
	light := background()
	if dark.R > 0x40 || light.R < 0xc0 {
		t.Errorf("dark = %v, light = %v", dark, light)
	}
}

func TestFilters(t *testing.T) {
	if got := filters(api.FileDialog{}); got != nil {
		t.Errorf("without a pattern: %v, want every file", got)
	}
	got := filters(api.FileDialog{PatternName: "Spreadsheets", Pattern: "*.csv;*.xlsx"})
	if len(got) != 1 || got[0].DisplayName != "Spreadsheets" || got[0].Pattern != "*.csv;*.xlsx" {
		t.Errorf("got %v", got)
	}
}
