package api

import (
	"path/filepath"
	"slices"
	"strings"

	"tributary/backend/domain"
)

// manifestEndings are how the names of manifest files end.
func manifestEndings() []string { return []string{".yaml", ".yml", ".json"} }

// Dropped tells what to do with what the person dropped onto the window: a manifest to
// load, or spreadsheets to connect. Anything else is refused in words.
func (a *SourcesAPI) Dropped(paths []string) (Dropped, error) {
	ctx, cancel := a.within(quick)
	defer cancel()
	if len(paths) != 1 {
		return Dropped{}, &domain.Error{
			Kind: domain.SetUp, Code: "dropped_many", What: "One file or folder at a time can be dropped here.",
			Means: "Nothing was opened.", Do: "Drop the folder the spreadsheets are in: all of them are read.",
		}
	}
	path := paths[0]
	ending := strings.ToLower(filepath.Ext(path))
	if slices.Contains(manifestEndings(), ending) {
		return Dropped{Path: path, IsManifest: true}, nil
	}
	if err := a.isSpreadsheet(ctx, path); err != nil {
		return Dropped{}, err
	}
	base := filepath.Base(path)
	return Dropped{Path: path, Name: strings.TrimSuffix(base, filepath.Ext(base))}, nil
}
