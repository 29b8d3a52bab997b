package manifest

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestTheKnownClassesAreSaid holds the table of README.md against what is known.
func TestTheKnownClassesAreSaid(t *testing.T) {
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(raw), "| class |")
	var said []string
	for line := range strings.Lines(table) {
		if cells := strings.Split(line, "|"); len(cells) > 3 && strings.TrimSpace(cells[2]) == "runs" {
			said = append(said, strings.TrimSpace(cells[1]))
		}
	}
	known := slices.Concat(
		slices.Collect(maps.Keys(nativeAuthenticators())), slices.Collect(maps.Keys(nativeExtractors())),
		slices.Collect(maps.Keys(nativeTransformations())), slices.Collect(maps.Keys(nativeErrorHandlers())),
		slices.Collect(maps.Keys(nativeNormalizations())), slices.Collect(maps.Keys(nativeRouters())),
	)
	slices.Sort(said)
	slices.Sort(known)
	if !slices.Equal(said, known) {
		t.Errorf("said to be known: %v, and known are %v", said, known)
	}
}
