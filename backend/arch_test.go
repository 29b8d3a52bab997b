package backend_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows lists, per package, the own packages it may import. It is the drawing in
// doc.go, executable. "-" stands for none.
var arrows = map[string]string{
	// words
	"domain":      "-",
	"clock":       "-",
	"event":       "domain",
	"translation": "-",
	// rules
	"expr":     "domain",
	"manifest": "domain expr",
	"mapping":  "domain",
	"budget":   "domain",
	"support":  "domain",
	"pace":     "-",
	// contract
	"source": "domain",
	// engine: setup and syncer do not know each other; schedule knows both
	"setup":      "domain clock event mapping source",
	"syncer":     "domain clock event mapping",
	"schedule":   "domain clock event budget setup syncer source",
	"alert":      "domain clock event budget",
	"liveexport": "domain clock event",
	// adapters
	"auth":               "domain clock event source",
	"desktop":            "domain clock sessionbus",
	"notify":             "domain sessionbus",
	"desktop/windowlibs": "-",
	"sessionbus":         "-",
	"logging":            "-",
	"secret":             "domain clock sessionbus",
	"sqldb":              "domain clock",
	"queue":              "domain clock sqldb",
	"store":              "domain sqldb",
	"project":            "domain clock sqldb",
	"catalog":            "domain",
	"source/declarative": "domain clock expr manifest mapping pace source",
	"source/mailaccount": "domain clock source",
	"source/spreadsheet": "domain clock mapping source",
	// edge
	"api": "domain alert budget clock event liveexport mapping setup schedule source support syncer",
	"cli": "domain clock event mapping setup schedule source support syncer",
}

func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		root, pkg, ok := strings.Cut(words[0], "/backend/")
		if !ok || strings.HasSuffix(pkg, "test") { // the root and test helpers may import anything
			continue
		}
		allowed, known := arrows[pkg]
		if !known {
			t.Errorf("package %s has no entry in arrows: decide which ring it belongs to", pkg)
		}
		for _, imp := range words[1:] {
			own, found := strings.CutPrefix(imp, root+"/backend/")
			if found && !slices.Contains(strings.Fields(allowed), own) {
				t.Errorf("%s must not import %s (allowed: %q)", pkg, own, allowed)
			}
			if strings.HasPrefix(imp, "github.com/wailsapp/") {
				t.Errorf("%s must not import %s: only package main knows Wails", pkg, imp)
			}
		}
	}
}
