package api

import (
	"context"
	"errors"
	"testing"

	"tributary/backend/domain"
)

func TestWhatIsDropped(t *testing.T) {
	refusal := &domain.Error{Code: "not_a_spreadsheet"}
	a := &SourcesAPI{caller: caller{life: t.Context()}, isSpreadsheet: func(_ context.Context, path string) error {
		if path == "/p/prices.xlsx" || path == "/p/exports" {
			return nil
		}
		return refusal
	}}
	cases := map[string]struct {
		paths []string
		want  Dropped
		code  string
	}{
		"a spreadsheet":           {paths: []string{"/p/prices.xlsx"}, want: Dropped{Path: "/p/prices.xlsx", Name: "prices"}},
		"a folder":                {paths: []string{"/p/exports"}, want: Dropped{Path: "/p/exports", Name: "exports"}},
		"a manifest":              {paths: []string{"/p/service.YAML"}, want: Dropped{Path: "/p/service.YAML", IsManifest: true}},
		"a manifest in JSON":      {paths: []string{"/p/service.json"}, want: Dropped{Path: "/p/service.json", IsManifest: true}},
		"what is neither":         {paths: []string{"/p/photo.png"}, code: "not_a_spreadsheet"},
		"several at once":         {paths: []string{"/p/prices.xlsx", "/p/exports"}, code: "dropped_many"},
		"text dragged, no file":   {paths: nil, code: "dropped_many"},
		"a name without anything": {paths: []string{""}, code: "not_a_spreadsheet"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := a.Dropped(c.paths)
			var told *domain.Error
			if c.code == "" && err != nil || c.code != "" && (!errors.As(err, &told) || told.Code != c.code) || got != c.want {
				t.Errorf("%v became %+v, %v; want %+v, %q", c.paths, got, err, c.want, c.code)
			}
		})
	}
}
