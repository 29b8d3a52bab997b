package manifest

import (
	"fmt"
	"strconv"
)

// Code says what sort of problem it is. The set is closed.
type Code string

// The codes of problems.
const (
	// Unsupported: the format has it, this program does not run it.
	Unsupported Code = "unsupported"
	// Invalid: the format does not allow it.
	Invalid Code = "invalid"
	// Unknown: a field the format does not have; it has no effect.
	Unknown Code = "unknown"
)

// Problem is one thing found in a manifest.
type Problem struct {
	Path      string // "streams[2].retriever.paginator"
	Component string // type of the component it stands in, may be empty
	Code      Code
	Words     string // one plain sentence
}

// Blocking tells whether the part of the manifest it stands in cannot run.
func (p Problem) Blocking() bool { return p.Code != Unknown }

// String returns path and words.
func (p Problem) String() string { return p.Path + ": " + p.Words }

// Blocks tells whether one of the problems is blocking.
func Blocks(problems []Problem) bool {
	for _, p := range problems {
		if p.Blocking() {
			return true
		}
	}
	return false
}

// maxProblems keeps the list readable, and bounded for hostile manifests.
const maxProblems = 500

// collector gathers problems while a manifest is decoded.
type collector struct {
	problems []Problem
	seen     map[Problem]bool
}

func newCollector() *collector { return &collector{seen: map[Problem]bool{}} }

func (c *collector) add(path, component string, code Code, format string, args ...any) {
	p := Problem{Path: path, Component: component, Code: code, Words: fmt.Sprintf(format, args...)}
	if len(c.problems) < maxProblems && !c.seen[p] {
		c.seen[p] = true
		c.problems = append(c.problems, p)
	}
}

// blocking counts the blocking problems so far, so that a caller can tell
// whether the part it just decoded has any.
func (c *collector) blocking() int {
	n := 0
	for _, p := range c.problems {
		if p.Blocking() {
			n++
		}
	}
	if len(c.problems) == maxProblems {
		n++ // there may be more: nothing decoded from here on is trusted
	}
	return n
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
