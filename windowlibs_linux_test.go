//go:build amd64 || arm64

package main

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// systemLibraries are those that every C program has.
var systemLibraries = regexp.MustCompile(`^(libc|libdl|libpthread|libresolv|ld-linux.*)\.so`)

const functions = "backend/desktop/windowlibs/functions.h"

func TestTheFunctionsOfTheWindowAreInOrder(t *testing.T) {
	raw, err := os.ReadFile(functions)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, found := range regexp.MustCompile(`(?m)^FUNCTION\((\w+)\)$`).FindAllStringSubmatch(string(raw), -1) {
		names = append(names, found[1])
	}
	if len(names) == 0 || !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("%s: want each once, in order: %v", functions, names)
	}
}

func TestTheProgramStartsWithoutTheLibrariesOfTheWindow(t *testing.T) {
	for _, tags := range []string{"desktop,production,webkit2_41", "dev,webkit2_41"} { // as in build/lib.sh
		t.Run(tags, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tributary")
			if out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", tags, "-o", path, ".").CombinedOutput(); err != nil {
				t.Fatalf("build: %v\n%s", err, out)
			}
			program, err := elf.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = program.Close() }() // only read
			libraries, err := program.ImportedLibraries()
			if err != nil {
				t.Fatal(err)
			}
			if len(libraries) == 0 {
				t.Error("the program names no library at all")
			}
			for _, name := range libraries {
				if !systemLibraries.MatchString(name) {
					t.Errorf("%s is loaded at the start", name)
				}
			}
			if !t.Failed() {
				return
			}
			symbols, err := program.ImportedSymbols()
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range symbols {
				if s.Version == "" { // those of the C library have one
					t.Logf("missing in %s: %s", functions, s.Name)
				}
			}
		})
	}
}
